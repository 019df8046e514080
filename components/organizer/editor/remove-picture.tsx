import { getTranslations } from "next-intl/server"
import { buttonLook } from "@/components/ui/button-look"
import type { FormAction } from "@/lib/actions/state"
import { ActionButtons } from "./action-buttons"

type Kind = "cover" | "portrait"

/** Asks once more before a picture is taken away. */
export async function RemovePicture(props: { kind: Kind; action: FormAction; keepHref: string }) {
  const { kind, action, keepHref } = props
  const t = await getTranslations("editor")
  return (
    <section className="mb-6 rounded-panel border border-line bg-surface p-4">
      <h2 className="text-20">{t(`${kind}.remove.title`)}</h2>
      <p className="mt-1 mb-3">{t(`${kind}.remove.body`)}</p>
      <div className="flex flex-wrap items-center gap-x-5 gap-y-3">
        <ActionButtons
          action={action}
          name="remove"
          buttons={[{ value: "yes", label: t(`${kind}.remove.submit`), hasFocus: true }]}
        />
        <a href={keepHref}>{t(`${kind}.remove.keep`)}</a>
      </div>
    </section>
  )
}

/** The way to that question. */
export async function RemovePictureLink({ kind, href }: { kind: Kind; href: string }) {
  const t = await getTranslations("editor")
  return (
    <p className="mt-10">
      <a href={href} className={buttonLook.danger}>
        {t(`${kind}.remove.ask`)}
      </a>
    </p>
  )
}
