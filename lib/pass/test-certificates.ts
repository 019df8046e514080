import { generateKeyPairSync } from "node:crypto"
import forge from "node-forge"

const { md, pki } = forge

const dayMs = 24 * 60 * 60_000

type Subject = { name: string; uid?: string; unit?: string }

type Made = { certificate: string; key: string }

function attributes({ name, uid, unit }: Subject): forge.pki.CertificateField[] {
  return [
    ...(uid ? [{ type: "0.9.2342.19200300.100.1.1", value: uid }] : []),
    { name: "commonName", value: name },
    ...(unit ? [{ shortName: "OU", value: unit }] : []),
  ]
}

/** A certificate and its key in PEM, issued by `issuer` or by itself. `expiresAt`: a day from now, unless given. */
function makeCertificate(
  subject: Subject,
  issuer: Made | null,
  expiresAt = new Date(Date.now() + dayMs),
): Made {
  const pair = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  })
  const made = pki.createCertificate()
  made.publicKey = pki.publicKeyFromPem(pair.publicKey)
  // Two of one issuer are told apart by it.
  made.serialNumber = issuer ? "02" : "01"
  made.validity.notBefore = new Date(Date.now() - 30 * dayMs)
  made.validity.notAfter = expiresAt
  made.setSubject(attributes(subject))
  const parent = issuer ? pki.certificateFromPem(issuer.certificate) : made
  made.setIssuer(parent.subject.attributes)
  made.setExtensions([
    { name: "basicConstraints", cA: issuer === null },
    ...(issuer ? [{ name: "subjectAltName", altNames: [{ type: 7, ip: "127.0.0.1" }] }] : []),
  ])
  made.sign(pki.privateKeyFromPem(issuer?.key ?? pair.privateKey), md.sha256.create())
  return { certificate: pki.certificateToPem(made), key: pair.privateKey }
}

export const testPassType = "pass.example.tickets"
export const testTeam = "A1B2C3D4E5"

/** What Apple issues for a pass type, from an authority of the test's own; `expiresAt` is the certificate's. */
export function testCertificates({ expiresAt }: { expiresAt?: Date } = {}) {
  const authority = makeCertificate({ name: "Test Worldwide Developer Relations" }, null)
  const subject = { name: `Pass Type ID: ${testPassType}`, uid: testPassType, unit: testTeam }
  const { certificate, key } = makeCertificate(subject, authority, expiresAt)
  return { authority, certificate, key, wwdr: authority.certificate }
}
