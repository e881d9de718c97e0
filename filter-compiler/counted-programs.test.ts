import fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import { budget } from '../filter-sandbox/steps.ts'
import { compileFilter } from './compile-filter.ts'

afterEach(() => {
  budget.left = 0
})

/**
 * A small program that ends, made as the numbers of a tape decide. It comes to a number, and to how often it began a turn or a call: each loop and each
 * function says so itself, by `begun`, but for the leaves.
 */
function programOf(tape: readonly number[]): string {
  let at = 0
  let names = 0
  const take = (below: number) => (tape[at++] ?? 0) % below
  const oneOf = <made>(...makers: readonly (() => made)[]) => (makers[take(makers.length)] as () => made)()
  const fresh = () => `n${names++}`
  /** What may be called: each calls only those before it. */
  const functions: string[] = []

  const value = (depth = 2): string =>
    depth === 0
      ? 'x'
      : oneOf(
          () => String(take(100)),
          () => `(${value(depth - 1)} + ${value(depth - 1)} | 0)`,
          () => `(${value(depth - 1)} > ${value(depth - 1)} ? ${value(depth - 1)} : x)`,
          () => (functions.length === 0 ? 'x' : `${functions[take(functions.length)]}(${value(depth - 1)})`),
        )
  const leafValue = () =>
    oneOf(
      () => `a + ${take(9)} | 0`,
      () => `Math.max(a, ${take(9)})`,
      () => `[a, ...[1, 2]].length`,
      () => '`$' + '{a}`.length',
    )
  const set = () => `x ^= ${value()};`
  const statements = (depth: number): string => Array.from({ length: 1 + take(2) }, () => statement(depth)).join(' ')
  const begun = (depth: number) => `begun++; ${statements(depth - 1)}`
  const statement = (depth: number): string => {
    const name = fresh()
    if (depth === 0) return set()
    return oneOf(
      set,
      () => `if (x & 1) { ${statements(depth - 1)} } else ${set()}`,
      () => `for (let ${name} = 0; ${name} < ${take(5)}; ${name}++) { ${begun(depth)} }`,
      () => `for (let ${name} = 0; ${name} < ${take(5)}; ${name}++) x ^= (begun++, ${value()});`,
      () => `for (const ${name} of [1, 2]) { ${begun(depth)} }`,
      () => `for (const ${name} in { a: 1, b: 2 }) { ${begun(depth)} }`,
      () => `{ let ${name} = ${take(4)}; while (${name}-- > 0) { ${begun(depth)} } }`,
      () => `{ let ${name} = ${take(3)}; do { ${begun(depth)} } while (${name}-- > 0) }`,
      () => `${name}: for (const ${name} of [1, 2]) { begun++; for (;;) { ${begun(depth)} continue ${name} } }`,
      () => `try { ${statements(depth - 1)} throw x } catch (${name}) { x ^= ${name} } finally { ${set()} }`,
      () => `x ^= [x, 2].map((${name}) => { ${begun(depth)} return ${name} })[1];`,
      () => `x ^= ({ get ${name}() { ${begun(depth)} return 1 } }).${name};`,
      () => `x ^= + { valueOf: () => (begun++, ${value()}) };`,
      () => `class ${name} { a = (begun++, ${value()}); static { ${begun(depth)} } m() { ${begun(depth)} } } new ${name}().m();`,
      () => `for (const ${name} of (function* () { begun++; for (const a of [1, 2]) { begun++; yield a } })()) { ${begun(depth)} }`,
      () => `const ${name} = (a) => ${leafValue()}; x ^= ${name}(${name}(x));`,
      () => `const ${name} = (a) => { begun++; return ${leafValue()} }; x ^= [1, 2].map(${name})[0];`,
    )
  }
  const tops = Array.from({ length: take(4) }, () => {
    const name = fresh()
    const made = oneOf(
      () => `const ${name} = (a) => ${leafValue()}; ${name}(1);`,
      () => `function ${name}(a) { return ${leafValue()} } ${name}(1);`,
      () => `const ${name} = (a) => { ${begun(3)} return a ^ x }; [1].map(${name});`,
      () => `function ${name}(a, b = (begun++, ${value()})) { ${begun(2)} return a ^ b } g(${name});`,
    )
    functions.push(name)
    return made
  })
  return `let x = 1, begun = 0; const g = (f) => (begun++, f(1)); [g];\n${tops.join('\n')}\n${statements(3)}\nexport default [x, begun]`
}

/** What a module's default export comes to, its imports given. */
const run = (module: string) =>
  new Function('budget', module.replace(/^import .*$/m, 'var $budget = budget').replace('export default', 'return'))(budget)

test('a program comes to the same when its steps are counted, and takes one for each turn and each call; with one less it is stopped', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(999), { minLength: 100, maxLength: 300 }), (tape) => {
      const program = programOf(tape)
      const compiled = compileFilter(program, 'javascript')
      if (!compiled.ok) return expect.unreachable(compiled.problems.map(({ message }) => message).join())
      const [value, begun] = run(program)
      budget.left = begun
      expect(run(compiled.javascript)).toEqual([value, begun])
      expect(budget.left).toBe(0)
      budget.left = begun - 1
      if (begun > 0) expect(() => run(compiled.javascript)).toThrow('too many steps')
    }),
    { numRuns: 60 },
  )
})
