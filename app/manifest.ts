import type { MetadataRoute } from "next"

/** A site on somebody's home screen opens where their tickets are. */
export default function manifest(): MetadataRoute.Manifest {
  return {
    name: "Gatehouse",
    short_name: "Gatehouse",
    start_url: "/me",
    display: "browser",
    background_color: "#fcfaf8",
    theme_color: "#a24100",
    icons: [
      { src: "/icon.svg", sizes: "any", type: "image/svg+xml" },
      { src: "/touch-icon.png", sizes: "180x180", type: "image/png" },
      { src: "/icon-512.png", sizes: "512x512", type: "image/png" },
    ],
  }
}
