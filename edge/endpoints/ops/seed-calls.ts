import type { MemberSeed } from '../../../contracts/members.ts'
import type { EdgeLimits } from '../../config/limits.ts'
import type { CallScope } from '../../origins/origin-client.ts'
import type { OriginClients } from '../../origins/origins.ts'
import { jsonAnswer } from '../../protocol/answer.ts'
import { EdgeRefusal } from '../../protocol/refusal.ts'
import { originValue } from '../origin-value.ts'
import type { OpsCall } from './ops-call.ts'

/** `POST /ops/seed/members`, with an array of them, and `POST /ops/seed/playback`: fill a store that is empty. */
export function seedCalls({ maxSeedBytes }: EdgeLimits, bindOrigins: (scope: CallScope) => OriginClients): readonly OpsCall[] {
  return [
    {
      method: 'POST',
      path: /^\/ops\/seed\/members$/,
      maxBodyBytes: maxSeedBytes,
      async answer({ exchange, body }) {
        if (!Array.isArray(body)) throw new EdgeRefusal('BAD_BODY', 'Cannot seed members: need an array of them', { position: 'body' })
        const { created } = originValue(await bindOrigins(exchange).members.seed(body as readonly MemberSeed[]))
        return jsonAnswer(200, { created })
      },
    },
    {
      method: 'POST',
      path: /^\/ops\/seed\/playback$/,
      answer: async ({ exchange }) => jsonAnswer(200, originValue(await bindOrigins(exchange).playback.seed())),
    },
  ]
}
