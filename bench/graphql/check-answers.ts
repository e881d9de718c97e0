import { deepStrictEqual } from 'node:assert/strict'
import { handGraphql } from '../graph/hand.ts'
import type { Size } from '../graph/homepage.ts'
import type { MeasuredWorker } from './measured-worker.ts'
import { pageOf, profiles } from './page.ts'

/** Compares what all answer with the page written by hand, for two members. Throws where one differs, and names it; else returns the bytes of an answer by name. */
export async function checkAnswers(
  workers: ReadonlyMap<string, MeasuredWorker>,
  size: Size,
  isPage: (who: string) => boolean,
): Promise<ReadonlyMap<string, number>> {
  const bytes = new Map<string, number>()
  for (const turn of [0, profiles - 1]) {
    const expected = await handGraphql(pageOf(turn + 1), size)
    for (const [who, worker] of workers) {
      const { status, body } = await worker.answer(size, turn)
      bytes.set(who, body.length)
      if (status !== 200) throw new Error(`${who} answers with ${status}: ${body.toString().slice(0, 500)}`)
      if (isPage(who)) deepStrictEqual(JSON.parse(body.toString()), expected, `${who} answers in another way than by hand`)
    }
  }
  return bytes
}
