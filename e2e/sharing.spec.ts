import sharp from "sharp"
import { expect, test } from "./fixtures"
import { fieldNotes } from "./form-post"

/** What a reader of Open Graph makes of a page: the content of each named tag. */
function metaOf(html: string): Map<string, string> {
  const tags = html.matchAll(/<meta (?:property|name)="([^"]+)" content="([^"]*)"/g)
  return new Map([...tags].map(([, name = "", content = ""]) => [name, content]))
}

test("a shared event shows its name, day, place and picture, to people and to search engines", async ({
  request,
  site,
}) => {
  const html = await (await request.get(fieldNotes)).text()
  const meta = metaOf(html)

  expect(meta.get("og:url")).toBe(`${site.url}${fieldNotes}`)
  expect(html).toContain(`<link rel="canonical" href="${site.url}${fieldNotes}"`)
  for (const name of ["og:title", "og:description", "og:image:alt", "twitter:title", "description"])
    expect(meta.get(name), name).toBeTruthy()
  expect(meta.get("twitter:card")).toBe("summary_large_image")
  expect([meta.get("og:image:width"), meta.get("og:image:height")]).toEqual(["1200", "630"])

  const picture = await request.get(meta.get("og:image") ?? "")
  expect(picture.headers()["content-type"]).toBe("image/jpeg")
  expect(picture.headers()["cache-control"]).toContain("immutable")
  expect(await sharp(await picture.body()).metadata()).toMatchObject({ width: 1200, height: 630 })

  const [, json = ""] = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(html) ?? []
  const data = JSON.parse(json)
  expect(data).toMatchObject({ "@type": "Event", name: meta.get("og:title") })
  expect(data.image).toContain(meta.get("og:image"))
  expect(Date.parse(data.endDate)).toBeGreaterThan(Date.parse(data.startDate))
})

test("an Arabic reader shares an Arabic picture, and a picture of no event is none", async ({ request }) => {
  const html = await (await request.get(fieldNotes, { headers: { "accept-language": "ar" } })).text()

  expect(metaOf(html).get("og:image")).toMatch(/\/share\/ar-[\w-]{12}\.jpg$/)
  const answers = await Promise.all(
    ["/e/nowhere/share/en.png", `${fieldNotes}/share/xx.png`, `${fieldNotes}/share/en.png`].map((path) =>
      request.get(path),
    ),
  )
  expect(answers.map((answer) => answer.status())).toEqual([404, 404, 200])
  expect(answers[2]?.headers()["cache-control"]).toBe("public, max-age=300")
})

test("crawlers find the events and nothing else, and a home screen finds its icons", async ({
  request,
  site,
}) => {
  const [robots, sitemap] = await Promise.all(
    ["/robots.txt", "/sitemap.xml"].map(async (path) => (await request.get(path)).text()),
  )
  expect(robots).toContain(`Sitemap: ${site.url}/sitemap.xml`)
  expect(robots).toContain("Disallow: /organizer")
  expect(sitemap).toContain(`<loc>${site.url}${fieldNotes}</loc>`)
  expect(sitemap).not.toContain("/tickets")

  const manifest = await (await request.get("/manifest.webmanifest")).json()
  const icons: { src: string }[] = [...manifest.icons, { src: "/touch-icon.png" }]
  for (const { src } of icons) expect((await request.get(src)).status(), src).toBe(200)
})
