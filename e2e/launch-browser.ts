import { type Browser, chromium, type Page } from 'playwright-core'

const args = [
  // As root Chromium needs --no-sandbox; the others keep it from reaching for its maker's hosts.
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--autoplay-policy=no-user-gesture-required',
]

/** Starts headless Chromium; where there is none, says how to get one. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'
  return chromium.launch({ executablePath, headless: true, args }).catch((cause: unknown) => {
    throw new Error(`Cannot start ${executablePath}: install Debian's chromium, or name another by CHROMIUM`, { cause })
  })
}

/** Uncaught errors and console errors of a page, from now on. */
export function complaintsOf(page: Page): readonly string[] {
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  return complaints
}
