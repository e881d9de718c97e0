/** What was done to a name to mend it. */
export type NameMend = 'numericName' | 'mojibake' | 'articleMoved' | 'releaseNoteCut' | 'spacesCollapsed' | 'doubledQuotes'

/** The upper half of Mac OS Roman, from 0x80. */
const macRoman =
  'ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø¿¡¬√ƒ≈∆«»…\u00a0ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\uf8ffÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ'

/** Undoes text in Windows-1252 that was read as Mac OS Roman: `LÈon` was `Léon`. Text with other letters is left as it is. */
function undoMojibake(text: string): string {
  const bytes = new Uint8Array(text.length)
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    const byte = code < 0x80 ? code : 0x80 + macRoman.indexOf(text.charAt(i))
    if (code >= 0x80 && byte < 0x80) return text
    bytes[i] = byte
  }
  return new TextDecoder('windows-1252').decode(bytes)
}

/** Mends a film's name, telling each mend; undefined where there is none. */
export function cleanName(raw: unknown, note: (mend: NameMend) => void): string | undefined {
  if (typeof raw === 'number') {
    note('numericName')
    return String(raw)
  }
  if (typeof raw !== 'string' || raw.trim() === '') return undefined
  const step = (text: string, mended: string, mend: NameMend) => {
    if (mended !== text) note(mend)
    return mended
  }
  let name = step(raw, undoMojibake(raw), 'mojibake')
  name = step(name, name.trim().replace(/\s+/g, ' '), 'spacesCollapsed')
  name = step(name, name.replace(/ \((?:\d{4}|IMAX|Theatrical Release|Canadian Release)\)$/, ''), 'releaseNoteCut')
  return step(name, name.replace(/^(.+), (The|A|An|Das|Der|Die|Les|Le|La)$/, '$2 $1'), 'articleMoved')
}

/** Mends a person's name; undefined where there is none. */
export function cleanPersonName(raw: unknown, note: (mend: NameMend) => void): string | undefined {
  if (typeof raw !== 'string' || raw.trim() === '') return undefined
  const name = raw.trim().replace(/""/g, '"')
  if (name !== raw.trim()) note('doubledQuotes')
  return name
}

/** The id of a person: lower-case letters and digits with single hyphens, as `agnes-varda`. */
export function slugOf(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
}
