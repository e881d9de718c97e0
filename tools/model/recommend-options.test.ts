import { expect, test } from 'vitest'
import { readRecommendOptions } from './recommend-options.ts'

const files = ['--train', 'a.tsv', '--histories', 'b.tsv', '--out', 'c.tsv']

test('files are of the folder it was called in; the rest has a default', () => {
  expect(readRecommendOptions(files, '/data')).toEqual({
    ...{ train: '/data/a.tsv', histories: '/data/b.tsv', out: '/data/c.tsv' },
    ...{ k: 100, model: 'marquee', seed: 1 },
  })
  expect(readRecommendOptions([...files, '--k', '5', '--model', 'ease', '--seed', '0'], '/data')).toMatchObject({
    k: 5,
    model: 'ease',
    seed: 0,
  })
})

test.each([
  { args: files.slice(2), says: /needs --train FILE/ },
  { args: [...files.slice(0, 2), ...files.slice(4)], says: /needs --histories FILE/ },
  { args: files.slice(0, 4), says: /needs --out FILE/ },
  { args: [...files, '--k', '0'], says: /Cannot recommend '0' items/ },
  { args: [...files, '--k', '1.5'], says: /Cannot recommend '1.5' items/ },
  { args: [...files, '--k', 'Infinity'], says: /Cannot recommend 'Infinity' items/ },
  { args: [...files, '--k', '1e3'], says: /Cannot recommend '1e3' items/ },
  { args: [...files, '--model', 'svdpp'], says: /Cannot recommend by 'svdpp': needs one of marquee, ease, ials, popularity/ },
  { args: [...files, '--model', 'constructor'], says: /Cannot recommend by 'constructor'/ },
  { args: [...files, '--seed', '-1'], says: /seed/ },
  { args: [...files, '--top', '3'], says: /Unknown option '--top'/ },
  { args: [...files, 'more'], says: /Unexpected argument 'more'/ },
])('refuses $args: $says', ({ args, says }) => {
  expect(() => readRecommendOptions(args, '/data')).toThrow(says)
})
