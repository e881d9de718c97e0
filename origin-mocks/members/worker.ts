import { WorkerEntrypoint } from 'cloudflare:workers'
import {
  demoProfileCount,
  type Erasures as ErasuresContract,
  type History,
  type KeptAnswer,
  type Marks,
  type MemberSeed,
  type Members as MembersContract,
  type PlaybackEvent,
  type ProfileRecord,
  type Remembered,
  type Viewer,
  type Written,
} from '../../contracts/members.ts'
import { requireGoodQuestion } from '../../contracts/members-questions.ts'
import type { OriginState, TitleSlice } from '../../contracts/origin.ts'
import { createPassports, type PassportKeys, type Passports, passportProblem } from '../../contracts/passport.ts'
import type { Account } from './account.ts'
import type { CountryCounts } from './country-counts.ts'
import type { Directory } from './directory.ts'

export { Account } from './account.ts'
export { CountryCounts } from './country-counts.ts'
export { Directory } from './directory.ts'

interface Env extends PassportKeys {
  readonly ACCOUNTS: DurableObjectNamespace<Account>
  readonly DIRECTORY: DurableObjectNamespace<Directory>
  readonly COUNTRIES: DurableObjectNamespace<CountryCounts>
}

/** A country has few demo profiles: each stands for so many members who watch what it does. */
const demoCrowd = 10

/** Of this isolate: keys, and nothing of anybody. */
let passports: Passports | undefined
const passportsOf = (env: Env) => (passports ??= createPassports(env, () => Date.now()))

/** The members origin: checks what is asked and passes it to the one object that knows. Every call but `seed` is a single hop. */
export class Members extends WorkerEntrypoint<Env> implements MembersContract {
  async state(): Promise<OriginState> {
    const problem = passportProblem(this.env)
    if (problem !== undefined) return { ready: false, detail: problem }
    const there = await this.#directory().countUpTo(demoProfileCount)
    return { ready: there === demoProfileCount, detail: `${there} of ${demoProfileCount} demo profiles` }
  }

  async admit(profile: number): Promise<ProfileRecord | null> {
    requireGoodQuestion('admit', [profile])
    return await this.#directory().find(profile)
  }

  async profile(viewer: Viewer): Promise<ProfileRecord | null> {
    requireGoodQuestion('profile', [viewer])
    await passportsOf(this.env).require(viewer)
    return await this.#account(viewer).profile(viewer)
  }

  async marks(viewer: Viewer, titles: readonly number[]): Promise<readonly Marks[]> {
    requireGoodQuestion('marks', [viewer, titles])
    await passportsOf(this.env).require(viewer)
    return await this.#account(viewer).marks(viewer, titles)
  }

  async history(viewer: Viewer): Promise<History> {
    requireGoodQuestion('history', [viewer])
    await passportsOf(this.env).require(viewer)
    return await this.#account(viewer).history(viewer)
  }

  async watchedIn(country: string, limit: number): Promise<readonly number[]> {
    requireGoodQuestion('watchedIn', [country, limit])
    return await this.#country(country).most(limit)
  }

  async myList(viewer: Viewer, offset: number, limit: number): Promise<TitleSlice> {
    requireGoodQuestion('myList', [viewer, offset, limit])
    await passportsOf(this.env).require(viewer)
    return await this.#account(viewer).myList(viewer, offset, limit)
  }

  async rate(viewer: Viewer, ratings: readonly { title: number; stars: number | null }[], idempotencyKey: string | null): Promise<Written> {
    requireGoodQuestion('rate', [viewer, ratings, idempotencyKey])
    await passportsOf(this.env).require(viewer)
    return await this.#account(viewer).rate(viewer, ratings, idempotencyKey)
  }

  async pickTitles(viewer: Viewer, titles: readonly number[], idempotencyKey: string | null): Promise<Written> {
    requireGoodQuestion('pickTitles', [viewer, titles, idempotencyKey])
    await passportsOf(this.env).require(viewer)
    return await this.#account(viewer).pickTitles(viewer, titles, idempotencyKey)
  }

  async addToMyList(viewer: Viewer, title: number, idempotencyKey: string | null): Promise<Written> {
    requireGoodQuestion('addToMyList', [viewer, title, idempotencyKey])
    await passportsOf(this.env).require(viewer)
    return await this.#account(viewer).addToMyList(viewer, title, idempotencyKey)
  }

