/** Running text from HTML that was sanitised where it was made; nothing is cleaned here. */
export function Prose({ html }: { html: string }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: the caller vouches for the HTML, as the name of the prop says
  return <div className="prose" dir="auto" dangerouslySetInnerHTML={{ __html: html }} />
}
