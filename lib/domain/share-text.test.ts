import { expect, test } from "vitest"
import { drawableText } from "./share-text"

test.each([
  ["Field Notes Summit", "Field Notes Summit"],
  ["Köln – «Łódź» 2027", "Köln – «Łódź» 2027"],
  ["Tiếng Việt", "Tieng Viet"],
  ["Launch 🚀 night", "Launch night"],
  ["مهرجان 2027", "2027"],
  ["東京", ""],
])("of %j the picture shows %j", (text, drawn) => {
  expect(drawableText(text).normalize("NFC")).toBe(drawn)
})
