import { filterOf } from './filter-world.ts'

/** A filter that means harm. */
export interface Attack {
  readonly name: string
  readonly source: string
  readonly language?: 'typescript' | 'javascript'
  /** Goes past the compiler, which refuses it: the sandbox must hold by itself. */
  readonly past?: boolean
  /** Part of what the compiler says, or else of the actions or the error that the filter comes to. */
  readonly comes: string
}

const body = (name: string, apply: string, comes: string, top = ''): Attack => ({ name, source: filterOf(apply, { top }), comes })
const past = (name: string, source: string, comes: string): Attack => ({ name, source, comes, past: true })
const told = (expression: string) => `return [{ setAttribute: ['told', String(${expression})] }]`
const tells = (value: string) => `["told",${JSON.stringify(value)}]`
const steps = 'steps: more than 50000 turns'

/** A loop in a loop in a loop … so many deep, each with a variable of its own for `N`. */
const nested = (loop: string, deep: number) => Array.from({ length: deep }, (_, at) => loop.replaceAll('N', `n${at}`)).join(' ')
/** Functions `f0` to `fN`, each of which calls the one before it twice. */
const doubling = (most: number) =>
  Array.from({ length: most + 1 }, (_, at) => `const f${at} = () => ${at === 0 ? '1' : `f${at - 1}() + f${at - 1}()`}`).join('\n')
/** An object with a method that calls what calls it, so many deep. */
const branching = (method: string, call: string) =>
  `let n = 60; const self = { ${method} { return n-- > 0 ? (${call}, n++, 1) : (n++, 1) } };`
const tree = 'function tree(n) { return n > 0 ? leaf(n - 1) + leaf(n - 1) : 0 } leaf(0);'
const many = 'const many = Array(1e5).fill(0)'

const loops: readonly Attack[] = [
  body('for without end', 'for (;;);', steps),
  body('while without end', 'while (true) {}', steps),
  body('do without end', 'do {} while (true)', steps),
  body('for-of over what grows', 'const grows = [1]; for (const one of grows) grows.push(one)', steps),
  body('for-of over what never ends', 'for (const one of { [Symbol.iterator]: () => ({ next: () => ({ value: 1 }) }) });', steps),
  body('for-in in a loop', 'while (true) for (const key in request);', steps),
  body('a labelled loop that continues', 'again: for (;;) { for (;;) continue again }', steps),
  body('a loop in a condition', 'while ((() => { for (;;); })());', steps),
  body('an endless generator', 'function* numbers() { for (let n = 0; ; n++) yield n } return [...numbers()]', steps),
  body('generators without bodies that run', 'function* tree(n, a = n > 0 && tree(n - 1), b = n > 0 && tree(n - 1)) {} tree(60)', steps),
  body(
    'defaults in a pattern',
    'function* tree({ n, [n > 0 ? String(tree({ n: n - 1 })) : "a"]: a = n > 0 && tree({ n: n - 1 }) }) {} tree({ n: 60 })',
    steps,
  ),
  body(
    'fields of classes that make classes',
    'let depth = 0; class Tree { a = depth < 60 && (depth++, new Tree()); b = depth-- < 60 && (depth++, new Tree()); c = depth < 1e9 && new Tree() } new Tree()',
    'threw: RangeError: Maximum call stack',
  ),
  body('an endless getter', 'const trap = { get a() { for (;;); } }; return trap.a', steps),
  body('an endless toString', 'return String({ toString() { for (;;); } })', steps),
  body('recursion without end', 'const down = () => down(); down()', 'threw: RangeError: Maximum call stack'),
  body('recursion that is caught', 'const down = () => { try { down() } catch { down() } }; down()', steps),
  body('recursion that branches', 'const tree = (n) => n === 0 ? 0 : tree(n - 1) + tree(n - 1); tree(80)', steps),
  body('a callback that is called for ever', 'const set = new Set([1]); set.forEach((one) => { set.delete(one); set.add(one) })', steps),
  body('catch around a loop, for ever', 'for (;;) try { for (;;); } catch {}', steps),
  body(
    'catch around a loop, then business as usual',
    "try { for (;;); } catch {} return [{ respond: { status: 200, body: 'all is well' } }]",
    steps,
  ),
  body('finally that returns over a loop', 'try { for (;;); } finally { return [{ respond: { status: 200 } }] }', steps),
  body('finally that continues a loop', 'for (;;) { try { for (;;); } finally { continue } }', steps),
  body('catch in catch in catch', 'const again = () => { try { for (;;); } catch { again() } finally { again() } }; again()', steps),
  body('loops when the module comes up', 'return []', 'too many steps', 'for (;;);'),
  body('loops in loops, each of them short', `${nested('for (let N = 0; N < 31; N++)', 8)};`, steps),
  body('a short loop in each of many calls', 'const tree = (n) => { for (let m = 0; m < 31; m++) if (n > 0) tree(n - 1) }; tree(8)', steps),
  body('a labelled do in a labelled while', 'again: while (true) { once: do { continue again } while (true) }', steps),
  body('a loop in a static block', 'class Endless { static { for (;;); } }', steps),
  body('a loop in the default of a parameter', 'const run = (endless = () => { for (;;); }) => endless(); run()', steps),
  body(
    'a generator that is closed, and goes on',
    'function* numbers() { try { yield 1 } finally { for (;;); } } for (const n of numbers()) break',
    steps,
  ),
  body(
    'an iterator that is closed because the steps are spent, and opens two more',
    'const more = { [Symbol.iterator]: () => more, next: () => ({ value: 1 }), return() { for (const one of more) for (const other of more) throw 1 } }; for (const one of more) for (;;);',
    steps,
  ),
  body('twice as many calls with each function, without a loop', 'f60()', steps, doubling(60)),
  body('arrays that fill memory', 'const held = []; for (;;) held.push({ held: [held.length] })', steps),
  body('text that fills memory', "let text = 'x'; for (;;) text += text", 'threw: RangeError: Invalid string length'),
]

