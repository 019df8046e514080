import type { Metadata } from "next"
import { redirect } from "next/navigation"
import { SignInForm } from "@/components/attendee/sign-in-form"
import { FormHeading } from "@/components/ui/form-heading"
import { Page, Split } from "@/components/ui/page"
import { Panel } from "@/components/ui/panel"
import { loadPerson } from "@/lib/auth/session"
import { SiteFooter } from "../site-footer"
import { signInAction } from "./actions"

export const metadata: Metadata = { title: "Sign in" }

export default async function SignInPage() {
  if (await loadPerson()) redirect("/me")
  return (
    <Page footer={<SiteFooter />}>
      <Split panel={<Panel start="Gatehouse" title="Your tickets, one code away" />}>
        <SignInForm action={signInAction}>
          <FormHeading title="Sign in" />
        </SignInForm>
      </Split>
    </Page>
  )
}
