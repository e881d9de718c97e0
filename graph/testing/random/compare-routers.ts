import { parse } from 'graphql/language'
import { createGraph } from '../../index.ts'
import { canonicalJson } from '../../model/canonical-json.ts'
import { createWorld } from './random-world.ts'
import { normalGraph, pathsForRouter } from './router-differences.ts'
import { routerOf } from './router-of.ts'

/** What came of one question, as text to compare. */
export interface Compared {
  readonly ours: string
  readonly theirs: string
  readonly ourCalls: readonly string[]
  readonly theirCalls: readonly string[]
}

/** Asks path sets of the engine and of falcor-router, over one world. `showBugs`: a bug in either shows its message. */
export function routersOver(sdl: string, seed: number) {
  const world = createWorld(sdl, seed)
  const graph = createGraph({ schema: parse(sdl), resolvers: world.resolvers })
  const router = routerOf(world)
  const request = { contexts: () => ({ open: {}, personal: {} }), showBugs: true }
  return {
    world,
    async compare(paths: readonly (readonly unknown[])[]): Promise<Compared> {
      world.calls.length = 0
      const { jsonGraph } = JSON.parse((await graph.get(paths, request)).body.text)
      const ourCalls = world.calls.splice(0)
      const asked = pathsForRouter(paths)
      const theirs = asked.length === 0 ? {} : JSON.parse(JSON.stringify(await router(asked)))
      const theirCalls = world.calls.splice(0)
      return { ours: canonicalJson(normalGraph(jsonGraph, world)), theirs: canonicalJson(normalGraph(theirs, world)), ourCalls, theirCalls }
    },
  }
}
