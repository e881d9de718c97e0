import type { SandboxClock } from './sandbox-clock.ts'

/**
 * All that stays. Gone with the rest: what reaches out (fetch, caches, sockets), what waits (timers, Promise), what tells the time (performance, Intl), memory
 * in bulk (typed arrays), what makes code (eval, Function, WebAssembly), and what watches or spreads work natively (Proxy, Reflect, WeakRef).
 */
const kept = new Set<PropertyKey>([
  ...['Infinity', 'NaN', 'undefined', 'globalThis', 'parseFloat', 'parseInt', 'isFinite', 'isNaN'],
  ...['decodeURI', 'decodeURIComponent', 'encodeURI', 'encodeURIComponent'],
  ...['Object', 'Array', 'String', 'Number', 'Boolean', 'Symbol', 'Math', 'JSON', 'Date', 'RegExp', 'Map', 'Set', 'WeakMap', 'Iterator'],
  ...['Error', 'AggregateError', 'EvalError', 'RangeError', 'ReferenceError', 'SyntaxError', 'TypeError', 'URIError'],
  ...['URL', 'URLSearchParams'],
])
// These go, too, and are needed to the end.
const { construct, deleteProperty, ownKeys } = Reflect

/**
 * Makes the realm one that filters can share: removes what they may not have, puts the clock's time and chance in the place of the real ones, and
 * freezes all that is left and `shared`, so that none can change what a neighbour finds. Throws if anything resists. To be called once, before any filter
 * loads.
 */
export function tameGlobals(clock: SandboxClock, shared: readonly object[]): void {
  const hidden = hiddenIntrinsics()
  forbidMakingCode(hidden)
  tameTimeAndChance(clock)
  // What was last matched, whoever matched it.
  for (const key of ownKeys(RegExp))
    if (/^(?:\$.|input|lastMatch|lastParen|leftContext|rightContext)$/.test(String(key))) remove(RegExp, key)
  remove(Array, 'fromAsync')
  for (let holder: object = globalThis; holder !== Object.prototype; holder = Object.getPrototypeOf(holder))
    for (const key of ownKeys(holder)) if (typeof key === 'string' && !kept.has(key)) remove(holder, key)
  freezeAll([globalThis, ...hidden, ...shared])
}

function remove(holder: object, key: PropertyKey): void {
  if (!deleteProperty(holder, key)) throw new TypeError(`the sandbox cannot remove ${String(key)}`)
}

/** What no global leads to, but syntax does. */
function hiddenIntrinsics(): object[] {
  const strictArguments = (function () {
    // biome-ignore lint/complexity/noArguments: its thrower of errors is one object for all code of a realm.
    return Object.getOwnPropertyDescriptor(arguments, 'callee')?.get
  })()
  const stack = Object.getOwnPropertyDescriptor(new Error(), 'stack')
  const samples: object[] = [
    ...[() => {}, function* () {}, async () => {}, async function* () {}, (function* () {})(), (async function* () {})()],
    ...[[].values(), ''[Symbol.iterator](), new Map().values(), new Set().values(), 'a'.matchAll(/a/g)],
    ...[[].values().map((one) => one), Iterator.from({ next: () => ({ done: true, value: 0 }) })],
    ...[new URLSearchParams().entries(), new URLSearchParams().keys(), new URLSearchParams().values()],
    Promise.resolve(),
  ]
  return [...samples.map((sample) => Object.getPrototypeOf(sample) as object), strictArguments, stack?.get, stack?.set].filter(
    (one): one is object => one !== undefined && one !== null,
  )
}

/** The platform refuses code from strings while it answers a request, but not in every version while a worker starts. */
function forbidMakingCode(hidden: readonly object[]): void {
  const refuse = () => {
    throw new TypeError('a filter cannot make code')
  }
  for (const prototype of [Function.prototype, ...hidden.filter(makesFunctions)])
    Object.defineProperty(prototype, 'constructor', { value: refuse })
}

const functionTags = ['GeneratorFunction', 'AsyncFunction', 'AsyncGeneratorFunction']
const makesFunctions = (prototype: object) => functionTags.includes(Object.getOwnPropertyDescriptor(prototype, Symbol.toStringTag)?.value)

function tameTimeAndChance(clock: SandboxClock): void {
  const RealDate = Date
  function SandboxDate(...values: unknown[]) {
    if (new.target === undefined) return new RealDate(clock.now).toString()
    return construct(RealDate, values.length === 0 ? [clock.now] : values, new.target)
  }
  const now = () => clock.now
  const { UTC, parse } = RealDate
  Object.defineProperties(SandboxDate, {
    prototype: { value: RealDate.prototype },
    name: { value: 'Date' },
    now: { value: now },
    parse: { value: parse },
    UTC: { value: UTC },
  })
  Object.defineProperty(RealDate.prototype, 'constructor', { value: SandboxDate })
  Object.defineProperty(globalThis, 'Date', { value: SandboxDate })
  Object.defineProperty(Math, 'random', { value: () => clock.random() })
}

/** Freezes whatever can be reached, by properties, accessors and prototypes. */
function freezeAll(roots: readonly object[]): void {
  const seen = new Set<object>()
  const waiting: unknown[] = [...roots]
  while (waiting.length > 0) {
    const value = waiting.pop()
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null || seen.has(value)) continue
    seen.add(value)
    Object.freeze(value)
    waiting.push(Object.getPrototypeOf(value))
    for (const key of ownKeys(value)) {
      const property = Object.getOwnPropertyDescriptor(value, key)
      waiting.push(property?.value, property?.get, property?.set)
    }
  }
}