/** What looks like a leaf, whose calls are not counted, and would be called without end if it were taken for one. */
const leaves: readonly Attack[] = [
  body(
    'two that call each other',
    'const ping = (n) => n && pong(n - 1) + pong(n - 1), pong = (n) => n && ping(n - 1) + ping(n - 1); ping(60)',
    steps,
  ),
  body('one that a getter calls', `const up = () => self.twice; ${branching('get twice()', 'up() + up()')} up()`, steps),
  body('one that valueOf calls', `const add = (one) => one + one; ${branching('valueOf()', 'add(self)')} add(self)`, steps),
  body('one that toString calls', `const tell = (one) => \`\${one}\${one}\`; ${branching('toString()', 'tell(self)')} tell(self)`, steps),
  body('one that a hint calls', `const add = (one) => one + one; ${branching('[Symbol.toPrimitive]()', 'add(self)')} add(self)`, steps),
  body(
    'one that instanceof calls',
    `const is = (one) => (1 instanceof one) + (2 instanceof one); ${branching('[Symbol.hasInstance]()', 'is(self)')} is(self)`,
    steps,
  ),
  body('an endless getter in one', 'const read = (one) => one.a; read({ get a() { for (;;); } })', steps),
  body('an endless iterator in one', 'const read = ([one]) => one; read({ *[Symbol.iterator]() { for (;;); } })', steps),
  body('one that is given itself to call', 'const twice = (one, n) => n > 0 && one(one, n - 1) + one(one, n - 1); twice(twice, 60)', steps),
  body(
    'one that is given what calls it',
    'const twice = (one, n) => one(n) + one(n), again = (n) => n > 0 && twice(again, n - 1); twice(again, 60)',
    steps,
  ),
  body('one that its own default calls', 'const tree = (n, a = n > 0 && tree(n - 1), b = n > 0 && tree(n - 1)) => 0; tree(60)', steps),
  body('one that has another name inside', 'const tree = function self(n) { return n && self(n - 1) + self(n - 1) }; tree(60)', steps),
  body('one that hands itself out', 'const me = function () { return arguments.callee }; many.map(me())', 'threw: TypeError', many),
  body('one that sort calls', 'const order = (one, other) => one - other; order(1, 2); many.sort(order)', steps, many),
  body('one that map calls', 'const same = (one) => one; same(1); many.map(same)', steps, many),
  body('one that map calls by a shorthand', 'const same = (one) => one; same(1); many.map({ same }.same)', steps, many),
  body('one that map calls by its own call', 'const same = function () { return this }; same(); many.map(same.call, same)', steps, many),
  body('one that map calls bound', 'const same = (one) => one; same(1); many.map(same.bind(0))', steps, many),
  body('one that replace calls', "const same = (one) => one; same(1); 'x'.repeat(1e5).replace(/x/g, same)", steps),
  body('one that JSON calls', 'const same = (_, one) => one; same(1, 2); JSON.stringify(many, same)', steps, many),
  body('one that Array.from calls', 'const same = (one) => one; same(1); Array.from({ length: 1e5 }, same)', steps),
  body('one that iterates', 'const next = () => ({ value: 1 }); next(); return [...{ [Symbol.iterator]: () => ({ next }) }]', steps),
  body(
    'one whose name another has, further in',
    'const leaf = (n) => n; leaf(1); function tree(n) { const leaf = (n) => n && tree(n - 1); return leaf(n) + leaf(n) } tree(60)',
    steps,
  ),
  body(
    'one whose name a parameter has',
    'const leaf = (n) => n; leaf(1); const tree = (leaf, n) => n && leaf(leaf, n - 1) + leaf(leaf, n - 1); tree(tree, 60)',
    steps,
  ),
  body('a variable that becomes another', `let leaf = (n) => n; ${tree} leaf = tree; tree(60)`, steps),
  body('a declaration that becomes another', `function leaf(n) { return n } ${tree} leaf = tree; tree(60)`, steps),
  body('one from a pattern', `const { leaf = (n) => n } = { leaf: (n) => tree(n) }; ${tree} tree(60)`, steps),
  body(
    'one that has the name of a method',
    'const leaf = (n) => n; leaf(1); const self = { leaf: (n) => n && self.leaf(n - 1) + self.leaf(n - 1) }; self.leaf(60)',
    steps,
  ),
  body(
    'one that is made with new',
    'function Leaf(n) { this.a = n > 0 && new Leaf(n - 1); this.b = n > 0 && new Leaf(n - 1) } new Leaf(60)',
    steps,
  ),
  body('one that is a tag', 'let n = 60; const leaf = () => n-- > 0 ? leaf`` + leaf`` + n++ : n++; leaf()', steps),
  body('one that has a loop', 'const leaf = (n) => { for (;;) n++ }; leaf(9)', steps),
  body(
    'a long one that is called at many places',
    `const leaf = (a) => [${'a, '.repeat(2_000)}]; for (;;) { ${'leaf(1); '.repeat(2_000)} }`,
    steps,
  ),
]

