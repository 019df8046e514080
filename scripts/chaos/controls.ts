/**
 * Guards taken away to see that their loss is noticed (reliability R3). In all of them GATE stores a second record of a
 * person; the product is the same as ever.
 * `no-lookup`: GATE shows nothing it has to whoever asks for it by name or by list, as if nobody asked.
 * `no-settle`: a miss is believed at once, and GATE stores what it dropped 20 s later.
 * `fresh-username`: each POST of an account gets a name of its own, as if one were made up for every try.
 */
export const controls = ["none", "no-lookup", "no-settle", "fresh-username"] as const

export type Control = (typeof controls)[number]
