import { describe, expect, test } from 'vitest'
import { withPassport } from './fakes/test-passports.ts'
import { demoProfileCount, type MemberSeed, type Members, membersAnswers, type Viewer } from './members.ts'
import { membersLimits } from './members-questions.ts'

type SeedParts = Partial<Omit<MemberSeed, 'profile'>> & { readonly profile?: Partial<MemberSeed['profile']> }

/**
 * What every members origin keeps to, in terms of its interface alone. `makeMembers` may give the same store again and again, empty of
 * profiles at first: each test brings profiles of its own.
 */
export function membersContract(name: string, makeMembers: () => Promise<Members>): void {
  let lastNumber = 1000

  const seedOf = (id: number, parts: SeedParts = {}): MemberSeed => ({
    ratings: [],
    viewings: [],
    myList: [],
    ...parts,
    profile: { id, account: `household-${id}`, name: 'Noor', kind: 'adult', country: 'NL', ...parts.profile },
  })

  const newSeed = (parts: SeedParts = {}) => {
    lastNumber += 1
    return seedOf(lastNumber, parts)
  }

  const digest = '0123456789abcdef'.repeat(4)
  const answer = { status: 200, contentType: 'application/json; charset=utf-8', body: '{"jsonGraph":{},"paths":[]}' }

  const viewerOf = ({ profile }: MemberSeed) => withPassport({ account: profile.account, profile: profile.id })

  /** A members origin with one more profile in it. */
  async function withMember(parts: SeedParts = {}) {
    const members = await makeMembers()
    const seed = newSeed(parts)
    expect(await members.seed([seed])).toEqual({ created: 1 })
    return { members, seed, viewer: await viewerOf(seed) }
  }

  // What RPC answers with is more than a promise: any look at its properties is a call. So it is awaited before it meets `expect`.
  const refuses = (answer: Promise<unknown>) => expect((async () => await answer)()).rejects.toMatchObject({ name: 'TypeError' })

  describe(`the members contract, kept by ${name}`, () => {
    test('it is ready once every demo profile is there, and seeding twice creates nothing', async () => {
      const members = await makeMembers()
      const seeds = Array.from({ length: demoProfileCount }, (_, index) => seedOf(index + 1))
      expect(await members.seed(seeds.slice(1))).toEqual({ created: demoProfileCount - 1 })
      expect(await members.state()).toMatchObject({ ready: false })
      expect(await members.seed(seeds)).toEqual({ created: 1 })
      expect(await members.state()).toMatchObject({ ready: true })
      expect(await members.seed(seeds)).toEqual({ created: 0 })
    })

    test('a seeded profile is admitted by its number, another number is not', async () => {
      const { members, seed } = await withMember({ profile: { kind: 'child', country: 'BR', name: 'Zoë 🎬' } })
      expect(await members.admit(seed.profile.id)).toEqual(seed.profile)
      expect(await members.admit(999_999)).toBeNull()
    })

    test('a profile is told to its own account only', async () => {
      const { members, seed, viewer } = await withMember()
      const { viewer: neighbour } = await withMember()
      expect(await members.profile(viewer)).toEqual(seed.profile)
      expect(await members.profile(await withPassport({ ...viewer, account: neighbour.account }))).toBeNull()
      expect(await members.profile(await withPassport({ ...viewer, account: 'nobody' }))).toBeNull()
      expect(await members.profile(await withPassport({ ...viewer, profile: 999_999 }))).toBeNull()
    })

    const personal: { name: string; call: (members: Members, viewer: Viewer) => Promise<unknown> }[] = [
      { name: 'marks', call: (members, viewer) => members.marks(viewer, [1]) },
      { name: 'marks of no title', call: (members, viewer) => members.marks(viewer, []) },
      { name: 'history', call: (members, viewer) => members.history(viewer) },
      { name: 'myList', call: (members, viewer) => members.myList(viewer, 0, 10) },
      { name: 'pickTitles', call: (members, viewer) => members.pickTitles(viewer, [1], null) },
      { name: 'rate', call: (members, viewer) => members.rate(viewer, [{ title: 1, stars: 4 }], null) },
      { name: 'addToMyList', call: (members, viewer) => members.addToMyList(viewer, 1, 'k') },
      { name: 'removeFromMyList', call: (members, viewer) => members.removeFromMyList(viewer, 1, null) },
      { name: 'remember', call: (members, viewer) => members.remember(viewer, 'k', digest, 0) },
      { name: 'complete', call: (members, viewer) => members.complete(viewer, 'k', digest, answer) },
      { name: 'release', call: (members, viewer) => members.release(viewer, 'k', digest) },
      {
        name: 'reportPlayback',
        call: (members, viewer) => members.reportPlayback(viewer, { title: 1, positionSeconds: 1, event: 'STOP' }, null),
      },
    ]
    test.each(personal)('$name is refused to a viewer of another account, and changes nothing', async ({ call }) => {
      const { members, viewer } = await withMember()
      const { viewer: neighbour } = await withMember()
      const before = await members.history(viewer)
      await refuses(call(members, await withPassport({ ...viewer, account: neighbour.account })))
      expect(await members.history(viewer)).toEqual(before)
    })

    test('a seeded history is told newest first, with its kind and country', async () => {
      const { members, viewer } = await withMember({
        profile: { kind: 'child', country: 'JP' },
        ratings: [
          { title: 3, stars: 0.5, at: 100 },
          { title: 1, stars: 5, at: 300 },
          { title: 2, stars: 3.5, at: 200 },
        ],
        viewings: [
          { title: 9, positionSeconds: 60, at: 100 },
          { title: 8, positionSeconds: 0, at: 200 },
        ],
        myList: [7, 5, 6],
      })
      const history = await members.history(viewer)
      expect(history).toEqual({
        version: expect.any(Number),
        kind: 'child',
        country: 'JP',
        ratings: [
          { title: 1, stars: 5, at: 300 },
          { title: 2, stars: 3.5, at: 200 },
          { title: 3, stars: 0.5, at: 100 },
        ],
        viewings: [
          { title: 8, positionSeconds: 0, at: 200 },
          { title: 9, positionSeconds: 60, at: 100 },
        ],
        myList: [7, 5, 6],
        picks: [],
      })
      expect(membersAnswers.history(history, [])).toBeUndefined()
    })

    test('seeding leaves a profile that is there as it is, and takes the first of two with one number', async () => {
      const { members, seed, viewer } = await withMember({ myList: [1] })
      await members.addToMyList(viewer, 2, null)
      expect(await members.seed([{ ...seed, myList: [9], profile: { ...seed.profile, name: 'Other' } }])).toEqual({ created: 0 })
      expect((await members.myList(viewer, 0, 10)).ids).toEqual([2, 1])
      expect(await members.admit(viewer.profile)).toEqual(seed.profile)

      const twice = newSeed()
      expect(await members.seed([twice, { ...twice, myList: [9] }])).toEqual({ created: 1 })
      expect((await members.myList(await viewerOf(twice), 0, 10)).ids).toEqual([])
    })

    test('marks come one for each title, in the order asked, repeated where asked twice', async () => {
      const { members, viewer } = await withMember({
        ratings: [{ title: 1, stars: 4.5, at: 1 }],
        viewings: [{ title: 2, positionSeconds: 0, at: 1 }],
        myList: [3],
      })
      const none = { rating: null, inMyList: false, bookmarkSeconds: null }
      expect(await members.marks(viewer, [])).toEqual([])
      expect(await members.marks(viewer, [3, 2, 1, 4, 3])).toEqual([
        { ...none, inMyList: true },
        { ...none, bookmarkSeconds: 0 },
        { ...none, rating: 4.5 },
        none,
        { ...none, inMyList: true },
      ])
    })

    test('marks of thousands of titles come at once', async () => {
      const { members, viewer } = await withMember({ myList: [2500] })
      const titles = Array.from({ length: 5000 }, (_, index) => 5000 - index)
      const marks = await members.marks(viewer, titles)
      expect(membersAnswers.marks(marks, [viewer, titles])).toBeUndefined()
      expect(marks.flatMap(({ inMyList }, index) => (inMyList ? [titles[index]] : []))).toEqual([2500])
    })

    test('ratings are set, changed and cleared, one version step for each call that changes any', async () => {
      const { members, viewer } = await withMember()
      const { version } = await members.history(viewer)
      const first = await members.rate(
        viewer,
        [
          { title: 2, stars: 4 },
          { title: 1, stars: 2.5 },
        ],
        null,
      )
      expect(first).toEqual({ version: version + 1 })
      expect((await members.history(viewer)).ratings.map(({ title, stars }) => [title, stars])).toEqual([
        [1, 2.5],
        [2, 4],
      ])
      const second = await members.rate(
        viewer,
        [
          { title: 2, stars: 0.5 },
          { title: 1, stars: null },
          { title: 3, stars: null },
        ],
        null,
      )
      expect(second).toEqual({ version: version + 2 })
      expect((await members.history(viewer)).ratings.map(({ title, stars }) => [title, stars])).toEqual([[2, 0.5]])
    })

    test('the rating given last is the newest; of two for one title in a call the last counts', async () => {
      const { members, viewer } = await withMember({ ratings: [{ title: 9, stars: 1, at: 5 }] })
      await members.rate(viewer, [{ title: 1, stars: 1 }], null)
      await members.rate(viewer, [{ title: 2, stars: 2 }], null)
      const ratings = [
        { title: 1, stars: 5 },
        { title: 1, stars: 3 },
      ]
      await members.rate(viewer, ratings, null)
      expect((await members.history(viewer)).ratings.map(({ title, stars }) => [title, stars])).toEqual([
        [1, 3],
        [2, 2],
        [9, 1],
      ])
    })

    test('a write that changes nothing does not move the version', async () => {
      const { members, viewer } = await withMember({ ratings: [{ title: 1, stars: 4, at: 1 }], myList: [5, 6] })
      const before = await members.history(viewer)
      const { version } = before
      expect(await members.rate(viewer, [{ title: 1, stars: 4 }], null)).toEqual({ version })
      expect(await members.rate(viewer, [{ title: 2, stars: null }], null)).toEqual({ version })
      expect(await members.rate(viewer, [], null)).toEqual({ version })
      expect(await members.addToMyList(viewer, 6, null)).toEqual({ version })
      expect(await members.removeFromMyList(viewer, 7, null)).toEqual({ version })
      expect(await members.history(viewer)).toEqual(before)
    })

    test('the list grows at its front and shrinks anywhere', async () => {
      const { members, viewer } = await withMember({ myList: [1, 2] })
      const { version } = await members.history(viewer)
      expect(await members.addToMyList(viewer, 3, null)).toEqual({ version: version + 1 })
      expect(await members.addToMyList(viewer, 4, null)).toEqual({ version: version + 2 })
      expect(await members.removeFromMyList(viewer, 1, null)).toEqual({ version: version + 3 })
      expect((await members.history(viewer)).myList).toEqual([4, 3, 2])
      expect(await members.marks(viewer, [1, 3])).toMatchObject([{ inMyList: false }, { inMyList: true }])
      await members.removeFromMyList(viewer, 2, null)
      await members.addToMyList(viewer, 2, null)
      expect((await members.history(viewer)).myList).toEqual([2, 4, 3])
    })

    test.each([
      { name: 'from the front', offset: 0, limit: 2, ids: [5, 4] },
      { name: 'from the middle', offset: 2, limit: 2, ids: [3, 2] },
      { name: 'over the end', offset: 4, limit: 5, ids: [1] },
      { name: 'beyond the end', offset: 50, limit: 5, ids: [] },
      { name: 'of nothing', offset: 1, limit: 0, ids: [] },
    ])('a slice of the list $name tells where it stands and how long the whole is', async ({ offset, limit, ids }) => {
      const { members, viewer } = await withMember({ myList: [5, 4, 3, 2, 1] })
      expect(await members.myList(viewer, offset, limit)).toEqual({ offset, length: 5, ids })
    })

    test('picks are told in their order, take the place of those before, happen once for each key, and count as a write', async () => {
      const { members, viewer } = await withMember()
      const titles = async () => ((await members.history(viewer)).picks ?? []).map(({ title }) => title)
      const first = await members.pickTitles(viewer, [9, 3, 5], 'picks')
      expect(first.version).toBe(2)
      expect(await titles()).toEqual([9, 3, 5])
      expect(await members.pickTitles(viewer, [9, 3, 5], null)).toEqual(first)
      expect(await members.pickTitles(viewer, [4], null)).toEqual({ version: 3 })
      expect(await members.pickTitles(viewer, [9, 3, 5], 'picks')).toEqual(first)
      expect(await titles()).toEqual([4])
      await members.resetTaste(viewer, null)
      expect(await titles()).toEqual([])
    })

    test('what is watched in a country is told without a viewer, each title once; of a country where nothing is, nothing', async () => {
      const at = Date.now()
      const viewings = [31, 32, 33].map((title) => ({ title, positionSeconds: 60, at }))
      const { members } = await withMember({ profile: { country: 'IS' }, viewings })
      const watched = await members.watchedIn('IS', 10)
      expect(watched.toSorted()).toEqual([31, 32, 33])
      expect(membersAnswers.watchedIn(watched, ['IS', 10])).toBeUndefined()
      expect(await members.watchedIn('IS', 2)).toHaveLength(2)
      expect(await members.watchedIn('AQ', 10)).toEqual([])
    })

    test('each playback event moves the bookmark and makes the title the last one watched', async () => {
      const { members, viewer } = await withMember({
        viewings: [
          { title: 1, positionSeconds: 10, at: 2 },
          { title: 2, positionSeconds: 20, at: 1 },
        ],
      })
      let { version } = await members.history(viewer)
      const reports = [
        { title: 3, positionSeconds: 30, event: 'HEARTBEAT' },
        { title: 2, positionSeconds: 0, event: 'START' },
        { title: 1, positionSeconds: 12, event: 'PAUSE' },
        { title: 2, positionSeconds: 5400, event: 'STOP' },
      ] as const
      for (const report of reports) {
        version += 1
        expect(await members.reportPlayback(viewer, report, null)).toEqual({ version })
        const { viewings } = await members.history(viewer)
        expect(viewings[0]).toMatchObject({ title: report.title, positionSeconds: report.positionSeconds })
        expect(await members.marks(viewer, [report.title])).toMatchObject([{ bookmarkSeconds: report.positionSeconds }])
      }
      expect((await members.history(viewer)).viewings.map(({ title }) => title)).toEqual([2, 1, 3])
    })

    test('the same key gives the same answer and one effect, whatever came between', async () => {
      const { members, viewer } = await withMember()
      const written = await members.addToMyList(viewer, 1, 'add-1')
      await members.removeFromMyList(viewer, 1, 'remove-1')
      expect(await members.addToMyList(viewer, 1, 'add-1')).toEqual(written)
      expect((await members.history(viewer)).myList).toEqual([])
      expect(await members.rate(viewer, [{ title: 1, stars: 5 }], 'add-1')).toEqual(written)
      expect((await members.history(viewer)).ratings).toEqual([])
    })

    test('the same key has one effect when calls overlap', async () => {
      const { members, viewer } = await withMember()
      const { version } = await members.history(viewer)
      const report = { title: 1, positionSeconds: 5, event: 'HEARTBEAT' } as const
      const answers = await Promise.all(Array.from({ length: 8 }, () => members.reportPlayback(viewer, report, 'beat-1')))
      expect(new Set(answers.map((answer) => answer.version))).toEqual(new Set([version + 1]))
      expect((await members.history(viewer)).version).toBe(version + 1)
    })

    test('overlapping writes without a key all have their effect', async () => {
      const { members, viewer } = await withMember()
      const { version } = await members.history(viewer)
      await Promise.all(Array.from({ length: 8 }, (_, index) => members.addToMyList(viewer, index + 1, null)))
      expect((await members.history(viewer)).version).toBe(version + 8)
      expect([...(await members.history(viewer)).myList].sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
    })

    test('profiles of one account share neither keys nor anything else', async () => {
      const { members, seed, viewer } = await withMember()
      const sibling = newSeed({ profile: { account: seed.profile.account, kind: 'child' } })
      await members.seed([sibling])
      const before = await members.history(await viewerOf(sibling))
      await members.addToMyList(viewer, 1, 'same')
      await members.rate(viewer, [{ title: 1, stars: 2 }], null)
      await members.reportPlayback(viewer, { title: 1, positionSeconds: 9, event: 'STOP' }, null)
      expect(await members.history(await viewerOf(sibling))).toEqual(before)
      expect(await members.marks(await viewerOf(sibling), [1])).toEqual([{ rating: null, inMyList: false, bookmarkSeconds: null }])
      await members.addToMyList(await viewerOf(sibling), 2, 'same')
      expect((await members.history(await viewerOf(sibling))).myList).toEqual([2])
    })

    test('the first to come under a key has the turn, and its answer is what everybody gets', async () => {
      const { members, viewer } = await withMember()
      expect(await members.remember(viewer, 'k', digest, 0)).toEqual({ state: 'new' })
      expect(await members.remember(viewer, 'k', digest, 0)).toEqual({ state: 'pending' })
      expect(await members.complete(viewer, 'k', digest, answer)).toEqual(answer)
      const remembered = await members.remember(viewer, 'k', digest, 1_000)
      expect(remembered).toEqual({ state: 'done', answer })
      expect(membersAnswers.remember(remembered, [])).toBeUndefined()
      expect(await members.complete(viewer, 'k', digest, { ...answer, body: 'later' })).toEqual(answer)
      expect(await members.release(viewer, 'k', digest)).toBeNull()
      expect(await members.remember(viewer, 'k', digest, 0)).toEqual({ state: 'done', answer })
    })

    test('those who overlap with it wait, and get its answer', async () => {
      const { members, viewer } = await withMember()
      await members.remember(viewer, 'k', digest, 0)
      const waiting = Promise.all([1, 2, 3].map(async () => await members.remember(viewer, 'k', digest, 5_000)))
      await members.complete(viewer, 'k', digest, answer)
      expect(await waiting).toEqual(Array(3).fill({ state: 'done', answer }))
    })

    test('when the turn is given up, one of those who wait has it', async () => {
      const { members, viewer } = await withMember()
      await members.remember(viewer, 'k', digest, 0)
      const first = (async () => await members.remember(viewer, 'k', digest, 5_000))()
      await members.release(viewer, 'k', digest)
      expect(await first).toEqual({ state: 'new' })
      expect(await members.remember(viewer, 'k', digest, 0)).toEqual({ state: 'pending' })
    })

    test('a wait ends', async () => {
      const { members, viewer } = await withMember()
      await members.remember(viewer, 'k', digest, 0)
      expect(await members.remember(viewer, 'k', digest, 5)).toEqual({ state: 'pending' })
    })

    test('a key stands for one write, also when its turn was given up', async () => {
      const { members, viewer } = await withMember()
      const another = 'f'.repeat(64)
      await members.remember(viewer, 'k', digest, 0)
      expect(await members.remember(viewer, 'k', another, 1_000)).toEqual({ state: 'other' })
      await members.release(viewer, 'k', digest)
      expect(await members.remember(viewer, 'k', another, 0)).toEqual({ state: 'other' })
      expect(await members.complete(viewer, 'k', another, { ...answer, body: 'forged' })).toMatchObject({ body: 'forged' })
      expect(await members.remember(viewer, 'k', digest, 0)).toEqual({ state: 'new' })
      expect(await members.remember(viewer, 'l', another, 0)).toEqual({ state: 'new' })
    })

    test('a remembered answer is the profile’s own, and no effect', async () => {
      const { members, seed, viewer } = await withMember()
      const sibling = newSeed({ profile: { account: seed.profile.account } })
      await members.seed([sibling])
      const before = await members.history(viewer)
      await members.remember(viewer, 'k', digest, 0)
      await members.complete(viewer, 'k', digest, { ...answer, body: '{"data":"Zoë 🎬"}' })
      expect(await members.remember(await viewerOf(sibling), 'k', digest, 0)).toEqual({ state: 'new' })
      expect(await members.remember(viewer, 'k', digest, 0)).toMatchObject({ answer: { body: '{"data":"Zoë 🎬"}' } })
      expect(await members.history(viewer)).toEqual(before)
      expect(await members.addToMyList(viewer, 1, 'k')).toEqual({ version: before.version + 1 })
    })

    const full: SeedParts = {
      ratings: [{ title: 1, stars: 4.5, at: 3 }],
      viewings: [{ title: 2, positionSeconds: 60, at: 2 }],
      myList: [3],
    }
    const blank = { ratings: [], viewings: [], myList: [] }

    test('a taste that is reset counts nothing from before, and takes nothing away', async () => {
      const { members, viewer } = await withMember(full)
      const [before, marks] = [await members.history(viewer), await members.marks(viewer, [1, 2, 3])]
      expect(await members.resetTaste(viewer, null)).toEqual({ version: before.version + 1 })
      expect(await members.history(viewer)).toEqual({
        ...before,
        ...blank,
        version: before.version + 1,
        before: { viewings: before.viewings, myList: before.myList },
      })
      expect(await members.marks(viewer, [1, 2, 3])).toEqual(marks)
      expect(await members.myList(viewer, 0, 9)).toEqual({ offset: 0, length: 1, ids: [3] })
    })

    test('what is said after a reset counts, the same stars again too, and is from before no more', async () => {
      const { members, viewer } = await withMember(full)
      const { version } = await members.resetTaste(viewer, null)
      expect(await members.rate(viewer, [{ title: 1, stars: 4.5 }], null)).toEqual({ version: version + 1 })
      expect(await members.rate(viewer, [{ title: 1, stars: 4.5 }], null)).toEqual({ version: version + 1 })
      await members.reportPlayback(viewer, { title: 2, positionSeconds: 70, event: 'PAUSE' }, null)
      await members.addToMyList(viewer, 4, null)
      const { ratings, viewings, myList, before } = await members.history(viewer)
      expect(ratings).toMatchObject([{ title: 1, stars: 4.5 }])
      expect(viewings).toMatchObject([{ title: 2, positionSeconds: 70 }])
      expect(myList).toEqual([4])
      expect(before).toEqual({ viewings: [], myList: [3] })
      await members.removeFromMyList(viewer, 3, null)
      await members.addToMyList(viewer, 3, null)
      expect(await members.history(viewer)).toMatchObject({ myList: [3, 4], before: { myList: [] } })
    })

    test('a deleted history is gone from everything that is told', async () => {
      const { members, viewer } = await withMember(full)
      const { version } = await members.history(viewer)
      await members.resetTaste(viewer, null)
      await members.rate(viewer, [{ title: 5, stars: 1 }], null)
      await members.pickTitles(viewer, [6], null)
      expect(await members.deleteHistory(viewer, null)).toEqual({ version: version + 4 })
      const { before, ...after } = await members.history(viewer)
      expect(after).toEqual({ version: version + 4, kind: 'adult', country: 'NL', ...blank, picks: [] })
      expect(before ?? { viewings: [], myList: [] }).toEqual({ viewings: [], myList: [] })
      expect(await members.myList(viewer, 0, 9)).toEqual({ offset: 0, length: 0, ids: [] })
      const none = { rating: null, inMyList: false, bookmarkSeconds: null }
      expect(await members.marks(viewer, [1, 2, 3, 5])).toEqual([none, none, none, none])
      expect(await members.profile(viewer)).not.toBeNull()
    })

    test('a reset and a deletion have one effect for each key, also where they come again after more was said', async () => {
      const { members, viewer } = await withMember(full)
      for (const method of ['resetTaste', 'deleteHistory'] as const) {
        const first = await members[method](viewer, method)
        await members.rate(viewer, [{ title: 7, stars: 2 }], null)
        expect(await members[method](viewer, method)).toEqual(first)
        expect((await members.history(viewer)).ratings).toMatchObject([{ title: 7, stars: 2 }])
        expect(await members[method](viewer, null)).toEqual({ version: first.version + 2 })
      }
    })

    test('a write from before a deletion that comes again under its key brings nothing back', async () => {
      const { members, viewer } = await withMember()
      const written = await members.rate(viewer, [{ title: 1, stars: 5 }], 'rate-1')
      await members.deleteHistory(viewer, 'delete-1')
      expect(await members.rate(viewer, [{ title: 1, stars: 5 }], 'rate-1')).toEqual(written)
      expect((await members.history(viewer)).ratings).toEqual([])
    })

    test('writes that overlap with a deletion are before it and gone, or after it and there: their versions say which', async () => {
      const { members, viewer } = await withMember(full)
      const rate = (title: number) => async () => ({ title, ...(await members.rate(viewer, [{ title, stars: 3 }], null)) })
      const [erased, ...rated] = await Promise.all([
        (async () => await members.deleteHistory(viewer, null))(),
        ...[11, 12, 13, 14].map((title) => rate(title)()),
      ])
      const after = rated.filter(({ version }) => version > (erased?.version ?? 0)).map(({ title }) => title)
      expect((await members.history(viewer)).ratings.map(({ title }) => title).toSorted()).toEqual(after.toSorted())
    })

    test('a deletion takes the answers that were kept of what it deletes, and keeps its own', async () => {
      const { members, viewer } = await withMember()
      await members.remember(viewer, 'rate', digest, 0)
      await members.complete(viewer, 'rate', digest, { ...answer, body: '{"myRating":5}' })
      await members.remember(viewer, 'delete', 'd'.repeat(64), 0)
      await members.deleteHistory(viewer, 'delete')
      await members.complete(viewer, 'delete', 'd'.repeat(64), answer)
      expect(await members.remember(viewer, 'delete', 'd'.repeat(64), 0)).toEqual({ state: 'done', answer })
      for (const asked of [digest, digest, 'e'.repeat(64)])
        expect(await members.remember(viewer, 'rate', asked, 0)).toEqual({ state: 'new' })
    })

    test('a write that was under way when all was deleted has its answer, and nobody else gets it', async () => {
      const { members, viewer } = await withMember()
      await members.remember(viewer, 'rate', digest, 0)
      await members.deleteHistory(viewer, null)
      expect(await members.remember(viewer, 'rate', digest, 0)).toEqual({ state: 'new' })
      const own = { ...answer, body: '{"myRating":5}' }
      expect(await members.complete(viewer, 'rate', digest, own)).toEqual(own)
      expect(await members.remember(viewer, 'rate', digest, 0)).toEqual({ state: 'new' })
    })

    test('a reset and a deletion leave the other profiles of the account as they are', async () => {
      const { members, seed, viewer } = await withMember(full)
      const sibling = newSeed({ ...full, profile: { account: seed.profile.account } })
      await members.seed([sibling])
      const other = await viewerOf(sibling)
      await members.remember(other, 'k', digest, 0)
      await members.complete(other, 'k', digest, answer)
      const before = await members.history(other)
      await members.resetTaste(viewer, null)
      await members.deleteHistory(viewer, null)
      expect(await members.history(other)).toEqual(before)
      expect(await members.remember(other, 'k', digest, 0)).toEqual({ state: 'done', answer })
    })

    test('what was deleted does not come back by seeding again', async () => {
      const { members, seed, viewer } = await withMember(full)
      await members.deleteHistory(viewer, null)
      expect(await members.seed([seed])).toEqual({ created: 0 })
      expect(await members.history(viewer)).toMatchObject(blank)
    })

    test('an account that nobody seeded is refused as any other', async () => {
      const members = await makeMembers()
      await refuses(members.addToMyList(await withPassport({ account: 'nobody', profile: 1 }), 1, null))
    })

    const someone: Viewer = { account: 'household-1', profile: 1, passport: '' }
    const beat = { title: 1, positionSeconds: 1, event: 'HEARTBEAT' }
    // Which questions are nonsense is the business of `members-questions.test.ts`; this proves that each method asks.
    const nonsense: { method: Exclude<keyof Members, 'state'>; args: readonly unknown[] }[] = [
      { method: 'admit', args: [0] },
      { method: 'profile', args: [null] },
      { method: 'marks', args: [someone, [-1]] },
      { method: 'history', args: [{ account: '../directory', profile: 1 }] },
      { method: 'myList', args: [someone, -1, 10] },
      { method: 'rate', args: [someone, [{ title: 1, stars: 9 }], null] },
      { method: 'addToMyList', args: [someone, 1, ''] },
      { method: 'removeFromMyList', args: [someone, 1.5, null] },
      { method: 'reportPlayback', args: [someone, { ...beat, event: 'REWIND' }, null] },
      { method: 'resetTaste', args: [someone, ''] },
      { method: 'deleteHistory', args: [{ account: '../directory', profile: 1 }, null] },
      { method: 'remember', args: [someone, null, digest, 0] },
      { method: 'complete', args: [someone, 'k', digest, null] },
      { method: 'release', args: [someone, 'k', 'x'] },
      { method: 'seed', args: [[{ ...seedOf(1), myList: [1, 1] }]] },
    ]
    test.each(nonsense)('$method refuses nonsense', async ({ method, args }) => {
      const methods = (await makeMembers()) as unknown as Record<string, (...args: readonly unknown[]) => Promise<unknown>>
      await refuses(methods[method]?.(...args) ?? Promise.resolve())
    })

    test('a key of 256 characters and the bounds of stars and positions are taken', async () => {
      const { members, viewer } = await withMember()
      await members.addToMyList(viewer, 1, 'k'.repeat(membersLimits.maxKeyLength))
      await members.rate(
        viewer,
        [
          { title: 1, stars: 0.5 },
          { title: 2, stars: 5 },
        ],
        null,
      )
      await members.reportPlayback(viewer, { title: Number.MAX_SAFE_INTEGER, positionSeconds: 0, event: 'START' }, null)
      expect((await members.history(viewer)).viewings[0]).toMatchObject({ title: Number.MAX_SAFE_INTEGER, positionSeconds: 0 })
    })
  })
}
