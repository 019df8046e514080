/** Whether a text is a day as `2027-05-14`, on the calendar that GATE and PostgreSQL know, which has no year 0. */
export function isCalendarDay(text: string): boolean {
  const at = new Date(`${text}T00:00:00Z`)
  const isOnCalendar = !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text)
  return /^\d{4}-\d\d-\d\d$/.test(text) && !text.startsWith("0000") && isOnCalendar
}
