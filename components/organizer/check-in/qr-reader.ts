/** The part of the Shape Detection API that reading a ticket needs. */
export type QrReader = { detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]> }

type NativeReader = (new (options: {
  formats: string[]
}) => QrReader) & {
  getSupportedFormats(): Promise<string[]>
}

/** The browser's own reader; null where it has none, or one that cannot read QR codes, as Chromium on Linux has. */
async function nativeReader(): Promise<QrReader | null> {
  const { BarcodeDetector: Native } = globalThis as { BarcodeDetector?: NativeReader }
  const formats = Native ? await Native.getSupportedFormats().catch(() => []) : []
  return Native && formats.includes("qr_code") ? new Native({ formats: ["qr_code"] }) : null
}

/**
 * What reads QR codes in this browser: its own reader, or one compiled to WebAssembly (1 MB, loaded from this site when
 * the camera is first opened). Rejects when that cannot be loaded.
 */
export async function loadQrReader(): Promise<QrReader> {
  const native = await nativeReader()
  if (native) return native
  const { BarcodeDetector, prepareZXingModule } = await import("barcode-detector/ponyfill")
  const wasm = new URL("zxing-wasm/reader/zxing_reader.wasm", import.meta.url).href
  await prepareZXingModule({ overrides: { locateFile: () => wasm }, fireImmediately: true })
  return new BarcodeDetector({ formats: ["qr_code"] })
}
