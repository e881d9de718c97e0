import type { DocumentNode, FragmentDefinitionNode, SelectionSetNode } from 'graphql/language'
import { checkLimit, type GraphLimits } from '../limits.ts'
import { saturatingAdd } from './path-set.ts'

/**
 * Refuses a parsed document that is too deep, holds too many aliases, directives or root fields, or unfolds into too many fields, before
 * it is validated. Fragments are measured once each, so that a document that multiplies itself costs no more than its length.
 * Introspection is exempt from the depth.
 */
export function checkDocument(document: DocumentNode, limits: GraphLimits): void {
  const fragments = new Map<string, FragmentDefinitionNode>()
  for (const definition of document.definitions)
    if (definition.kind === 'FragmentDefinition') fragments.set(definition.name.value, definition)
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
    const counts = fragment !== undefined && !fragment.typeCondition.name.value.startsWith('__')
    const depth = counts ? depthOf(fragment.selectionSet) : 0
    depths.set(name, depth)
    return depth
  }

  for (const definition of document.definitions) {
    if (definition.kind !== 'OperationDefinition') continue
    directives += definition.directives?.length ?? 0
    checkLimit(limits, 'rootFields', rootFields(definition.selectionSet, fragments, new Set()))
    checkLimit(limits, 'documentDepth', depthOf(definition.selectionSet))
    checkLimit(limits, 'pathCount', unfoldedFields(definition.selectionSet, fragments, new Map()))
  }
  for (const name of fragments.keys()) checkLimit(limits, 'documentDepth', depthOfFragment(name))
}

/** How many fields a selection set has with every fragment written out where it is spread. */
function unfoldedFields(set: SelectionSetNode, fragments: ReadonlyMap<string, FragmentDefinitionNode>, known: Map<string, number>): number {
  let count = 0
  for (const node of set.selections) {
    if (node.kind === 'Field')
      count = saturatingAdd(count, 1 + (node.selectionSet === undefined ? 0 : unfoldedFields(node.selectionSet, fragments, known)))
    else if (node.kind === 'InlineFragment') count = saturatingAdd(count, unfoldedFields(node.selectionSet, fragments, known))
    else {
      const name = node.name.value
      const fragment = fragments.get(name)
      if (fragment !== undefined && !known.has(name)) {
        known.set(name, 0)
        known.set(name, unfoldedFields(fragment.selectionSet, fragments, known))
      }
      count = saturatingAdd(count, known.get(name) ?? 0)
    }
  }
  return count
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
