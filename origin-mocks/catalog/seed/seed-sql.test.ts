import { describe, expect, test } from 'vitest'
import { cleanFilms } from './clean-films.ts'
import { cleanedFilms } from './cleaned-films.ts'
import { seedSql, seedStatements } from './seed-sql.ts'

describe('the seed', () => {
  const statements = seedStatements(cleanedFilms())

  test('keeps every statement under the 100,000 bytes that D1 takes', () => {
    for (const statement of statements) expect(new TextEncoder().encode(statement).length).toBeLessThan(100_000)
  })

  test('empties what says it is seeded first and fills it last', () => {
    expect(statements[0]).toBe('DELETE FROM meta')
    expect(statements.at(-1)).toMatch(/^INSERT INTO meta /)
  })

  test('quotes what ends a text', () => {
    const sql = seedSql(cleanFilms([{ Title: "Ocean's'); DROP TABLE titles; --", 'Release Date': 'Jun 12 1998' }]))
    expect(sql).toContain("'Ocean''s''); DROP TABLE titles; --'")
  })
})
