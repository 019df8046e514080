import { readFileSync } from "node:fs"
import path from "node:path"
import { escaped, languages, plainPage } from "./plain-page.mjs"

/**
 * Pages for answers that would reach a browser without words: Next draws an error and a refusal of a page in the browser
 * only, so that without JavaScript there is nothing to read.
 *
 * @typedef {import("./plain-page.mjs").Language} Language
 * @typedef {"broken" | "absent" | "absentForOrganizer" | "foreign"} Kind
 * @typedef {{ title: string, body: string }} Text
 * @typedef {Record<Kind, Text> & { reference: string, again: string, events: string, ownEvents: string, signIn: string }} Words
 * @typedef {{ status: number, language: Language, path: string, reference?: string | undefined }} Failure `path` is
 *   where the visitor is; `reference` is what the log calls the request
 */

/**
 * @param {string} folder that holds `messages`
 * @param {Language} language
 * @returns {Words}
 */
function readWords(folder, language) {
  /** @param {string} name */
  const read = (name) =>
    JSON.parse(readFileSync(path.join(folder, "messages", language, `${name}.json`), "utf8"))
  const [common, attendee, organizer] = ["common", "attendee", "organizer"].map(read)
  return {
    broken: common.browser.broken,
    absent: attendee.not_found,
    absentForOrganizer: organizer.not_found,
    foreign: common.failure.foreign_request,
    reference: common.browser.broken.reference,
    again: common.browser.try_again,
    events: common.browser.see_events,
    ownEvents: organizer.not_found.events,
    signIn: common.footer.sign_in,
  }
}

/**
 * Reads the words once, and returns what makes a page of them.
 *
 * @param {string} folder that holds `messages`
 * @returns {(failure: Failure) => string}
 */
export function createFailurePage(folder) {
  const words = new Map(languages.map((language) => [language, readWords(folder, language)]))
  return (failure) => {
    const own = words.get(failure.language)
    if (!own) throw new Error("There are no words in this language.")
    return failurePage(failure, own)
  }
}

/**
 * @param {Failure} failure
 * @returns {Kind}
 */
function kindOf({ status, path: address }) {
  if (status >= 500) return "broken"
  if (status === 403) return "foreign"
  return /^\/organizer(\/|$)/.test(address) ? "absentForOrganizer" : "absent"
}

/**
 * @param {Failure} failure
 * @param {Words} words
 */
function failurePage(failure, words) {
  const { language, reference } = failure
  const kind = kindOf(failure)
  const { title, body } = words[kind]
  const traced =
    kind === "broken" && reference ? ` ${escaped(words.reference)} <bdi>${escaped(reference)}</bdi>` : ""
  /** @param {string} href @param {string} text */
  const link = (href, text) => `<a href="${escaped(href)}">${escaped(text)}</a>`
  // The same address is asked for again without what it was asked with: a form is never sent twice by a link.
  const again = link(failure.path.replace(/^[/\\]+/, "/"), words.again)
  const links = {
    broken: [again, link("/", words.events)],
    foreign: [again, link("/", words.events)],
    absent: [link("/", words.events), link("/sign-in", words.signIn)],
    absentForOrganizer: [link("/organizer", words.ownEvents), link("/sign-in", words.signIn)],
  }[kind]
  return plainPage({ language, title, body: `${escaped(body)}${traced}`, links })
}
