// biome-ignore-all lint: declarations of the language itself, in its own words.
// biome-ignore-all format: one line for each member, so that the whole stays in view.

// All that a filter finds: the language as of ES2024, without what waits (Promise), what tells the time, what stands for memory (typed arrays),
// what watches other code (Proxy, Reflect, WeakRef), and without any network. The sandbox removes the same (filter-sandbox/tame-globals.ts).

declare var NaN: number
declare var Infinity: number
declare function parseInt(string: string, radix?: number): number
declare function parseFloat(string: string): number
declare function isNaN(number: number): boolean
declare function isFinite(number: number): boolean
declare function decodeURI(uri: string): string
declare function decodeURIComponent(uri: string): string
declare function encodeURI(uri: string): string
declare function encodeURIComponent(component: string | number | boolean): string

// Types that the compiler's rules are made of.
type PropertyKey = string | number | symbol
type Partial<T> = { [P in keyof T]?: T[P] }
type Required<T> = { [P in keyof T]-?: T[P] }
type Readonly<T> = { readonly [P in keyof T]: T[P] }
type Pick<T, K extends keyof T> = { [P in K]: T[P] }
type Record<K extends keyof any, T> = { [P in K]: T }
type Exclude<T, U> = T extends U ? never : T
type Extract<T, U> = T extends U ? T : never
type Omit<T, K extends keyof any> = Pick<T, Exclude<keyof T, K>>
type NonNullable<T> = T & {}
type Parameters<T extends (...args: any) => any> = T extends (...args: infer P) => any ? P : never
type ReturnType<T extends (...args: any) => any> = T extends (...args: any) => infer R ? R : any
type Uppercase<S extends string> = intrinsic
type Lowercase<S extends string> = intrinsic
type Capitalize<S extends string> = intrinsic
type Uncapitalize<S extends string> = intrinsic
type NoInfer<T> = intrinsic
interface ThisType<T> {}

interface Symbol {
  readonly description: string | undefined
  toString(): string
  valueOf(): symbol
}
interface SymbolConstructor {
  (description?: string | number): symbol
  for(key: string): symbol
  keyFor(sym: symbol): string | undefined
  readonly iterator: unique symbol
  readonly hasInstance: unique symbol
  readonly toPrimitive: unique symbol
  readonly toStringTag: unique symbol
}
declare var Symbol: SymbolConstructor

interface PropertyDescriptor { configurable?: boolean; enumerable?: boolean; value?: any; writable?: boolean; get?(): any; set?(v: any): void }
interface PropertyDescriptorMap { [key: PropertyKey]: PropertyDescriptor }
interface TypedPropertyDescriptor<T> { enumerable?: boolean; configurable?: boolean; writable?: boolean; value?: T; get?: () => T; set?: (value: T) => void }

interface Object {
  constructor: Function
  toString(): string
  toLocaleString(): string
  valueOf(): Object
  hasOwnProperty(v: PropertyKey): boolean
  isPrototypeOf(v: Object): boolean
  propertyIsEnumerable(v: PropertyKey): boolean
}
interface ObjectConstructor {
  new (value?: unknown): Object
  (value?: unknown): Object
  readonly prototype: Object
  assign<T extends {}, U>(target: T, source: U): T & U
  assign<T extends {}, U, V>(target: T, source1: U, source2: V): T & U & V
  create(o: object | null, properties?: PropertyDescriptorMap): any
  defineProperty<T>(o: T, p: PropertyKey, attributes: PropertyDescriptor): T
  entries<T>(o: { [s: string]: T } | ArrayLike<T>): [string, T][]
  entries(o: {}): [string, any][]
  freeze<T>(o: T): Readonly<T>
  fromEntries<T = any>(entries: Iterable<readonly [PropertyKey, T]>): { [k: string]: T }
  getOwnPropertyDescriptor(o: any, p: PropertyKey): PropertyDescriptor | undefined
  getOwnPropertyNames(o: any): string[]
  getPrototypeOf(o: any): any
  groupBy<K extends PropertyKey, T>(items: Iterable<T>, keySelector: (item: T, index: number) => K): Partial<Record<K, T[]>>
  hasOwn(o: object, v: PropertyKey): boolean
  is(value1: any, value2: any): boolean
  isFrozen(o: any): boolean
  keys(o: {}): string[]
  values<T>(o: { [s: string]: T } | ArrayLike<T>): T[]
  values(o: {}): any[]
}
declare var Object: ObjectConstructor

