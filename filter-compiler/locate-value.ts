import ts from 'typescript-5'

/**
 * Where a value of the definition or the fixtures stands in the source, as an offset. `path` is as in a `FilterProblem` (`when.share`,
 * `fixtures.0.device`). Comes as near as the source is written out: a value that is computed elsewhere is found at the last part that is written.
 */
export function locateValue(file: ts.SourceFile, path: string): number {
  const [first = '', ...rest] = path.split('.')
  const exported = first === 'fixtures' ? fixturesOf(file) : definitionOf(file)
  let node: ts.Node = exported ?? file
  for (const key of first === 'fixtures' ? rest : [first, ...rest]) {
    const part = partOf(node, key)
    if (part === undefined) break
    node = part
  }
  return node.getStart(file)
}

function partOf(node: ts.Node, key: string): ts.Node | undefined {
  if (ts.isAsExpression(node) || ts.isSatisfiesExpression(node)) return partOf(node.expression, key)
  if (ts.isArrayLiteralExpression(node)) return node.elements[Number(key)]
  if (!ts.isObjectLiteralExpression(node)) return undefined
  const property = node.properties.find(({ name }) => name !== undefined && 'text' in name && name.text === key)
  return property !== undefined && ts.isPropertyAssignment(property) ? property.initializer : property
}

/** What `defineFilter` is called with. */
function definitionOf(file: ts.SourceFile): ts.Node | undefined {
  const exported = file.statements.find(ts.isExportAssignment)?.expression
  return exported !== undefined && ts.isCallExpression(exported) ? (exported.arguments[0] ?? exported) : exported
}

function fixturesOf(file: ts.SourceFile): ts.Node | undefined {
  return file.statements
    .filter(ts.isVariableStatement)
    .flatMap(({ declarationList }) => declarationList.declarations)
    .find(({ name }) => ts.isIdentifier(name) && name.text === 'fixtures')?.initializer
}
