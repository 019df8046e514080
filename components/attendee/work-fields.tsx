"use client"

import { useEffect, useRef, useState } from "react"
import { noticeLook } from "@/components/ui/notice"
import { useHydrated } from "@/components/ui/use-hydrated"
import type { AskedWork } from "@/lib/actions/state"

/** Work that is refused again and again is not done without end: then the person sends the form. */
const mostRounds = 3

/** The solution, found in the background; or nothing, after the wait that the ticket asks for, where there is no WebCrypto. */
async function solve({ challenge, waitMs }: AskedWork): Promise<string> {
  try {
    // Loaded by those who are asked for work and by nobody else: the pages have a budget.
    const [{ solveChallenge }, { deriveKey }] = await Promise.all([
      import("altcha-lib"),
      import("altcha-lib/algorithms/web/pbkdf2"),
    ])
    const posed = JSON.parse(challenge)
    return JSON.stringify({
      challenge: posed,
      solution: await solveChallenge({ challenge: posed, deriveKey }),
    })
  } catch {
    await new Promise((resolve) => setTimeout(resolve, waitMs))
    return ""
  }
}

/**
 * Inside a form that mails a code: says that many use this network, does the work that is asked for and sends the form
 * again with it. Without JavaScript it says how long to wait, and the form carries the ticket.
 */
export function WorkFields({ work }: { work: AskedWork | undefined }) {
  const isHydrated = useHydrated()
  const field = useRef<HTMLInputElement>(null)
  const rounds = useRef(0)
  const [isOver, setIsOver] = useState(false)
  useEffect(() => {
    if (!work) {
      rounds.current = 0
      return
    }
    rounds.current += 1
    if (rounds.current > mostRounds) return setIsOver(true)
    let isAsked = true
    solve(work).then((solution) => {
      if (!isAsked || !field.current) return
      field.current.value = solution
      field.current.form?.requestSubmit()
    })
    return () => {
      isAsked = false
    }
  }, [work])
  return (
    // There before it has something to say, or a screen reader would not hear of it.
    <div role="status" className={work ? noticeLook.info : "absolute"}>
      {work && (
        <>
          <p>{isHydrated && !isOver ? work.pending : work.wait}</p>
          <input ref={field} type="hidden" name="work" />
          <input type="hidden" name="ticket" value={work.ticket} />
        </>
      )}
    </div>
  )
}
