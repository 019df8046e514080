import { countSteps, listOrganizations } from "@/lib/db/queries/examination"
import type { Examination, ExaminationContext, ExaminationOptions } from "./examination"
import { examineOrganization } from "./examine-organization"
import { examineRows } from "./examine-rows"
import { examineTrails } from "./examine-trails"
import { describeViolation, type Violation } from "./violation"

async function lookOnce(context: ExaminationContext, options: ExaminationOptions): Promise<Violation[]> {
  const violations = await examineRows(context, options)
  violations.push(...(await examineTrails(context.db, options.marks)))
  for (const organization of await listOrganizations(context.db)) {
    violations.push(...(await examineOrganization(context, organization, options)))
  }
  return violations
}

/**
 * Compares the database with GATE, and both with the invariants. What it finds it looks at a second time and reports
 * only what is there again: a site may be at work meanwhile, and a registration half-way between two reads is no fault.
 * Reads only. GATE's records of one organization at a time are held in memory.
 * @throws GateError when GATE cannot be read
 */
export async function examine(
  context: ExaminationContext,
  options: ExaminationOptions = {},
): Promise<Examination> {
  let violations = await lookOnce(context, options)
  if (violations.length > 0) {
    const again = new Set((await lookOnce(context, options)).map(describeViolation))
    violations = violations.filter((violation) => again.has(describeViolation(violation)))
  }
  return { violations, steps: await countSteps(context.db) }
}
