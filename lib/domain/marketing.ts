/** Where somebody said yes: on the form of a registration, or on their own page. */
export type ConsentSource = "registration" | "own_page"

/** The box on a form of registration; no question has a dot in its name. */
export const consentField = "consent.news"
