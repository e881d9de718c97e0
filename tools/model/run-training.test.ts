import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { likedBy, likesFrom } from '../../models/likes.ts'
import { matchOf } from '../../models/match.ts'
import { rmse } from '../../models/metrics.ts'
import { createRandom } from '../../models/random.ts'
import { meanOf, type Ratings } from '../../models/ratings.ts'
import { scoreServedRanker } from '../../models/served-ranker.ts'
import { ratePairsServed } from '../../models/served-rater.ts'
import { createWorld } from '../../models/synthetic.ts'
import { topOf } from '../../models/top.ts'
import { openTrainedModel, trainedModelFile } from '../../models/trained-model.ts'
import { runTraining } from './run-training.ts'
import { readTrainOptions } from './train-options.ts'

const folder = mkdtempSync(join(tmpdir(), 'marquee-training-'))
afterAll(() => rmSync(folder, { recursive: true }))

const ratings = join(folder, 'ratings.tsv')
const world = createWorld({ users: 60, items: 40, factors: 3, ratingsPerUser: 15, noise: 0.4, seed: 1 })
writeFileSync(ratings, linesOf(world.ratings))

function linesOf({ users, items, start, item, value, time }: Ratings): string {
  const lines = users.flatMap((user, row) =>
    Array.from(item.subarray(start[row], start[row + 1]), (number, place) => {
      const at = (start[row] ?? 0) + place
      return `${user}\t${items[number]}\t${value[at]}\t${time?.[at] ?? 0}\n`
    }),
  )
  return lines.join('')
}

interface Ended {
  readonly code: number | null
  readonly said: string
}

const command = (...args: readonly string[]) => ['tools/run.js', 'model-train', ...args]

/** Runs the command to its end, or until it has said enough: then the signal comes. */
function train(args: readonly string[], signal?: NodeJS.Signals, isEnough?: (said: string) => boolean): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, command(...args), { env: { ...process.env, INIT_CWD: folder } })
    let said = ''
    const take = (chunk: Buffer) => {
      const before = isEnough?.(said)
      said += chunk
      if (before === false && isEnough?.(said)) child.kill(signal)
    }
    child.stdout.on('data', take)
    child.stderr.on('data', take)
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, said }))
  })
}

const sumOf = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex')
const stagesDone = (said: string) => said.match(/: done in/g)?.length ?? 0

let whole: { readonly sum: string; readonly stages: number }
beforeAll(async () => {
  const { code, said } = await train(['--ratings', ratings, '--out', 'whole.bin'])
  expect(code, said).toBe(0)
  whole = { sum: sumOf(join(folder, 'whole.bin')), stages: stagesDone(said) }
})

describe('a training', () => {
  test('comes to the same bytes again, leaves nothing else behind, and to others by another seed', async () => {
    await train(['--ratings', 'ratings.tsv', '--out', 'again.bin'])
    expect(sumOf(join(folder, 'again.bin'))).toBe(whole.sum)
    expect(readdirSync(folder).filter((name) => name.includes('partial') || name.includes('unfinished'))).toEqual([])
    await train(['--ratings', ratings, '--out', 'other.bin', '--seed', '2'])
    expect(sumOf(join(folder, 'other.bin'))).not.toBe(whole.sum)
  })

  test('comes to a model that opens, rates what it was shown better than its mean, and lists what is liked', () => {
    const model = openTrainedModel(readFileSync(join(folder, 'whole.bin')))
    expect([...model.items]).toEqual(world.ratings.items.map(Number))
    const { users, start, item, value } = world.ratings
    const user = Int32Array.from(item, (_, at) => start.findLastIndex((from) => from <= at))
    const predicted = ratePairsServed(model.rater, world.ratings, { user, item: Int32Array.from(item) })
    expect(rmse(predicted, value)).toBeLessThan(0.95 * rmse(new Float32Array(value.length).fill(meanOf(value)), value))
    const likes = likesFrom(world.ratings)
    for (const member of users.keys())
      expect(topOf(scoreServedRanker(model.ranker, likedBy(likes, member)), 5, likedBy(likes, member))).toHaveLength(5)
    expect(matchOf(model.rater.match, 5)).toBeGreaterThan(matchOf(model.rater.match, 2))
    expect(model.chance?.byScore).toBeGreaterThan(0)
    expect(() => openTrainedModel(trainedModelFile({ ...model, chance: { offset: 0, byScore: -1, byHistory: 0 } }))).toThrow(
      'a curve that rises',
    )
    expect(() => trainedModelFile({ ...model, items: model.items.toReversed() })).toThrow('needs ascending items')
  })

  const interrupted = "that ends by %s again and again resumes to the same bytes; what stands in the file's place is whole"
  test.each(['SIGKILL', 'SIGINT'] as const)(interrupted, async (signal) => {
    const random = createRandom(7, signal)
    const out = join(folder, `${signal}.bin`)
    for (let attempt = 0; attempt < 4; attempt++) {
      const until = Math.floor(random() * whole.stages)
      const begun = (said: string) => said.includes('ratings of') && stagesDone(said) >= until
      const { code, said } = await train(['--ratings', ratings, '--out', out], signal, begun)
      // The signal may come after the end: then all is there.
      if (existsSync(out)) expect(sumOf(out)).toBe(whole.sum)
      else expect([null, 130]).toContain(code)
      if (code === 130) expect(said).toContain('the same command goes on from here')
      rmSync(out, { force: true })
    }
    const { code, said } = await train(['--ratings', ratings, '--out', out])
    expect(code, said).toBe(0)
    expect(sumOf(out)).toBe(whole.sum)
    expect(existsSync(`${out}.partial`)).toBe(false)
  })

  test('goes not on from what was made of other ratings, nor by another seed', async () => {
    const out = join(folder, 'changed.bin')
    await train(['--ratings', ratings, '--out', out, '--seed', '5'], 'SIGKILL', (said) => stagesDone(said) > 0)
    expect(readdirSync(`${out}.partial`).some((name) => name.endsWith('.stage'))).toBe(true)
    const { said } = await train(['--ratings', ratings, '--out', out])
    expect(said).not.toContain('kept from before')
    expect(stagesDone(said)).toBe(whole.stages)
    expect(sumOf(out)).toBe(whole.sum)
  })
})

