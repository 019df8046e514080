import type { Metadata } from "next"
import { redirect } from "next/navigation"
import { SignInForm } from "@/components/attendee/sign-in-form"
import { Column, Page } from "@/components/ui/page"
import { loadPerson } from "@/lib/auth/session"
import { SiteFooter } from "../site-footer"
import { signInAction } from "./actions"

export const metadata: Metadata = { title: "Sign in" }

export default async function SignInPage() {
  if (await loadPerson()) redirect("/me")
  return (
    <Page footer={<SiteFooter />}>
      <Column>
        <SignInForm action={signInAction}>
          <h1 className="mb-6 text-40">Sign in</h1>
        </SignInForm>
      </Column>
    </Page>
  )
}
