import ts from 'typescript-5'

/** Nodes of syntax that a leaf may come to, were it written out wherever it is called. */
const maxWrittenOut = 512

type Leaf = ts.FunctionDeclaration | ts.ArrowFunction | ts.FunctionExpression

/**
 * The functions whose calls need no step: each is short, and nothing but a call that the source spells can call it. It is a declaration or a `const` whose
 * name stands in the whole file as its own and before the parentheses of calls, and nowhere else, so nothing ever holds it: no native code calls it, nor
 * whatever it is given. It has no loop, no function, no class, and calls none that might be a leaf, itself included; what else it calls, or reads or
 * compares its way into, takes a step of its own. Takes the file as it is about to be emitted, without types.
 */
export function leafFunctions(file: ts.SourceFile): ReadonlySet<ts.Node> {
  const candidates = new Map<Leaf, string>()
  const uses = new Map<string, { total: number; calls: number }>()
  const usesOf = (name: string) => {
    const known = uses.get(name) ?? { total: 0, calls: 0 }
    uses.set(name, known)
    return known
  }
  const collect = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) usesOf(node.text).total++
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) usesOf(node.expression.text).calls++
    for (const [candidate, name] of declared(node)) candidates.set(candidate, name)
    ts.forEachChild(node, collect)
  }
  collect(file)

  const names = new Set(candidates.values())
  const leaves = new Set<ts.Node>()
  for (const [candidate, name] of candidates) {
    const { total, calls } = usesOf(name)
    if (total === calls + 1 && calls * sizeOf(candidate, names) <= maxWrittenOut) leaves.add(candidate)
  }
  return leaves
}

/** The functions that a statement gives names for good. An expression with a name of its own could call, or hand out, itself by that. */
function declared(node: ts.Node): [Leaf, string][] {
  if (ts.canHaveModifiers(node) && ts.getModifiers(node)?.length) return []
  if (ts.isFunctionDeclaration(node)) return node.name !== undefined && isPlain(node) ? [[node, node.name.text]] : []
  if (!ts.isVariableStatement(node) || (node.declarationList.flags & ts.NodeFlags.BlockScoped) !== ts.NodeFlags.Const) return []
  return node.declarationList.declarations.flatMap(({ name, initializer }): [Leaf, string][] => {
    if (!ts.isIdentifier(name) || initializer === undefined) return []
    const isUnnamed = ts.isArrowFunction(initializer) || (ts.isFunctionExpression(initializer) && initializer.name === undefined)
    return isUnnamed && isPlain(initializer) ? [[initializer, name.text]] : []
  })
}

const isPlain = (node: Leaf) =>
  node.body !== undefined &&
  node.asteriskToken === undefined &&
  !ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword)

/** How many nodes it has; endless where one of them may not be in a leaf. */
function sizeOf(candidate: Leaf, names: ReadonlySet<string>): number {
  let size = 0
  const count = (node: ts.Node): void => {
    const isMore =
      ts.isIterationStatement(node, false) ||
      ts.isFunctionLike(node) ||
      ts.isClassLike(node) ||
      (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && names.has(node.expression.text))
    size += isMore ? Number.POSITIVE_INFINITY : 1
    ts.forEachChild(node, count)
  }
  ts.forEachChild(candidate, count)
  return size
}
