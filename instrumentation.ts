/** Runs once in every server process before the first request, and never during a build. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return
  const { boot } = await import("./lib/boot")
  await boot()
}
