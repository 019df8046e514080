import { useTranslations } from "next-intl"
import { Meter } from "@/components/ui/meter"
import { noticeLook } from "@/components/ui/notice"
import type { NetworkState } from "@/lib/domain/network-pass"
import { ActForm } from "./act-form"
import { Mark, type MarkLook } from "./mark"
import type { ShownPass } from "./shown-attendee"

type NetworkPassPanelProps = { pass: ShownPass; submit: (form: FormData) => void }

const marks: Record<NetworkState, MarkLook> = {
  none: { shape: "–", tone: "bg-sunken text-ink-3" },
  waiting: { shape: "◐", tone: "bg-warn-t text-warn" },
  ready: { shape: "○", tone: "bg-ok-t text-ok" },
  used: { shape: "●", tone: "bg-ok-t text-ok" },
  over: { shape: "×", tone: "bg-sunken text-ink-3" },
  needs_attention: { shape: "▲", tone: "bg-bad-t text-bad" },
}

/** The network pass of an attendee: how it stands, how it is used, and what can be done with it. */
export function NetworkPassPanel({ pass, submit }: NetworkPassPanelProps) {
  const t = useTranslations("person.panel")
  const { title, state, notice, facts, left, acts } = pass
  return (
    <section className="border-line border-t py-3" aria-label={title}>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h3 className="font-semibold text-14">{title}</h3>
        <Mark {...marks[state.value]} label={state.label} />
      </div>
      {notice && (
        <div className={`mt-2 ${noticeLook[state.value === "needs_attention" ? "warn" : "info"]}`}>
          <p>{notice.text}</p>
          {notice.items.map((item) => (
            <p key={item} className="mono text-12 wrap-anywhere">
              {item}
            </p>
          ))}
        </div>
      )}
      {left && (
        <div className="mt-2">
          <Meter {...left} />
          <p className="text-ink-2">{left.label}</p>
        </div>
      )}
      <dl className="mt-1">
        {facts.map(({ label, value }) => (
          <div
            key={label}
            className="flex flex-wrap items-baseline justify-between gap-x-4 border-line border-b py-2"
          >
            <dt className="text-ink-2">{label}</dt>
            <dd className="ms-auto min-w-0 text-end wrap-anywhere">
              <bdi>{value}</bdi>
            </dd>
          </div>
        ))}
      </dl>
      {acts.length > 0 && (
        <div className="mt-3 grid grid-cols-2 gap-2">
          {acts.map(({ act, label }) => (
            <ActForm key={act} act={act} submit={submit} label={label} pendingText={t("pending")} />
          ))}
        </div>
      )}
    </section>
  )
}
