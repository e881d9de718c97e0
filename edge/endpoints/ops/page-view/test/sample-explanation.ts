import type { PageExplanation } from '../../../../../contracts/page-explanation.ts'

/** An explanation with everything in it: a fixed row and two that competed, three titles, a rule, a slot that was tried. `name` is of every title and row. */
export function sampleExplanation(name: string): PageExplanation {
  const row = (key: string, heading: string) => ({ key, kind: 'GENRE' as const, heading, order: 'score' as const })
  return {
    profile: { kind: 'adult', country: 'NL' },
    device: { width: 'tv', maxRows: 40, maxTitles: 75 },
    history: { version: 12, counts: { ratings: 3, viewings: 2, 'my list': 1 } },
    snapshot: { id: 'p7.k3', at: Date.UTC(2026, 9, 1), isSame: true },
    degraded: ['popular-in-country'],
    rows: [row('top-picks', 'Top picks'), row('genre-drama', name), row('genre-war', 'War')],
    names: { 1: name, 2: `${name} 2`, 3: 'Third' },
    explained: {
      page: {
        model: 'model-abc.1',
        rows: [
          { key: 'top-picks', titles: [1, 2] },
          { key: 'genre-drama', titles: [3] },
        ],
        billboard: 1,
        applied: [{ rule: 'summer', did: name }],
        explored: [
          {
            row: 'genre-drama',
            column: 0,
            chosen: 3,
            candidates: [
              { title: 3, propensity: 0.75 },
              { title: 2, propensity: 0.25 },
            ],
          },
        ],
      },
      looks: { rows: [1, 0.63], columns: [1, 0.63] },
      offers: [
        { key: 'top-picks', fixed: true, dedupe: true, titles: 90 },
        { key: 'genre-drama', fixed: false, dedupe: true, titles: 40 },
        { key: 'genre-war', fixed: false, dedupe: true, titles: 4 },
      ],
      stages: [
        { key: 'top-picks', gain: 0.5, gains: [null, 0.4, 0.3], watched: 0.5, titles: 2, genres: 1 },
        { key: 'genre-drama', gain: 0.25, gains: [null, 0.25, 0.1], watched: 0.6, titles: 3, genres: 2 },
      ],
      signals: ['ease', 'ials', 'popularity'],
      titles: [1, 2, 3].map((title) => ({ title, score: 1.5, ruled: title === 3 ? 0.5 : 0, chance: 0.2, signals: [1, 0.75, -0.25] })),
      genres: [
        { name: 'Drama', page: 0.6, history: 0.5, catalog: 0.3 },
        { name, page: 0.4, history: 0.5, catalog: 0.1 },
      ],
    },
  }
}
