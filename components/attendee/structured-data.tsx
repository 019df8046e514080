/** Data for search engines, `data` as JSON. To a browser it is no script, so no policy holds it back. */
export function StructuredData({ data }: { data: string }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: JSON with every `<` escaped, which React would write as an entity
  return <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: data }} />
}
