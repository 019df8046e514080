import { getTranslations } from "next-intl/server"
import type { EditorLabels } from "@/lib/domain/editor-form"
import { givenAtMoments } from "@/lib/domain/network-pass"

/** Fields of the form of a network pass in its order. */
export const networkFieldOrder = [
  "network_name",
  "portal_url",
  "given_at",
  "opens_before",
  "closes_after",
  "balance",
  "profiles",
  "service_class",
  "tiers",
] as const

/** What the fields of the form of a network pass and their choices are called. */
export async function loadNetworkLabels(): Promise<EditorLabels> {
  const t = await getTranslations("editor.network")
  return {
    fields: Object.fromEntries(networkFieldOrder.map((name) => [name, t(`label.${name}`)])),
    values: {
      given_at: Object.fromEntries(givenAtMoments.map((moment) => [moment, t(`given_at.${moment}`)])),
    },
  }
}
