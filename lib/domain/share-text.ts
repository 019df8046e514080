/** Basic Latin to Latin Extended-A, and the punctuation of titles: what the font that comes with next/og has. */
const drawable = /[\u0020-\u007E\u00A0-\u017F\u2013\u2014\u2018\u2019\u201C\u201D\u2026]/u

/**
 * A text as far as the share image can draw it. For any other character next/og would ask Google's fonts, which no
 * ticket page does (decision 0008); letters lose accents the font has not, everything else is left out.
 */
export function drawableText(text: string): string {
  const characters = [...text.normalize("NFC")].flatMap((character) =>
    drawable.test(character)
      ? [character]
      : [...character.normalize("NFD")].filter((part) => drawable.test(part)),
  )
  return characters.join("").replace(/\s+/g, " ").trim()
}
