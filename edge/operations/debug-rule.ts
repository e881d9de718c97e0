import {
  array,
  check,
  integer,
  maxEntries,
  maxLength,
  maxValue,
  minEntries,
  minLength,
  minValue,
  number,
  optional,
  pipe,
  record,
  regex,
  safeParse,
  strictObject,
  string,
  trim,
} from 'valibot'
import type { When } from '../filters/filter.ts'

/** Which requests are told in full and kept for operators to look at. */
export interface DebugRule {
  readonly name: string
  readonly when: When
  /** Epoch milliseconds. */
  readonly until: number
  readonly author: string
  readonly reason: string
}

export interface WantedRule {
  readonly when: When
  readonly minutes: number
  readonly reason: string
}

const few = 20
const listOf = (pattern: RegExp) => optional(pipe(array(pipe(string(), regex(pattern))), minLength(1), maxLength(few)))

/** What these hold is nobody's to compare with, nor to write into a rule. */
const secret = new Set(['authorization', 'cookie'])
const headerName = pipe(
  string(),
  regex(/^[a-z0-9-]{1,64}$/),
  check((name) => !secret.has(name)),
)

const when = pipe(
  strictObject({
    method: listOf(/^[A-Z]{1,16}$/),
    path: optional(pipe(string(), regex(/^\/[^\s?#]{0,199}$/))),
    device: optional(strictObject({ class: listOf(/^[a-z0-9-]{1,32}$/), id: listOf(/^.{1,128}$/) })),
    country: listOf(/^[A-Z]{2}$/),
    header: optional(pipe(record(headerName, pipe(string(), maxLength(200))), minEntries(1), maxEntries(few))),
    share: optional(pipe(number(), minValue(0), maxValue(1))),
  }),
  check((conditions) => Object.values(conditions).some((one) => one !== undefined)),
)
const wanted = strictObject({
  when,
  minutes: pipe(number(), integer(), minValue(1), maxValue(24 * 60)),
  reason: pipe(string(), trim(), minLength(1), maxLength(500)),
})

/** Reads a rule as an operator writes it; else the field that is not as it should be. It has at least one condition, and lasts 24 hours at most. */
export function readRule(body: unknown): WantedRule | string {
  const { success, output, issues } = safeParse(wanted, body, { abortEarly: true })
  if (success) return output as WantedRule
  return issues[0].path?.map(({ key }) => String(key)).join('.') ?? 'body'
}
