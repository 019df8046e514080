import type { Metadata } from "next"
import { Column, Page } from "@/components/ui/page"
import { loadMailboxMessage } from "@/lib/loaders/mailbox"
import { selfContainedHtml } from "@/lib/mail/message"
import { SiteFooter } from "../../../site-footer"

type MessagePageProps = { params: Promise<{ message: string }> }

export const metadata: Metadata = { title: "Message" }

export default async function MessagePage({ params }: MessagePageProps) {
  const message = await loadMailboxMessage((await params).message)
  const files = message.attachments.filter(({ cid }) => !cid)
  return (
    <Page footer={<SiteFooter />}>
      <Column width="wide">
        <p className="mb-4">
          <a href="/dev/mailbox">Mailbox</a>
        </p>
        <h1 className="mb-2 text-30">{message.subject}</h1>
        <p className="mb-6 text-15 text-ink-2">{message.to}</p>
        <iframe
          title="The message as a mail program shows it"
          sandbox=""
          srcDoc={selfContainedHtml(message)}
          className="h-[64rem] w-full rounded-panel border border-line bg-white"
        />
        <h2 className="mt-8 mb-3 text-20">As plain text</h2>
        <pre className="mono overflow-x-auto whitespace-pre-wrap break-words text-13">{message.text}</pre>
        {files.map(({ filename, content }) => (
          <details key={filename} className="mt-6">
            <summary>{filename}</summary>
            <pre className="mono mt-3 overflow-x-auto whitespace-pre-wrap break-words text-13">{content}</pre>
          </details>
        ))}
      </Column>
    </Page>
  )
}
