"use client"

import { ButtonLink } from "@/components/ui/button-link"
import { useWords } from "@/components/ui/words"

/** What a page shows when it broke. The reference finds the cause in the log; the cause itself stays there. */
export default function ErrorPage({ error }: { error: Error & { digest?: string } }) {
  const { broken, try_again, see_events } = useWords()
  return (
    <main className="mx-auto max-w-[34rem] px-5 py-8">
      <h1 className="mb-4 text-40">{broken.title}</h1>
      <p className="mb-6 text-ink-2">
        {broken.body}
        {error.digest && (
          <>
            {" "}
            {broken.reference} <bdi className="mono">{error.digest}</bdi>
          </>
        )}
      </p>
      <div className="grid gap-3 sm:grid-cols-2">
        <ButtonLink href="">{try_again}</ButtonLink>
        <ButtonLink href="/" kind="second">
          {see_events}
        </ButtonLink>
      </div>
    </main>
  )
}
