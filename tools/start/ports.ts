import { createServer } from 'node:net'
import { Remedy } from './remedy.ts'

/** Refuses a port that something else listens on, naming a free one. */
export async function claimPort(port: number): Promise<void> {
  const problem = await tryPort(port)
  if (problem === undefined) return
  if (problem !== 'EADDRINUSE') throw new Remedy(`Cannot listen on port ${port}: ${problem}. Use: npm start -- --port 8788`)
  const other = await nextFreePort(port + 1)
  throw new Remedy(`Port ${port} is taken. Stop what listens there, or use: npm start -- --port ${other}`)
}

/** A port that was free a moment ago. */
export async function anyFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => (address !== null && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))))
    })
  })
}

async function nextFreePort(from: number): Promise<number> {
  for (let port = from; port < Math.min(from + 50, 65_536); port++) if ((await tryPort(port)) === undefined) return port
  return anyFreePort()
}

function tryPort(port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer()
    server.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(undefined)))
  })
}