const reaches: readonly Attack[] = [
  body('fetch', "fetch('https://example.com')", 'threw: ReferenceError: fetch is not defined'),
  body('fetch by globalThis', told('typeof globalThis.fetch'), tells('undefined')),
  {
    name: 'fetch, as TypeScript',
    source: filterOf("fetch('https://example.com'); return []"),
    language: 'typescript',
    comes: "Cannot find name 'fetch'",
  },
  body('the cache', "caches.default.match('/')", 'threw: ReferenceError: caches is not defined'),
  body('sockets', "new WebSocket('wss://example.com')", 'threw: ReferenceError: WebSocket is not defined'),
  body('the console', 'console.log(device)', 'threw: ReferenceError: console is not defined'),
  body('timers', 'setTimeout(() => {}, 0)', 'threw: ReferenceError: setTimeout is not defined'),
  body('microtasks', 'queueMicrotask(() => {})', 'threw: ReferenceError: queueMicrotask is not defined'),
  body('process', 'process.env', 'threw: ReferenceError: process is not defined'),
  body(
    'the prototypes of the global',
    told('Object.getOwnPropertyNames(Object.getPrototypeOf(globalThis)) + typeof globalThis.addEventListener'),
    tells('URL,URLSearchParamsundefined'),
  ),
  body('import()', "import('cloudflare:workers')", "A filter imports 'marquee:filter' only"),
  body('import of the steps', 'return []', "A filter imports 'marquee:filter' only", "import { budget } from 'marquee:steps'"),
  body('import of a neighbour', 'return []', "A filter imports 'marquee:filter' only", "import neighbour from './filter.neighbour.js'"),
  body('re-export', 'return []', 'A filter exports nothing of another module', "export * from 'cloudflare:workers'"),
  body('import.meta', 'return [import.meta.url]', 'A filter does not know where it runs'),
  body('eval', "eval('1')", 'A filter cannot make code'),
  body('eval by another name', "const run = globalThis['ev' + 'al']; run('1')", 'threw: TypeError: run is not a function'),
  body('new Function', "new Function('return 1')()", 'threw: ReferenceError: Function is not defined'),
  body(
    'constructor.constructor',
    "apply.constructor('return globalThis')()",
    'threw: TypeError: a filter cannot make code',
    'const apply = () => 0',
  ),
  body('constructor of data', "request.constructor.constructor('return 1')()", 'threw: TypeError: a filter cannot make code'),
  body('the constructor of generators', "(function* () {}).constructor('yield 1')()", 'threw: TypeError: a filter cannot make code'),
  past(
    'the constructor of async functions',
    filterOf("(async () => {}).constructor('return 1')()"),
    'threw: TypeError: a filter cannot make code',
  ),
  body('WebAssembly', 'new WebAssembly.Module([])', 'threw: ReferenceError: WebAssembly is not defined'),
  body('Proxy', 'new Proxy({}, {})', 'threw: ReferenceError: Proxy is not defined'),
  body('Reflect', 'Reflect.ownKeys({})', 'threw: ReferenceError: Reflect is not defined'),
]

