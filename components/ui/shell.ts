/** As wide as the content of a page may become, in its middle. */
export const shell = "mx-auto w-full max-w-7xl px-5 lg:px-12"
