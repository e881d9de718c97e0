import { type BaseIssue, type BaseSchema, type InferOutput, safeParse } from 'valibot'

/** A list that a variable holds as JSON; none where there is no variable; undefined where it is not such a list. */
export function readList<const schema extends BaseSchema<unknown, readonly unknown[], BaseIssue<unknown>>>(
  listed: schema,
  text: string | undefined,
): InferOutput<schema> | undefined {
  if (!text) return []
  try {
    const { success, output } = safeParse(listed, JSON.parse(text))
    return success ? output : undefined
  } catch {
    return undefined
  }
}