interface Function {
  apply(this: Function, thisArg: any, argArray?: any): any
  call(this: Function, thisArg: any, ...argArray: any[]): any
  bind(this: Function, thisArg: any, ...argArray: any[]): any
  toString(): string
  prototype: any
  readonly length: number
  readonly name: string
  [Symbol.hasInstance](value: any): boolean
}
interface CallableFunction extends Function {
  apply<T, A extends any[], R>(this: (this: T, ...args: A) => R, thisArg: T, args: A): R
  call<T, A extends any[], R>(this: (this: T, ...args: A) => R, thisArg: T, ...args: A): R
  bind<T>(this: T, thisArg: unknown): T
  bind<T, A extends any[], B extends any[], R>(this: (this: T, ...args: [...A, ...B]) => R, thisArg: T, ...args: A): (...args: B) => R
}
interface NewableFunction extends Function {}
interface IArguments { [index: number]: any; length: number; callee: Function; [Symbol.iterator](): ArrayIterator<any> }

interface String {
  at(index: number): string | undefined
  charAt(pos: number): string
  charCodeAt(index: number): number
  codePointAt(pos: number): number | undefined
  concat(...strings: string[]): string
  endsWith(searchString: string, endPosition?: number): boolean
  includes(searchString: string, position?: number): boolean
  indexOf(searchString: string, position?: number): number
  isWellFormed(): boolean
  lastIndexOf(searchString: string, position?: number): number
  localeCompare(that: string): number
  match(regexp: string | RegExp): RegExpMatchArray | null
  matchAll(regexp: RegExp): RegExpStringIterator<RegExpExecArray>
  normalize(form?: 'NFC' | 'NFD' | 'NFKC' | 'NFKD'): string
  padEnd(maxLength: number, fillString?: string): string
  padStart(maxLength: number, fillString?: string): string
  repeat(count: number): string
  replace(searchValue: string | RegExp, replaceValue: string): string
  replace(searchValue: string | RegExp, replacer: (substring: string, ...args: any[]) => string): string
  replaceAll(searchValue: string | RegExp, replaceValue: string): string
  replaceAll(searchValue: string | RegExp, replacer: (substring: string, ...args: any[]) => string): string
  search(regexp: string | RegExp): number
  slice(start?: number, end?: number): string
  split(separator: string | RegExp, limit?: number): string[]
  startsWith(searchString: string, position?: number): boolean
  substring(start: number, end?: number): string
  toLowerCase(): string
  toString(): string
  toUpperCase(): string
  toWellFormed(): string
  trim(): string
  trimEnd(): string
  trimStart(): string
  valueOf(): string
  readonly length: number
  readonly [index: number]: string
  [Symbol.iterator](): StringIterator<string>
}
interface StringConstructor {
  new (value?: any): String
  (value?: any): string
  readonly prototype: String
  fromCharCode(...codes: number[]): string
  fromCodePoint(...codePoints: number[]): string
  raw(template: { raw: readonly string[] | ArrayLike<string> }, ...substitutions: any[]): string
}
declare var String: StringConstructor
interface TemplateStringsArray extends ReadonlyArray<string> { readonly raw: readonly string[] }

interface Boolean { valueOf(): boolean; toString(): string }
interface BooleanConstructor { new (value?: any): Boolean; <T>(value?: T): boolean; readonly prototype: Boolean }
declare var Boolean: BooleanConstructor

