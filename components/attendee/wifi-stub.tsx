import { getTranslations } from "next-intl/server"
import { ActionButton, type LeadingAction } from "@/components/me/action-button"
import { ButtonLink } from "@/components/ui/button-link"
import { Eyebrow } from "@/components/ui/eyebrow"
import { Meter } from "@/components/ui/meter"
import { QrCode } from "@/components/ui/qr-code"
import { Perforation, Stub } from "@/components/ui/stub"
import { dayAndTime } from "@/lib/domain/event-time"
import { isUsable, type NetworkPassView, wholeMinutes } from "@/lib/domain/network-pass"
import { getDateLocale } from "./date-locale"

type WifiStubProps = {
  pass: NetworkPassView
  /** Null where Gatehouse does not know it. */
  password: string | null
  /** It can still be given more time. */
  isBeforeEnd: boolean
  timeZone: string
  host: string
  /** What a camera joins by. */
  code: string | null
  portalHref: string | null
  profileHref: string
  questionsHref: string
  renewPassword: LeadingAction
  askForTime: LeadingAction
}

/** The Wi-Fi of a ticket: what is missing for it, how a phone joins, and how much time is left. */
export async function WifiStub(props: WifiStubProps) {
  const { pass, timeZone, host, code, portalHref } = props
  const t = await getTranslations("attendee.wifi")
  const language = await getDateLocale()
  const { state, networkName, missing, username } = pass
  if (state === "none" && missing === null) return null
  const time = (at: Date) => dayAndTime(at, timeZone, language)
  const canJoin = isUsable(state)
  const sentence =
    state === "none"
      ? t(missing === "complete" ? "missing.complete" : "missing.check_in")
      : state === "waiting"
        ? t("waiting", { opens: time(pass.opensAt), closes: time(pass.closesAt) })
        : state === "over"
          ? t("over")
          : state === "needs_attention"
            ? t("needs_attention", { host })
            : t("open", { closes: time(pass.closesAt) })
  return (
    <section id="wifi" className="mt-6 scroll-mt-4 print:hidden" aria-labelledby="wifi-heading">
      <Stub className="md:grid md:grid-cols-[1fr_auto_auto]">
        <div className="min-w-0 p-[22px] md:p-8">
          <Eyebrow tone="faint">{t("eyebrow")}</Eyebrow>
          <h2 id="wifi-heading" className="wrap-anywhere mt-2 text-24">
            {networkName || t("eyebrow")}
          </h2>
          <p className="mt-3 text-15 text-ink-2">{sentence}</p>
          {state === "none" && missing === "complete" && (
            <div className="mt-4">
              <ButtonLink href={props.questionsHref}>{t("missing.go")}</ButtonLink>
            </div>
          )}
          {canJoin && username !== null && <Credentials {...props} username={username} />}
          {canJoin && portalHref && (
            <p className="mt-4 text-15">
              <a href={portalHref} rel="noreferrer">
                {t("portal")}
              </a>
            </p>
          )}
          {canJoin && username !== null && <AppleProfile href={props.profileHref} />}
          <TimeLeft {...props} />
        </div>
        {canJoin && code && (
          <>
            <Perforation isSideways />
            <div className="grid place-items-center p-[26px] md:p-9">
              <QrCode text={code} label={t("code", { network: networkName })} />
            </div>
          </>
        )}
      </Stub>
    </section>
  )
}

async function Credentials(props: WifiStubProps & { username: string }) {
  const { pass, password, username, renewPassword } = props
  const t = await getTranslations("attendee.wifi")
  const value = "mono wrap-anywhere select-all font-semibold"
  return (
    <>
      <dl className="mt-5 grid gap-3.5 text-15">
        <div>
          <dt className="text-13 text-ink-3">{t("username")}</dt>
          <dd className={value}>
            <span dir="ltr">{username}</span>
          </dd>
        </div>
        <div>
          <dt className="text-13 text-ink-3">{t("password")}</dt>
          {password === null ? (
            <dd>{t("own_password")}</dd>
          ) : (
            <dd className={value}>
              <span dir="ltr">{password}</span>
            </dd>
          )}
        </div>
      </dl>
      {pass.isPasswordDue && <p className="mt-2 text-15 text-ink-2">{t("password_due")}</p>}
      <div className="mt-3 text-15">
        <ActionButton action={renewPassword} kind="link">
          {t("renew")}
        </ActionButton>
        {password === null && <p className="text-ink-2">{t("own_password_renew")}</p>}
      </div>
    </>
  )
}

/** What the file does is said before it is fetched. */
async function AppleProfile({ href }: { href: string }) {
  const t = await getTranslations("attendee.wifi.apple")
  return (
    <details className="mt-3 text-15 text-ink-2">
      <summary>{t("title")}</summary>
      <p className="mt-2">{t("body")}</p>
      <p className="mt-2">
        <a href={href}>{t("go")}</a>
      </p>
    </details>
  )
}

async function TimeLeft({ pass, isBeforeEnd, askForTime }: WifiStubProps) {
  const t = await getTranslations("attendee.wifi.time")
  const { state, secondsGranted, secondsLeft, timeAskedAt } = pass
  const wasOpen = state === "ready" || state === "used" || (state === "over" && isBeforeEnd)
  if (!wasOpen || secondsGranted === null || secondsLeft === null) return null
  const label = t("left", { left: wholeMinutes(secondsLeft), all: wholeMinutes(secondsGranted) })
  return (
    <div className="mt-6 text-15">
      <p className="mb-2">{label}</p>
      <Meter value={Math.min(secondsLeft, secondsGranted)} max={secondsGranted} label={label} />
      <div className="mt-3">
        {timeAskedAt ? (
          <p className="text-ink-2">{t("asked")}</p>
        ) : (
          <ActionButton action={askForTime} kind="link">
            {t("ask")}
          </ActionButton>
        )}
      </div>
    </div>
  )
}
