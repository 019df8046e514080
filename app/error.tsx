"use client"

import { ButtonLink } from "@/components/ui/button-link"

/** What a page shows when it broke. The reference finds the cause in the log; the cause itself stays there. */
export default function ErrorPage({ error }: { error: Error & { digest?: string } }) {
  return (
    <main className="mx-auto max-w-[34rem] px-5 py-12">
      <h1 className="mb-4 text-40">Something went wrong on our side</h1>
      <p className="mb-6 text-ink-2">
        Nothing you sent before is lost. Try again in a minute.
        {error.digest && (
          <>
            {" "}
            If it stays like this, tell us the reference <span className="mono">{error.digest}</span>.
          </>
        )}
      </p>
      <ButtonLink href="/">See the events</ButtonLink>
    </main>
  )
}
