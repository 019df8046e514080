import { expect, test } from "vitest"
import { applePush } from "./apple-push"
import { testCertificates, testPassType } from "./test-certificates"
import { startPushServer } from "./test-push-server"

test("a connection that has died fails what was sent on it, and the next device is told on a new one", async () => {
  const { certificate, key, wwdr } = testCertificates({ expiresAt: new Date("2099-01-01T00:00:00Z") })
  const server = await startPushServer({ key, cert: certificate, ca: wwdr })
  const issuer = { passTypeId: testPassType, certificate, key, pushUrl: server.url }
  const push = applePush(issuer, { ca: wwdr, timeoutMs: 2_000 })
  try {
    expect(await push.tell("aa")).toBe("told")

    server.drop()
    await expect(push.tell("bb")).rejects.toMatchObject({ name: "PassError", retryable: true })
    expect(await push.tell("cc")).toBe("told")

    expect(server.pushes.map(({ token }) => token)).toEqual(["aa", "cc"])
  } finally {
    push.close()
    await server.close()
  }
})
