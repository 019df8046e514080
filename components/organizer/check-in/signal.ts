import type { DoorResult } from "./door-state"

/** Hertz and milliseconds of each tone: rising for welcome, falling for a stop. */
const tones: Record<"yes" | "no", [frequency: number, length: number][]> = {
  yes: [
    [660, 90],
    [880, 140],
  ],
  no: [
    [330, 160],
    [220, 260],
  ],
}

const vibrations = { yes: [80], no: [120, 60, 120] }

let audio: AudioContext | undefined

/** Call it while something is pressed: browsers of phones play no sound that nobody asked for. */
export function wakeSound(): AudioContext {
  audio ??= new AudioContext()
  if (audio.state === "suspended") void audio.resume().catch(() => {})
  return audio
}

/** Says by ear and hand what a scan came to, where the device lets a page do that. */
export function signal(kind: DoorResult["kind"]): void {
  if (kind === "empty") return
  const answer = kind === "checked_in" || kind === "done" ? "yes" : "no"
  if ("vibrate" in navigator) navigator.vibrate(vibrations[answer])
  const context = wakeSound()
  let at = context.currentTime
  for (const [frequency, length] of tones[answer]) {
    const oscillator = context.createOscillator()
    oscillator.frequency.value = frequency
    oscillator.connect(context.destination)
    oscillator.start(at)
    at += length / 1_000
    oscillator.stop(at)
  }
}
