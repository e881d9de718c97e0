/** What a rule may be, and what one judgement by it may cost. */
export const ruleLimits = {
  maxSourceLength: 64 * 1024,
  /** Levels of objects and arrays in a rule's JSON. */
  maxJsonDepth: 20,
  /** In UTF-16 code units. */
  maxExpressionLength: 2_048,
  /** Of an expression: literals, names, operators, calls, each value of a list. */
  maxNodes: 200,
  /** Of parentheses, operands of `!`, arguments of calls in each other. */
  maxDepth: 32,
  /** Values in a list. */
  maxListed: 100,
  /** Of `all`, `exists` and `exists_one` in each other. */
  maxMacroDepth: 2,
  /** Evaluations of nodes in one judgement; a macro's body counts for each value of its list. */
  maxSteps: 1_000,
  /** Characters that one judgement may look at; what is searched or compared again counts again. */
  maxTextRead: 8 * 1024,
  /** Of what `contains` looks for. */
  maxNeedleLength: 120,
  /** Of a pattern of `matches`. */
  maxPatternLength: 200,
  /** Characters and groups that a pattern holds once its repetitions are written out. */
  maxPatternSize: 256,
  /** Of the automaton that a pattern becomes. */
  maxPatternStates: 128,
} as const
