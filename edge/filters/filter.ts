import type { Answer } from '../protocol/answer.ts'

/** Runs before the endpoint. An answer ends the inbound stage, a throw goes to the error stage; the outbound stage runs in any case. */
export interface InboundFilter<exchange> {
  readonly name: string
  readonly stage: 'inbound'
  apply(exchange: exchange): Answer | undefined | Promise<Answer | undefined>
}

/** Runs on every answer, errors included; changes its headers and never fails. */
export interface OutboundFilter<exchange> {
  readonly name: string
  readonly stage: 'outbound'
  apply(exchange: exchange, answer: Answer): void
}

/** Names each filter in its place. Each says in its type what it needs of an exchange, and sees no more. */
export function inbound<exchange>(name: string, apply: InboundFilter<exchange>['apply']): InboundFilter<exchange> {
  return { name, stage: 'inbound', apply }
}

export function outbound<exchange>(name: string, apply: OutboundFilter<exchange>['apply']): OutboundFilter<exchange> {
  return { name, stage: 'outbound', apply }
}
