import ts from 'typescript-5'
import { leafFunctions } from './leaf-functions.ts'

const { factory } = ts

/**
 * Has every turn of a loop and every call of a function spend a step of the filter's budget (`filter-sandbox/steps.ts`), from the first thing that runs of
 * it: defaults of parameters and fields of classes run before any body. A `catch` or `finally` that is reached with the budget spent throws again. The
 * budget goes by names that the source does not hold, so that nothing in the source can reach it.
 *
 * Only a leaf (`leaf-functions.ts`) is called without a step: whoever calls it took one, and has the call in its source. So from one step to the next
 * runs no more than stands in the source with its leaves written out, which is some ten times as much, and a run always ends.
 */
export const countSteps: ts.TransformerFactory<ts.SourceFile> = (context) => (file) => {
  const unused = unusedNames(file)
  const [name, imported] = [unused('$steps'), unused('$budget')]
  const leaves = leafFunctions(file)
  const left = () => factory.createPropertyAccessExpression(name, 'left')
  const stop = () => factory.createCallExpression(factory.createPropertyAccessExpression(name, 'stop'), undefined, [])
  const over = (count: ts.Expression) => factory.createLogicalAnd(factory.createLessThan(count, factory.createNumericLiteral(0)), stop())
  const step = () => over(factory.createPrefixDecrement(left()))
  const check = () => over(left())
  const stepped = (expression: ts.Expression) => factory.createParenthesizedExpression(factory.createComma(step(), expression))
  const begun = (block: ts.Block, first: ts.Expression) =>
    factory.updateBlock(block, [factory.createExpressionStatement(first), ...block.statements])
  const turned = (body: ts.Statement) =>
    ts.isBlock(body) ? begun(body, step()) : factory.createBlock([factory.createExpressionStatement(step()), body], true)

  const visit = (given: ts.Node): ts.Node => {
    const node = ts.visitEachChild(given, visit, context)
    if (ts.isForStatement(node))
      return factory.updateForStatement(node, node.initializer, node.condition, node.incrementor, turned(node.statement))
    if (ts.isForInStatement(node)) return factory.updateForInStatement(node, node.initializer, node.expression, turned(node.statement))
    if (ts.isForOfStatement(node))
      return factory.updateForOfStatement(node, node.awaitModifier, node.initializer, node.expression, turned(node.statement))
    if (ts.isWhileStatement(node)) return factory.updateWhileStatement(node, node.expression, turned(node.statement))
    if (ts.isDoStatement(node)) return factory.updateDoStatement(node, turned(node.statement), node.expression)
    if (ts.isCatchClause(node)) return factory.updateCatchClause(node, node.variableDeclaration, begun(node.block, check()))
    if (ts.isTryStatement(node) && node.finallyBlock !== undefined)
      return factory.updateTryStatement(node, node.tryBlock, node.catchClause, begun(node.finallyBlock, check()))
    if (ts.isClassStaticBlockDeclaration(node)) return factory.updateClassStaticBlockDeclaration(node, begun(node.body, step()))
    if (ts.isPropertyDeclaration(node) && node.initializer !== undefined)
      return factory.updatePropertyDeclaration(node, node.modifiers, node.name, undefined, undefined, stepped(node.initializer))
    return leaves.has(given) ? node : functionWithSteps(node)
  }

  const functionWithSteps = (node: ts.Node): ts.Node => {
    if (ts.isArrowFunction(node)) {
      const body = ts.isBlock(node.body) ? begun(node.body, step()) : stepped(node.body)
      return factory.updateArrowFunction(node, node.modifiers, undefined, parametersOf(node), undefined, node.equalsGreaterThanToken, body)
    }
    if (!ts.isFunctionLike(node) || !('body' in node) || node.body === undefined) return node
    const body = begun(node.body as ts.Block, step())
    const parameters = parametersOf(node)
    if (ts.isFunctionDeclaration(node))
      return factory.updateFunctionDeclaration(node, node.modifiers, node.asteriskToken, node.name, undefined, parameters, undefined, body)
    if (ts.isFunctionExpression(node))
      return factory.updateFunctionExpression(node, node.modifiers, node.asteriskToken, node.name, undefined, parameters, undefined, body)
    if (ts.isMethodDeclaration(node))
      return factory.updateMethodDeclaration(
        ...([node, node.modifiers, node.asteriskToken, node.name, undefined, undefined, parameters, undefined, body] as const),
      )
    if (ts.isGetAccessor(node)) return factory.updateGetAccessorDeclaration(node, node.modifiers, node.name, parameters, undefined, body)
    if (ts.isSetAccessor(node)) return factory.updateSetAccessorDeclaration(node, node.modifiers, node.name, parameters, body)
    if (ts.isConstructorDeclaration(node)) return factory.updateConstructorDeclaration(node, node.modifiers, parameters, body)
    throw new TypeError(`cannot count the steps of ${ts.SyntaxKind[node.kind]}`)
  }

  /** A generator runs these when it is called, and its body perhaps never. */
  const parametersOf = (node: ts.SignatureDeclaration) =>
    node.parameters.map((parameter) => visitParameter(parameter) as ts.ParameterDeclaration)
  const visitParameter = (given: ts.Node): ts.Node => {
    // What stands in a default has been visited; only the pattern itself is left.
    if (ts.isExpression(given)) return given
    const node = ts.visitEachChild(given, visitParameter, context)
    if (ts.isComputedPropertyName(node)) return factory.updateComputedPropertyName(node, stepped(node.expression))
    if (ts.isParameter(node) && node.initializer !== undefined)
      return factory.updateParameterDeclaration(
        ...([node, node.modifiers, node.dotDotDotToken, node.name, undefined, undefined, stepped(node.initializer)] as const),
      )
    if (ts.isBindingElement(node) && node.initializer !== undefined)
      return factory.updateBindingElement(node, node.dotDotDotToken, node.propertyName, node.name, stepped(node.initializer))
    return node
  }

  const counted = ts.visitEachChild(file, visit, context)
  const binding = factory.createImportSpecifier(false, factory.createIdentifier('budget'), imported)
  const importing = factory.createImportDeclaration(
    undefined,
    factory.createImportClause(undefined, undefined, factory.createNamedImports([binding])),
    factory.createStringLiteral('marquee:steps'),
  )
  // Engines read a variable of the module sooner than one of another; a `let` they would look at before each reading.
  const own = factory.createVariableStatement(undefined, [factory.createVariableDeclaration(name, undefined, undefined, imported)])
  return factory.updateSourceFile(counted, [importing, own, ...counted.statements])
}

/** Makes names that no identifier of the file has, however it is spelled there. */
function unusedNames(file: ts.SourceFile): (wanted: string) => ts.Identifier {
  const names = new Set<string>()
  const collect = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) names.add(node.text)
    ts.forEachChild(node, collect)
  }
  collect(file)
  return (wanted) => {
    let name = wanted
    for (let at = 2; names.has(name); at++) name = `${wanted}${at}`
    return factory.createIdentifier(name)
  }
}
