"use client"

import { useTranslations } from "next-intl"
import { useEffect, useRef, useState } from "react"
import { buttonLook } from "@/components/ui/button-look"
import { useHydrated } from "@/components/ui/use-hydrated"
import { loadQrReader, type QrReader } from "./qr-reader"
import { wakeSound } from "./signal"

/** Between two looks at the picture, in milliseconds. */
const lookEveryMs = 150

/** A ticket that stays before the camera is one scan. */
const sameCodeMs = 3_000

type Camera = { stream: MediaStream; reader: QrReader }

type CameraState = { kind: "off" | "opening" | "no_camera" | "no_reader" } | ({ kind: "on" } & Camera)

const stop = (stream: MediaStream) => {
  for (const track of stream.getTracks()) track.stop()
}

async function openCamera(): Promise<CameraState> {
  const video = { facingMode: "environment", width: { ideal: 1280 } }
  const stream = await navigator.mediaDevices.getUserMedia({ video }).catch(() => null)
  if (!stream) return { kind: "no_camera" }
  const reader = await loadQrReader().catch(() => null)
  if (reader) return { kind: "on", stream, reader }
  stop(stream)
  return { kind: "no_reader" }
}

/** Reads tickets with the device's camera. Pages without HTTPS are given none by any browser: there it is not offered. */
export function CameraScanner({ onCode }: { onCode: (code: string) => void }) {
  const t = useTranslations("person.door")
  const isHydrated = useHydrated()
  const [camera, setCamera] = useState<CameraState>({ kind: "off" })
  if (!isHydrated || !navigator.mediaDevices) return null
  const start = async () => {
    wakeSound()
    setCamera({ kind: "opening" })
    setCamera(await openCamera())
  }
  const isOn = camera.kind === "on"
  return (
    <div className="mt-3">
      <button
        type="button"
        className={buttonLook.second}
        disabled={camera.kind === "opening"}
        onClick={isOn ? () => setCamera({ kind: "off" }) : () => void start()}
      >
        {isOn ? t("camera_stop") : camera.kind === "opening" ? t("camera_opening") : t("camera")}
      </button>
      {(camera.kind === "no_camera" || camera.kind === "no_reader") && (
        <p role="alert" className="mt-2 text-bad">
          {camera.kind === "no_camera" ? t("camera_failed") : t("camera_no_reader")}
        </p>
      )}
      {isOn && <Viewfinder camera={camera} onCode={onCode} />}
    </div>
  )
}

function Viewfinder({ camera, onCode }: { camera: Camera; onCode: (code: string) => void }) {
  const { stream, reader } = camera
  const video = useRef<HTMLVideoElement>(null)
  const report = useRef(onCode)
  useEffect(() => {
    report.current = onCode
  })
  useEffect(() => {
    const element = video.current
    if (!element) return
    let isLooking = false
    let last = { code: "", at: 0 }
    element.srcObject = stream
    // A camera that is taken away leaves a still picture, and stopping the page stops the timer.
    void element.play().catch(() => {})
    const timer = setInterval(async () => {
      // A slow phone needs longer for one look than there is between two.
      if (isLooking) return
      isLooking = true
      const [found] = await reader.detect(element).catch(() => [])
      isLooking = false
      if (!found) return
      const isSame = found.rawValue === last.code && Date.now() - last.at < sameCodeMs
      last = { code: found.rawValue, at: Date.now() }
      if (!isSame) report.current(found.rawValue)
    }, lookEveryMs)
    return () => {
      clearInterval(timer)
      stop(stream)
    }
  }, [stream, reader])
  return (
    <>
      <video ref={video} muted playsInline className="mt-3 w-full max-w-[26rem] rounded-[1rem]" />
      <Torch stream={stream} />
    </>
  )
}

/** Torch is part of Image Capture, which the DOM's types leave out. */
type TorchCapabilities = MediaTrackCapabilities & { torch?: boolean }
type TorchConstraints = MediaTrackConstraintSet & { torch: boolean }

/** The lamp beside the camera, on devices that let a page switch it. */
function Torch({ stream }: { stream: MediaStream }) {
  const t = useTranslations("person.door")
  const [isLit, setIsLit] = useState(false)
  const [track] = stream.getVideoTracks()
  const capabilities: TorchCapabilities = track?.getCapabilities?.() ?? {}
  if (!track || !capabilities.torch) return null
  const toggle = async () => {
    const constraints: TorchConstraints = { torch: !isLit }
    await track.applyConstraints({ advanced: [constraints] })
    setIsLit(!isLit)
  }
  return (
    <button
      type="button"
      className={`${buttonLook.second} mt-2`}
      aria-pressed={isLit}
      onClick={() => void toggle().catch(() => {})}
    >
      {t("torch")}
    </button>
  )
}
