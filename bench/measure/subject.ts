/** Makes the bytes of one answer. Turns count up, so that each answer can be for another member. */
export type Ask = (turn: number) => Uint8Array | Promise<Uint8Array>

/** What is measured: it runs in a process of its own, whatever the runtime. */
export interface Subject {
  /** Why it cannot run here; undefined where it can. */
  unavailable?(): Promise<string | undefined>
  /** Does for a task what is done once, not once per request. Rejects a task it does not know. */
  prepare(task: string): Ask | Promise<Ask>
}
