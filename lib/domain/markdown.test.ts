import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { hasPictures, renderMarkdown, summarise } from "./markdown"

describe("renderMarkdown", () => {
  it("writes paragraphs, emphasis, lists and quotes", () => {
    const markup = renderMarkdown("A **day** of\n_talks_.\n\n- one\n- two\n\n> quoted")

    expect(markup).toBe(
      "<p>A <strong>day</strong> of\n<em>talks</em>.</p>\n<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n<blockquote>\n<p>quoted</p>\n</blockquote>",
    )
  })

  it("writes tables", () => {
    const markup = renderMarkdown("| From | By |\n| :-- | --: |\n| Ostkreuz | S3 |")

    expect(markup.replaceAll("\n", "")).toBe(
      '<table><thead><tr><th align="left">From</th><th align="right">By</th></tr></thead><tbody><tr><td align="left">Ostkreuz</td><td align="right">S3</td></tr></tbody></table>',
    )
  })

  it("says whether a text has pictures", () => {
    expect(["![hall](x.png)", "[![hall][x]](/)\n\n[x]: x.png"].map(hasPictures)).toEqual([true, true])
    expect(["wow![", "`![hall](x.png)`", "<img src=x>", ""].map(hasPictures)).toEqual([
      false,
      false,
      false,
      false,
    ])
  })

  it("sets every heading one level down and none below the sixth", () => {
    const markup = renderMarkdown("# One\n\nTwo\n---\n\n##### Five\n\n###### Six")

    expect(markup).toBe("<h2>One</h2>\n<h3>Two</h3>\n<h6>Five</h6>\n<h6>Six</h6>")
  })

  it("marks links as not endorsed", () => {
    const markup = renderMarkdown('[site](https://example.com/a?b=1&c=2 "Title")')

    expect(markup).toBe(
      '<p><a rel="nofollow noopener" href="https://example.com/a?b=1&amp;c=2" title="Title">site</a></p>',
    )
  })

  it("keeps an image's text and asks nobody for the image", () => {
    const markup = renderMarkdown(
      '![The "old" <hall>](https://tracker.example/p.png "x") and [![map](m.png)](/map)',
    )

    expect(markup).toBe(
      '<p>The &quot;old&quot; &lt;hall&gt; and <a rel="nofollow noopener" href="/map">map</a></p>',
    )
  })

  it("shows raw HTML as text", () => {
    expect(renderMarkdown("<h1>Hi</h1>")).toBe("&lt;h1&gt;Hi&lt;/h1&gt;")
  })

  it.each(dangerousLinks())("drops the address of %s and keeps the text", (source) => {
    const markup = renderMarkdown(source)

    expect(markup).not.toContain("<a ")
    expect(markup).toContain("text")
  })

  it.each(hostilePayloads())("makes nothing but plain markup of %s", (source) => {
    expect(foreignMarkup(renderMarkdown(source))).toEqual([])
  })

  it("makes nothing but plain markup of any mixture of hostile parts", () => {
    const parts = fc.constantFrom(
      ...[
        "<",
        ">",
        '"',
        "'",
        "&",
        "`",
        "[",
        "]",
        "(",
        ")",
        "!",
        "#",
        "\n",
        " ",
        "\\",
        "\t",
        "*",
        "_",
        "-",
        "&#58;",
      ],
      ...[
        "javascript:",
        "data:text/html,",
        "<a href=",
        "<h1>",
        "<img src=x onerror=alert(1)>",
        "https://e.com",
        "//e",
      ],
      ...["|", "\n|-|-|\n", "|:-:|"],
      ...["<script>", "</a>", ' onclick="', "![x](y)", '<a href="">', "[b]: ", "[b]", "<!--", "-->", "text"],
    )

    fc.assert(
      fc.property(fc.array(parts, { maxLength: 25 }), (chosen) => {
        expect(foreignMarkup(renderMarkdown(chosen.join("")))).toEqual([])
      }),
      { numRuns: 500 },
    )
  })
})

function dangerousLinks(): string[] {
  return [
    "[text](javascript:alert(1))",
    "[text](JaVaScRiPt:alert(1))",
    "[text](&#106;avascript:alert(1))",
    "[text](javascript&colon;alert(1))",
    "[text](data:text/html;base64,PHNjcmlwdD4=)",
    "[text](vbscript:msgbox(1))",
    "[text](file:///etc/passwd)",
    "[text](blob:https://example.com/1)",
    "[text][b]\n\n[b]: javascript:alert(1) 'title'",
    "<javascript:alert(text)>",
    '[a **text**](javascript:alert(1) "ti\'tle")',
  ]
}

function hostilePayloads(): string[] {
  return [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    '<a href="javascript:alert(1)">x</a>',
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<style>*{display:none}</style>",
    "<!-- --><base href=//evil.example>",
    '[x](https://e.com/"onmouseover="alert(1))',
    '[x](https://e.com "x\\" onclick=\\"alert(1)")',
    "[x](<https://e.com/><script>alert(1)</script>>)",
    '![x" onerror="alert(1)](https://e.com/x.png)',
    "![<script>alert(1)</script>](x)",
    "`<script>alert(1)</script>`",
    '```html"onclick=alert(1)\n<script>alert(1)</script>\n```',
    "    <script>alert(1)</script>",
    "[x](\u0001javascript:alert(1))",
    "[x](java\nscript:alert(1))",
    '<https://e.com/"><script>alert(1)</script>',
    "# <h1>x</h1>",
    "\u0000<script\u0000>alert(1)</script>",
  ]
}

const plainTag =
  /^<\/?(?:p|em|strong|ul|ol|li|h[2-6]|blockquote|pre|code|a|table|thead|tbody|tr|th|td)>$|^<t[hd] align="(?:left|right|center)">$|^<(?:br|hr) \/>$|^<ol start="\d+">$|^<code class="language-[^"<>]*">$/
const plainLink = /^<a rel="nofollow noopener" href="([^"<>]+)"(?: title="[^"<>]*")?>$/

const webProtocols = ["https:", "http:", "mailto:"]

/** Every tag of `markup` that is not on the short list of what a description may contain. */
function foreignMarkup(markup: string): string[] {
  return [...markup.matchAll(/<[^>]*>?/g)]
    .map(([tag]) => tag)
    .filter((tag) => !plainTag.test(tag) && !isPlainLink(tag))
}

function isPlainLink(tag: string): boolean {
  const href = plainLink.exec(tag)?.[1]
  if (href === undefined) return false
  const address = href.replaceAll("&amp;", "&")
  const page = "https://gatehouse.example/e/field-notes"
  // An address that no browser can read, such as `https://e.com%5C`, leads nowhere.
  return !URL.canParse(address, page) || webProtocols.includes(new URL(address, page).protocol)
}

describe("summarise", () => {
  it("is the words of a text without its marks", () => {
    const text = summarise(
      "# Hello\n\nA **day** of [talks](https://a.example), & more <b>.\n\n- one\n- two",
      200,
    )

    expect(text).toBe("Hello A day of talks, & more <b>. one two")
  })

  it("ends a long text at a word", () => {
    expect(summarise("Twelve talks about the tools of events", 20)).toBe("Twelve talks about…")
    expect(summarise("x".repeat(50), 20)).toHaveLength(20)
  })
})
