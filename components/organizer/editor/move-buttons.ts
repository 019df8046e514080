import { getTranslations } from "next-intl/server"
import type { ActionButton } from "./action-buttons"

/** Where an entry of a list can go. */
export type Directions = ("up" | "down")[]

/** The buttons that move an entry; `focus` is the one that was just pressed. */
export async function moveButtons(
  label: string,
  directions: Directions,
  focus: string | undefined,
): Promise<ActionButton[]> {
  const t = await getTranslations("editor.question")
  const names = { up: t("up", { label }), down: t("down", { label }) }
  // At an end of the list the button that led there is gone.
  const focused = directions.find((direction) => direction === focus) ?? directions[0]
  return directions.map((direction) => ({
    value: direction,
    label: direction === "up" ? "↑" : "↓",
    name: names[direction],
    hasFocus: focus !== undefined && direction === focused,
  }))
}
