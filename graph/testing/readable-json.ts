/** JSON for people: what fits into 120 columns on one line, everything longer a member a line. */
export function readableJson(value: unknown, indent = ''): string {
  const short = JSON.stringify(value)
  if (typeof value !== 'object' || value === null || indent.length + short.length <= 120) return short
  const deeper = `${indent}  `
  const members = Array.isArray(value)
    ? value.map((item) => readableJson(item, deeper))
    : Object.entries(value).map(([name, member]) => `${JSON.stringify(name)}: ${readableJson(member, deeper)}`)
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}']
  return `${open}\n${members.map((member) => deeper + member).join(',\n')}\n${indent}${close}`
}
