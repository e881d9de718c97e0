import ts from 'typescript-5'
import type { FilterDiagnostic } from '../filter-sdk/checked-filter.ts'
import { problemAt } from './problem-at.ts'

/** What a filter's module may not hold, whatever its language: other modules, exports but the two, and anything that waits. */
export function moduleProblems(file: ts.SourceFile): FilterDiagnostic[] {
  const problems: FilterDiagnostic[] = []
  let hasDefault = false
  const refuse = (node: ts.Node, message: string) => void problems.push(problemAt(file, node.getStart(file), message))

  const checkStatement = (statement: ts.Statement) => {
    if (ts.isImportDeclaration(statement) || ts.isImportEqualsDeclaration(statement)) {
      const specifier = ts.isImportDeclaration(statement) ? statement.moduleSpecifier : statement
      if (!ts.isStringLiteral(specifier) || specifier.text !== 'marquee:filter') refuse(specifier, "A filter imports 'marquee:filter' only")
      else if (ts.isImportDeclaration(statement) && statement.attributes !== undefined)
        refuse(statement.attributes, 'An import has no attributes')
    } else if (ts.isExportAssignment(statement)) {
      hasDefault = true
      if (statement.isExportEquals === true) refuse(statement, 'A filter is the default export')
    } else if (ts.isExportDeclaration(statement)) {
      if (statement.moduleSpecifier !== undefined || statement.exportClause === undefined || !ts.isNamedExports(statement.exportClause))
        return refuse(statement, 'A filter exports nothing of another module')
      for (const { name } of statement.exportClause.elements) checkExport(name, name.text)
    } else if (ts.canHaveModifiers(statement) && has(statement, ts.SyntaxKind.ExportKeyword)) {
      if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) return
      if (has(statement, ts.SyntaxKind.DefaultKeyword)) return refuse(statement, 'The default export is what defineFilter returns')
      if (!ts.isVariableStatement(statement)) return refuse(statement, onlyTwo)
      for (const { name } of statement.declarationList.declarations) checkExport(name, ts.isIdentifier(name) ? name.text : '')
    }
  }
  const checkExport = (node: ts.Node, name: string) => {
    if (name === 'default') hasDefault = true
    else if (name !== 'fixtures') refuse(node, onlyTwo)
  }
  const visit = (node: ts.Node): void => {
    if (ts.isAwaitExpression(node) || (ts.isForOfStatement(node) && node.awaitModifier !== undefined)) refuse(node, atOnce)
    else if (ts.canHaveModifiers(node) && has(node, ts.SyntaxKind.AsyncKeyword)) refuse(node, atOnce)
    else if (ts.isVariableDeclarationList(node) && (node.flags & ts.NodeFlags.Using) === ts.NodeFlags.Using)
      refuse(node, 'A filter has nothing to dispose of')
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      refuse(node, "A filter imports 'marquee:filter' only")
    else if (ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword)
      refuse(node, 'A filter does not know where it runs')
    else if (ts.isIdentifier(node) && node.text === 'eval' && !ts.isPropertyAccessExpression(node.parent))
      refuse(node, 'A filter cannot make code')
    ts.forEachChild(node, visit)
  }
  for (const statement of file.statements) checkStatement(statement)
  visit(file)
  if (!hasDefault) problems.push({ line: 1, column: 1, message: 'The module has no default export: export default defineFilter({ … })' })
  return problems
}

const onlyTwo = 'A filter exports its definition as default, and fixtures; nothing else'
const atOnce = 'A filter answers at once: it has nothing to wait for'
const has = (node: ts.HasModifiers, kind: ts.SyntaxKind) => ts.getModifiers(node)?.some((modifier) => modifier.kind === kind) === true
