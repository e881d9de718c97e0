import { existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { buildASTSchema, type GraphQLSchema, Kind, parse, validate } from 'graphql'
import type { Check } from './check.ts'
import { type CodeBlock, codeBlocks, fileLinks } from './markdown.ts'
import { projectFiles } from './project-files.ts'
import { runCommand } from './run-command.ts'

/** What the examples are checked against. */
export interface DocsWorld {
  readonly root: string
  readonly scripts: readonly string[]
  readonly schema: GraphQLSchema | undefined
  /** The text of `.ci/run`, which executes the commands of the README. */
  readonly ci: string
  /** The pages whose commands a system test runs. */
  readonly tested: ReadonlySet<string>
}

/**
 * Says what is wrong with an example, if anything. JSON parses, GraphQL is valid for the schema, TypeScript parses and with the note `run`
 * runs; a command of the README carries the name under which `.ci/run` executes it, one of `docs/` is run by a test of its page or says why it is only
 * parsed. `ignore: REASON` leaves a block out.
 */
export async function blockProblem(block: CodeBlock, file: string, world: DocsWorld): Promise<string | undefined> {
  if (/^ignore\b/.test(block.note)) return /^ignore: \S/.test(block.note) ? undefined : 'is ignored without a reason: `ignore: REASON`'
  if (block.note === 'shows' && !world.tested.has(file)) return 'shows what no test looks at'
  try {
    switch (block.language) {
      case 'json':
        JSON.parse(block.code)
        return undefined
      case 'graphql':
        return graphqlProblem(block.code, world.schema)
      case 'ts':
        return block.note === 'run' ? await runTypeScript(block.code, world.root) : void stripTypeScriptTypes(block.code)
      case 'sh':
      case 'bash':
        return await shellProblem(block, file, world)
      default:
        return undefined
    }
  } catch (error) {
    return `does not parse: ${error instanceof Error ? error.message.split('\n')[0] : error}`
  }
}

function graphqlProblem(code: string, schema: GraphQLSchema | undefined): string | undefined {
  const document = parse(code)
  const asks = document.definitions.every(({ kind }) => kind === Kind.OPERATION_DEFINITION || kind === Kind.FRAGMENT_DEFINITION)
  if (!asks || schema === undefined) return undefined
  const [error] = validate(schema, document)
  return error === undefined ? undefined : `is not valid: ${error.message}`
}

async function shellProblem(
  { code, note }: CodeBlock,
  file: string,
  { root, scripts, ci, tested }: DocsWorld,
): Promise<string | undefined> {
  const missing = [...code.matchAll(/\bnpm run ([\w:-]+)/g)].map((match) => match[1] as string).find((name) => !scripts.includes(name))
  if (missing !== undefined) return `runs the script "${missing}", which package.json does not have`
  if (file === 'README.md') {
    if (!/^[a-z-]+$/.test(note)) return 'is a command of the README without the name under which .ci/run executes it'
    if (!new RegExp(`\\breadme ${note}\\b`).test(ci)) return `is named "${note}", which .ci/run does not execute`
  }
  if (file.startsWith('docs/') && !/^parse: \S/.test(note)) {
    if (!/^run(?: until shown)?$/.test(note)) return 'is not marked: `run`, `run until shown`, or `parse: REASON`'
    if (!tested.has(file)) return `is run by no test: a conformance/*.system.test.ts names '${file}' and gives it to runDocCommands`
  }
  const { code: status, output } = await runCommand('bash', ['-n', '-c', code], root)
  return status === 0 ? undefined : `does not parse: ${output.trim()}`
}

/** Runs an example in a file of its own, its relative imports taken from the root, our published packages from their source. */
async function runTypeScript(code: string, root: string): Promise<string | undefined> {
  const parent = join(root, '.wrangler')
  mkdirSync(parent, { recursive: true })
  const folder = mkdtempSync(join(parent, 'docs-'))
  try {
    const file = join(folder, 'example.ts')
    const rooted = code.replace(
      /(\bfrom\s+|\bimport\s*\(?\s*)(['"])(\.\/[^'"]+)\2/g,
      (_, start, quote, path) => `${start}${quote}${pathToFileURL(join(root, path))}${quote}`,
    )
    writeFileSync(file, fromSource(rooted, root))
    const { code: status, output } = await runCommand(process.execPath, [file], root)
    return status === 0 ? undefined : `does not run: ${output.trim()}`
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function fromSource(code: string, root: string): string {
  for (const manifest of globSync('clients/*/package.json', { cwd: root })) {
    const { name, source } = JSON.parse(readFileSync(join(root, manifest), 'utf8')) as { readonly name: string; readonly source: string }
    code = code.replaceAll(`'${name}'`, `'${pathToFileURL(join(root, dirname(manifest), source))}'`)
  }
  return code
}

function worldOf(root: string): DocsWorld {
  const schema = join(root, 'resolvers/schema.graphql')
  const ci = join(root, '.ci/run')
  return {
    root,
    scripts: Object.keys(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).scripts ?? {}),
    schema: existsSync(schema) ? buildASTSchema(parse(readFileSync(schema, 'utf8')), { assumeValidSDL: true }) : undefined,
    ci: existsSync(ci) ? readFileSync(ci, 'utf8') : '',
    tested: testedPages(root),
  }
}

/** The pages that system tests give to `runDocCommands`, by the paths that those tests name. */
function testedPages(root: string): ReadonlySet<string> {
  const tests = globSync('conformance/*.system.test.ts', { cwd: root }).map((file) => readFileSync(join(root, file), 'utf8'))
  const running = tests.filter((source) => /\brunDocCommands\(/.test(source))
  return new Set(running.flatMap((source) => [...source.matchAll(/'(docs\/[\w./-]+\.md)'/g)].map((match) => match[1] as string)))
}

/** Every example of the README, of docs/ and of clients/ is executed or parsed, and every link to a file leads to one. */
export const docs: Check = {
  name: 'examples and links of the docs',
  run: async (root) => {
    const world = worldOf(root)
    const problems: string[] = []
    for (const file of projectFiles(root, '**/*.md')) {
      const text = readFileSync(join(root, file), 'utf8')
      for (const { target, line } of fileLinks(text))
        if (!existsSync(join(root, dirname(file), target))) problems.push(`${file}:${line} links to ${target}, which is not there`)
      if (!/^(?:[^/]+|(?:docs|clients)\/.*)\.md$/.test(file)) continue
      for (const block of codeBlocks(text)) {
        const problem = await blockProblem(block, file, world)
        if (problem !== undefined) problems.push(`${file}:${block.line} ${block.language} ${problem}`)
      }
    }
    return problems
  },
}
