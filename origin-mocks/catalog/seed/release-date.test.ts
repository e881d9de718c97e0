import { expect, test } from 'vitest'
import { type DateMend, readReleaseDate } from './release-date.ts'

test.each([
  { text: 'Jun 12 1998', earned: true, year: 1998, released: '1998-06-12', mend: undefined },
  { text: 'Aug 25 2039', earned: true, year: 1939, released: '1939-08-25', mend: 'twoDigitYear' },
  { text: 'Dec 31 2046', earned: true, year: 1946, released: '1946-12-31', mend: 'twoDigitYear' },
  { text: 'Dec 23 2011', earned: true, year: 2011, released: '2011-12-23', mend: undefined },
  { text: 'Jan 01 2012', earned: true, year: 1912, released: '1912-01-01', mend: 'twoDigitYear' },
  { text: 'Dec 31 1941', earned: true, year: 1942, released: '1942', mend: 'yearOnly' },
  { text: 'Dec 31 1996', earned: true, year: 1997, released: '1997', mend: 'yearOnly' },
  { text: 'Dec 31 1997', earned: true, year: 1997, released: '1997-12-31', mend: undefined },
  { text: 'Dec 31 2009', earned: false, year: 2010, released: '2010', mend: 'yearOnly' },
  { text: 'Dec 31 1969', earned: true, year: null, released: null, mend: 'unknownDate' },
  { text: '1998-06-12', earned: true, year: null, released: null, mend: 'unknownDate' },
  { text: null, earned: true, year: null, released: null, mend: 'unknownDate' },
])('$text (earned: $earned) is $released', ({ text, earned, year, released, mend }) => {
  const noted: DateMend[] = []
  expect(readReleaseDate(text, earned, (one) => noted.push(one))).toEqual({ year, released })
  expect(noted).toEqual(mend === undefined ? [] : [mend])
})
