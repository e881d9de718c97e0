import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { holdOut } from '../../models/hold-out.ts'
import { mae, rmse } from '../../models/metrics.ts'
import { createWorld } from '../../models/synthetic.ts'
import { readPredictOptions, runPredict } from './run-predict.ts'
import { readRatingsEvaluation, runRatingsEvaluation } from './run-ratings-evaluation.ts'

const folder = mkdtempSync(join(tmpdir(), 'predict-'))
afterAll(() => rmSync(folder, { recursive: true }))
const at = (name: string) => join(folder, name)
const write = (name: string, lines: readonly string[]) => writeFileSync(at(name), lines.map((line) => `${line}\n`).join(''))

const { ratings } = createWorld({ users: 100, items: 40, factors: 1, ratingsPerUser: 20, noise: 0.4, seed: 3 })
const { rest, pairs, value } = holdOut(ratings, 0.1, 2)
write(
  'train.tsv',
  rest.users.flatMap((user, row) => {
    const [from, to] = [rest.start[row] ?? 0, rest.start[row + 1] ?? 0]
    return Array.from(rest.item.subarray(from, to), (item, place) => `${user}\t${rest.items[item]}\t${rest.value[from + place]}`)
  }),
)
const asked = Array.from(value, (_, pair) => `${rest.users[pairs.user[pair] ?? 0]}\t${rest.items[pairs.item[pair] ?? 0]}`)
write('pairs.tsv', asked)
write(
  'test.tsv',
  asked.map((line, pair) => `${line}\t${value[pair]}`),
)

/** What is written for some files, and what is said on the way. */
async function predict(files: { train?: string; pairs?: string; out?: string } = {}, served = false, seed = 1) {
  const said: string[] = []
  const { train = 'train.tsv', pairs = 'pairs.tsv', out = 'out.txt' } = files
  const options = { train: at(train), pairs: at(pairs), out: at(out), seed, served }
  await runPredict(options, { live: false, write: (text) => void said.push(text), now: () => 0 })
  const text = readFileSync(at(out), 'utf8')
  return { text, said: said.join(''), predictions: text.trimEnd().split('\n').map(Number) }
}

test('what an outsider measures of the predictions is what the evaluator says, and the blend is better than its parts', async () => {
  const said: string[] = []
  const evaluation = { train: at('train.tsv'), test: at('test.tsv'), seed: 1, times: false }
  const result = await runRatingsEvaluation(evaluation, { live: false, write: (text) => void said.push(text), now: () => 0 })
  const { predictions, text } = await predict()
  expect(text).toMatch(/^(?:[1-5]\.\d{4}\n)+$/)
  expect(predictions.length).toBe(value.length)
  expect(rmse(predictions, value)).toBeCloseTo(result.rmse.blend, 3)
  expect(mae(predictions, value)).toBeCloseTo(result.mae.blend, 3)
  const { predictions: served } = await predict({}, true)
  expect(rmse(served, value)).toBeCloseTo(result.rmse.served, 3)

  const { bias, ...learnt } = result.rmse
  for (const name of ['svdpp', 'blend', 'served'] as const) expect(learnt[name]).toBeLessThan(0.9 * bias)
  expect(learnt.blend).toBeLessThan(learnt.svdpp)
  const last = said.join('').trimEnd().split('\n').at(-1) ?? ''
  expect(JSON.parse(last)).toEqual(result)
  const raters = ['bias', 'cinematch', 'svdpp', 'rbm', 'blend', 'served']
  for (const figure of ['rmse', 'mae', 'trainCpuS']) expect(Object.keys(JSON.parse(last)[figure])).toEqual(raters)
})

test('a seed gives the same bytes, another one others; members and items that nobody rated get a rating too', async () => {
  write('strangers.tsv', ['stranger\t1', '1\tnowhere', 'stranger\tnowhere', '1\t1'])
  write('part.tsv', readFileSync(at('train.tsv'), 'utf8').split('\n').slice(0, 200))
  const files = { train: 'part.tsv', pairs: 'strangers.tsv' }
  const first = await predict(files, true)
  expect(first.said).toContain('4 predictions, 3 of them of members or items without a rating')
  expect(first.predictions.every((rating) => rating > 1.5 && rating < 5)).toBe(true)
  expect((await predict(files, true)).text).toBe(first.text)
  expect((await predict(files, true, 2)).text).not.toBe(first.text)
})

test.each([
  { name: 'one rating', train: ['1\t1\t4'] },
  { name: 'two of one member', train: ['1\t1\t4', '1\t2\t2'] },
  { name: 'one and the same rating everywhere', train: Array.from({ length: 20 }, (_, n) => `${n % 5}\t${Math.floor(n / 5)}\t3`) },
])('of $name all models can learn enough to answer', async ({ train }) => {
  write('few.tsv', train)
  const { predictions } = await predict({ train: 'few.tsv', pairs: 'strangers.tsv' })
  for (const rating of predictions) expect(rating >= 1 && rating <= 5).toBe(true)
})

test.each([
  { name: 'no pairs', files: { pairs: 'empty' }, says: 'found an empty file' },
  { name: 'no ratings', files: { train: 'empty' }, says: 'found an empty file' },
  { name: 'pairs that are not there', files: { pairs: 'nowhere' }, says: 'there is no such file' },
  { name: 'ratings off the scale', files: { train: 'off' }, says: "line 1 has '7'" },
  { name: 'a folder in the place of the predictions', files: { out: '.' }, says: 'it is a folder' },
  { name: 'a folder for them that is not there', files: { out: 'no/out.txt' }, says: 'its folder is not there' },
])('$name is refused before anything is trained, and nothing is written', async ({ files, says }) => {
  write('empty', [])
  write('off', ['1\t1\t7'])
  const target = files.out ?? 'unwritten.txt'
  await expect(predict({ out: 'unwritten.txt', ...files })).rejects.toThrow(says)
  if (target !== '.') expect(existsSync(at(target))).toBe(false)
})

test.each([
  { name: 'predict without pairs', read: () => readPredictOptions(['--train', 'a', '--out', 'b'], '/'), says: 'needs --pairs FILE' },
  { name: 'predict with a stranger', read: () => readPredictOptions(['--trian', 'a'], '/'), says: "Unknown option '--trian'" },
  {
    name: 'predict by a seed that is none',
    read: () => readPredictOptions([...'--train a --pairs b --out c --seed x'.split(' ')], '/'),
    says: "Cannot take 'x' for a seed",
  },
  { name: 'evaluate without a test', read: () => readRatingsEvaluation(['--train', 'a'], '/'), says: 'needs --test FILE' },
])('$name is refused with how to use it', ({ read, says }) => {
  expect(read).toThrow(says)
})

test('files of a command line are taken from the folder it was given in', () => {
  expect(readPredictOptions('--train a --pairs b --out c --served'.split(' '), '/f')).toEqual({
    ...{ train: '/f/a', pairs: '/f/b', out: '/f/c', seed: 1, served: true },
  })
  expect(readRatingsEvaluation('--train a --test b --seed 9 --times'.split(' '), '/f')).toEqual({
    ...{ train: '/f/a', test: '/f/b', seed: 9, times: true, report: undefined },
  })
})
