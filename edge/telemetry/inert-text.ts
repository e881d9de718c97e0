/** Control characters, and those that turn, hide or break text: what a terminal or an editor would act on. */
const active = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu
const ordinary = /^[\x20-\x7e]*$/

/** A text from outside that does nothing where it is shown: in the place of what would stands U+FFFD. */
export function inertText(text: string): string {
  return ordinary.test(text) ? text : text.replace(active, '\ufffd')
}

/** A value as one line of JSON that does nothing in a terminal: JSON itself escapes less. */
export function inertLine(value: unknown): string {
  return JSON.stringify(value).replace(active, (character) => character.split('').map(escaped).join(''))
}

const escaped = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
