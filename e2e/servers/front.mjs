import http from "node:http"
import next from "next"
import { fillBlankAnswers } from "../../server/blank-answers.mjs"
import { createFailurePage } from "../../server/failure-page.mjs"

/** The production site behind the filler of blank answers and nothing else, on PORT. */
const site = next({ dev: false, dir: process.cwd() })
await site.prepare()
const handle = site.getRequestHandler()
const filled = fillBlankAnswers((request, response) => handle(request, response), {
  page: createFailurePage(process.cwd()),
  isPage: (path) => path !== "/nowhere",
})
http
  .createServer((request, response) => {
    response.setHeader("x-request-id", "reference-1")
    return filled(request, response)
  })
  .listen(Number(process.env.PORT), "127.0.0.1")
