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
  { source: 'function f() { return 1 }', becomes: `function f() { ${spend}; return 1; }` },
  { source: 'const f = function () {}', becomes: `const f = function () { ${spend}; };` },
  { source: 'const f = () => ({})', becomes: `const f = () => (${spend}, ({}));` },
  { source: 'const f = () => { return 1 }', becomes: `const f = () => { ${spend}; return 1; };` },
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
  { name: 'a source that declares it', source: 'const $steps = 1', budget: '$steps2' },
  { name: 'one that only asks for it', source: 'f($steps)', budget: '$steps2' },
  { name: 'one that spells it', source: 'f(\\u0024steps)', budget: '$steps2' },
  { name: 'one that knows the second name too', source: 'f($steps, $steps2)', budget: '$steps3' },
  { name: 'one that says it in text', source: 'f("$steps")', budget: '$steps' },
])('the budget has a name that is not in the source: $name', ({ source, budget }) => {
  expect(emitted(source)).toContain(`import { budget as ${budget} } from "marquee:steps";`)
})

test('types are gone, comments are gone, and the same source always gives the same', () => {
  const source = '/** Types. */\nenum Kind { A }\nconst f = <T,>(a: T): T => a // as it is\nexport default f(Kind.A) as unknown'
  const [once, again] = [compileFilter(source, 'typescript'), compileFilter(source, 'typescript')]
  if (!once.ok || !again.ok) return expect.unreachable('it was refused')
  expect(once.javascript).toBe(again.javascript)
  expect(once.javascript).not.toMatch(/T|as it is|unknown/)
})
