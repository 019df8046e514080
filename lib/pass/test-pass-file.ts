import { createHash, verify, X509Certificate } from "node:crypto"
import forge from "node-forge"

/** The files of a zip archive that stores them as they are. */
export function unzip(archive: Buffer): Map<string, Buffer> {
  const files = new Map<string, Buffer>()
  const end = archive.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]))
  let at = archive.readUInt32LE(end + 16)
  while (archive.readUInt32LE(at) === 0x02014b50) {
    const [size, nameLength] = [archive.readUInt32LE(at + 20), archive.readUInt16LE(at + 28)]
    const rest = archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32)
    const header = archive.readUInt32LE(at + 42)
    const name = archive.toString("utf8", at + 46, at + 46 + nameLength)
    const from = header + 30 + archive.readUInt16LE(header + 26) + archive.readUInt16LE(header + 28)
    files.set(name, archive.subarray(from, from + size))
    at += 46 + nameLength + rest
  }
  return files
}

/** What of a pass's signature is read; node-forge writes such messages and does not check them. */
type Captured = {
  rawCapture: { signature: string; authenticatedAttributes: forge.asn1.Asn1[]; certificates?: unknown }
  certificates: forge.pki.Certificate[]
}

const digestId = forge.pki.oids.messageDigest ?? ""

/** Why a pass would be refused, by Apple's rules: every file's hash in the manifest, and the manifest signed by the certificate. */
export function passFaults(files: Map<string, Buffer>, certificate: string): string[] {
  const [manifest, signature] = [files.get("manifest.json"), files.get("signature")]
  if (!manifest || !signature) return ["no manifest or signature"]
  const hash = (kind: "sha1" | "sha256", content: Buffer) => createHash(kind).update(content).digest("hex")
  const hashes: Record<string, string> = JSON.parse(manifest.toString())
  const listed = [...files.keys()].filter((name) => name !== "manifest.json" && name !== "signature")
  const wrong = [...new Set([...listed, ...Object.keys(hashes)])].filter((name) => {
    const content = files.get(name)
    return !content || hashes[name] !== hash("sha1", content)
  })
  const der = forge.asn1.fromDer(signature.toString("binary"))
  const { rawCapture, certificates } = forge.pkcs7.messageFromAsn1(der) as unknown as Captured
  const { signature: signed, authenticatedAttributes } = rawCapture
  const set = forge.asn1.create(
    forge.asn1.Class.UNIVERSAL,
    forge.asn1.Type.SET,
    true,
    authenticatedAttributes,
  )
  const content = Buffer.from(forge.asn1.toDer(set).getBytes(), "binary")
  const isSigned = verify(
    "sha256",
    content,
    new X509Certificate(certificate).publicKey,
    Buffer.from(signed, "binary"),
  )
  const digest = authenticatedAttributes
    .map(({ value }) => value as [forge.asn1.Asn1, forge.asn1.Asn1])
    .find(([id]) => forge.asn1.derToOid(String(id.value)) === digestId)
  const [written] = (digest?.[1].value ?? []) as forge.asn1.Asn1[]
  const isOfManifest =
    Buffer.from(String(written?.value), "binary").toString("hex") === hash("sha256", manifest)
  return [
    ...wrong.map((name) => `${name} has another hash`),
    ...(isSigned ? [] : ["the signature is not the certificate's"]),
    ...(isOfManifest ? [] : ["the signature is of another manifest"]),
    ...(certificates.length === 2 ? [] : ["the chain is not two certificates"]),
  ]
}
