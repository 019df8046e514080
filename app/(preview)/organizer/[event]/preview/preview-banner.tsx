import { getTranslations } from "next-intl/server"
import type { ReactNode } from "react"

export const previewPages = ["event", "register", "profile"] as const

type PreviewBannerProps = {
  slug: string
  current: (typeof previewPages)[number]
  /** Whether the registration form was just sent and had no faults. */
  isChecked: boolean
  children: ReactNode
}

/** Above every page of the preview: that it is one, which pages there are, and the way back. */
export async function PreviewBanner({ slug, current, isChecked, children }: PreviewBannerProps) {
  const t = await getTranslations("editor.preview")
  return (
    <header className="border-line border-b bg-surface px-5 py-3 text-15 text-ink">
      <p>
        <strong>{t("banner")}</strong>
      </p>
      <nav aria-label={t("pages")} className="mt-1 flex flex-wrap gap-x-6 gap-y-1">
        {previewPages.map((page) => (
          <a key={page} href={`?page=${page}`} aria-current={page === current ? "page" : undefined}>
            {t(`page.${page}`)}
          </a>
        ))}
        <a href={`/organizer/${slug}/questions`} className="ms-auto">
          {t("back")}
        </a>
      </nav>
      {isChecked && (
        <p role="status" className="mt-2 text-ok">
          {t("fine")}
        </p>
      )}
      {children}
    </header>
  )
}