interface Number {
  toExponential(fractionDigits?: number): string
  toFixed(fractionDigits?: number): string
  toPrecision(precision?: number): string
  toString(radix?: number): string
  valueOf(): number
}
interface NumberConstructor {
  new (value?: any): Number
  (value?: any): number
  readonly prototype: Number
  readonly EPSILON: number
  readonly MAX_SAFE_INTEGER: number
  readonly MAX_VALUE: number
  readonly MIN_SAFE_INTEGER: number
  readonly MIN_VALUE: number
  readonly NaN: number
  readonly NEGATIVE_INFINITY: number
  readonly POSITIVE_INFINITY: number
  isFinite(number: unknown): boolean
  isInteger(number: unknown): boolean
  isNaN(number: unknown): boolean
  isSafeInteger(number: unknown): boolean
  parseFloat(string: string): number
  parseInt(string: string, radix?: number): number
}
declare var Number: NumberConstructor

interface Math {
  readonly E: number
  readonly LN10: number
  readonly LN2: number
  readonly LOG10E: number
  readonly LOG2E: number
  readonly PI: number
  readonly SQRT1_2: number
  readonly SQRT2: number
  abs(x: number): number
  acos(x: number): number
  asin(x: number): number
  atan(x: number): number
  atan2(y: number, x: number): number
  cbrt(x: number): number
  ceil(x: number): number
  clz32(x: number): number
  cos(x: number): number
  exp(x: number): number
  floor(x: number): number
  fround(x: number): number
  hypot(...values: number[]): number
  imul(x: number, y: number): number
  log(x: number): number
  log10(x: number): number
  log2(x: number): number
  max(...values: number[]): number
  min(...values: number[]): number
  pow(x: number, y: number): number
  /** The same numbers again for the same request and filter. */
  random(): number
  round(x: number): number
  sign(x: number): number
  sin(x: number): number
  sqrt(x: number): number
  tan(x: number): number
  trunc(x: number): number
}
declare var Math: Math

interface JSON {
  parse(text: string, reviver?: (key: string, value: any) => any): any
  stringify(value: any, replacer?: ((key: string, value: any) => any) | (number | string)[] | null, space?: string | number): string
}
declare var JSON: JSON

/** Stands at the time the request began. */
interface Date {
  getDate(): number
  getDay(): number
  getFullYear(): number
  getHours(): number
  getMilliseconds(): number
  getMinutes(): number
  getMonth(): number
  getSeconds(): number
  getTime(): number
  getUTCDate(): number
  getUTCDay(): number
  getUTCFullYear(): number
  getUTCHours(): number
  getUTCMilliseconds(): number
  getUTCMinutes(): number
  getUTCMonth(): number
  getUTCSeconds(): number
  setTime(time: number): number
  setUTCDate(date: number): number
  setUTCHours(hours: number, min?: number, sec?: number, ms?: number): number
  toISOString(): string
  toJSON(): string
  toString(): string
  toUTCString(): string
  valueOf(): number
  [Symbol.toPrimitive](hint: string): string | number
}
interface DateConstructor {
  new (): Date
  new (value: number | string | Date): Date
  new (year: number, monthIndex: number, date?: number, hours?: number, minutes?: number, seconds?: number, ms?: number): Date
  (): string
  readonly prototype: Date
  UTC(year: number, monthIndex?: number, date?: number, hours?: number, minutes?: number, seconds?: number, ms?: number): number
  now(): number
  parse(s: string): number
}
declare var Date: DateConstructor

interface RegExpMatchArray extends Array<string> { index?: number; input?: string; 0: string; groups?: { [key: string]: string } }
interface RegExpExecArray extends Array<string> { index: number; input: string; 0: string; groups?: { [key: string]: string } }
interface RegExp {
  exec(string: string): RegExpExecArray | null
  test(string: string): boolean
  toString(): string
  readonly flags: string
  readonly global: boolean
  readonly ignoreCase: boolean
  readonly multiline: boolean
  readonly source: string
  readonly sticky: boolean
  readonly unicode: boolean
  lastIndex: number
}
interface RegExpConstructor { new (pattern: RegExp | string, flags?: string): RegExp; (pattern: RegExp | string, flags?: string): RegExp; readonly prototype: RegExp }
declare var RegExp: RegExpConstructor
interface RegExpStringIterator<T> extends IteratorObject<T> { [Symbol.iterator](): RegExpStringIterator<T> }

