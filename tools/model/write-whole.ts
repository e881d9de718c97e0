import { closeSync, fsyncSync, openSync, renameSync, rmSync, statSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { Remedy } from '../start/remedy.ts'

/**
 * Puts a file in its place whole or not at all, whatever ends the program on the way: it is written beside, brought to the disk, then renamed. Throws
 * a remedy where that cannot be; what stood there before stands there still.
 */
export function writeWhole(file: string, bytes: Uint8Array): void {
  refusePlace(file)
  const unfinished = `${file}.${process.pid}.unfinished`
  try {
    const opened = openSync(unfinished, 'w')
    try {
      fill(opened, bytes)
      renameSync(unfinished, file)
    } catch (error) {
      rmSync(unfinished, { force: true })
      throw error
    }
    syncFolder(dirname(file))
  } catch (error) {
    throw writeProblem(file, error)
  }
}

function fill(opened: number, bytes: Uint8Array): void {
  try {
    for (let at = 0; at < bytes.length; ) at += writeSync(opened, bytes, at)
    fsyncSync(opened)
  } finally {
    closeSync(opened)
  }
}

/** Throws a remedy where something else than a file stands, a device would be replaced by one; and where there is no folder for it. */
export function refusePlace(file: string): void {
  const standing = lookAt(file)
  if (standing?.isDirectory()) throw new Remedy(`Cannot write '${file}': it is a folder, needs the name of a file`)
  if (standing !== undefined && !standing.isFile()) throw new Remedy(`Cannot write '${file}': it is a device, needs the name of a file`)
  if (lookAt(dirname(file)) === undefined) throw new Remedy(`Cannot write '${file}': ${explanations.ENOENT}`)
}

function lookAt(file: string) {
  try {
    return statSync(file, { throwIfNoEntry: false })
  } catch (error) {
    throw writeProblem(file, error)
  }
}

/** What is wrong with writing a file, as a remedy where it is the disk or the place. */
export function writeProblem(file: string, error: unknown): unknown {
  if (!(error instanceof Error && 'code' in error)) return error
  return new Remedy(`Cannot write '${file}': ${explanations[String(error.code)] ?? error.message}`)
}

const explanations: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'the file would be larger than it may be',
  EACCES: 'it may not be written',
  EPERM: 'it may not be written',
  EROFS: 'the disk is read-only',
  ENOENT: 'its folder is not there',
  ENOTDIR: 'its folder is a file',
  ENAMETOOLONG: 'the name is too long',
}

/** The new name itself is on the disk only once its folder is. Not every system can do that. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const opened = openSync(folder, 'r')
  try {
    fsyncSync(opened)
  } finally {
    closeSync(opened)
  }
}
