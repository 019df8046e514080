import type { Metadata } from "next"
import { Column, Page } from "@/components/ui/page"
import { SiteFooter } from "../site-footer"

export const metadata: Metadata = { title: "Help" }

export default function HelpPage() {
  return (
    <Page footer={<SiteFooter />}>
      <Column>
        <h1 className="mb-6 text-40">Help</h1>
        <div className="prose">
          <h2>The code does not arrive</h2>
          <p>
            Codes come within a minute and work for ten. Look in your spam folder, check the address on the
            code page, or send a new one from there.
          </p>
          <h2>I lost my ticket</h2>
          <p>
            <a href="/sign-in">Sign in</a> with the address you registered with. All your tickets are there.
          </p>
          <h2>I cannot come, or something is wrong</h2>
          <p>Answer the mail your ticket came with. It reaches the people who run the event.</p>
        </div>
      </Column>
    </Page>
  )
}
