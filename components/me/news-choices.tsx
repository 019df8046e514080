import { getTranslations } from "next-intl/server"
import { ActionButton, type LeadingAction } from "./action-button"

type NewsChoicesProps = {
  organizations: { organizationId: string; name: string; isAsking: boolean; givenAt: string | null }[]
  give: LeadingAction
  withdraw: LeadingAction
}

/** Whose news somebody gets, organization by organization: what they said, and the button that says otherwise. */
export async function NewsChoices({ organizations, give, withdraw }: NewsChoicesProps) {
  const t = await getTranslations("marketing")
  return (
    <ul className="grid max-w-[34rem] gap-6">
      {organizations.map(({ organizationId, name, givenAt }) => (
        <li key={organizationId}>
          <p className="mb-3">
            {givenAt
              ? t("own.given", { organization: name, at: givenAt })
              : t("consent", { organization: name })}
          </p>
          <ActionButton
            kind="second"
            action={givenAt ? withdraw : give}
            hidden={[{ name: "organization", value: organizationId }]}
          >
            {givenAt ? t("own.withdraw") : t("own.give")}
            <span className="sr-only"> {name}</span>
          </ActionButton>
        </li>
      ))}
    </ul>
  )
}
