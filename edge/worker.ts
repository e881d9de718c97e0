import { compose, type Env } from './compose.ts'
import { type Edge, serve } from './serve.ts'

export { ControlRoom } from './operations/control-room.ts'
export { RequestRing } from './operations/request-ring.ts'

/** Compiled things, numbers and bindings; nothing of any request. */
let edge: Edge | undefined

export default {
  /** Where every request starts; `serve` tells its life. */
  fetch(request, env, context) {
    edge ??= compose(env)
    return serve(edge, request, context)
  },
} satisfies ExportedHandler<Env>
