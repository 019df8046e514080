import { expectAccessible, expectForcedColours } from "./accessible"
import { test } from "./fixtures"
import { tours } from "./tours"

const locales = { English: "en-GB", Spanish: "es-ES", Portuguese: "pt-BR", Arabic: "ar-EG" }

// A tour goes through up to twelve states, each looked at in several ways, on a machine that does other things too.
test.describe.configure({ timeout: 300_000 })

for (const [language, locale] of Object.entries(locales)) {
  test.describe(`in ${language}`, () => {
    test.use({ locale })

    for (const [name, tour] of Object.entries(tours)) {
      test(`${name}: anybody can use it`, async ({ page, gate, inbox, newEmail, watch }) => {
        watch.expectComplaint(/status of 404/)
        await tour({ page, gate, inbox, newEmail }, async (state) => {
          // Colours are the same in every language; words and their width are not.
          if (language !== "English") return expectAccessible(page, state)
          await expectAccessible(page, state, "light", "dark")
          await expectForcedColours(page, state)
        })
      })
    }
  })
}
