import { expect, test } from 'vitest'
import { compileFilter } from './compile-filter.ts'

const emitted = (source: string) => {
  const compiled = compileFilter(`${source}\nexport default 0`, 'javascript')
  return compiled.ok ? compiled.javascript.replaceAll(/\s+/g, ' ') : compiled.problems.map(({ message }) => message).join()
}
/** What spends a step; and what only looks whether there is one left. */
const spend = '--$steps.left < 0 && $steps.stop()'
const look = '$steps.left < 0 && $steps.stop()'

test.each([
  { source: 'for (;;) f()', becomes: `for (;;) { ${spend}; f(); }` },
  { source: 'for (const a in {}) { f() }', becomes: `for (const a in {}) { ${spend}; f(); }` },
  { source: 'for (const a of []) f()', becomes: `for (const a of []) { ${spend}; f(); }` },
  { source: 'while (f()) f()', becomes: `while (f()) { ${spend}; f(); }` },
  { source: 'do f(); while (f())', becomes: `do { ${spend}; f(); } while (f());` },
  { source: 'again: while (f()) { continue again }', becomes: `again: while (f()) { ${spend}; continue again; }` },
  { source: 'g(f)\nfunction f() { return 1 }', becomes: `function f() { ${spend}; return 1; }` },
  { source: 'g(function () {})', becomes: `g(function () { ${spend}; });` },
  { source: 'g(() => ({}))', becomes: `g(() => (${spend}, ({})));` },
  { source: 'g(() => { return 1 })', becomes: `g(() => { ${spend}; return 1; });` },
  { source: 'g(f())\nfunction f() { return g() }', becomes: 'function f() { return g(); }' },
  { source: 'const f = (a = 1) => ({ a })\nf()', becomes: 'const f = (a = 1) => ({ a });' },
  { source: 'const f = () => { try { g() } catch {} }\nf()', becomes: `const f = () => { try { g(); } catch { ${look}; } };` },
  {
    source: 'const f = { m() {}, get a() { return 1 }, set a(value) {}, *g() {} }',
    becomes: `{ m() { ${spend}; }, get a() { ${spend}; return 1; }, set a(value) { ${spend}; }, *g() { ${spend}; } };`,
  },
  {
    source: 'function* f(a = g(), { b = 2, [h()]: c } = {}) {}',
    becomes: `function* f(a = (${spend}, g()), { b = (${spend}, 2), [(${spend}, h())]: c } = (${spend}, {})) { ${spend}; }`,
  },
  { source: 'class A { constructor() {} m() {} }', becomes: `class A { constructor() { ${spend}; } m() { ${spend}; } }` },
  {
    source: 'class A { a = f(); static b = f(); c; #d = 1; static { f() } }',
    becomes: `{ a = (${spend}, f()); static b = (${spend}, f()); c; #d = (${spend}, 1); static { ${spend}; f(); } }`,
  },
  { source: 'try { f() } catch { g() }', becomes: `try { f(); } catch { ${look}; g(); }` },
  { source: 'try { f() } catch (e) { g() } finally { h() }', becomes: `catch (e) { ${look}; g(); } finally { ${look}; h(); }` },
  { source: 'if (f()) g()', becomes: 'if (f()) g();' },
])('$source counts its steps', ({ source, becomes }) => expect(emitted(source)).toContain(` ${becomes} `.trim()))

test.each([
  { name: 'a source that declares them', source: 'const $steps = 1, $budget = 2', names: ['$steps2', '$budget2'] },
  { name: 'one that only asks for one', source: 'f($steps)', names: ['$steps2', '$budget'] },
  { name: 'one that spells it', source: 'f(\\u0024budget)', names: ['$steps', '$budget2'] },
  { name: 'one that knows the second name too', source: 'f($steps, $steps2)', names: ['$steps3', '$budget'] },
  { name: 'one that says it in text', source: 'f("$steps")', names: ['$steps', '$budget'] },
])('the budget has names that are not in the source: $name', ({ source, names: [own, imported] }) => {
  expect(emitted(source)).toContain(`import { budget as ${imported} } from "marquee:steps"; var ${own} = ${imported}; `)
  expect(emitted(`${source}; for (;;);`)).toContain(`--${own}.left < 0 && ${own}.stop()`)
})

test.each([
  { name: 'a cast', source: 'const f = (a: number) => a; f(1); [1].map(f as (a: number) => number)' },
  { name: 'an assertion', source: 'const f = (a: number) => a; f(1); [1].map(f!)' },
  { name: 'a namespace, by text', source: "namespace N { export function f(a: number) { return a } f(1) }\n[1].map(N['f'])" },
  { name: 'a namespace, as its value', source: "namespace N { export const f = (a: number) => a; f(1) }\n[1].map(N['f'])" },
  {
    name: 'another part of a namespace',
    source: 'namespace N { export function f(a: number) { return a } }\nnamespace N { f(1); [1].map(f) }',
  },
])('what TypeScript makes a function reachable by keeps it counted: $name', ({ source }) => {
  const compiled = compileFilter(`${source}\nexport default 0 as unknown`, 'typescript')
  expect(compiled.ok && compiled.javascript.replaceAll(/\s+/g, ' ')).toMatch(/\(a\) (?:=> \(|\{ )--\$steps\.left < 0/)
})

test('types are gone, comments are gone, and the same source always gives the same', () => {
  const source = '/** Types. */\nenum Kind { A }\nconst f = <T,>(a: T): T => a // as it is\nexport default f(Kind.A) as unknown'
  const [once, again] = [compileFilter(source, 'typescript'), compileFilter(source, 'typescript')]
  if (!once.ok || !again.ok) return expect.unreachable('it was refused')
  expect(once.javascript).toBe(again.javascript)
  expect(once.javascript).not.toMatch(/T|as it is|unknown/)
  expect(once.javascript).toContain('const f = (a) => a;')
})
