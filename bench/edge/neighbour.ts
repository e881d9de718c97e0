import { WorkerEntrypoint } from 'cloudflare:workers'

/** What one call over a service binding costs, whatever is done with it. */
export default class Neighbour extends WorkerEntrypoint {
  add(one: number, other: number): number {
    return one + other
  }
}
