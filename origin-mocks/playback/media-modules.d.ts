declare module '*.mp4' {
  const bytes: ArrayBuffer
  export default bytes
}

declare module '*.m3u8' {
  const bytes: ArrayBuffer
  export default bytes
}

declare module '*.mpd' {
  const bytes: ArrayBuffer
  export default bytes
}
