/**
 * Who asks. `helper` was invited to the door of this event; `foreign` organizes for another organization; `removed` organized
 * this event until GATE took the role away.
 */
export const actors = [
  "anonymous",
  "attendeeA",
  "attendeeB",
  "helper",
  "organizer",
  "foreign",
  "removed",
] as const

export type Actor = (typeof actors)[number]

/** `shown`: given, or led on; `sign_in`: led to the sign-in page; `absent`: 404; `refused`: another refusal. */
export type Outcome = "shown" | "sign_in" | "absent" | "refused"

/** What may come of it for each actor; actors left out are not walked, because what they would do is their own right. */
export type Rule = Partial<Record<Actor, readonly Outcome[]>>

const all = (outcomes: readonly Outcome[]): Rule =>
  Object.fromEntries(actors.map((actor) => [actor, outcomes]))

/** Open to the world. A page about something that the sample does not have may answer 404. */
const everyone = all(["shown", "sign_in", "absent", "refused"])

/** About whoever is signed in, and nobody else. */
const signedIn: Rule = { ...all(["shown"]), anonymous: ["sign_in"] }

/** An act on whoever is signed in: nothing in it names anybody else. */
const ownAct: Rule = { anonymous: ["sign_in"] }

/** Strangers sign in first, whatever is there; nobody else is shown anything. */
const nobody: Rule = { ...all(["absent"]), anonymous: ["sign_in"] }

/** Attendee A's. */
const ownersOnly: Rule = { ...nobody, attendeeA: ["shown"] }

/** The same as data, which leads nobody anywhere. */
const ownersData: Rule = { ...ownersOnly, anonymous: ["absent"] }

/** As before, for acts: the owner's own use of them is tried in other files. */
const { attendeeA: _ownUse, ...ownersActsOnly }: Rule = nobody

/** Every organizer has one of their own. */
const anyOrganizer: Rule = { ...nobody, organizer: ["shown"], foreign: ["shown"] }

/** The event's organizers. */
const eventOrganizers: Rule = { ...nobody, organizer: ["shown"] }

/** Those, and whoever helps at its door. */
const eventDoor: Rule = { ...eventOrganizers, helper: ["shown"] }

/** The same as data. */
const eventData: Rule = { ...eventOrganizers, anonymous: ["absent"] }

/** Of the event, about something the sample has not: proves that nobody is shown anything. */
const eventOrganizersMissing: Rule = nobody

/** The same as data. */
const eventDataMissing: Rule = all(["absent"])

/**
 * Every page and route handler of the build, by its name in `app-paths-manifest.json`. One that is missing here fails
 * `access.spec.ts`.
 */
