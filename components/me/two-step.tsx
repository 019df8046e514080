import type { ReactNode } from "react"
import { ButtonLink } from "@/components/ui/button-link"
import { Column } from "@/components/ui/page"
import { ActionButton, type LeadingAction } from "./action-button"

type TwoStepProps = {
  title: string
  /** What happens, a sentence each. */
  points: string[]
  action: LeadingAction
  confirm: string
  back: { label: string; href: string }
  children?: ReactNode
}

/** The second step before something that cannot, or can hardly, be undone: what it does, and two ways on, the safe one first. */
export function TwoStep({ title, points, action, confirm, back, children }: TwoStepProps) {
  return (
    <Column>
      <h1 className="mb-6 text-40">{title}</h1>
      {children}
      <ul className="mb-8 list-disc ps-5">
        {points.map((point) => (
          <li key={point} className="mb-2">
            {point}
          </li>
        ))}
      </ul>
      <div className="grid gap-3">
        <ButtonLink href={back.href}>{back.label}</ButtonLink>
        <ActionButton action={action} kind="wideDanger">
          {confirm}
        </ActionButton>
      </div>
    </Column>
  )
}
