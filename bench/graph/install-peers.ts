import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('../peers', import.meta.url))

/** Installs the packages of `bench/peers` where they are missing. Comes to the reason where that cannot be done. */
export function installPeers(): string | undefined {
  if (existsSync(`${folder}/node_modules/grafast`)) return undefined
  try {
    const npm = process.env.npm_execpath
    const [program, ...args] = npm === undefined ? ['npm'] : [process.execPath, npm]
    execFileSync(program as string, [...args, 'ci', '--no-audit', '--no-fund'], { cwd: folder, stdio: 'pipe' })
    return undefined
  } catch (error) {
    return `npm ci in bench/peers: ${error instanceof Error ? error.message.split('\n')[0] : error}`
  }
}