export const addresses: Record<string, Rule> = {
  "/_global-error/page": everyone,
  "/_not-found/page": everyone,
  "/page": everyone,
  "/api/health/route": everyone,
  "/healthz/route": everyone,
  "/e/[event]/captive-portal/route": everyone,
  "/e/[event]/ticket/route": everyone,
  "/readyz/route": everyone,
  "/api/unsubscribe/route": everyone,
  "/api/v1/[[...path]]/route": everyone,
  "/dev/mailbox/[message]/page": all(["absent"]),
  "/dev/mailbox/page": all(["absent"]),
  "/covers/[cover]/[picture]/route": everyone,
  "/e/[event]/confirm/page": everyone,
  "/e/[event]/page": everyone,
  "/e/[event]/register/page": everyone,
  "/e/[event]/share/[picture]/route": everyone,
  "/e/[event]/sessions/[session]/calendar.ics/route": everyone,
  "/events.ics/route": everyone,
  // Whoever has the address of somebody's calendar reads it; the sample has none.
  "/calendar/[file]/route": all(["absent"]),
  // Apple's devices prove themselves by a token in each pass; the sample has none.
  "/api/wallet/v1/devices/[device]/registrations/[passType]/route": everyone,
  "/api/wallet/v1/devices/[device]/registrations/[passType]/[serial]/route": all(["refused"]),
  "/api/wallet/v1/passes/[passType]/[serial]/route": all(["refused"]),
  "/api/wallet/v1/log/route": everyone,
  "/help/page": everyone,
  "/language/route": everyone,
  "/me/deleted/page": everyone,
  "/manifest.webmanifest/route": everyone,
  "/me/unsubscribe/page": everyone,
  // Whoever has somebody's link from the mails of a waitlist acts for them; the sample has none.
  "/waitlist/page": all(["absent"]),
  "/robots.txt/route": everyone,
  "/sign-in/confirm/page": all(["shown", "sign_in"]),
  "/sign-in/page": everyone,
  "/sitemap.xml/route": everyone,
  "/t/[code]/page": everyone,

  "/me/page": signedIn,
  "/me/data/delete/page": signedIn,
  "/me/data/erase/page": signedIn,
  "/me/data/export.csv/route": signedIn,
  "/me/data/export.json/route": signedIn,
  "/me/data/page": signedIn,
  "/me/email/confirm/page": signedIn,
  "/me/email/page": signedIn,
  "/me/name/page": signedIn,

  // Takes answers and gives none.
  "/api/profile/[registration]/route": all(["refused"]),
  "/api/tickets/[registration]/route": ownersData,
  "/profile/[registration]/answers/[question]/page": ownersOnly,
  "/profile/[registration]/answers/page": ownersOnly,
  "/profile/[registration]/page": ownersOnly,
  "/tickets/[registration]/calendar.ics/route": ownersOnly,
  "/tickets/[registration]/cancel/page": ownersOnly,
  "/tickets/[registration]/code/page": ownersOnly,
  "/tickets/[registration]/offline/page": ownersOnly,
  "/tickets/[registration]/page": ownersOnly,
  "/tickets/[registration]/share.png/route": ownersOnly,
  // The sample's site offers no wallets, and leads owners back to their ticket.
  "/tickets/[registration]/google-wallet/route": ownersOnly,
  "/tickets/[registration]/ticket.pkpass/route": ownersOnly,
  // The sample event has no network pass.
  "/tickets/[registration]/wifi.mobileconfig/route": nobody,

  // Whoever organizes nothing reads that, and nothing else.
  "/organizer/page": signedIn,
  "/organizer/new/page": anyOrganizer,
  "/organizer/team/page": anyOrganizer,
  "/organizer/activity/page": anyOrganizer,
  "/organizer/[event]/settings/page": eventOrganizers,
  "/organizer/[event]/settings/cancel/page": eventOrganizers,
  "/organizer/[event]/settings/cover/page": eventOrganizers,
  "/organizer/[event]/content/page": eventOrganizers,
  "/organizer/[event]/content/speakers/[speaker]/picture/page": eventOrganizersMissing,
  "/organizer/[event]/content/[list]/[entry]/page": eventOrganizersMissing,
  "/organizer/[event]/network/page": eventOrganizers,
  "/organizer/[event]/messages/page": eventOrganizers,
  "/organizer/[event]/messages/[message]/page": eventOrganizersMissing,
  "/organizer/[event]/questions/page": eventOrganizers,
  "/organizer/[event]/questions/[question]/page": eventOrganizersMissing,
  "/organizer/[event]/questions/registry/page": eventOrganizers,
  "/organizer/[event]/questions/registry.json/route": eventData,
  "/(preview)/organizer/[event]/preview/page": eventOrganizers,
  "/organizer/reveal/page": anyOrganizer,
  "/organizer/verification/page": anyOrganizer,
  "/organizer/segments/page": anyOrganizer,
  // There is no segment of this id.
  "/organizer/segments/[segment]/page": nobody,
  "/organizer/segments/[segment]/people.csv/route": all(["absent"]),
  "/organizer/[event]/page": eventOrganizers,
  "/organizer/[event]/attendees/page": eventOrganizers,
  "/api/organizer/[event]/attendees/route": eventData,
  "/api/organizer/[event]/attendees/[registration]/route": eventData,
  "/organizer/[event]/attendees/[registration]/page": eventOrganizers,
  "/organizer/[event]/attendees/new/page": eventOrganizers,
  "/organizer/[event]/attendees/jobs/[job]/page": eventOrganizersMissing,
  "/organizer/[event]/attendees/jobs/[job]/progress.json/route": eventDataMissing,
  "/organizer/[event]/attendees/jobs/refused/page": eventOrganizers,
  "/organizer/[event]/check-in/page": eventDoor,
  "/api/organizer/[event]/counts/route": eventData,
  "/organizer/[event]/report/page": eventOrganizers,
  "/organizer/[event]/report/[file]/route": eventDataMissing,
  "/organizer/[event]/exports/page": eventOrganizers,
  "/organizer/[event]/exports/[file]/route": eventDataMissing,
  "/api/organizer/[event]/exports/[file]/route": eventDataMissing,
  "/api/organizer/[event]/sync/route": eventData,
}

