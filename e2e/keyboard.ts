import { expect, type Locator } from "playwright/test"

/** More controls than any page of ours has before the one that is wanted. */
const mostTabs = 150

/** Presses Tab until the control has the focus: a control that Tab does not reach fails the test. */
export async function tabTo(control: Locator): Promise<void> {
  await expect(control).toBeVisible()
  for (let presses = 0; presses < mostTabs; presses++) {
    if (await control.evaluate((element) => element === document.activeElement)) return
    await control.page().keyboard.press("Tab")
  }
  await expect(control).toBeFocused()
}

/** Types over whatever the control holds. */
export async function typeAt(control: Locator, text: string): Promise<void> {
  await tabTo(control)
  await control.page().keyboard.press("ControlOrMeta+a")
  await control.page().keyboard.type(text)
}

export async function pressAt(control: Locator, key: "Enter" | "Space"): Promise<void> {
  await tabTo(control)
  await control.page().keyboard.press(key)
}
