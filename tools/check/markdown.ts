/** A fenced block of a Markdown file. */
export interface CodeBlock {
  /** The first word after the fence, in lower case; empty where there is none. */
  readonly language: string
  /** What follows it on the line, as `run` or `ignore: needs a television`. */
  readonly note: string
  readonly code: string
  /** The line of the fence, from 1. */
  readonly line: number
}

/** All fenced blocks of a text. One that is never closed runs to the end, as CommonMark has it. */
export function codeBlocks(markdown: string): readonly CodeBlock[] {
  const blocks: CodeBlock[] = []
  let open: { fence: string; indent: number; language: string; note: string; line: number; code: string[] } | undefined
  const close = () => {
    if (open !== undefined) blocks.push({ language: open.language, note: open.note, line: open.line, code: open.code.join('\n') })
    open = undefined
  }
  markdown.split(/\r?\n/).forEach((text, at) => {
    const fence = /^(\s*)(`{3,}|~{3,})(.*)$/.exec(text)
    if (open !== undefined) {
      if (fence?.[2]?.startsWith(open.fence) && fence[3]?.trim() === '') close()
      else open.code.push(text.slice(Math.min(open.indent, text.length - text.trimStart().length)))
    } else if (fence !== null) {
      const [language = '', ...note] = (fence[3] ?? '').trim().split(/\s+/)
      open = {
        fence: fence[2] as string,
        indent: (fence[1] as string).length,
        language: language.toLowerCase(),
        note: note.join(' '),
        line: at + 1,
        code: [],
      }
    }
  })
  close()
  return blocks
}

/** The targets of links to files, without anchors: what stands in code and what leads elsewhere is left out. */
export function fileLinks(markdown: string): readonly { readonly target: string; readonly line: number }[] {
  let fenced = false
  return markdown.split(/\r?\n/).flatMap((text, at) => {
    if (/^\s*(?:`{3,}|~{3,})/.test(text)) fenced = !fenced
    if (fenced) return []
    return [...text.replace(/`[^`]*`/g, '').matchAll(/\]\(([^)\s]+)\)/g)]
      .map((match) => (match[1] as string).replace(/#.*$/, ''))
      .filter((target) => target !== '' && !/^[a-z]+:/i.test(target))
      .map((target) => ({ target, line: at + 1 }))
  })
}
