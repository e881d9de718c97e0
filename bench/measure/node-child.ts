import { createHost } from './host.ts'
import type { Subject } from './subject.ts'

/** What the benchmark asks of a Node process, and what it gets. */
export type Question =
  | { readonly kind: 'unavailable' }
  | { readonly kind: 'answer'; readonly task: string; readonly turn: number }
  | { readonly kind: 'run'; readonly task: string; readonly times: number }

export type Reply = { readonly value: unknown } | { readonly error: string }

const { subject } = (await import(process.argv[2] as string)) as { subject: Subject }
const host = createHost(subject)

async function reply(question: Question): Promise<unknown> {
  switch (question.kind) {
    case 'unavailable':
      return host.unavailable()
    case 'answer':
      return host.answer(question.task, question.turn)
    case 'run': {
      const before = process.cpuUsage()
      await host.run(question.task, question.times)
      const { user, system } = process.cpuUsage(before)
      return (user + system) / 1000
    }
  }
}

process.on('message', (question: Question) => {
  reply(question).then(
    (value) => process.send?.({ value } satisfies Reply),
    (error) => process.send?.({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) } satisfies Reply),
  )
})
process.on('disconnect', () => process.exit())
