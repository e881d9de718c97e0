import type { DocumentNode, FragmentDefinitionNode, SelectionSetNode } from 'graphql/language'
import { checkLimit, type GraphLimits } from '../limits.ts'

/**
 * Refuses a parsed document that is too deep or holds too many aliases, directives or root fields, before it is validated. Fragments are
 * measured once each, so that a document that multiplies itself costs no more than its length. Introspection is exempt from the depth.
 */
export function checkDocument(document: DocumentNode, limits: GraphLimits): void {
  const fragments = new Map<string, FragmentDefinitionNode>()
  for (const definition of document.definitions) if (definition.kind === 'FragmentDefinition') fragments.set(definition.name.value, definition)
  const depths = new Map<string, number>()
  let aliases = 0
  let directives = 0

  const depthOf = (set: SelectionSetNode): number => {
    let deepest = 0
    for (const node of set.selections) {
      directives += node.directives?.length ?? 0
      checkLimit(limits, 'directives', directives)
      if (node.kind === 'Field') {
        if (node.alias !== undefined) checkLimit(limits, 'aliases', ++aliases)
        if (node.name.value.startsWith('__')) continue
        deepest = Math.max(deepest, 1 + (node.selectionSet === undefined ? 0 : depthOf(node.selectionSet)))
      } else deepest = Math.max(deepest, node.kind === 'InlineFragment' ? depthOf(node.selectionSet) : depthOfFragment(node.name.value))
    }
    return deepest
  }

  const depthOfFragment = (name: string): number => {
    const known = depths.get(name)
    if (known !== undefined) return known
    // A fragment that spreads itself counts nothing here: validation refuses it.
    depths.set(name, 0)
    const fragment = fragments.get(name)
    const depth = fragment === undefined ? 0 : depthOf(fragment.selectionSet)
    depths.set(name, depth)
    return depth
  }

  for (const definition of document.definitions) {
    if (definition.kind !== 'OperationDefinition') continue
    directives += definition.directives?.length ?? 0
    checkLimit(limits, 'rootFields', rootFields(definition.selectionSet, fragments, new Set()))
    checkLimit(limits, 'documentDepth', depthOf(definition.selectionSet))
  }
  for (const name of fragments.keys()) checkLimit(limits, 'documentDepth', depthOfFragment(name))
}

function rootFields(set: SelectionSetNode, fragments: ReadonlyMap<string, FragmentDefinitionNode>, seen: Set<string>): number {
  let count = 0
  for (const node of set.selections) {
    if (node.kind === 'Field') count++
    else if (node.kind === 'InlineFragment') count += rootFields(node.selectionSet, fragments, seen)
    else if (!seen.has(node.name.value)) {
      seen.add(node.name.value)
      const fragment = fragments.get(node.name.value)
      if (fragment !== undefined) count += rootFields(fragment.selectionSet, fragments, seen)
    }
  }
  return count
}
