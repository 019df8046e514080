import { meanings, variablesSchema } from "@/lib/env"

const introduction = `# Configuration

Everything is configured by environment variables, and everything has a default: with none at all the site runs on its
own database, its own GATE and its own mailbox, for this machine only. All faults are reported at once at the start,
without values. \`npm run docs:configuration\` writes this page from \`lib/env.ts\`.

## At home, and open to others

A site is **at home** while it listens on loopback (\`HOST\`) and says that its address is loopback (\`SITE_URL\`):
\`localhost\`, 127.0.0.0/8 or ::1; no other name counts, whatever it resolves to. Only at home are there the mailbox at
\`/dev/mailbox\`, the embedded GATE at \`/api/v1/\`, the demo events and their organizer, a secret that is made up and a token
that is printed, and they answer requests from this machine only: no other \`Host\`, no proxy in between.

Any other \`HOST\` or \`SITE_URL\` opens the site to others and needs all of these:

\`\`\`sh
HOST=0.0.0.0                                   # or an address behind your proxy
SITE_URL=https://tickets.example.com
SMTP_URL=smtps://user:password@mail.example.com MAIL_FROM=tickets@example.com
AUTH_SECRET=$(openssl rand -base64 32)         # keep it: the same at every start and on every machine
\`\`\`

The embedded GATE may be the system of record of such a site; it then answers nobody but the site itself. Behind a proxy
the site takes forms from pages of \`SITE_URL\` only, whatever \`Host\` or \`X-Forwarded-Host\` say.
`

const inCell = (markdown: string) => markdown.replaceAll("|", "\\|")

/** docs/configuration.md: every variable with its default, its meaning and when it is needed. */
export function configurationPage(): string {
  const variables = Object.entries(variablesSchema.shape).map(([name, schema]) => {
    const meaning = meanings.get(schema)
    if (!meaning) throw new Error(`lib/env.ts does not say what ${name} means.`)
    return { name, ...meaning }
  })
  const sections = [...new Set(variables.map(({ section }) => section))]
  const tables = sections.map((title) => {
    const rows = variables
      .filter(({ section }) => section === title)
      .map(({ name, meaning, usual, needed }) => {
        const need = needed ? ` Needed ${needed}.` : ""
        return `| \`${name}\` | ${inCell(usual)} | ${inCell(meaning + need)} |`
      })
    return [
      "",
      `## ${title}`,
      "",
      "| variable | default | what it is |",
      "| --- | --- | --- |",
      ...rows,
      "",
    ].join("\n")
  })
  return [introduction, ...tables].join("")
}
