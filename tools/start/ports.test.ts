import { createServer } from 'node:net'
import { expect, test } from 'vitest'
import { anyFreePort, claimPort } from './ports.ts'

test('a taken port is refused in one line that names a free one', async () => {
  const server = createServer()
  const port = await new Promise<number>((resolve) =>
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve(address !== null && typeof address === 'object' ? address.port : 0)
    }),
  )
  try {
    await expect(claimPort(port)).rejects.toThrow(new RegExp(`^Port ${port} is taken\\. [^\\n]*npm start -- --port \\d+$`))
  } finally {
    await new Promise((resolve) => server.close(resolve))
  }
  await claimPort(port)
})

test('any free port can be claimed', async () => {
  await claimPort(await anyFreePort())
})