interface Error { name: string; message: string; stack?: string; cause?: unknown }
interface ErrorConstructor { new (message?: string, options?: { cause?: unknown }): Error; (message?: string, options?: { cause?: unknown }): Error; readonly prototype: Error }
declare var Error: ErrorConstructor
interface RangeError extends Error {}
declare var RangeError: ErrorConstructor
interface SyntaxError extends Error {}
declare var SyntaxError: ErrorConstructor
interface TypeError extends Error {}
declare var TypeError: ErrorConstructor

interface ArrayLike<T> { readonly length: number; readonly [n: number]: T }
interface ConcatArray<T> { readonly length: number; readonly [n: number]: T; join(separator?: string): string; slice(start?: number, end?: number): T[] }
interface ReadonlyArray<T> {
  readonly length: number
  readonly [n: number]: T
  at(index: number): T | undefined
  concat(...items: (T | ConcatArray<T>)[]): T[]
  entries(): ArrayIterator<[number, T]>
  every<S extends T>(predicate: (value: T, index: number, array: readonly T[]) => value is S): this is readonly S[]
  every(predicate: (value: T, index: number, array: readonly T[]) => unknown): boolean
  filter<S extends T>(predicate: (value: T, index: number, array: readonly T[]) => value is S): S[]
  filter(predicate: (value: T, index: number, array: readonly T[]) => unknown): T[]
  find<S extends T>(predicate: (value: T, index: number, obj: readonly T[]) => value is S): S | undefined
  find(predicate: (value: T, index: number, obj: readonly T[]) => unknown): T | undefined
  findIndex(predicate: (value: T, index: number, obj: readonly T[]) => unknown): number
  findLast(predicate: (value: T, index: number, obj: readonly T[]) => unknown): T | undefined
  findLastIndex(predicate: (value: T, index: number, obj: readonly T[]) => unknown): number
  flat(): T extends readonly (infer U)[] ? U[] : T[]
  flatMap<U>(callback: (value: T, index: number, array: readonly T[]) => U | readonly U[]): U[]
  forEach(callbackfn: (value: T, index: number, array: readonly T[]) => void): void
  /** Whatever is asked for: what is not in it, is not in it. */
  includes(searchElement: unknown, fromIndex?: number): boolean
  indexOf(searchElement: unknown, fromIndex?: number): number
  join(separator?: string): string
  keys(): ArrayIterator<number>
  lastIndexOf(searchElement: unknown, fromIndex?: number): number
  map<U>(callbackfn: (value: T, index: number, array: readonly T[]) => U): U[]
  reduce(callbackfn: (previous: T, current: T, index: number, array: readonly T[]) => T): T
  reduce<U>(callbackfn: (previous: U, current: T, index: number, array: readonly T[]) => U, initialValue: U): U
  reduceRight<U>(callbackfn: (previous: U, current: T, index: number, array: readonly T[]) => U, initialValue: U): U
  slice(start?: number, end?: number): T[]
  some(predicate: (value: T, index: number, array: readonly T[]) => unknown): boolean
  toReversed(): T[]
  toSorted(compareFn?: (a: T, b: T) => number): T[]
  toSpliced(start: number, deleteCount?: number, ...items: T[]): T[]
  toString(): string
  values(): ArrayIterator<T>
  with(index: number, value: T): T[]
  [Symbol.iterator](): ArrayIterator<T>
}
interface Array<T> {
  length: number
  [n: number]: T
  at(index: number): T | undefined
  concat(...items: (T | ConcatArray<T>)[]): T[]
  copyWithin(target: number, start: number, end?: number): this
  entries(): ArrayIterator<[number, T]>
  every<S extends T>(predicate: (value: T, index: number, array: T[]) => value is S): this is S[]
  every(predicate: (value: T, index: number, array: T[]) => unknown): boolean
  fill(value: T, start?: number, end?: number): this
  filter<S extends T>(predicate: (value: T, index: number, array: T[]) => value is S): S[]
  filter(predicate: (value: T, index: number, array: T[]) => unknown): T[]
  find<S extends T>(predicate: (value: T, index: number, obj: T[]) => value is S): S | undefined
  find(predicate: (value: T, index: number, obj: T[]) => unknown): T | undefined
  findIndex(predicate: (value: T, index: number, obj: T[]) => unknown): number
  findLast(predicate: (value: T, index: number, obj: T[]) => unknown): T | undefined
  findLastIndex(predicate: (value: T, index: number, obj: T[]) => unknown): number
  flat(): T extends readonly (infer U)[] ? U[] : T[]
  flatMap<U>(callback: (value: T, index: number, array: T[]) => U | readonly U[]): U[]
  forEach(callbackfn: (value: T, index: number, array: T[]) => void): void
  /** Whatever is asked for: what is not in it, is not in it. */
  includes(searchElement: unknown, fromIndex?: number): boolean
  indexOf(searchElement: unknown, fromIndex?: number): number
  join(separator?: string): string
  keys(): ArrayIterator<number>
  lastIndexOf(searchElement: unknown, fromIndex?: number): number
  map<U>(callbackfn: (value: T, index: number, array: T[]) => U): U[]
  pop(): T | undefined
  push(...items: T[]): number
  reduce(callbackfn: (previous: T, current: T, index: number, array: T[]) => T): T
  reduce<U>(callbackfn: (previous: U, current: T, index: number, array: T[]) => U, initialValue: U): U
  reduceRight<U>(callbackfn: (previous: U, current: T, index: number, array: T[]) => U, initialValue: U): U
  reverse(): T[]
  shift(): T | undefined
  slice(start?: number, end?: number): T[]
  some(predicate: (value: T, index: number, array: T[]) => unknown): boolean
  sort(compareFn?: (a: T, b: T) => number): this
  splice(start: number, deleteCount?: number, ...items: T[]): T[]
  toReversed(): T[]
  toSorted(compareFn?: (a: T, b: T) => number): T[]
  toSpliced(start: number, deleteCount?: number, ...items: T[]): T[]
  toString(): string
  unshift(...items: T[]): number
  values(): ArrayIterator<T>
  with(index: number, value: T): T[]
  [Symbol.iterator](): ArrayIterator<T>
}
interface ArrayConstructor {
  new <T = any>(...items: T[]): T[]
  <T = any>(...items: T[]): T[]
  readonly prototype: any[]
  from<T>(iterable: Iterable<T> | ArrayLike<T>): T[]
  from<T, U>(iterable: Iterable<T> | ArrayLike<T>, mapfn: (v: T, k: number) => U): U[]
  isArray(arg: any): arg is any[]
  of<T>(...items: T[]): T[]
}
declare var Array: ArrayConstructor

