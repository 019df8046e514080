/** Where somebody said yes: on the form of a registration, or on their own page. */
export type ConsentSource = "registration" | "own_page"
