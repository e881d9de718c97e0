import { deepStrictEqual } from 'node:assert/strict'
import type { MeasuredProcess } from '../measure/runtime.ts'
import { type Case, type Language, loadersOf, taskOf } from './case.ts'
import { bytesOf, handFalcor, handGraphql } from './hand.ts'
import type { Loaders } from './homepage.ts'

/** Whose answers must be ours byte for byte; what the others say counts, not the order they say it in. */
const sameBytes = /^(?:hand|stringify|marquee-.*)$/

const decoder = new TextDecoder()

/** Compares what all have to say with the answer written by hand, for two members. Throws where one differs, and names it; else returns the bytes of an answer by name. */
export async function checkAnswers(
  processes: ReadonlyMap<string, MeasuredProcess>,
  language: Language,
  benchCase: Case,
): Promise<ReadonlyMap<string, number>> {
  const bytes = new Map<string, number>()
  for (const turn of [1, 0]) {
    const loaders = loadersOf(benchCase)[turn] as Loaders
    const expected = await (language === 'falcor' ? handFalcor : handGraphql)(loaders, benchCase)
    const expectedText = decoder.decode(bytesOf(expected))
    for (const [who, process] of processes) {
      const answer = await process.answer(taskOf(language, benchCase), turn)
      bytes.set(who, answer.length)
      const text = decoder.decode(answer)
      if (text === expectedText) continue
      const name = `${who} answers ${taskOf(language, benchCase)} in another way than by hand`
      if (sameBytes.test(who)) throw new Error(`${name}: ${firstDifference(text, expectedText)}`)
      deepStrictEqual(contentOf(language, JSON.parse(text)), contentOf(language, JSON.parse(expectedText)), name)
    }
  }
  return bytes
}

function contentOf(language: Language, answer: { jsonGraph?: unknown; data?: unknown; errors?: unknown }): unknown {
  return language === 'falcor' ? answer.jsonGraph : { data: answer.data, errors: answer.errors }
}

function firstDifference(text: string, expected: string): string {
  let at = 0
  while (text[at] === expected[at]) at++
  const around = (whole: string) => whole.slice(Math.max(0, at - 40), at + 40)
  return `at ${at}: ${around(text)} ≠ ${around(expected)}`
}
