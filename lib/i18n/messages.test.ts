import compile from "icu-minify/compile"
import { describe, expect, test } from "vitest"
import { actKey } from "@/lib/domain/act-key"
import { errorCodes } from "@/lib/domain/errors"
import { attendeeIssueCodes, editorIssueCodes } from "@/lib/domain/issue"
import { questionFaults } from "@/lib/domain/question"
import { trailNames } from "@/lib/domain/trail"
import { type Language, languages } from "./languages"
import { loadMessages } from "./messages"
import { findMessageUses } from "./test-message-uses"

type Compiled = ReturnType<typeof compile>

/** Every message of a language under its whole key, `common.failure.event_full.title`. */
function flatten(messages: object, prefix = ""): Map<string, string> {
  return new Map(
    Object.entries(messages).flatMap(([key, value]): [string, string][] =>
      typeof value === "string" ? [[prefix + key, value]] : [...flatten(value, `${prefix}${key}.`)],
    ),
  )
}

const byLanguage = new Map(languages.map((language) => [language, flatten(loadMessages(language))]))
const english = byLanguage.get("en") ?? new Map<string, string>()
const translations = languages.filter((language) => language !== "en")

type Branches = Record<string, Compiled>

/** Names of a message's values and tags, with the cases of a `select`: what a translation must have in common. */
function placeholders(node: unknown, found = new Set<string>(), visitPlural?: (cases: string[]) => void) {
  if (!Array.isArray(node)) return found
  const [name, kind, branches] = node
  const isBranching = typeof name === "string" && (kind === 1 || kind === 2)
  if (isBranching) {
    const cases = Object.entries(branches as Branches)
    const names = cases.map(([key]) => key)
    found.add(kind === 1 ? `${name}: ${names.sort().join(" ")}` : name)
    if (kind === 2) visitPlural?.(names)
    for (const [, branch] of cases) visitParts(branch, found, visitPlural)
    return found
  }
  if (typeof name === "string") found.add(name)
  if (typeof kind !== "number") visitParts(node.slice(1), found, visitPlural)
  return found
}

function visitParts(parts: unknown, found: Set<string>, visitPlural?: (cases: string[]) => void) {
  if (Array.isArray(parts)) for (const part of parts) placeholders(part, found, visitPlural)
  return found
}

const signature = (message: string) => [...visitParts(compile(message), new Set())].sort()

describe("messages", () => {
  test.each(translations)("%s has every message of English and no other", (language) => {
    const keys = [...(byLanguage.get(language)?.keys() ?? [])]

    expect(keys.sort()).toEqual([...english.keys()].sort())
  })

  test("whatever a trail can say has its sentence, and no sentence is about anything else", () => {
    const told = [...english.keys()].filter((key) => key.startsWith("person.history."))

    expect(told.sort()).toEqual(
      [...trailNames.map(actKey), "other"].map((key) => `person.history.${key}`).sort(),
    )
  })

  test.each(languages)("none is empty in %s", (language) => {
    const empty = [...(byLanguage.get(language) ?? [])].filter(([, message]) => message.trim() === "")

    expect(empty).toEqual([])
  })

  test.each(translations)("%s fills in the same values and tags as English", (language) => {
    const differing = [...english].filter(([key, message]) => {
      const translated = byLanguage.get(language)?.get(key) ?? message
      return signature(translated).join() !== signature(message).join()
    })

    expect(differing.map(([key]) => key)).toEqual([])
  })

  test.each(languages)("every plural in %s has a form for every number", (language) => {
    const rules = new Intl.PluralRules(language)
    const numbers = Array.from({ length: 201 }, (_, number) => number)

    const incomplete = [...(byLanguage.get(language) ?? [])].filter(([, message]) => {
      const plurals: string[][] = []
      visitParts(compile(message), new Set(), (cases) => plurals.push(cases))
      return plurals.some((cases) =>
        numbers.some((number) => !cases.includes(rules.select(number)) && !cases.includes(`=${number}`)),
      )
    })

    expect(incomplete.map(([key]) => key)).toEqual([])
  })
})

describe("uses of messages", () => {
  const uses = findMessageUses()
  const isUsed = (key: string) => uses.some(({ keys }) => keys?.some((pattern) => pattern.test(key)))

  test("are found at all", () => {
    expect(uses.length).toBeGreaterThan(100)
  })

  test("say which message they mean", () => {
    const unreadable = uses.filter(({ keys }) => keys === null)

    expect(unreadable.map(({ place }) => place)).toEqual([])
  })

  test("mean a message there is", () => {
    const missing = uses.filter(
      ({ keys }) => keys && ![...english.keys()].some((key) => keys.some((pattern) => pattern.test(key))),
    )

    expect(missing.map(({ place }) => place)).toEqual([])
  })

  test("leave no message over", () => {
    const unused = [...english.keys()].filter((key) => !isUsed(key))

    expect(unused).toEqual([])
  })

  test("hand no message with a value or a tag to a browser as it is", () => {
    const parts = uses.filter(({ isPart }) => isPart).flatMap(({ keys }) => keys ?? [])

    const unfinished = [...english].filter(
      ([key, message]) => parts.some((pattern) => pattern.test(key)) && signature(message).length > 0,
    )

    expect(unfinished.map(([key]) => key)).toEqual([])
  })

  test("have a sentence for every code a form can answer with", () => {
    const wanted = [
      ...errorCodes.flatMap((code) => [`common.failure.${code}.title`, `common.failure.${code}.body`]),
      ...attendeeIssueCodes.map((code) => `common.issue.${code}`),
      ...[...editorIssueCodes, ...questionFaults].map((code) => `editor.issue.${code}`),
    ]
    // A reserved field has a sentence for each thing that may be kept in it.
    const isThere = (key: string) => english.has(key) || english.has(`${key}.status`)

    expect(wanted.filter((key) => !isThere(key))).toEqual([])
  })
})

