import { expect, test } from "vitest"
import { parseBaseUrl } from "./base-url"
import { GateConfigurationError } from "./errors"

test.each([
  ["https://gate.example/api/v1", "https://gate.example", "/api/v1"],
  ["https://gate.example:8443/api/v1/", "https://gate.example:8443", "/api/v1"],
  ["https://gate.example", "https://gate.example", ""],
  ["http://localhost:4010/api/v1", "http://localhost:4010", "/api/v1"],
  ["http://127.8.9.1/api", "http://127.8.9.1", "/api"],
  ["http://[::1]:4010/api", "http://[::1]:4010", "/api"],
])("%s is accepted", (text, origin, basePath) => {
  expect(parseBaseUrl(text)).toEqual({ origin, basePath })
})

test.each([
  "gate.example/api",
  "http://gate.example/api",
  "http://127.0.0.1.example/api",
  "http://localhost.example/api",
  "ftp://localhost/api",
  "https://name:geheim@gate.example/api",
  "https://gate.example/api?token=geheim",
])("%s is refused without being quoted", (text) => {
  expect(() => parseBaseUrl(text)).toThrow(GateConfigurationError)
  expect(() => parseBaseUrl(text)).not.toThrow(/geheim|example|localhost/)
})