const tampers: readonly Attack[] = [
  body('pollution of Object.prototype', 'Object.prototype.x = 1', 'threw: TypeError: Cannot add property x'),
  body('pollution by __proto__', '({}).__proto__.x = 1', 'threw: TypeError: Cannot add property x'),
  body('pollution by __defineGetter__', "Object.prototype.__defineGetter__('x', () => 1)", 'threw: TypeError'),
  body('pollution by setPrototypeOf', 'Object.setPrototypeOf(Object.prototype, { x: 1 })', 'threw: TypeError'),
  body('another map for arrays', 'Array.prototype.map = () => []', 'threw: TypeError: Cannot assign to read only property'),
  body(
    'another iterator for arrays',
    'Array.prototype[Symbol.iterator] = function* () {}',
    'threw: TypeError: Cannot assign to read only property',
  ),
  body('another JSON', 'JSON.stringify = () => "[]"', 'threw: TypeError: Cannot assign to read only property'),
  body('a global', 'globalThis.x = 1', 'threw: TypeError: Cannot add property x'),
  body('an undeclared variable', 'x = 1', 'threw: ReferenceError: x is not defined'),
  body('another Object', 'Object = class {}', 'threw: TypeError: Cannot assign to read only property'),
  body('the SDK', 'defineFilter.x = 1', 'threw: TypeError: Cannot add property x'),
  body('the SDK, another', 'defineFilter = () => 1', 'threw: TypeError: Assignment to constant variable'),
  body(
    'the iterators of arrays',
    'Object.getPrototypeOf([].values()).next = () => ({ done: true })',
    'threw: TypeError: Cannot assign to read only property',
  ),
  body('the prototype of generators', 'Object.getPrototypeOf(function* () {}).prototype.next = () => 1', 'threw: TypeError'),
  body(
    'a note on the accessor of stacks',
    "const { get } = Object.getOwnPropertyDescriptor(new Error(), 'stack'); get.x = 1",
    'threw: TypeError',
  ),
  body(
    'a note on the thrower of arguments',
    "(function () { Object.getOwnPropertyDescriptor(arguments, 'callee').get.x = 1 })()",
    'threw: TypeError',
  ),
  body('stacks of others', 'Error.prepareStackTrace = (_, calls) => calls', 'threw: TypeError: Cannot add property prepareStackTrace'),
  body(
    'what was matched last',
    `/(te)st/.test('test'); ${told("String(RegExp.lastMatch) + RegExp['$1'] + RegExp.input")}`,
    tells('undefinedundefinedundefined'),
  ),
  body('a symbol on a prototype', "Array.prototype[Symbol.for('x')] = 1", 'threw: TypeError: Cannot add property Symbol(x)'),
  body('another hasInstance', 'Object.defineProperty(Map, Symbol.hasInstance, { value: () => true })', 'threw: TypeError'),
  body('the request', "request.headers['x-lab'] = 'off'", 'threw: TypeError: Cannot assign to read only property'),
  body('the device', 'device.profile = 1', 'threw: TypeError: Cannot assign to read only property'),
  body('its own budget by its name', '$steps.left = 1e9; for (;;);', 'threw: ReferenceError: $steps is not defined'),
  body('its own budget by the name it is imported by', '$budget.left = 1e9; for (;;);', 'threw: ReferenceError: $budget is not defined'),
  body('its own budget by declaring it', 'const $steps = { left: 1e9, stop() {} }; for (;;);', steps),
  body('its own budget by a spelled name', 'const \\u0024steps = { left: 1e9, stop() {} }; for (;;);', steps),
  {
    name: 'its own definition, later',
    source:
      "import { defineFilter } from 'marquee:filter'\nconst self = defineFilter({ stage: 'inbound', failMode: 'open', apply() { self.apply = () => { throw 1 }; self.failMode = 'closed'; return [] } })\nexport default self\n",
    comes: '[]',
  },
]

