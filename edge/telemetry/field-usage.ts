/** The app that asks, as it names itself. */
export interface Client {
  readonly name: string
  readonly version: string
}

export interface ClientUsage extends Client {
  /** Answered by the graph, in either language. */
  readonly operations: number
  /** How many operations asked each field, as `Title.name`. */
  readonly fields: Readonly<Record<string, number>>
}

export interface FieldUsage {
  /** Counts one operation and the fields it asked. */
  count(client: Client, fields: Iterable<string>): void
  /** What was counted, clients by name and version. */
  report(): { readonly since: string; readonly clients: readonly ClientUsage[] }
}

/** Who is over the bound is counted together: names come from outside. */
export const otherClients: Client = { name: 'other', version: '' }

/** Counts which client asks which field, of at most `maxClients` names and versions. `now` in epoch milliseconds. Isolate scope: numbers only. */
export function createFieldUsage(maxClients: number, now: () => number): FieldUsage {
  const clients = new Map<string, { readonly client: Client; operations: number; readonly fields: Map<string, number> }>()
  let since: number | undefined

  const usageOf = (client: Client) => {
    const key = `${client.name}\n${client.version}`
    let usage = clients.get(key)
    if (usage === undefined) {
      if (clients.size >= maxClients && client !== otherClients) return usageOf(otherClients)
      clients.set(key, (usage = { client, operations: 0, fields: new Map() }))
    }
    return usage
  }

  return {
    count(client, asked) {
      since ??= now()
      const usage = usageOf(client)
      usage.operations++
      for (const field of asked) usage.fields.set(field, (usage.fields.get(field) ?? 0) + 1)
    },
    report: () => ({
      since: new Date(since ?? now()).toISOString(),
      clients: [...clients]
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .map(([, { client, operations, fields }]) => ({ ...client, operations, fields: Object.fromEntries([...fields].sort()) })),
    }),
  }
}
