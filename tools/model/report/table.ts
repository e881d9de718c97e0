/** A table of HTML, its cells as they stand; the last column may hold text instead of numbers. */
export function table(heads: readonly string[], rows: readonly (readonly string[])[], last?: 'text'): string {
  const head = `<tr>${heads.map((text) => `<th>${text}</th>`).join('')}</tr>`
  const body = rows.map((cells) => `<tr>${cells.map((text, at) => (at === 0 ? `<th>${text}</th>` : `<td>${text}</td>`)).join('')}</tr>`)
  return `<table${last === undefined ? '' : ' class="text"'}><thead>${head}</thead><tbody>${body.join('')}</tbody></table>`
}