describe('what cannot be trained or written is said in one line', () => {
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text)
    return name
  }
  test.each([
    { what: 'a file that is not there', args: ['--ratings', 'nowhere.tsv', '--out', 'x.bin'], says: 'there is no such file' },
    { what: 'an empty file', args: ['--ratings', file('empty.tsv', ''), '--out', 'x.bin'], says: 'found an empty file' },
    { what: 'a file that is cut off', args: ['--ratings', file('cut.tsv', '1\t2\t3\t4\n1\t'), '--out', 'x.bin'], says: 'line 2' },
    { what: 'NaN', args: ['--ratings', file('nan.tsv', '1\t2\tNaN\t4\n'), '--out', 'x.bin'], says: "line 1 has 'NaN'" },
    { what: 'no likes', args: ['--ratings', file('low.tsv', '1\t2\t3\t4\n'), '--out', 'x.bin'], says: 'needs ratings of 4 or more' },
    { what: 'items with a 0 before', args: ['--ratings', file('zero.tsv', '1\t07\t5\t4\n'), '--out', 'x.bin'], says: "found '07'" },
    { what: 'items by name', args: ['--ratings', file('name.tsv', '1\ta\t5\t4\n'), '--out', 'x.bin'], says: "found 'a'" },
    { what: 'a device as OUT', args: ['--ratings', ratings, '--out', '/dev/full'], says: 'it is a device' },
    { what: 'a folder as OUT', args: ['--ratings', ratings, '--out', folder], says: 'it is a folder' },
    { what: 'OUT within a file', args: ['--ratings', ratings, '--out', join(ratings, 'x.bin')], says: 'its folder is a file' },
    { what: 'OUT in no folder', args: ['--ratings', ratings, '--out', 'a/b/x.bin'], says: 'its folder is not there' },
    { what: 'no MovieLens', args: ['--movielens', '.', '--out', 'x.bin'], says: 'needs u.data or ratings.dat' },
  ])('$what', async ({ args, says }) => {
    const screen = { live: false, write: () => {}, now: () => 0 }
    const trained = async () => runTraining(readTrainOptions(args, folder), { root: process.cwd(), screen })
    await expect(trained()).rejects.toMatchObject({ name: 'Remedy', message: expect.stringContaining(says) })
    expect(existsSync(join(folder, 'x.bin'))).toBe(false)
  })

  test('a command that cannot do what it is asked ends with 2 and no stack', async () => {
    expect(await train(['--ratings', 'nowhere.tsv', '--out', 'x.bin'])).toEqual({
      code: 2,
      said: `Cannot read '${join(folder, 'nowhere.tsv')}': there is no such file\n`,
    })
  })

  /** A disk of this size, by a mount that only the shell below it sees; there are machines where nobody may. */
  const onSmallDisk = (size: string, script: string) =>
    spawnSync('unshare', ['-Urm', 'bash', '-c', `mount -t tmpfs -o size=${size} tmpfs "$DISK" && ${script}`], {
      env: { ...process.env, DISK: join(folder, 'disk'), INIT_CWD: folder, NODE: process.execPath, RATINGS: ratings },
      encoding: 'utf8',
    })
  mkdirSync(join(folder, 'disk'))
  const mayMount = process.platform === 'linux' && onSmallDisk('1m', 'true').status === 0

  test.skipIf(!mayMount)(
    'a disk that is full; what was there before stays, and with room the same command ends (skipped: no mount)',
    () => {
      const script =
        'echo before > "$DISK/m.bin"; "$NODE" tools/run.js model-train --ratings "$RATINGS" --out "$DISK/m.bin"; echo "code $?"; ls "$DISK"; cat "$DISK/m.bin"; ' +
        'mount -o remount,size=64m "$DISK"; "$NODE" tools/run.js model-train --ratings "$RATINGS" --out "$DISK/m.bin"; sha256sum "$DISK/m.bin"; ls "$DISK"'
      const { stdout, stderr } = onSmallDisk('20k', script)
      expect(stderr).toMatch(/Cannot write '.*m\.bin.*': the disk is full\. What is trained so far stays in .*m\.bin\.partial/)
      expect(stdout).toContain('code 2\nm.bin\nm.bin.partial\nbefore\n')
      expect(stdout).toContain(whole.sum)
      expect(stdout.trimEnd().split('\n').at(-1)).toBe('m.bin')
    },
  )
})
