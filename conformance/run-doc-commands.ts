import { afterAll, describe, expect, inject, test } from 'vitest'
import { type Block, type DocCommand, docCommands, missingOf } from './doc-commands.ts'
import { marqueeUrl } from './marquee.ts'
import { openShell, type Shell, type ShellAnswer } from './shell.ts'

const mostTries = 100

/** Runs the commands of a page from top to bottom in one terminal, as who reads it would, against the Marquee under test: a test for each block. */
export function runDocCommands(page: string, blocks: readonly Block[]): void {
  describe(page, () => {
    const { host } = new URL(marqueeUrl)
    // Of a Marquee that is up already the token is given; else the page finds it where `npm start` has put it.
    const token = process.env.MARQUEE_URL === undefined ? undefined : inject('opsToken')
    const shell = openShell(process.cwd(), { ...process.env, OPS_TOKEN: token })
    afterAll(() => shell.close())

    test.each(docCommands(blocks))('line $line', async (command) => {
      const said = await runCommand(shell, { ...command, code: command.code.replaceAll('127.0.0.1:8787', host) })
      expect(said, said.stdout + said.stderr).toMatchObject({ code: 0 })
      for (const block of command.shows)
        expect(missingOf(block, said.stdout), `line ${block.line} is not in: ${said.stdout}`).toBeUndefined()
    })
  })
}

async function runCommand(shell: Shell, { code, untilShown, shows }: DocCommand): Promise<ShellAnswer> {
  let said = await shell.run(code)
  const lacks = () => said.code === 0 && shows.some((block) => missingOf(block, said.stdout) !== undefined)
  for (let tries = 1; untilShown && tries < mostTries && lacks(); tries++) said = await shell.run(code)
  return said
}
