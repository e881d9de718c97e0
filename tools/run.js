import { existsSync } from 'node:fs'

/**
 * Runs a tool of this folder: `node tools/run.js start --port 8788`. Plain JavaScript on purpose: any Node can read it, and one that is too
 * old for the TypeScript beside it gets one line with the remedy instead of a stack.
 */
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
const tool = process.argv[2] ?? ''

if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `Cannot run with Node ${process.versions.node}: needs 22.18 or later. On Linux x64 \`npm ci\` brings one along and \`npm start\` uses it; elsewhere install Node 24.`,
  )
  process.exitCode = 1
} else if (!existsSync(new URL('../node_modules/wrangler', import.meta.url))) {
  console.error('Cannot run: the dependencies are not installed. Use: npm ci')
  process.exitCode = 1
} else if (!/^[a-z][a-z0-9-]*$/.test(tool)) {
  console.error('Cannot run: needs the name of a tool, as in `node tools/run.js start`')
  process.exitCode = 1
} else {
  await import(`./${tool}.ts`)
}
