import { expect, test } from "vitest"
import { cancel } from "@/lib/account/cancel"
import { insertBulkJob, listResults } from "@/lib/db/queries/bulk"
import { testDatabase } from "@/lib/db/test-database"
import { countPlaces } from "@/lib/db/test-places"
import { noFilter } from "@/lib/domain/attendee-query"
import { sweep } from "@/lib/sweep"
import { createDesk, type Desk } from "@/lib/testing/desk"
import { acceptedRegistration, testId } from "@/lib/testing/registration-world"
import { type BulkOrder, confirmBulk, readProgress, runBulk, runDueBulk, startBulk } from "./bulk"
import { checkIn } from "./check-in"

const database = testDatabase()

const start = (desk: Desk, order: Partial<BulkOrder> & Pick<BulkOrder, "jobId" | "selection">) =>
  startBulk(desk.context, desk.scope, { action: "check_in", ...order })

const attendees = (desk: Desk, count: number) =>
  Promise.all(Array.from({ length: count }, () => acceptedRegistration(desk)))

const timesOf = async (desk: Desk, id: string, name: string) =>
  (await desk.history(id)).filter((entry) => entry === name).length

test("a job checks everybody in once, with a result for each", async () => {
  const desk = await createDesk(database.db)
  const ids = await attendees(desk, 30)
  const [already = "", cancelled = ""] = ids
  await checkIn(desk.context, desk.scope, already)
  await cancel(desk.context, cancelled)
  const jobId = testId()

  const started = await start(desk, { jobId, selection: { ids } })
  await runBulk(desk.context, jobId)

  expect(started).toBe("started")
  expect(await readProgress(desk.context, desk.scope, jobId)).toEqual({
    action: "check_in",
    total: 30,
    counts: {
      done: 28,
      already: 1,
      cancelled: 1,
      removed: 0,
      over: 0,
      waiting: 0,
      event_cancelled: 0,
      no_pass: 0,
      unsubscribed: 0,
    },
    state: "finished",
  })
  const results = await listResults(desk.context.db, jobId, { limit: 100, offset: 0 })
  expect(
    results
      .slice(0, 2)
      .map(({ outcome }) => outcome)
      .sort(),
  ).toEqual(["already", "cancelled"])
  for (const id of ids.slice(0, 4)) {
    expect(await timesOf(desk, id, "attendee.checked_in")).toBe(id === cancelled ? 0 : 1)
  }
  // More attendees than one chunk takes some seconds on a busy machine.
}, 120_000)

test("the same form sent twice is one job, and run by many at once each effect happens once", async () => {
  const desk = await createDesk(database.db)
  const ids = await attendees(desk, 5)
  const jobId = testId()

  await Promise.all([1, 2, 3].map(() => start(desk, { jobId, action: "badge_printed", selection: { ids } })))
  await Promise.all([1, 2, 3, 4].map(() => runBulk(desk.context, jobId)))
  await start(desk, { jobId, action: "badge_printed", selection: { ids } })
  await runDueBulk(desk.context)

  const progress = await readProgress(desk.context, desk.scope, jobId)
  expect(progress).toMatchObject({ total: 5, counts: { done: 5 }, state: "finished" })
  for (const id of ids) expect(await timesOf(desk, id, "attendee.badge_printed")).toBe(1)
})

test("a job whose process died goes on with the sweeper where it stopped", async () => {
  const desk = await createDesk(database.db)
  const ids = await attendees(desk, 3)
  const jobId = testId()
  await start(desk, { jobId, selection: { ids } })
  let turns = 0
  const crash = runBulk(
    {
      ...desk.context,
      newId: () => {
        turns += 1
        if (turns > 2) throw new Error("killed")
        return testId()
      },
    },
    jobId,
  )
  await expect(crash).rejects.toThrow("killed")

  const halfway = await readProgress(desk.context, desk.scope, jobId)
  await runDueBulk(desk.context)
  const stillHeld = await readProgress(desk.context, desk.scope, jobId)
  await desk.pass(15_000)
  await sweep(desk.context)

  expect(halfway).toMatchObject({ counts: { done: 2 }, state: "running" })
  expect(stillHeld).toMatchObject({ counts: { done: 2 }, state: "running" })
  expect(await readProgress(desk.context, desk.scope, jobId)).toMatchObject({
    counts: { done: 3 },
    state: "finished",
  })
  for (const id of ids) expect(await timesOf(desk, id, "attendee.checked_in")).toBe(1)
})

test("everybody who matches is fixed when the job begins", async () => {
  const desk = await createDesk(database.db)
  await attendees(desk, 3)
  const jobId = testId()
  const query = { ...noFilter, facets: { check_in: ["no"] } }

  await start(desk, { jobId, selection: { query, event: desk.scope.event } })
  const later = await acceptedRegistration(desk)
  await runBulk(desk.context, jobId)

  expect(await readProgress(desk.context, desk.scope, jobId)).toMatchObject({ total: 3, counts: { done: 3 } })
  expect((await desk.row(later)).checkedInAt).toBeNull()
})

test("cancelling waits until it is confirmed, frees each place once and tells everybody in their language", async () => {
  const desk = await createDesk(database.db)
  const ids = [
    await acceptedRegistration(desk, { input: { language: "pt" } }),
    await acceptedRegistration(desk, { input: { language: "en" } }),
  ]
  const jobId = testId()
  await start(desk, { jobId, action: "cancel", selection: { ids } })
  await runDueBulk(desk.context)
  const unconfirmed = await readProgress(desk.context, desk.scope, jobId)
  const placesBefore = await countPlaces(desk.context.db, desk.event.id)

  await confirmBulk(desk.context, desk.scope, jobId)
  await Promise.all([runBulk(desk.context, jobId), runDueBulk(desk.context)])
  await desk.settle()

  expect(unconfirmed).toMatchObject({ state: "unconfirmed", counts: { done: 0 } })
  expect(placesBefore).toMatchObject({ taken: 2 })
  expect(await countPlaces(desk.context.db, desk.event.id)).toMatchObject({ taken: 0 })
  expect(await readProgress(desk.context, desk.scope, jobId)).toMatchObject({ counts: { done: 2 } })
  expect(desk.mails.map(({ subject }) => subject).sort()).toEqual([
    "Sua inscrição foi cancelada: Field Notes Summit",
    "Your registration was cancelled: Field Notes Summit",
  ])
})

test("nobody of another event can be meant, by id or by job", async () => {
  const desk = await createDesk(database.db)
  const other = await desk.addEvent({ organization: { name: "Other", id: "99" } })
  const foreign = await acceptedRegistration(desk, { event: other })
  const foreignJob = testId()
  const job = {
    id: foreignJob,
    eventId: other.id,
    actorId: desk.scope.personId,
    action: "check_in" as const,
    createdAt: desk.context.clock(),
    confirmedAt: null,
  }
  await desk.context.db.transaction((tx) => insertBulkJob(tx, job, { ids: [foreign] }))

  expect(await start(desk, { jobId: testId(), selection: { ids: [foreign, "x"] } })).toBe("nobody")
  expect(await readProgress(desk.context, desk.scope, foreignJob)).toBeNull()
  expect(await confirmBulk(desk.context, desk.scope, foreignJob)).toBe(false)
  expect(await readProgress(desk.context, desk.scope, "x")).toBeNull()
})
