import { ButtonLink } from "@/components/ui/button-link"
import { Column, Page } from "@/components/ui/page"
import { SiteFooter } from "./site-footer"

export default function NotFoundPage() {
  return (
    <Page footer={<SiteFooter />}>
      <Column>
        <h1 className="mb-4 text-40">There is nothing at this address</h1>
        <p className="mb-6 text-ink-2">
          The address may be misspelt, the event may be over, or this may be somebody else’s ticket. If it is
          yours, sign in with the address you registered with.
        </p>
        <div className="grid gap-3 sm:grid-cols-2">
          <ButtonLink href="/">See the events</ButtonLink>
          <ButtonLink href="/sign-in" kind="second">
            Sign in
          </ButtonLink>
        </div>
      </Column>
    </Page>
  )
}
