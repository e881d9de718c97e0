import { findViolations, readSources } from '../boundaries.ts'
import type { Check } from './check.ts'

export const boundary: Check = { name: 'boundaries between layers', run: (root) => findViolations(readSources(root)) }
