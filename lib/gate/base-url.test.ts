import { expect, test } from "vitest"
import { parseBaseUrl } from "./base-url"
import { GateConfigurationError } from "./errors"

test.each([
  ["https://gate.example/api/v1", "https://gate.example", "/api/v1"],
  ["https://gate.example:8443/api/v1/", "https://gate.example:8443", "/api/v1"],
  ["https://gate.example", "https://gate.example", ""],
  ["https://gate.example/api/v1//", "https://gate.example", "/api/v1"],
  ["http://127.18.9.254/api", "http://127.18.9.254", "/api"],
  ["http://localhost:4010/api/v1", "http://localhost:4010", "/api/v1"],
  ["http://127.8.9.1/api", "http://127.8.9.1", "/api"],
  ["http://[::1]:4010/api", "http://[::1]:4010", "/api"],
])("%s is accepted", (text, origin, basePath) => {
  expect(parseBaseUrl(text)).toEqual({ origin, basePath })
})

test.each([
  ["gate.example/api", "not a URL"],
  ["http://gate.example/api", "use https"],
  ["http://127.0.0.1.example/api", "use https"],
  ["http://localhost.example/api", "use https"],
  ["ftp://localhost/api", "begin with https"],
  ["https://name:geheim@gate.example/api", "user name or password"],
  ["https://name@gate.example/api", "user name or password"],
  ["https://:geheim@gate.example/api", "user name or password"],
  ["https://gate.example/api?token=geheim", "query or fragment"],
  ["https://gate.example/api#geheim", "query or fragment"],
])("%s is refused without being quoted: %s", (text, fault) => {
  expect(() => parseBaseUrl(text)).toThrow(GateConfigurationError)
  expect(() => parseBaseUrl(text)).toThrow(fault)
  expect(() => parseBaseUrl(text)).not.toThrow(/geheim|example|localhost/)
})
