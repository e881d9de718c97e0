/** Who rated what, how high and when, by row of member: `item[start[u]..start[u + 1]]` ascend, and `value` and `time` stand beside them. */
export interface Ratings {
  /** Ids of members in the order of `compareIds`, so that the rows of a file may come in any order. */
  readonly users: readonly string[]
  /** Ids of items, in the same order. */
  readonly items: readonly string[]
  /** One more than there are members. */
  readonly start: Uint32Array
  readonly item: Uint32Array
  readonly value: Float32Array
  /** Seconds since 1970, 0 where it is not known; null where no rating has one. */
  readonly time: Float64Array | null
}

/** One rating as it was given; `time` in seconds since 1970, 0 or absent where it is not known. */
export interface RatingEvent {
  readonly user: string
  readonly item: string
  readonly value: number
  readonly time?: number
}

/** Orders ids: decimals by their number, before all others, which go by code unit. */
export function compareIds(one: string, other: string): number {
  const [first, second] = [isDecimal(one), isDecimal(other)]
  if (first && second) return one.length - other.length || (one < other ? -1 : Number(one > other))
  if (first !== second) return first ? -1 : 1
  return one < other ? -1 : Number(one > other)
}

const isDecimal = (id: string) => /^(?:0|[1-9]\d*)$/.test(id)

/** Gathers ratings in columns, so that a file of millions needs no object for each. */
export class RatingCollector {
  readonly #users = new Map<string, number>()
  readonly #items = new Map<string, number>()
  #user = new Uint32Array(1024)
  #item = new Uint32Array(1024)
  #value = new Float32Array(1024)
  #time = new Float64Array(1024)
  #count = 0

  get count(): number {
    return this.#count
  }

  /** Takes one rating. Throws a RangeError for a value that is not finite, or a time that is negative or none. */
  add(user: string, item: string, value: number, time = 0): void {
    if (!Number.isFinite(value)) throw new RangeError(`Cannot take a rating: needs a finite value, found ${value}`)
    if (!(Number.isFinite(time) && time >= 0)) throw new RangeError(`Cannot take a rating: needs a time from 0, found ${time}`)
    if (this.#count === this.#user.length) this.#grow()
    this.#user[this.#count] = numberOf(this.#users, user)
    this.#item[this.#count] = numberOf(this.#items, item)
    this.#value[this.#count] = value
    this.#time[this.#count] = time
    this.#count++
  }

  /** All ratings taken. Of those of one member on one item the last by time counts, of the same time the one that was added last. */
  finish(): Ratings {
    const users = sorted(this.#users)
    const items = sorted(this.#items)
    const count = this.#count
    const first = bucketStarts(this.#user.subarray(0, count), users.rank)
    const place = first.slice()
    const order = new Uint32Array(count)
    for (let at = 0; at < count; at++) order[taken(place, users.rank[this.#user[at] as number] as number)] = at

    const start = new Uint32Array(users.ids.length + 1)
    let kept = 0
    const keptAt = new Uint32Array(count)
    for (let user = 0; user < users.ids.length; user++) {
      const own = order.subarray(first[user], first[user + 1])
      const rank = (at: number) => items.rank[this.#item[at] as number] as number
      own.sort((a, b) => rank(a) - rank(b) || (this.#time[a] as number) - (this.#time[b] as number) || a - b)
      for (let place = 0; place < own.length; place++) {
        const isLast = place + 1 === own.length || this.#item[own[place] as number] !== this.#item[own[place + 1] as number]
        if (isLast) keptAt[kept++] = own[place] as number
      }
      start[user + 1] = kept
    }
    const counting = keptAt.subarray(0, kept)
    const time = Float64Array.from(counting, (at) => this.#time[at] as number)
    return {
      users: users.ids,
      items: items.ids,
      start,
      item: Uint32Array.from(counting, (at) => items.rank[this.#item[at] as number] as number),
      value: Float32Array.from(counting, (at) => this.#value[at] as number),
      time: time.some((at) => at > 0) ? time : null,
    }
  }

  #grow(): void {
    const length = this.#user.length * 2
    this.#user = grown(this.#user, new Uint32Array(length))
    this.#item = grown(this.#item, new Uint32Array(length))
    this.#value = grown(this.#value, new Float32Array(length))
    this.#time = grown(this.#time, new Float64Array(length))
  }
}

/** The ratings of some events, by the rule of `RatingCollector.finish` where a member rated an item twice. */
export function ratingsFrom(events: Iterable<RatingEvent>): Ratings {
  const collector = new RatingCollector()
  for (const { user, item, value, time } of events) collector.add(user, item, value, time)
  return collector.finish()
}

/** The same ratings by row of item: its `users` are the items and its `item` numbers members. */
export function transposed({ users, items, start, item, value, time }: Ratings): Ratings {
  const turned = new Uint32Array(items.length + 1)
  for (const number of item) taken(turned, number + 1)
  for (let number = 0; number < items.length; number++) turned[number + 1] = (turned[number + 1] as number) + (turned[number] as number)
  const place = turned.slice()
  const result = {
    ...{ users: items, items: users, start: turned },
    ...{ item: new Uint32Array(item.length), value: new Float32Array(item.length) },
    time: time === null ? null : new Float64Array(item.length),
  }
  for (let user = 0; user < users.length; user++) {
    for (let at = start[user] as number; at < (start[user + 1] as number); at++) {
      const to = taken(place, item[at] as number)
      result.item[to] = user
      result.value[to] = value[at] as number
      if (result.time !== null && time !== null) result.time[to] = time[at] as number
    }
  }
  return result
}

/** The mean of all values; 0 where there are none. */
export function meanOf(values: ArrayLike<number>): number {
  let sum = 0
  for (let at = 0; at < values.length; at++) sum += values[at] as number
  return values.length > 0 ? sum / values.length : 0
}

function numberOf(numbers: Map<string, number>, id: string): number {
  const known = numbers.get(id)
  if (known !== undefined) return known
  numbers.set(id, numbers.size)
  return numbers.size - 1
}

function sorted(numbers: ReadonlyMap<string, number>): { readonly ids: readonly string[]; readonly rank: Uint32Array } {
  const ids = [...numbers.keys()].sort(compareIds)
  const rank = new Uint32Array(ids.length)
  for (const [at, id] of ids.entries()) rank[numbers.get(id) as number] = at
  return { ids, rank }
}

function bucketStarts(keys: Uint32Array, rank: Uint32Array): Uint32Array {
  const starts = new Uint32Array(rank.length + 1)
  for (const key of keys) taken(starts, (rank[key] as number) + 1)
  for (let at = 0; at < rank.length; at++) starts[at + 1] = (starts[at + 1] as number) + (starts[at] as number)
  return starts
}

/** What a counter stands at; it is one more afterwards. */
function taken(counters: Uint32Array, at: number): number {
  const value = counters[at] as number
  counters[at] = value + 1
  return value
}

function grown<array extends Uint32Array | Float32Array | Float64Array>(from: array, to: array): array {
  to.set(from)
  return to
}
