import ts from 'typescript-5'
import { expect, test } from 'vitest'
import { leafFunctions } from './leaf-functions.ts'

/** The source of the leaves of a module. */
function leavesOf(source: string): string[] {
  const file = ts.createSourceFile('/filter.js', source, ts.ScriptTarget.ES2024)
  return [...leafFunctions(file)].map((leaf) => source.slice(leaf.pos, leaf.end).trim())
}

test.each([
  { name: 'an arrow', source: 'const f = (a) => a + 1; f(1)' },
  { name: 'an arrow with a body', source: 'const f = (a) => { if (a) return 1; return 2 }; f(1); f(2)' },
  { name: 'a function expression', source: 'const f = function (a) { return a }; f(1)' },
  { name: 'a declaration, called before it stands there', source: 'f(1); function f(a) { return a }' },
  { name: 'one in another function', source: 'g(() => { const f = (a) => a; return f(1) })' },
  { name: 'one of several constants', source: 'const one = 1, f = (a) => a; f(one)' },
  { name: 'a call that may not happen', source: 'const f = (a) => a; f?.(1)' },
  { name: 'what it calls counts itself', source: 'const f = (text) => text.at(0) + Number(text) + g(text); f("1")' },
  { name: 'what it is given counts itself', source: 'const f = (one) => one(1) + new one() + one`a`; f(g)' },
  { name: 'a call in a call of it', source: 'const f = (a) => a; f(f(f(1)))' },
])('a short function that is only ever called is a leaf: $name', ({ source }) => {
  expect(leavesOf(source)).toEqual([expect.stringMatching(/^(?:\(\w+\) =>|function )/)])
})

test.each([
  { name: 'as an argument', source: 'const f = (a) => a; f(1); [1].map(f)' },
  { name: 'as a constructor', source: 'function F() { this.a = 1 } new F()' },
  { name: 'as a tag', source: 'const f = (a) => a; f(1); f`a`' },
  { name: 'as a method of itself', source: 'const f = (a) => a; f(1); f.call(null, 1)' },
  { name: 'as a shorthand', source: 'const f = (a) => a; f(1); g({ f })' },
  { name: 'in parentheses', source: 'const f = (a) => a; (0, f)(1)' },
  { name: 'as an export', source: 'const f = (a) => a; f(1); export { f as fixtures }' },
  { name: 'exported where it is declared', source: 'export const f = (a) => a; f(1)' },
  { name: 'exported as a declaration', source: 'export function f(a) { return a } f(1)' },
  { name: 'by spelling it', source: 'const f = (a) => a; f(1); g(\\u0066)' },
  { name: 'for a property of that name', source: 'const f = (a) => a; f(1); g.f = 1' },
  { name: 'for a parameter of that name', source: 'const f = (a) => a; f(1); g((f) => f(1))' },
  { name: 'for another function of that name', source: 'const f = (a) => a; f(1); { const f = () => 1; f() }' },
  { name: 'for a label', source: 'const f = (a) => a; f(1); f: { break f }' },
])('a name that stands for anything but calls may be called by anyone: $name', ({ source }) => {
  expect(leavesOf(source)).toEqual([])
})

test.each([
  { name: 'a variable', source: 'let f = (a) => a; f(1)' },
  { name: 'an old variable', source: 'var f = (a) => a; f(1)' },
  { name: 'out of a pattern', source: 'const { f = (a) => a } = g; f(1)' },
  { name: 'a choice', source: 'const f = g ? (a) => a : (a) => -a; f(1)' },
  { name: 'one with a name of its own', source: 'const f = function self(a) { return self(a) }; f(1)' },
  { name: 'a generator', source: 'const f = function* () { yield 1 }; f()' },
  { name: 'one that waits', source: 'const f = async (a) => a; f(1)' },
  { name: 'a declaration that waits', source: 'async function f() {} f()' },
  { name: 'a declared generator', source: 'function* f() {} f()' },
  { name: 'a class', source: 'const f = class { a = 1 }; f()' },
])('a function that is not one for good, or not a plain one, is no leaf: $name', ({ source }) => {
  expect(leavesOf(source)).toEqual([])
})

test.each([
  { name: 'a loop', source: 'const f = (a) => { for (;;) a++ }; f(1)' },
  { name: 'a loop over keys', source: 'const f = (a) => { for (const key in a) a[key]++ }; f({})' },
  { name: 'a loop at its end', source: 'const f = (a) => { do a++; while (a < 9) }; f(1)' },
  { name: 'a function', source: 'const f = (a) => () => a; f(1)' },
  { name: 'an accessor', source: 'const f = (a) => ({ get a() { return a } }); f(1)' },
  { name: 'a class', source: 'const f = (a) => class { a = a }; f(1)' },
  { name: 'a call of itself', source: 'const f = (a) => f(a); f(1)' },
  { name: 'a call of itself among its parameters', source: 'const f = (a = f()) => a; f(1)' },
])('a function that holds $name is no leaf', ({ source }) => {
  expect(leavesOf(source)).toEqual([])
})

test('of functions that call each other, only the last is a leaf; of those that do so in a circle, none', () => {
  expect(leavesOf('const a = () => b(), b = () => c() + c(), c = () => 1; a()')).toEqual(['() => 1'])
  expect(leavesOf('const a = () => b(), b = () => c(), c = () => a(); a()')).toEqual([])
})

/** A node for each `a`, two for each `+` and what it adds, and three for the parameter, its name and the arrow. */
const ofNodes = (nodes: number) =>
  `const f = (a) => ${Array((nodes - 1) / 3)
    .fill('a')
    .join(' + ')}`

test.each([
  { nodes: 61, calls: 8, leaves: 1 },
  { nodes: 64, calls: 8, leaves: 1 },
  { nodes: 67, calls: 8, leaves: 0 },
  { nodes: 64, calls: 9, leaves: 0 },
  { nodes: 511, calls: 1, leaves: 1 },
  { nodes: 514, calls: 1, leaves: 0 },
])('written out where it is called, a leaf comes to 512 nodes at most: $nodes at $calls places', ({ nodes, calls, leaves }) => {
  expect(leavesOf(`${ofNodes(nodes)}; ${'f(1); '.repeat(calls)}`)).toHaveLength(leaves)
})