/** What stands for a file of fields among the arguments of an action. */
export type Argument = string | boolean | null | { fields: Record<string, string> } | { state: true }

type ActionRule = { rule: Rule; sample: (known: Sample) => Argument[] }

/** What the parameters of addresses and actions stand for. */
export type Sample = {
  event: string
  /** Attendee A's. */
  registration: string
  question: string
  /** A UUID of nothing. */
  job: string
}

const form = (fields: Record<string, string> = {}): Argument => ({ fields })
const state: Argument = { state: true }
const act = (rule: Rule, sample: ActionRule["sample"] = () => [state, form()]): ActionRule => ({
  rule,
  sample,
})

/** Every server action of the build, as `file#name`. One that is missing here fails `access.spec.ts`. */
export const serverActions: Record<string, ActionRule> = {
  "app/e/[event]/confirm/actions.ts#confirmAction": act(everyone, ({ event }) => [event, state, form()]),
  "app/resend-code-action.ts#resendCodeAction": act(everyone),
  "app/e/[event]/register/actions.ts#registerAction": act(everyone, ({ event }) => [event, state, form()]),
  "app/sign-in/actions.ts#signInAction": act(everyone, () => [null, state, form()]),
  "app/sign-in/actions.ts#confirmSignInAction": act(everyone, () => [null, state, form()]),
  "app/sign-out/actions.ts#signOutAction": act({ anonymous: ["shown"] }, () => []),
  "app/me/actions.ts#unsubscribeAction": act(everyone, () => ["no-such-token"]),
  "app/waitlist/actions.ts#claimByLinkAction": act(all(["absent"]), () => ["no-such-token"]),
  "app/waitlist/actions.ts#leaveByLinkAction": act(all(["absent"]), () => ["no-such-token"]),
  "app/waitlist/actions.ts#giveBackByLinkAction": act(all(["absent"]), () => ["no-such-token"]),

  "app/me/actions.ts#deleteAccountAction": act(ownAct, () => []),
  "app/me/actions.ts#eraseProfileAction": act(ownAct, () => []),
  "app/me/actions.ts#giveConsentAction": act(ownAct, () => []),
  "app/me/actions.ts#withdrawConsentAction": act(ownAct, () => []),
  "app/me/actions.ts#renewCalendarFeedAction": act(ownAct, () => []),
  "app/me/actions.ts#revokeCalendarFeedAction": act(ownAct, () => []),
  "app/me/actions.ts#setRemindersAction": act(ownAct, () => [true]),
  "app/me/actions.ts#signOutEverywhereAction": act(ownAct, () => []),
  "app/me/email/actions.ts#changeEmailAction": act(ownAct),
  "app/me/email/actions.ts#confirmEmailAction": act(ownAct),
  "app/me/email/actions.ts#resendEmailCodeAction": act(ownAct),
  "app/me/name/actions.ts#correctNameAction": act(ownAct),

  "app/tickets/[registration]/actions.ts#cancelAction": act(ownersActsOnly, ({ registration }) => [
    registration,
  ]),
  "app/tickets/[registration]/actions.ts#claimAction": act(ownersActsOnly, ({ registration }) => [
    registration,
  ]),
  "app/tickets/[registration]/actions.ts#leaveWaitlistAction": act(ownersActsOnly, ({ registration }) => [
    registration,
  ]),
  "app/tickets/[registration]/actions.ts#chooseTakingAction": act(ownersActsOnly, ({ registration }) => [
    registration,
    state,
    form(),
  ]),
  "app/tickets/[registration]/actions.ts#undoCancelAction": act(ownersActsOnly, ({ registration }) => [
    registration,
  ]),
  "app/tickets/[registration]/actions.ts#takeOverAction": act(ownersActsOnly, ({ registration }) => [
    registration,
    state,
    form(),
  ]),
  "app/tickets/[registration]/actions.ts#keepEarlierAction": act(ownersActsOnly, ({ registration }) => [
    registration,
  ]),
  "app/tickets/[registration]/actions.ts#renewPasswordAction": act(ownersActsOnly, ({ registration }) => [
    registration,
  ]),
  "app/tickets/[registration]/actions.ts#askForTimeAction": act(ownersActsOnly, ({ registration }) => [
    registration,
  ]),
  "app/profile/[registration]/actions.ts#continueAction": act(ownersActsOnly, ({ registration }) => [
    registration,
    state,
    form(),
  ]),
  "app/profile/[registration]/actions.ts#changeAction": act(ownersActsOnly, ({ registration }) => [
    registration,
    state,
    form(),
  ]),

  // An empty title is refused: the walk must not change the event.
  "app/organizer/new/actions.ts#createEventAction": act(anyOrganizer, () => [state, form({ title: "" })]),
  // No address is refused, and nobody is removed who is in no team.
  "app/organizer/team/actions.ts#inviteAction": act(anyOrganizer, () => [state, form({ email: "" })]),
  "app/organizer/team/actions.ts#memberAction": act(anyOrganizer, ({ registration }) => [
    registration,
    state,
    form({ act: "remove" }),
  ]),
  "app/organizer/[event]/settings/actions.ts#editEventAction": act(eventOrganizers, ({ event }) => [
    event,
    state,
    form({ title: "" }),
  ]),
  // Without a title it is refused, and an address that is none as well; there is nothing to move or to remove.
  "app/organizer/[event]/content/actions.ts#saveEntryAction": act(eventOrganizers, ({ event }) => [
    event,
    "sessions",
    null,
    state,
    form({ title: "" }),
  ]),
  "app/organizer/[event]/content/actions.ts#saveContactAction": act(eventOrganizers, ({ event }) => [
    event,
    state,
    form({ contact_email: "nobody" }),
  ]),
  "app/organizer/[event]/content/actions.ts#moveEntryAction": act(eventOrganizers, ({ event, job }) => [
    event,
    state,
    form({ list: "faq", entry: job, move: "up" }),
  ]),
  "app/organizer/[event]/content/actions.ts#removeEntryAction": act(eventOrganizers, ({ event, job }) => [
    event,
    "faq",
    job,
    state,
    form(),
  ]),
  "app/organizer/[event]/network/actions.ts#editNetworkRuleAction": act(eventOrganizers, ({ event }) => [
    event,
    state,
    form({ network_name: "Theirs" }),
  ]),
  "app/organizer/[event]/network/actions.ts#removeNetworkRuleAction": act(eventOrganizers, ({ event }) => [
    event,
    state,
    form(),
  ]),
  // There is no message of this id.
  "app/organizer/[event]/messages/actions.ts#saveMessageAction": act(eventOrganizers, ({ event }) => [
    event,
    "00000000-0000-4000-8000-000000000000",
    state,
    form({ subject: "" }),
  ]),
  "app/organizer/[event]/messages/actions.ts#messageAction": act(eventOrganizers, ({ event }) => [
    event,
    "00000000-0000-4000-8000-000000000000",
    "en",
    state,
    form({ act: "stop" }),
  ]),
  "app/organizer/[event]/settings/actions.ts#setEventStateAction": act(eventOrganizers, ({ event }) => [
    event,
    state,
    form(),
  ]),
  // A reason that is too long is refused, and what was never cancelled cannot be reinstated.
  "app/organizer/[event]/settings/actions.ts#cancelEventAction": act(eventOrganizers, ({ event }) => [
    event,
    state,
    form({ reason: "x".repeat(501) }),
  ]),
  // Words that are missing are refused, and a cover that is not there cannot be removed.
  "app/organizer/[event]/settings/cover/actions.ts#editCoverAction": act(eventOrganizers, ({ event }) => [
    event,
    state,
    form({ alt: "" }),
  ]),
  "app/organizer/[event]/settings/cover/actions.ts#removeCoverAction": act(eventOrganizers, ({ event }) => [
    event,
    "0".repeat(32),
    state,
    form(),
  ]),
  // There is no speaker of this id.
  "app/organizer/[event]/content/speakers/[speaker]/picture/actions.ts#editPortraitAction": act(
    eventOrganizers,
    ({ event }) => [event, "nobody", state, form()],
  ),
  "app/organizer/[event]/content/speakers/[speaker]/picture/actions.ts#removePortraitAction": act(
    eventOrganizers,
    ({ event }) => [event, "nobody", "0".repeat(32), state, form()],
  ),
  "app/organizer/[event]/settings/actions.ts#reinstateEventAction": act(eventOrganizers, ({ event }) => [
    event,
    state,
    form(),
  ]),
  "app/organizer/[event]/questions/actions.ts#saveQuestionAction": act(eventOrganizers, ({ event }) => [
    event,
    null,
    state,
    form(),
  ]),
  "app/organizer/[event]/questions/actions.ts#moveQuestionAction": act(
    eventOrganizers,
    ({ event, question }) => [event, state, form({ question, move: "up" })],
  ),
  "app/organizer/[event]/questions/actions.ts#removeQuestionAction": act(
    eventOrganizers,
    ({ event, question }) => [event, question, state, form()],
  ),
  "app/(preview)/organizer/[event]/preview/actions.ts#checkRegistrationAction": act(
    eventOrganizers,
    ({ event }) => [event, state, form()],
  ),
  "app/organizer/reveal/actions.ts#requestRevealAction": act(anyOrganizer, () => [
    "/organizer",
    state,
    form(),
  ]),
  "app/organizer/reveal/actions.ts#resendRevealAction": act(anyOrganizer),
  "app/organizer/reveal/actions.ts#proveRevealAction": act(anyOrganizer, () => ["/organizer", state, form()]),
  // No name is refused, there is nothing to remove, and a button that says nothing changes nothing.
  "app/organizer/segments/actions.ts#saveSegmentAction": act(anyOrganizer, ({ job }) => [
    job,
    state,
    form({ name: "" }),
  ]),
  "app/organizer/segments/actions.ts#removeSegmentAction": act(anyOrganizer, ({ job }) => [
    job,
    state,
    form(),
  ]),
  "app/organizer/segments/actions.ts#askForConsentAction": act(anyOrganizer),
  "app/organizer/[event]/attendees/list-actions.ts#saveColumnsAction": act(eventOrganizers, ({ event }) => [
    event,
    "name,email",
  ]),
  "app/organizer/[event]/attendees/list-actions.ts#checkInFromListAction": act(
    eventOrganizers,
    ({ event, job }) => [event, job],
  ),
  "app/organizer/[event]/attendees/[registration]/actions.ts#attendeePageAction": act(
    eventOrganizers,
    ({ event, registration }) => [event, registration, state, form()],
  ),
  "app/organizer/[event]/attendees/new/actions.ts#addWalkInAction": act(eventOrganizers, ({ event }) => [
    event,
    state,
    form(),
  ]),
  "app/organizer/[event]/attendees/bulk-actions.ts#startBulkAction": act(
    eventOrganizers,
    ({ event, job }) => [event, form({ job, action: "check_in" })],
  ),
  "app/organizer/[event]/attendees/bulk-actions.ts#confirmBulkAction": act(
    eventOrganizers,
    ({ event, job }) => [event, job],
  ),
  // Without columns it is refused: the walk leaves no export behind.
  "app/organizer/[event]/exports/actions.ts#requestExportAction": act(eventOrganizers, ({ event }) => [
    event,
    state,
    form(),
  ]),
  "app/organizer/[event]/check-in/actions.ts#doorAction": act(eventDoor, ({ event }) => [
    event,
    state,
    form(),
  ]),
}
