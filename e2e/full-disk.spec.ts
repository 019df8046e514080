import path from "node:path"
import { request as requests } from "playwright/test"
import { mountTestDisk } from "@/lib/db/test-disk"
import { words } from "@/lib/i18n/test-words"
import { expect, test } from "./fixtures"
import { fieldNotes, postForm, registerByRequest, registration } from "./form-post"
import { remoteConfiguration, Site } from "./servers/site"

test("a site whose disk is full says so, gets no visitors, loses nobody, and goes on by itself", async ({
  gate,
  inbox,
  newEmail,
}) => {
  test.setTimeout(180_000)
  const disk = mountTestDisk(256)
  test.skip(disk === null, "mounting a disk needs root")
  if (!disk) return
  const site = await Site.start({
    ...remoteConfiguration(gate, inbox),
    DATA_DIR: path.join(disk.folder, "data"),
  })
  try {
    const visitor = await requests.newContext({ baseURL: site.url })
    const ready = async () => {
      const answer = await visitor.get("/readyz")
      return { status: answer.status(), faults: (await answer.json()).faults }
    }
    const ticket = await registerByRequest(visitor, inbox, newEmail())
    await expect.poll(ready).toEqual({ status: 200, faults: [] })

    disk.fill(0)
    await expect.poll(ready).toEqual({ status: 503, faults: ["disk"] })
    // Room within what the database has already may still take some.
    let refused = ""
    for (let tries = 0; tries < 60 && refused === ""; tries++) {
      const stranger = await requests.newContext({ baseURL: site.url })
      const fields = registration(newEmail())
      const answer = await postForm(stranger, {
        path: `${fieldNotes}/register`,
        button: "Get my ticket",
        fields,
      })
      if (answer.status() !== 303) refused = await answer.text()
      await stranger.dispose()
    }
    expect(refused).toMatch(
      new RegExp(`${words("common.failure.mail_failed.title")}|${words("common.failure.unexpected.title")}`),
    )

    disk.free()
    await expect.poll(ready).toEqual({ status: 200, faults: [] })
    const other = await requests.newContext({ baseURL: site.url })
    await registerByRequest(other, inbox, newEmail())
    expect((await visitor.get(`/api${ticket}`)).status()).toBe(200)
  } finally {
    await site.remove()
    disk.remove()
  }
})
