import { demoOrganizerEmail } from "@/lib/demo/demo-organizer"
import type { Environment } from "./env"

type Announced = Pick<
  Environment,
  | "siteUrl"
  | "isHome"
  | "hasMailboxPage"
  | "hasDemoOrganizer"
  | "servesEmbeddedGate"
  | "embeddedGateToken"
  | "isTokenMadeUp"
  | "gate"
  | "smtp"
  | "metrics"
>

function gate({ gate, siteUrl, servesEmbeddedGate, embeddedGateToken, isTokenMadeUp }: Announced): string {
  if (gate) return gate.baseUrl
  if (!servesEmbeddedGate) return "embedded, answers nobody but this site"
  return `${siteUrl}/api/v1/  token ${isTokenMadeUp ? embeddedGateToken : "in GATE_API_TOKEN"}`
}

/**
 * What a start prints: where everything is, a line each; where it listens is the server's to say. A secret stands there only when it was made up for a site
 * nobody else can reach.
 */
export function announcement(env: Announced): string[] {
  const { siteUrl, hasMailboxPage, hasDemoOrganizer, metrics } = env
  const lines: [name: string, text: string][] = [
    ["Gatehouse", siteUrl],
    ["Mailbox", hasMailboxPage ? `${siteUrl}/dev/mailbox` : "none: mails go to SMTP_URL"],
  ]
  if (hasDemoOrganizer)
    lines.push([
      "Organizer",
      `${demoOrganizerEmail}  signs in at ${siteUrl}/sign-in, the code is in the mailbox`,
    ])
  if (!env.isHome && siteUrl.startsWith("http://"))
    lines.push(["Warning", "SITE_URL is not https: codes and cookies can be read on the way"])
  if (metrics) lines.push(["Metrics", `http://${metrics.host}:${metrics.port}/metrics`])
  lines.push(["GATE", gate(env)])
  return lines.map(([name, text]) => `${name.padEnd(9)}  ${text}`)
}
