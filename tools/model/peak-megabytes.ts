/** The most memory that this process has had, threads included, in whole MB of 1024². */
export const peakMegabytes = (): number => Math.round(process.resourceUsage().maxRSS / 1024)
