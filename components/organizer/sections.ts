import type { Permission } from "@/lib/domain/permission"

/** The pages of one event in the order of the side bar; `keys` are typed one after the other. */
export const eventSections = [
  { name: "overview", path: "", keys: "g o", permission: "view" },
  { name: "attendees", path: "/attendees", keys: "g a", permission: "view" },
  { name: "check_in", path: "/check-in", keys: "g c", permission: "door" },
  { name: "messages", path: "/messages", keys: "g m", permission: "edit" },
  { name: "content", path: "/content", keys: "g p", permission: "edit" },
  { name: "questions", path: "/questions", keys: "g q", permission: "view" },
  { name: "network", path: "/network", keys: "g n", permission: "edit" },
  { name: "exports", path: "/exports", keys: "g e", permission: "view" },
  { name: "report", path: "/report", keys: "g r", permission: "view" },
  { name: "settings", path: "/settings", keys: "g s", permission: "edit" },
] as const satisfies { name: string; path: string; keys: string; permission: Permission }[]

/** The pages of an organization, where no event is chosen. */
export const organizationSections = [
  { name: "events", path: "", keys: "g h", permission: "view" },
  { name: "segments", path: "/segments", keys: "g s", permission: "edit" },
  { name: "verification", path: "/verification", keys: "g v", permission: "view" },
  { name: "team", path: "/team", keys: "g t", permission: "edit" },
  { name: "activity", path: "/activity", keys: "g l", permission: "edit" },
] as const satisfies { name: string; path: string; keys: string; permission: Permission }[]

export type OrganizationSectionName = (typeof organizationSections)[number]["name"]

export type SectionName = (typeof eventSections)[number]["name"]

export type SectionLink = { label: string; href: string; keys: string; isCurrent: boolean }
