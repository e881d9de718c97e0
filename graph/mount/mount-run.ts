import type { JsonWriter } from '../emit/json-writer.ts'
import { badAnswer, Failure, failureOf, late } from '../failure.ts'
import type { PathSet } from '../plan/path-set.ts'
import type { Plan } from '../plan/plan.ts'
import { planPaths } from '../plan/plan-paths.ts'
import { Refusal } from '../refusal.ts'
import type { GraphEnvironment, GraphRequest } from '../request.ts'
import type { Operation } from '../run/operation.ts'
import { errorText } from './answer-node.ts'
import { type Branch, fill, writeBranch } from './answer-tree.ts'
import { askSource } from './ask-source.ts'
import { copyPathSet } from './copy-path-set.ts'
import { type DataSource, openSource } from './data-source.ts'
import { joinDepartures } from './join-departures.ts'
import type { Mounts } from './mounts.ts'
import { type Departure, readAnswer } from './read-answer.ts'

/** What one mount is asked for. */
export interface Asked {
  readonly key: string
  readonly sets: readonly PathSet[]
  /** References followed on the way here. */
  readonly hops: number
}

/**
 * What the mounts are asked within one operation and what they come to. The operation waits for them as for its resolvers; a reference
 * that leads out of a mount is followed into our own graph or into another mount.
 */
export class MountRun {
  readonly #environment: GraphEnvironment
  readonly #operation: Operation
  readonly #context: unknown
  readonly #request: GraphRequest
  readonly #sources = new Map<string, DataSource>()
  readonly #trees = new Map<string, Branch>()
  readonly #open = new Set<Asked>()
  /** Our own paths that references led to. */
  readonly #onward: PathSet[] = []

  constructor(environment: GraphEnvironment, operation: Operation, context: unknown, request: GraphRequest) {
    this.#environment = environment
    this.#operation = operation
    this.#context = context
    this.#request = request
  }

  get(mounted: ReadonlyMap<string, readonly PathSet[]>, hops = 0): void {
    for (const [key, sets] of mounted) {
      this.ask(
        { key, sets, hops },
        (source) => source.get(sets.map(copyPathSet)),
        (answer, asked) => this.read(asked, answer),
      )
    }
  }

  /** Asks a source; `take` gets what it answers with in time. */
  ask(asked: Asked, question: (source: DataSource) => unknown, take: (answer: unknown, asked: Asked) => void): void {
    const { showBugs, signal } = this.#request
    this.#open.add(asked)
    this.#operation.waitFor(
      () => askSource(() => question(this.#source(asked.key)), signal),
      (answer) => {
        this.#open.delete(asked)
        if (answer instanceof Failure) return this.fail(asked, answer)
        // Reading runs code of the source where its answer has getters.
        try {
          take(answer, asked)
        } catch (thrown) {
          this.fail(asked, failureOf(thrown, showBugs))
        }
      },
    )
  }

  /** Takes from an answer what was asked. `leave` is given the references that lead out of the mount; unless given, they are followed. */
  read({ key, sets, hops }: Asked, answer: unknown, leave?: (departure: Departure) => void): void {
    const graph = graphOf(answer)
    if (graph === undefined) return this.fail({ key, sets, hops }, badAnswer)
    const departures: Departure[] = []
    const reading = {
      key,
      root: Object.hasOwn(graph, key) ? graph[key] : undefined,
      tree: this.#tree(key),
      limits: this.#environment.limits,
      showBugs: this.#request.showBugs,
      leave: leave ?? ((departure: Departure) => void departures.push(departure)),
    }
    for (const set of sets) readAnswer(reading, set, hops)
    this.#follow(departures)
  }

  /** Puts a failure at exactly the asked paths. */
  fail({ key, sets }: Asked, failure: Failure): void {
    for (const set of sets) fill(this.#tree(key), set, 1, errorText(failure))
  }

  /** All that has to be written of our own graph. */
  plan(own: Plan, sets: readonly PathSet[]): Plan {
    return this.#onward.length === 0 ? own : planPaths(this.#environment.model, [...sets, ...this.#onward])
  }

  /** The root members of the mounts, for the writer of the graph; what has not come by now is late. */
  members(writer: JsonWriter): ReadonlyMap<string, () => void> {
    for (const asked of this.#open) this.fail(asked, late)
    return new Map([...this.#trees].filter(([, tree]) => tree.size > 0).map(([key, tree]) => [key, () => writeBranch(tree, writer)]))
  }

  #follow(departures: readonly Departure[]): void {
    const { model, mounts } = this.#environment
    const toMounts = new Map<number, Map<string, PathSet[]>>()
    for (const { root, set, hops, departures: joined } of joinDepartures(departures)) {
      if (mounts.has(root)) {
        const atHops = toMounts.get(hops) ?? new Map<string, PathSet[]>()
        toMounts.set(hops, atHops.set(root, [...(atHops.get(root) ?? []), set]))
        continue
      }
      try {
        this.#operation.want(planPaths(model, [set]))
        this.#onward.push(set)
      } catch (thrown) {
        if (!(thrown instanceof Refusal)) throw thrown
        for (const { fail } of joined) fail(new Failure(thrown.code, thrown.message))
      }
    }
    for (const [hops, mounted] of toMounts) this.get(mounted, hops)
  }

  #tree(key: string): Branch {
    let tree = this.#trees.get(key)
    if (tree === undefined) this.#trees.set(key, (tree = new Map()))
    return tree
  }

  #source(key: string): DataSource {
    let source = this.#sources.get(key)
    if (source === undefined) {
      source = openSource(this.#environment.mounts.get(key) as NonNullable<ReturnType<Mounts['get']>>, this.#context)
      this.#sources.set(key, source)
    }
    return source
  }
}

function graphOf(envelope: unknown): Record<string, unknown> | undefined {
  const { jsonGraph } = (envelope ?? {}) as { readonly jsonGraph?: unknown }
  return typeof jsonGraph === 'object' && jsonGraph !== null ? (jsonGraph as Record<string, unknown>) : undefined
}
