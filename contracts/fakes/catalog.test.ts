import { catalogContract } from '../catalog.contract.ts'
import { createFakeCatalog } from './catalog.ts'

catalogContract('the fake in memory', async () => createFakeCatalog())