const answers: readonly Attack[] = [
  body('a promise that never settles', 'return new Promise(() => {})', 'threw: ReferenceError: Promise is not defined'),
  body('an async apply', 'return (async () => {})()', 'A filter answers at once'),
  past('an async apply, past the compiler', filterOf('return (async () => [])()'), 'nonsense: actions: is no plain object'),
  past(
    'an async loop',
    filterOf('(async () => { for (;;) await 0 })(); return []').replaceAll('for (;;)', 'for (let n = 0; n < 1e5; n++)'),
    '[]',
  ),
  body('await when the module comes up', 'return []', 'A filter answers at once', 'await new Promise(() => {})'),
  body('a thenable', 'return { then(resolve) { resolve([]) } }', 'nonsense: actions.then: is function, not data'),
  body(
    'an export named then',
    'return []',
    'A filter exports its definition as default, and fixtures',
    'export const then = (resolve) => resolve({})',
  ),
  body(
    'a getter that is good when judged and bad when applied',
    "let read = 0; return [{ get setResponseHeader() { return read++ === 0 ? ['x-a', 'b'] : ['set-cookie', 'c=d'] } }]",
    '[{"setResponseHeader":["x-a","b"]}]',
  ),
  body('an endless getter on an action', 'return [{ get respond() { for (;;); } }]', steps),
  body(
    'an endless getter in an array',
    'const list = []; Object.defineProperty(list, 0, { get() { for (;;); }, enumerable: true }); return list',
    steps,
  ),
  body('a getter that catches its own end', 'return [{ get respond() { try { for (;;); } catch { return { status: 200 } } } }]', steps),
  body(
    'a getter that lengthens the list it stands in',
    "const list = [{}]; Object.defineProperty(list, 0, { get() { list.push(list[0]); return { removeRequestHeader: 'x-a' } }, enumerable: true }); return list",
    'threw: RangeError: Maximum call stack',
  ),
  body(
    'a getter that empties the list it stands in',
    "const list = [0, 1]; Object.defineProperty(list, 0, { get() { list.length = 1; return { removeRequestHeader: 'x-a' } }, enumerable: true }); return list",
    'nonsense: actions.1: is undefined, not data',
  ),
  body(
    'an action that changes its mind',
    'return [{ respond: { status: { valueOf: () => 200 } } }]',
    'nonsense: actions.0.respond.status.valueOf: is function',
  ),
  body('toJSON', 'return [{ respond: { status: 200, toJSON: () => 1 } }]', 'nonsense: actions.0.respond.toJSON: is function'),
  body('an array of a class', 'return [new (class Action { respond = { status: 200 } })()]', 'nonsense: actions.0: is no plain object'),
  body('a cycle', 'const one = {}; one.one = one; return [one]', 'nonsense: actions.0.one.one'),
  body('many values', 'return Array(1e6).fill({})', 'nonsense: actions: more than 2000 values'),
  body('a long array of nothing', 'const list = []; list.length = 4294967295; return list', 'nonsense: actions: more than 2000 values'),
  body(
    'long text',
    "return [{ respond: { status: 200, body: 'x'.repeat(1e6) } }]",
    'nonsense: actions.0.respond.body: more than 65536 characters',
  ),
  body('long keys', "return [{ ['x'.repeat(1e6)]: 1 }]", 'nonsense: actions.0: more than 65536 characters'),
  body(
    'a tangle that is small to hold and large to tell',
    'let tangle = []; for (let n = 0; n < 12; n++) tangle = [tangle, tangle]; return tangle',
    'nonsense: actions',
  ),
  body('a symbol for a key', "return [{ [Symbol('respond')]: 1 }]", 'nonsense: actions.0: must hold exactly one action'),
  body(
    '__proto__ for a key',
    `return [JSON.parse('{"__proto__":{"respond":{"status":200}}}')]`,
    "nonsense: actions.0: knows no action '__proto__'",
  ),
  body('a function', 'return () => []', 'nonsense: actions: is function'),
  body('a number', 'return 42', 'nonsense: actions: must be an array'),
  body('NaN', "return [{ setAttribute: ['a', NaN] }]", 'nonsense: actions.0.setAttribute.1: is NaN'),
  body(
    'many actions',
    "return Array.from({ length: 33 }, () => ({ removeRequestHeader: 'x-a' }))",
    'nonsense: actions: may hold at most 32',
  ),
  body(
    'a header of two lines',
    "return [{ setResponseHeader: ['x-a', 'b\\r\\nset-cookie: c=d'] }]",
    'nonsense: actions.0.setResponseHeader.1: must be one line',
  ),
  body(
    'a header with a line for a name',
    "return [{ setResponseHeader: ['x-a: b\\r\\nx-c', 'd'] }]",
    'nonsense: actions.0.setResponseHeader.0: must be the name',
  ),
  body(
    'a cookie',
    "return [{ setResponseHeader: ['Set-Cookie', 'a=b'] }]",
    'nonsense: actions.0.setResponseHeader.0: may not be set-cookie',
  ),
  body('framing', "return [{ respond: { status: 200, headers: { 'Transfer-Encoding': 'chunked' } } }]", 'may not be transfer-encoding'),
  body('an internal header', "return [{ setRequestHeader: ['X-Marquee-Trace', '0'] }]", 'may not be x-marquee-trace'),
  body('the passport', "return [{ setRequestHeader: ['x-passport', '0'] }]", 'may not be x-passport'),
  body('credentials', "return [{ setRequestHeader: ['Authorization', 'Bearer x'] }]", 'may not be authorization'),
  body(
    'a redirect by script',
    "return [{ redirect: { status: 302, location: 'javascript:alert(1)' } }]",
    'nonsense: actions.0.redirect.location',
  ),
  body(
    'a redirect to another host by two slashes',
    "return [{ redirect: { status: 302, location: '/\\\\example.com' } }]",
    'nonsense: actions.0.redirect.location',
  ),
  body('a status of none', 'return [{ respond: { status: 101 } }]', 'nonsense: actions.0.respond.status'),
  body('an error that is no error', 'throw { toString() { for (;;); }, get message() { for (;;); } }', 'threw: Error'),
  body('an error of much text', "throw new Error('x'.repeat(1e6))", `threw: Error: ${'x'.repeat(200)}`),
  body('nothing thrown', 'throw undefined', 'threw: threw undefined'),
  {
    name: 'a definition that says another thing each time it is read',
    source:
      "import { defineFilter } from 'marquee:filter'\nlet read = 0\nexport default defineFilter({ stage: 'inbound', get failMode() { return read++ === 0 ? 'open' : 'ajar' }, apply: () => [{ setAttribute: ['told', read] }] })\n",
    comes: '[{"setAttribute":["told",1]}]',
  },
]