interface IteratorYieldResult<TYield> { done?: false; value: TYield }
interface IteratorReturnResult<TReturn> { done: true; value: TReturn }
type IteratorResult<T, TReturn = any> = IteratorYieldResult<T> | IteratorReturnResult<TReturn>
interface Iterator<T, TReturn = any, TNext = any> {
  next(...args: [] | [TNext]): IteratorResult<T, TReturn>
  return?(value?: TReturn): IteratorResult<T, TReturn>
  throw?(e?: any): IteratorResult<T, TReturn>
}
interface Iterable<T, TReturn = any, TNext = any> { [Symbol.iterator](): Iterator<T, TReturn, TNext> }
interface IterableIterator<T, TReturn = any, TNext = any> extends Iterator<T, TReturn, TNext> { [Symbol.iterator](): IterableIterator<T, TReturn, TNext> }
interface IteratorObject<T, TReturn = any, TNext = any> extends Iterator<T, TReturn, TNext> {
  [Symbol.iterator](): IteratorObject<T, TReturn, TNext>
  drop(count: number): IteratorObject<T>
  every(predicate: (value: T, index: number) => unknown): boolean
  filter(predicate: (value: T, index: number) => unknown): IteratorObject<T>
  find(predicate: (value: T, index: number) => unknown): T | undefined
  flatMap<U>(callback: (value: T, index: number) => Iterable<U>): IteratorObject<U>
  forEach(callbackfn: (value: T, index: number) => void): void
  map<U>(callbackfn: (value: T, index: number) => U): IteratorObject<U>
  reduce<U>(callbackfn: (previous: U, current: T, index: number) => U, initialValue: U): U
  some(predicate: (value: T, index: number) => unknown): boolean
  take(limit: number): IteratorObject<T>
  toArray(): T[]
}
interface ArrayIterator<T> extends IteratorObject<T> { [Symbol.iterator](): ArrayIterator<T> }
interface StringIterator<T> extends IteratorObject<T> { [Symbol.iterator](): StringIterator<T> }
interface MapIterator<T> extends IteratorObject<T> { [Symbol.iterator](): MapIterator<T> }
interface SetIterator<T> extends IteratorObject<T> { [Symbol.iterator](): SetIterator<T> }
interface Generator<T = unknown, TReturn = any, TNext = any> extends IteratorObject<T, TReturn, TNext> {
  next(...args: [] | [TNext]): IteratorResult<T, TReturn>
  return(value: TReturn): IteratorResult<T, TReturn>
  throw(e: any): IteratorResult<T, TReturn>
  [Symbol.iterator](): Generator<T, TReturn, TNext>
}
interface GeneratorFunction { new (...args: any[]): Generator; (...args: any[]): Generator; readonly prototype: Generator }

