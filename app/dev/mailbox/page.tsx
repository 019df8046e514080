import type { Metadata } from "next"
import { Column, Page } from "@/components/ui/page"
import { loadMailbox } from "@/lib/loaders/mailbox"
import { SiteFooter } from "../../site-footer"

export const metadata: Metadata = { title: "Mailbox" }

export default async function MailboxPage() {
  const messages = await loadMailbox()
  return (
    <Page footer={<SiteFooter />}>
      <Column width="wide">
        <h1 className="mb-2 text-40">Mailbox</h1>
        <p className="mb-6 text-ink-2">
          No mail server is configured, so what would have been sent is kept here. The newest message is
          first.
        </p>
        {messages.length === 0 ? (
          <p>No messages yet.</p>
        ) : (
          <ul>
            {messages.map(({ id, subject, to, at }) => (
              <li key={id} className="border-line border-b py-3">
                <a href={`/dev/mailbox/${id}`} className="font-semibold">
                  {subject}
                </a>
                <p className="text-15 text-ink-2">
                  {to} ·{" "}
                  <time dateTime={at.toISOString()}>
                    {at.toISOString().slice(0, 19).replace("T", " ")} UTC
                  </time>
                </p>
              </li>
            ))}
          </ul>
        )}
      </Column>
    </Page>
  )
}
