/** How large a page is. */
export interface Width {
  readonly name: 'tv' | 'tablet' | 'browser' | 'phone'
  readonly maxRows: number
  readonly maxTitles: number
  /** A row with fewer is not worth its heading. */
  readonly minTitles: number
}

const browser: Width = { name: 'browser', maxRows: 30, maxTitles: 50, minTitles: 4 }

const widths: ReadonlyMap<string, Width> = new Map([
  ['tv', { name: 'tv', maxRows: 40, maxTitles: 75, minTitles: 4 }],
  ['browser', browser],
  ['tablet', { name: 'tablet', maxRows: 24, maxTitles: 40, minTitles: 4 }],
  ['phone', { name: 'phone', maxRows: 16, maxTitles: 30, minTitles: 4 }],
])

/** The width for a class of device; a class that is not known gets the browser's. */
export function widthOf(deviceClass: string): Width {
  return widths.get(deviceClass) ?? browser
}
