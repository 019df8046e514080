import "server-only"
import { brotliCompressSync, brotliDecompressSync, constants } from "node:zlib"
import { cookies } from "next/headers"
import type { FormState } from "@/lib/actions/state"
import { environment } from "@/lib/env"
import { runtime } from "@/lib/runtime"
import { sealText, unsealText } from "./sealed-text"

const purpose = "typed form"

/** Long enough to wait for a slow mail with a code. */
const lifetimeSeconds = 60 * 60

/** Characters of one cookie: browsers take 4,096 bytes, name and attributes among them. */
const partLength = 3_000

/** A proxy commonly takes a line of 8 kB with all cookies of a request, and the others need about 1.2 kB. */
const mostParts = 2

/** Of what is kept, once it is unpacked: the largest form there is, each character of it escaped. */
const mostBytes = 4 * 1024 * 1024

const version = 1

/** What somebody typed: `personId` is for whom the form's page was made, `path` that page. */
export type TypedForm = { personId: string; path: string; values: FormState["values"] }

function names(): string[] {
  const prefix = environment().siteUrl.startsWith("https://") ? "__Host-" : ""
  return Array.from({ length: mostParts }, (_, index) => `${prefix}gatehouse.typed.${index}`)
}

function pack(form: TypedForm, now: Date): string | null {
  const text = JSON.stringify([version, now.getTime(), form])
  if (text.length > mostBytes / 4) return null
  const params = { [constants.BROTLI_PARAM_QUALITY]: 9 }
  return sealText(purpose, brotliCompressSync(text, { params }))
}

function unpack(sealed: string, now: Date): TypedForm | null {
  const packed = unsealText(purpose, sealed)
  if (!packed) return null
  const text = brotliDecompressSync(packed, { maxOutputLength: mostBytes }).toString()
  const [made, at, form] = JSON.parse(text)
  return made === version && now.getTime() - at < lifetimeSeconds * 1_000 ? form : null
}

function cookieOptions() {
  const secure = environment().siteUrl.startsWith("https://")
  return { httpOnly: true, sameSite: "lax", path: "/", secure } as const
}

/**
 * Keeps a form in the browser it came from, for an hour and in place of one that was kept before, so that only this
 * server can read it. False where it is longer than cookies may be: about 12,000 letters of English prose.
 */
export async function keepTypedForm(form: TypedForm): Promise<boolean> {
  const sealed = pack(form, (await runtime()).clock())
  if (sealed === null || sealed.length > partLength * mostParts) return false
  const jar = await cookies()
  const options = { ...cookieOptions(), maxAge: lifetimeSeconds }
  for (const [index, name] of names().entries()) {
    const part = sealed.slice(index * partLength, (index + 1) * partLength)
    if (part) jar.set(name, part, options)
    else drop(jar, name)
  }
  return true
}

/** The form that was kept in this browser, whoever it belongs to, or null. */
export async function readTypedForm(): Promise<TypedForm | null> {
  const jar = await cookies()
  const sealed = names()
    .map((name) => jar.get(name)?.value ?? "")
    .join("")
  return sealed === "" ? null : unpack(sealed, (await runtime()).clock())
}

/** It has been sent, or is nobody's any more. */
export async function dropTypedForm(): Promise<void> {
  const jar = await cookies()
  for (const name of names()) drop(jar, name)
}

/** Browsers refuse to end a `__Host-` cookie by one that is not secure. */
function drop(jar: Awaited<ReturnType<typeof cookies>>, name: string): void {
  if (jar.has(name)) jar.delete({ ...cookieOptions(), name })
}
