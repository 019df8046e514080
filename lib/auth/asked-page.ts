import "server-only"
import { headers } from "next/headers"
import { askedHeader, ownPath } from "@/lib/domain/own-path"

/**
 * The page this request asks for, as a path of our own to come back to, and whether it brings a form. Says nothing about
 * who may see it.
 */
export async function readAskedPage(): Promise<{ path: string | null; isForm: boolean }> {
  const [method = "", path] = ((await headers()).get(askedHeader) ?? "").split(" ")
  return { path: ownPath(path), isForm: method === "POST" }
}
