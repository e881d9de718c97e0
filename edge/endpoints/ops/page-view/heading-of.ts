import type { PageExplanation } from '../../../../contracts/page-explanation.ts'

/** What stands above a row; its key where nothing does. */
export function headingOf({ rows }: PageExplanation, key: string): string {
  return rows.find((row) => row.key === key)?.heading || key
}