const times: readonly Attack[] = [
  body(
    'the time, twice',
    `const before = Date.now(); for (let n = 0; n < 40_000; n++); ${told('Date.now() - before + (new Date().getTime() - before)')}`,
    tells('0'),
  ),
  body('the time by a string', told('Date()'), tells('Tue Nov 14 2023 22:13:20 GMT+0000 (Coordinated Universal Time)')),
  body('the time by the constructor of a date', told('new (new Date(0).constructor)().getTime()'), tells('1700000000000')),
  body('performance', 'performance.now()', 'threw: ReferenceError: performance is not defined'),
  body('the time by a format', 'new Intl.DateTimeFormat().format()', 'threw: ReferenceError: Intl is not defined'),
  body('a counter in shared memory', 'new SharedArrayBuffer(8)', 'threw: ReferenceError: SharedArrayBuffer is not defined'),
  body('when memory is collected', 'new WeakRef({})', 'threw: ReferenceError: WeakRef is not defined'),
  body('chance that was drawn before', told('Math.random() === Math.random()'), tells('false')),
]

/** By what they are after. What only the platform's limits contain is in the README: natively endless or hungry code, which holds no step. */
export const attacks: readonly Attack[] = [...loops, ...leaves, ...reaches, ...tampers, ...answers, ...times]