/** Phrases that do not sound native (docs/words.md), and where one of them is right all the same. */
const crossedOut: Record<Language, { phrase: RegExp; in?: RegExp; but?: RegExp }[]> = {
  en: [
    { phrase: /\b(some|every|no)body\b/i },
    {
      phrase:
        /\b(cannot|could not|did not|does not|do not|is not|are not|was not|will not|has not|have not)\b/i,
    },
    {
      phrase:
        /\b(stands on|asked no more|all the same|so already|need do nothing|by itself|as people know)\b/i,
    },
    { phrase: /\b(give|gave|given|take|took|taken) (it |your place |my place |the place )?back\b/i },
    { phrase: /(?<!\{)\bplaces?\b/i },
    { phrase: /\btold\b|\bbooked in your name\b|\bmeans nothing\b|\bin clear\b|\btax ids\b|\bmisspelt\b/ },
    { phrase: /\bget this email because\b|\bstay good\b|\bis good\b|\bworks? for \d/i },
    { phrase: /characters?\}\} or less|\bthe mail\b|\bby mail\b/i },
    { phrase: /\bticket codes?\b/i },
    {
      phrase: /GATE/,
      in: /^(common|attendee|profile|mail)\./,
      but: /^mail\.(profileErased|accountDeleted)\.body$/,
    },
    { phrase: /GATE/, in: /^me\./, but: /^me\.(held|erase|delete|data)\./ },
  ],
  es: [
    { phrase: /\b(usted|ustedes|vuestr[oa]s?|os conocen|copie|compártalo|avise)\b/i },
    { phrase: /[“”]/ },
    { phrase: /acreditaci|llegada|ha entrado|registrar entrada|ya estás? dentro/i },
    { phrase: /cifras|móvil|correo no deseado|no significa nada|relojes de|a un código de distancia/i },
    { phrase: /devuelt[oa] (tu|la|su) plaza|devolver|ya no está aquí|la hemos olvidado/i },
    { phrase: /código de (la )?entrada/i },
    { phrase: /\d %/ },
  ],
  pt: [
    {
      phrase:
        /\bregist[oa]\b|registad|utilizador|\bpartilh|carácter|algarismo|telemóvel|ficheiro|noutr|\bnuma?\b/i,
    },
    {
      phrase: /\b(seria aceite|são aceites)\b|\bgénero|percentagem|pré-visualiza|\bligação\b|palavra-passe/i,
    },
    {
      phrase: /\ba (contar|carregar|guardar|enviar) (participantes|o|a)\b|\b(já não|tem de|todo o resto)\b/i,
    },
    { phrase: /\b(lê-se|forma-se|mantém-se|pergunta-se|pede-se|inscrever-se)\b/i },
    { phrase: /credenciamento|código QR|código do ingresso|dentro de novo|a um código de distância/i },
    { phrase: /devolv|retomar|não significa nada|somem? sozinh|esquec/i },
    { phrase: /(?<![<{/])\bemail\b(?! \{)/ },
  ],
  ar: [
    {
      phrase: /تسجيل الدخول|تسجيل دخول/,
      but: /^(attendee\.sign_in|common\.footer|organizer\.not_found\.sign_in|mail\.(code\.sign_in|emailChanged)|me\.held\.sessions|person\.(failed\.unproved|history\.registration_(proof_awaited|address_proved)))/,
    },
    { phrase: /أعدنا (مكان|أماكن)|أعدت مكانك|مكانك محجوز|نسيناه/ },
    { phrase: /مكانك|أماكن|مكان واحد|مكانان/ },
    { phrase: /الحاضرون|الحاضرين|شارة|على بُعد رمز|لم يضع/ },
    { phrase: /تخطَّ الآن|ألغِ تسجيلي|رمز التذكرة|يعمل لمدة|عن العمل/ },
    { phrase: /[\u0660-\u0669]/ },
  ],
}

describe("phrases that were crossed out", () => {
  test.each(languages)("do not return to %s", (language) => {
    const found = [...(byLanguage.get(language) ?? [])].flatMap(([key, message]) =>
      crossedOut[language]
        .filter((rule) => rule.phrase.test(message))
        .filter((rule) => (rule.in?.test(key) ?? true) && !rule.but?.test(key))
        .map(({ phrase }) => `${key}: ${phrase.exec(message)?.[0]} in “${message}”`),
    )

    expect(found).toEqual([])
  })

  test("names that people and organizers typed are set apart in Arabic, whichever way they are read", () => {
    const typed =
      "name|label|host|event|text|answer|by|values?|questions|filter|parameter|search|email|column|user|network|choice|reason"
    const loose = new RegExp(`(?<![\\u2066-\\u2068])\\{(${typed})\\}`)

    const found = [...(byLanguage.get("ar") ?? [])].filter(
      ([key, message]) => loose.test(message) && !/^\{\w+\}$/.test(message) && key !== "editor.state.copy_of",
    )

    expect(found.map(([key]) => key)).toEqual([])
  })
})
