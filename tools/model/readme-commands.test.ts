import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { createRandom } from '../../models/random.ts'
import { createWorld } from '../../models/synthetic.ts'
import { codeBlocks } from '../check/markdown.ts'
import { projectRoot } from '../wrangler.ts'

const page = 'models/README.md'
const blocks = codeBlocks(readFileSync(join(projectRoot, page), 'utf8'))
const folder = mkdtempSync(join(tmpdir(), 'marquee-readme-'))
afterAll(() => rmSync(folder, { recursive: true }))

const { users, items, start, item, value } = createWorld({
  users: 110,
  items: 40,
  factors: 3,
  ratingsPerUser: 18,
  noise: 0.5,
  seed: 8,
}).ratings
const random = createRandom(1, 'readme')
const lines = users.flatMap((user, row) =>
  Array.from(item.subarray(start[row], start[row + 1]), (number, place) => ({
    user,
    text: `${user}\t${items[number]}\t${value[(start[row] ?? 0) + place]}\t${100 + place}`,
    isTest: random() < 0.1,
  })),
)
const write = (name: string, some: readonly { readonly text: string }[]) =>
  writeFileSync(join(folder, name), some.map(({ text }) => `${text}\n`).join(''))
const isUnseen = ({ user }: { readonly user: string }) => Number(user) % 5 === 0
write('ratings.tsv', lines)
write(
  'train.tsv',
  lines.filter(({ isTest }) => !isTest),
)
write(
  'test.tsv',
  lines.filter(({ isTest }) => isTest),
)
write(
  'pairs.tsv',
  lines.filter(({ isTest }) => isTest).map(({ text }) => ({ text: text.split('\t').slice(0, 2).join('\t') })),
)
write(
  'known.tsv',
  lines.filter((line) => !isUnseen(line)),
)
write('histories.tsv', lines.filter(isUnseen))
write(
  'movies.dat',
  items.map((id, at) => ({ text: `${id}::Title ${id} (${1960 + at})::${at % 2 === 0 ? 'Comedy|Drama' : 'Western'}` })),
)

/** Runs a block as who reads it would, but in the folder of the ratings. */
function run(code: string): Promise<{ readonly code: number | null; readonly said: string }> {
  const commands = `npm() { command npm --silent --prefix '${projectRoot}' "$@"; }\n${code}`
  const bash = spawn('bash', ['-euo', 'pipefail', '-c', commands], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  bash.stdout.on('data', (chunk) => (said += chunk))
  bash.stderr.on('data', (chunk) => (said += chunk))
  return new Promise((resolve, reject) => bash.on('error', reject).on('close', (code) => resolve({ code, said })))
}

const patternOf = (shown: string) =>
  new RegExp(
    `^${shown
      .split('…')
      .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('.+')}$`,
    'm',
  )

describe(page, () => {
  test('has no command that is not run without saying why', () => {
    const commands = blocks.filter(({ language }) => language === 'sh')
    expect(commands.length).toBeGreaterThan(3)
    for (const { note, line } of commands) expect(note, `line ${line}`).toMatch(/^run$|^ignore: \S/)
  })

  const commands = blocks
    .map((block, at) => ({ ...block, shown: blocks[at + 1] }))
    .filter(({ language, note }) => language === 'sh' && note === 'run')
  test.each(commands)('line $line', async ({ code, shown }) => {
    const ended = await run(code)
    expect(ended.code, ended.said).toBe(0)
    if (shown?.note === 'shows') for (const line of shown.code.split('\n')) expect(ended.said).toMatch(patternOf(line))
  })

  test('the error by awk is the error by predict and evaluate: the split of the page, judged by both', async () => {
    const { said } = await run(
      "npm run model:evaluate -- --train train.tsv --test test.tsv | tail -n 1; paste test.tsv predicted.txt | awk -F'\\t' '{ sum += ($3 - $NF) ^ 2 } END { print sqrt(sum / NR) }'",
    )
    const [json = '', byAwk] = said.trim().split('\n')
    expect(Number(byAwk)).toBeCloseTo(JSON.parse(json).rmse.blend, 4)
  })
})
