import { direction, languageTag } from "@/lib/i18n/languages"
import { type Html, html } from "./html"
import { darkPalette, lightPalette, type Palette } from "./palette"

/** Typefaces that are already there; without quotes, because they stand in `style="…"`. */
const sans = "-apple-system,system-ui,Segoe UI,Roboto,Helvetica Neue,Arial,sans-serif"
const mono = "ui-monospace,SFMono-Regular,Menlo,Consolas,DejaVu Sans Mono,monospace"

export const type = {
  body: `font:400 16px/1.5 ${sans}`,
  small: `font:400 14px/1.5 ${sans}`,
  fact: `font:600 16px/1.4 ${sans}`,
  heading: `font:700 32px/1.1 ${sans};letter-spacing:-.025em`,
  title: `font:700 25px/1.15 ${sans};letter-spacing:-.02em`,
  eyebrow: `font:500 13px/1.4 ${mono};letter-spacing:.06em;text-transform:uppercase`,
  code: `font:700 34px/1.2 ${mono};letter-spacing:.02em`,
}

export type Frame = {
  palette: Palette
  /** What the inbox shows after the subject. */
  preview: string
  eyebrow: string
  heading: string
  stub: { top: Html; bottom: Html }
  footer: Html
}

/**
 * A whole mail in the look of the ticket stub. Layout is tables and every style is inline, because mail clients drop
 * the rest, and sides are named outright, because Outlook knows no `start`; each coloured element also has a class, by which the dark theme replaces the colour where it is supported.
 */
export function mailFrame(
  { hue, language }: { hue: number; language: string },
  write: (palette: Palette) => Omit<Frame, "palette">,
): string {
  const dir = direction(language)
  const palette = lightPalette(hue)
  const { preview, eyebrow, heading, stub, footer } = write(palette)
  const { bg, ink, text, ink2 } = palette
  const page = html`<!doctype html>
<html lang="${languageTag(language)}" dir="${dir}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<meta name="format-detection" content="telephone=no,date=no,address=no,email=no">
<title>${heading}</title>
<style>${darkTheme(darkPalette(hue))}</style>
</head>
<body dir="${dir}" class="bg" style="margin:0;padding:0;background:${bg};-webkit-text-size-adjust:100%">
<div style="display:none;max-height:0;overflow:hidden">${preview}</div>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" class="bg" style="background:${bg}">
<tr><td align="center" style="padding:32px 16px 40px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:544px;text-align:${dir === "rtl" ? "right" : "left"}">
<tr><td style="padding:0 4px 24px">
<p class="text" style="margin:0 0 8px;${type.eyebrow};color:${text}">${eyebrow}</p>
<h1 class="ink" style="margin:0;${type.heading};color:${ink};overflow-wrap:anywhere">${heading}</h1>
</td></tr>
<tr><td>${stubTable(palette, stub)}</td></tr>
<tr><td class="ink2" style="padding:24px 4px 0;${type.small};color:${ink2}">${footer}</td></tr>
</table>
</td></tr>
</table>
</body>
</html>
`
  return page.toString()
}

function darkTheme(palette: Palette): Html {
  const { bg, surface, line, ink, ink2, ink3, solid, onSolid, text, tint } = palette
  return html`:root{color-scheme:light dark}
@media (prefers-color-scheme:dark){
.bg{background:${bg}!important}
.surface{background:${surface}!important}
.line{border-color:${line}!important}
.ink{color:${ink}!important}
.ink2{color:${ink2}!important}
.ink3{color:${ink3}!important}
.solid{background:${solid}!important;color:${onSolid}!important}
.text{color:${text}!important}
.tint{background:${tint}!important;color:${text}!important}
}`
}

/** A card in two parts with a perforation between: a dashed rule that ends in two half-circles of the page's colour. */
function stubTable({ bg, surface, line }: Palette, { top, bottom }: Frame["stub"]): Html {
  const part = `background:${surface};border:1px solid ${line};padding:24px`
  const notch = `width:12px;height:24px;background:${bg};border:1px solid ${line};box-sizing:border-box`
  return html`<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0">
<tr><td class="surface line" style="${part};border-bottom:0;border-radius:24px 24px 0 0">${top}</td></tr>
<tr><td class="surface" style="background:${surface};font-size:0;line-height:0">
<table role="presentation" dir="ltr" width="100%" cellpadding="0" cellspacing="0" border="0"><tr>
<td width="12"><div class="bg line" style="${notch};border-left:0;border-radius:0 12px 12px 0"></div></td>
<td valign="middle" style="padding:0 10px"><div class="line" style="border-top:2px dashed ${line}"></div></td>
<td width="12"><div class="bg line" style="${notch};border-right:0;border-radius:12px 0 0 12px"></div></td>
</tr></table>
</td></tr>
<tr><td class="surface line" style="${part};border-top:0;border-radius:0 0 24px 24px">${bottom}</td></tr>
</table>`
}
