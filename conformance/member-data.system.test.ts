import { readFileSync } from 'node:fs'
import { codeBlocks } from '../tools/check/markdown.ts'
import { runDocCommands } from './run-doc-commands.ts'

const page = 'docs/member-data.md'
runDocCommands(page, codeBlocks(readFileSync(page, 'utf8')))