  async removeFromMyList(viewer: Viewer, title: number, idempotencyKey: string | null): Promise<Written> {
    requireGoodQuestion('removeFromMyList', [viewer, title, idempotencyKey])
    await passportsOf(this.env).require(viewer)
    return await this.#account(viewer).removeFromMyList(viewer, title, idempotencyKey)
  }

  async reportPlayback(
    viewer: Viewer,
    report: { title: number; positionSeconds: number; event: PlaybackEvent },
    idempotencyKey: string | null,
  ): Promise<Written> {
    requireGoodQuestion('reportPlayback', [viewer, report, idempotencyKey])
    await passportsOf(this.env).require(viewer)
    const { version, country } = await this.#account(viewer).reportPlayback(viewer, report, idempotencyKey)
    // Told to the country's counts without the profile, and after the answer: nobody waits for it, and a count that is lost is no harm.
    if (country !== null) this.ctx.waitUntil(this.#country(country).add([{ title: report.title, at: Date.now() }], 1))
    return { version }
  }

  async resetTaste(viewer: Viewer, idempotencyKey: string | null): Promise<Written> {
    requireGoodQuestion('resetTaste', [viewer, idempotencyKey])
    await passportsOf(this.env).require(viewer)
    return await this.#account(viewer).resetTaste(viewer, idempotencyKey)
  }

  async deleteHistory(viewer: Viewer, idempotencyKey: string | null): Promise<Written> {
    requireGoodQuestion('deleteHistory', [viewer, idempotencyKey])
    await passportsOf(this.env).require(viewer)
    return await this.#account(viewer).deleteHistory(viewer, idempotencyKey)
  }

  async remember(viewer: Viewer, key: string, digest: string, waitMs: number): Promise<Remembered> {
    requireGoodQuestion('remember', [viewer, key, digest, waitMs])
    await passportsOf(this.env).require(viewer)
    return await this.#account(viewer).remember(viewer, key, digest, waitMs)
  }

  async complete(viewer: Viewer, key: string, digest: string, answer: KeptAnswer): Promise<KeptAnswer> {
    requireGoodQuestion('complete', [viewer, key, digest, answer])
    await passportsOf(this.env).require(viewer)
    return await this.#account(viewer).complete(viewer, key, digest, answer)
  }

  async release(viewer: Viewer, key: string, digest: string): Promise<null> {
    requireGoodQuestion('release', [viewer, key, digest])
    await passportsOf(this.env).require(viewer)
    return await this.#account(viewer).release(viewer, key, digest)
  }

  /** Fills the accounts before it registers the profiles: nobody is admitted whose data is not there, and a seeding cut short is done again. */
  async seed(members: readonly MemberSeed[]): Promise<{ readonly created: number }> {
    requireGoodQuestion('seed', [members])
    const byNumber = new Map<number, MemberSeed>()
    for (const member of members) if (!byNumber.has(member.profile.id)) byNumber.set(member.profile.id, member)
    const missing = new Set(await this.#directory().missing([...byNumber.keys()]))
    const fresh = [...byNumber.values()].filter(({ profile }) => missing.has(profile.id))
    const byAccount = Map.groupBy(fresh, ({ profile }) => profile.account)
    await Promise.all([...byAccount].map(([account, seeds]) => this.env.ACCOUNTS.getByName(account).create(seeds)))
    const created = await this.#directory().register(fresh.map(({ profile }) => profile))
    const byCountry = Map.groupBy(fresh, ({ profile }) => profile.country)
    await Promise.all(
      [...byCountry].map(([country, seeds]) =>
        this.#country(country).add(
          seeds.flatMap((seed) => seed.viewings),
          demoCrowd,
        ),
      ),
    )
    return { created }
  }

  #account({ account }: Viewer) {
    return this.env.ACCOUNTS.getByName(account)
  }

  #country(country: string) {
    return this.env.COUNTRIES.getByName(country)
  }

  #directory() {
    return this.env.DIRECTORY.getByName('directory')
  }
}

/**
 * Tells whoever is bound to it how old a history may be: origins that keep what follows from one ask it when no request is there, and so no
 * passport.
 */
export class Erasures extends WorkerEntrypoint<Env> implements ErasuresContract {
  async lastErased(account: string, profile: number): Promise<number> {
    requireGoodQuestion('profile', [{ account, profile }])
    return await this.env.ACCOUNTS.getByName(account).lastErased(account, profile)
  }
}

/** Members are reached by RPC alone; there is nothing to fetch. */
export default {
  fetch: () => Response.json({ errors: [{ message: 'Nothing is served here', extensions: { code: 'NOT_FOUND' } }] }, { status: 404 }),
} satisfies ExportedHandler<Env>
