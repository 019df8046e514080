import { z } from "zod"
import printed from "./examples.json"

const exampleSchema = z.object({
  /** The page, as `--dialect` names it. */
  document: z.string(),
  method: z.string(),
  path: z.string(),
  url: z.string(),
  body: z.record(z.string(), z.unknown()).optional(),
  status: z.number(),
  answer: z.record(z.string(), z.unknown()).optional(),
})
export type Example = z.infer<typeof exampleSchema>

/** Every request GATE's documents show, and the answer they show to it. */
export const examples: readonly Example[] = z.array(exampleSchema).parse(printed)

/** Those of one endpoint. */
export function examplesOf({ method, path }: { method: string; path: string }): Example[] {
  return examples.filter((example) => example.method === method.toUpperCase() && example.path === path)
}