interface ReadonlyMap<K, V> {
  entries(): MapIterator<[K, V]>
  forEach(callbackfn: (value: V, key: K, map: ReadonlyMap<K, V>) => void): void
  get(key: unknown): V | undefined
  has(key: unknown): boolean
  keys(): MapIterator<K>
  values(): MapIterator<V>
  readonly size: number
  [Symbol.iterator](): MapIterator<[K, V]>
}
interface Map<K, V> extends ReadonlyMap<K, V> {
  clear(): void
  delete(key: unknown): boolean
  set(key: K, value: V): this
}
interface MapConstructor {
  new <K = any, V = any>(iterable?: Iterable<readonly [K, V]> | null): Map<K, V>
  readonly prototype: Map<any, any>
  groupBy<K, T>(items: Iterable<T>, keySelector: (item: T, index: number) => K): Map<K, T[]>
}
declare var Map: MapConstructor

interface ReadonlySet<T> {
  entries(): SetIterator<[T, T]>
  forEach(callbackfn: (value: T, value2: T, set: ReadonlySet<T>) => void): void
  has(value: unknown): boolean
  keys(): SetIterator<T>
  values(): SetIterator<T>
  readonly size: number
  [Symbol.iterator](): SetIterator<T>
}
interface Set<T> extends ReadonlySet<T> {
  add(value: T): this
  clear(): void
  delete(value: unknown): boolean
}
interface SetConstructor { new <T = any>(iterable?: Iterable<T> | null): Set<T>; readonly prototype: Set<any> }
declare var Set: SetConstructor

interface WeakMap<K extends object, V> { delete(key: K): boolean; get(key: K): V | undefined; has(key: K): boolean; set(key: K, value: V): this }
interface WeakMapConstructor { new <K extends object = object, V = any>(): WeakMap<K, V> }
declare var WeakMap: WeakMapConstructor

interface URLSearchParams {
  readonly size: number
  append(name: string, value: string): void
  delete(name: string, value?: string): void
  get(name: string): string | null
  getAll(name: string): string[]
  has(name: string, value?: string): boolean
  set(name: string, value: string): void
  sort(): void
  toString(): string
  entries(): IterableIterator<[string, string]>
  keys(): IterableIterator<string>
  values(): IterableIterator<string>
  [Symbol.iterator](): IterableIterator<[string, string]>
}
declare var URLSearchParams: { new (init?: string | Iterable<[string, string]> | { [name: string]: string }): URLSearchParams; readonly prototype: URLSearchParams }
interface URL {
  hash: string
  host: string
  hostname: string
  href: string
  readonly origin: string
  pathname: string
  port: string
  protocol: string
  search: string
  readonly searchParams: URLSearchParams
  toString(): string
}
declare var URL: { new (url: string | URL, base?: string | URL): URL; canParse(url: string, base?: string): boolean; readonly prototype: URL }

