import { expect, test } from "vitest"
import { themeStyle } from "./theme"

test.each([
  [45, { "--h": 45, "--bad-h": 0 }],
  [27, { "--h": 27, "--bad-h": 0 }],
  [3, { "--h": 3, "--bad-h": 0 }],
  [2, { "--h": 2 }],
  [52, { "--h": 52 }],
  [359, { "--h": 359 }],
  [258, { "--h": 258 }],
])("the hue %d moves the colour of errors only when the two would look alike", (hue, expected) => {
  const style = themeStyle(hue)

  expect(style).toEqual(expected)
})
