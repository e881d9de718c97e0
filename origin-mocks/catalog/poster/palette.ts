import type { Dice } from './dice.ts'

/** The colours of one poster, as `#rrggbb`. */
export interface Palette {
  /** The dark that text stands on. */
  readonly deep: string
  /** The ground. */
  readonly mid: string
  /** The main colour of the shapes. */
  readonly bright: string
  /** The second colour of the shapes, lighter. */
  readonly glow: string
  /** Text. */
  readonly ink: string
}

/** What a film looks like, from its genres. */
export type Mood =
  | 'action'
  | 'adventure'
  | 'comedy'
  | 'dark'
  | 'drama'
  | 'earth'
  | 'fantasy'
  | 'future'
  | 'hero'
  | 'stage'
  | 'tender'
  | 'young'

/** The tones of deep, mid, bright and glow, each hue, saturation and lightness. */
const tones: Readonly<Record<Mood, readonly [string, ...string[]]>> = {
  action: [
    '12 60 8 | 8 72 26 | 14 88 54 | 38 95 64',
    '220 45 9 | 214 48 24 | 20 92 56 | 44 96 66',
    '200 40 8 | 196 55 22 | 350 78 54 | 30 90 68',
  ],
  adventure: [
    '178 55 8 | 176 52 24 | 36 88 58 | 48 95 74',
    '150 42 8 | 152 38 24 | 22 84 58 | 44 92 72',
    '206 60 10 | 202 62 30 | 186 62 56 | 42 94 72',
  ],
  comedy: [
    '262 48 12 | 256 52 38 | 338 84 62 | 46 98 66',
    '190 70 10 | 184 68 32 | 12 90 64 | 50 98 70',
    '338 62 12 | 344 66 40 | 28 96 62 | 52 98 76',
  ],
  dark: [
    '355 60 5 | 350 58 16 | 356 78 44 | 20 40 80',
    '250 30 6 | 245 28 17 | 158 40 46 | 90 40 80',
    '210 35 5 | 208 32 15 | 205 30 50 | 358 80 56',
  ],
  drama: [
    '222 42 10 | 218 40 26 | 24 62 60 | 38 72 78',
    '20 34 9 | 16 36 25 | 200 36 56 | 36 62 80',
    '280 28 10 | 276 28 26 | 348 50 62 | 30 70 80',
    '168 32 8 | 166 30 23 | 40 56 62 | 46 60 84',
  ],
  earth: [
    '18 62 9 | 16 64 30 | 26 86 56 | 44 94 70',
    '30 48 9 | 28 46 28 | 8 70 50 | 42 84 70',
    '345 40 10 | 350 44 30 | 18 82 58 | 46 94 74',
  ],
  fantasy: [
    '258 55 11 | 262 52 30 | 290 58 62 | 172 66 76',
    '168 60 8 | 172 56 22 | 150 52 54 | 56 80 78',
    '232 56 12 | 228 54 32 | 318 62 66 | 48 90 80',
  ],
  future: [
    '228 62 8 | 232 58 22 | 188 88 54 | 320 80 68',
    '262 60 8 | 268 56 22 | 318 86 58 | 184 84 70',
    '200 70 7 | 198 66 18 | 168 74 52 | 28 94 66',
  ],
  hero: ['226 64 10 | 222 66 28 | 354 84 54 | 46 98 62', '352 66 10 | 354 68 32 | 212 78 56 | 48 98 66'],
  stage: [
    '300 50 9 | 304 48 28 | 42 96 60 | 336 86 70',
    '236 54 10 | 240 50 30 | 330 84 62 | 180 70 72',
    '345 62 9 | 348 60 28 | 36 94 58 | 24 80 80',
  ],
  tender: [
    '334 46 12 | 338 48 40 | 4 86 70 | 32 94 80',
    '268 36 13 | 264 38 40 | 340 76 72 | 26 92 80',
    '192 46 11 | 188 46 34 | 350 80 72 | 40 92 80',
  ],
  young: [
    '206 72 12 | 202 76 38 | 46 98 60 | 340 86 72',
    '146 56 9 | 150 54 30 | 50 96 58 | 14 92 66',
    '270 54 13 | 266 56 42 | 172 70 58 | 50 98 70',
  ],
}

/** Genres that decide the look whatever else a film is, before its main genre does. */
const moods: readonly (readonly [genre: string, mood: Mood])[] = [
  ['Horror', 'dark'],
  ['Superhero', 'hero'],
  ['Science Fiction', 'future'],
  ['Family', 'young'],
  ['Fantasy', 'fantasy'],
  ['Western', 'earth'],
  ['Musical', 'stage'],
  ['Concert', 'stage'],
  ['Romantic Comedy', 'tender'],
  ['Thriller', 'dark'],
  ['Adventure', 'adventure'],
  ['Action', 'action'],
  ['Black Comedy', 'dark'],
  ['Comedy', 'comedy'],
]

/** The mood of a film; `drama` where its genres name none. */
export function moodOf(genres: readonly string[]): Mood {
  return moods.find(([genre]) => genres.includes(genre))?.[1] ?? 'drama'
}

/** One palette of the mood, its hues turned a little. */
export function paletteOf(mood: Mood, dice: Dice): Palette {
  const chosen = dice.pick(tones[mood]).split(' | ')
  const turn = dice.between(-10, 10)
  const tone = (index: number) => {
    const [hue = 0, saturation = 0, lightness = 0] = (chosen[index] ?? '').split(' ').map(Number)
    return hex(hue + turn, saturation, lightness)
  }
  return { deep: tone(0), mid: tone(1), bright: tone(2), glow: tone(3), ink: '#fbf7ee' }
}

function hex(hue: number, saturation: number, lightness: number): string {
  const chroma = (saturation / 100) * Math.min(lightness, 100 - lightness)
  const part = (offset: number) => {
    const k = (((offset + hue / 30) % 12) + 12) % 12
    const percent = lightness - chroma * Math.max(-1, Math.min(k - 3, 9 - k, 1))
    return Math.round((percent * 255) / 100)
      .toString(16)
      .padStart(2, '0')
  }
  return `#${part(0)}${part(8)}${part(4)}`
}
