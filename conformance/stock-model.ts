import { createRequire } from 'node:module'
import type { Envelope, PathSet } from './falcor-wire.ts'
import { marqueeUrl } from './marquee.ts'
import type { SignedIn } from './sign-in.ts'

/** What the tests use of the stock Model; its answers are thenable, and reject with a list of errors and their paths. */
export interface StockModel {
  get(...paths: PathSet[]): PromiseLike<{ readonly json: ModelJson } | undefined>
  getValue(path: PathSet): PromiseLike<unknown>
  setValue(path: PathSet, value: unknown): PromiseLike<unknown>
  call(
    path: PathSet,
    args: readonly unknown[],
    suffixes?: readonly PathSet[],
    paths?: readonly PathSet[],
  ): PromiseLike<{ readonly json: ModelJson } | undefined>
  invalidate(...paths: PathSet[]): void
  deref(json: unknown): StockModel
  batch(): StockModel
  treatErrorsAsValues(): StockModel
  boxValues(): StockModel
  getCache(): Readonly<Record<string, unknown>>
}

/** The Model's JSON: branches by key, and its own `$__path` beside them. */
export type ModelJson = { readonly [key: string]: ModelJson } & { readonly $__path?: readonly unknown[] }

type Observer = (envelope: Envelope) => void
interface Answer {
  subscribe(onNext: Observer, onError: unknown, onCompleted: unknown): unknown
}
interface DataSource {
  get(paths: unknown): Answer
  set(envelope: unknown): Answer
  call(...parts: unknown[]): Answer
}

const require = createRequire(import.meta.url)
const { Model } = require('falcor') as { Model: new (options: { source: DataSource }) => StockModel }
const HttpDataSource = require('falcor-http-datasource') as new (url: string, config: { headers: Record<string, string> }) => DataSource

/** A stock Model over the stock HTTP data source, with a record of what passes between the two. */
export interface WatchedModel {
  readonly model: StockModel
  /** The requests that the Model has made, each by its method. */
  readonly requests: readonly string[]
  /** What each answer to a write said is to be fetched again. */
  readonly told: readonly (readonly PathSet[])[]
}

export function makeModel(who: SignedIn | null): WatchedModel {
  const http = new HttpDataSource(`${marqueeUrl}/model.json`, { headers: who === null ? {} : { Authorization: who.headers.authorization } })
  const requests: string[] = []
  const told: (readonly PathSet[])[] = []
  const listen = (method: string, answer: Answer): Answer => {
    requests.push(method)
    return {
      subscribe: (onNext, onError, onCompleted) =>
        answer.subscribe(
          (envelope) => {
            if (method !== 'get') told.push(envelope.invalidated ?? [])
            onNext(envelope)
          },
          onError,
          onCompleted,
        ),
    }
  }
  const source: DataSource = {
    get: (paths) => listen('get', http.get(paths)),
    set: (envelope) => listen('set', http.set(envelope)),
    call: (...parts) => listen('call', http.call(...parts)),
  }
  return { model: new Model({ source }), requests, told }
}

/** The children of a branch of the Model's JSON that stand at whole numbers, in their order. */
export function itemsOf(node: ModelJson | undefined): readonly ModelJson[] {
  return Object.entries(node ?? {}).flatMap(([key, value]) => (/^\d+$/.test(key) && value != null ? [value as ModelJson] : []))
}
