import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

export interface BuiltFile {
  /** Its path within the folder. */
  readonly name: string
  readonly contents: Uint8Array
}

/**
 * Makes a folder hold these files and no others. Each is put in place whole, and not touched where it is the same: another process may be
 * reading it.
 */
export function writeFolder(folder: string, files: readonly BuiltFile[]): void {
  const names = new Set(files.map(({ name }) => name))
  for (const { name, contents } of files) {
    const path = join(folder, name)
    if (existsSync(path) && readFileSync(path).equals(contents)) continue
    mkdirSync(dirname(path), { recursive: true })
    const unfinished = `${path}.${process.pid}.unfinished`
    writeFileSync(unfinished, contents)
    renameSync(unfinished, path)
  }
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    const name = path.slice(folder.length + 1).replaceAll('\\', '/')
    if (entry.isFile() && !names.has(name) && !name.endsWith('.unfinished')) rmSync(path, { force: true })
  }
}
