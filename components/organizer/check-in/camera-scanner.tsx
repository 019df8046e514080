"use client"

import { useTranslations } from "next-intl"
import { useEffect, useRef, useState } from "react"
import { buttonLook } from "@/components/ui/button-look"
import { useHydrated } from "@/components/ui/use-hydrated"

/** The Shape Detection API, as far as it is used; browsers that have it read a code in a few milliseconds. */
type Detector = { detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]> }
type DetectorClass = new (options: { formats: string[] }) => Detector

/** Between two looks at the picture, in milliseconds. */
const lookEveryMs = 150

/** A ticket that stays before the camera is one scan. */
const sameCodeMs = 3_000

function detectorClass(): DetectorClass | null {
  return (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector ?? null
}

async function openCamera(): Promise<MediaStream | null> {
  try {
    return await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } })
  } catch {
    return null
  }
}

/** Reads tickets with the device's camera, where the browser can read codes by itself. */
export function CameraScanner({ onCode }: { onCode: (code: string) => void }) {
  const t = useTranslations("person.door")
  const isHydrated = useHydrated()
  const [stream, setStream] = useState<MediaStream | null>(null)
  const [hasFailed, setHasFailed] = useState(false)
  if (!isHydrated || !detectorClass()) return null
  const start = async () => {
    const opened = await openCamera()
    setHasFailed(opened === null)
    setStream(opened)
  }
  return (
    <div className="mt-3">
      <button
        type="button"
        className={buttonLook.second}
        onClick={stream ? () => setStream(null) : () => void start()}
      >
        {stream ? t("camera_stop") : t("camera")}
      </button>
      {hasFailed && (
        <p role="alert" className="mt-2 text-bad">
          {t("camera_failed")}
        </p>
      )}
      {stream && <Viewfinder stream={stream} onCode={onCode} />}
    </div>
  )
}

function Viewfinder({ stream, onCode }: { stream: MediaStream; onCode: (code: string) => void }) {
  const video = useRef<HTMLVideoElement>(null)
  const report = useRef(onCode)
  useEffect(() => {
    report.current = onCode
  })
  useEffect(() => {
    const element = video.current
    const Reader = detectorClass()
    if (!element || !Reader) return
    const reader = new Reader({ formats: ["qr_code"] })
    let last = { code: "", at: 0 }
    element.srcObject = stream
    // A camera that is taken away leaves a still picture, and stopping the page stops the timer.
    void element.play().catch(() => {})
    const timer = setInterval(async () => {
      const [found] = await reader.detect(element).catch(() => [])
      if (!found) return
      const isSame = found.rawValue === last.code && Date.now() - last.at < sameCodeMs
      last = { code: found.rawValue, at: Date.now() }
      if (!isSame) report.current(found.rawValue)
    }, lookEveryMs)
    return () => {
      clearInterval(timer)
      for (const track of stream.getTracks()) track.stop()
    }
  }, [stream])
  return <video ref={video} muted playsInline className="mt-3 w-full max-w-[26rem] rounded-[1rem]" />
}
