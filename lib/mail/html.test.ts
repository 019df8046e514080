import { describe, expect, it } from "vitest"
import { html } from "./html"

describe("html", () => {
  it("escapes what could open a tag or end an attribute", () => {
    const name = `<img src=x onerror="alert('1')"> & Söhne`

    const markup = html`<p title="${name}">${name}</p>`.toString()

    const escaped = "&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt; &amp; Söhne"
    expect(markup).toBe(`<p title="${escaped}">${escaped}</p>`)
  })

  it("escapes what already looks escaped, so that text arrives as it was typed", () => {
    const markup = html`${"&lt;b&gt;"}`.toString()

    expect(markup).toBe("&amp;lt;b&amp;gt;")
  })

  it("keeps markup made by the same tag, alone and in lists", () => {
    const items = ["a", "<b>"].map((item) => html`<li>${item}</li>`)

    const markup = html`<ul>${items}</ul>${html`<hr>`}`.toString()

    expect(markup).toBe("<ul><li>a</li><li>&lt;b&gt;</li></ul><hr>")
  })

  it("writes numbers, zero included, and nothing for null", () => {
    const markup = html`${0}|${null}|${7}`.toString()

    expect(markup).toBe("0||7")
  })

  it("leaves the template's own text alone, backslashes and dollar signs included", () => {
    const markup = html`<i>$1 \u2116</i>${"$&"}`.toString()

    expect(markup).toBe("<i>$1 №</i>$&amp;")
  })
})
