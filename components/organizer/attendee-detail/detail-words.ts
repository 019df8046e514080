/** What the drawer says before and around an attendee, in the organizer's language. */
export type AttendeeDetailWords = {
  loading: string
  failed: string
  retry: string
  gone: string
  close: string
}
