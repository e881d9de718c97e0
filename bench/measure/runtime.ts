/** A process that holds one subject, seen from the benchmark. */
export interface MeasuredProcess {
  /** Why the subject cannot run in it; undefined where it can. */
  unavailable(): Promise<string | undefined>
  answer(task: string, turn: number): Promise<Uint8Array>
  /** The CPU time of all threads, in ms, that asking so many times took. */
  cpuMs(task: string, times: number): Promise<number>
  stop(): void
}

/** Where subjects run: Node, or workerd. */
export interface Runtime {
  readonly name: 'node' | 'workerd'
  /** Why it cannot be measured on this machine; undefined where it can. */
  readonly unavailable: string | undefined
  /** Starts a process with the `subject` that a module exports; the name is for messages. */
  start(name: string, module: URL): Promise<MeasuredProcess>
}
