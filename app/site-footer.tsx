import { Footer } from "@/components/ui/footer"
import { loadPerson } from "@/lib/auth/session"
import { signOutAction } from "./sign-out/actions"

/** The footer of every page: who is signed in decides what it offers. */
export async function SiteFooter() {
  const person = await loadPerson()
  const help = { label: "Help", href: "/help" }
  if (!person)
    return (
      <Footer
        links={[
          { label: "Events", href: "/" },
          { label: "Sign in", href: "/sign-in" },
        ]}
        help={help}
      />
    )
  return (
    <Footer links={[{ label: "Events", href: "/" }]} help={help}>
      <form action={signOutAction}>
        <button type="submit" className="link py-1">
          Sign out
        </button>
      </form>
    </Footer>
  )
}
