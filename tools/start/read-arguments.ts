import { type ParseArgsConfig, parseArgs } from 'node:util'
import { Remedy } from './remedy.ts'

/** The command line of a tool, as Node reads it. Throws a remedy that ends with the usage for anything that `config` does not name. */
export function readArguments<const config extends Omit<ParseArgsConfig, 'args'>>(args: readonly string[], config: config, usage: string) {
  try {
    return parseArgs<config & { args: string[] }>({ ...config, args: [...args] })
  } catch (error) {
    throw new Remedy(`Cannot read the command line: ${error instanceof Error ? error.message.split('. ')[0] : error}. Use: ${usage}`)
  }
}
