import Router from 'falcor-router'
import { type GraphQLObjectType, isObjectType } from 'graphql'
import type { World } from './random-world.ts'
import { type Key, type PathValue, RouteAnswers } from './route-answers.ts'
import { collectionOf, isEntity, isLeaf, isList, isPaged, isReference, keyArguments, namedType } from './schema-facts.ts'

/** A world as routes of falcor-router, by the rules of the design; the routes call the same resolvers that the engine is given. */
export function routerOf(world: World): (paths: readonly (readonly Key[][])[]) => Promise<unknown> {
  const answers = new RouteAnswers(world)
  const routes = routeTexts(world).map((route) => ({
    route,
    get: (pathSet: readonly (Key | readonly Key[])[]): Promise<readonly PathValue[]> => answers.of(expand(pathSet)),
  }))
  const router = new Router(routes)
  return (paths) =>
    new Promise((resolve, reject) => {
      let answer: unknown
      router.get(structuredClone(paths)).subscribe(
        (value) => {
          answer = value
        },
        reject,
        () => resolve((answer as { readonly jsonGraph: unknown }).jsonGraph),
      )
    })
}

function routeTexts({ schema }: World): readonly string[] {
  const texts = [...below('', schema.getQueryType() as GraphQLObjectType)]
  for (const type of Object.values(schema.getTypeMap()))
    if (isObjectType(type) && isEntity(type)) texts.push(...below(`${collectionOf(type)}[{keys}]`, type))
  return texts
}

/** One route for all flat fields of an object and for names it does not have, and one for each field that has keys below it. */
function* below(head: string, type: GraphQLObjectType): Generator<string> {
  yield `${head}[{keys}]`
  for (const field of Object.values(type.getFields())) {
    const at = `${head === '' ? field.name : `${head}.${field.name}`}${'[{keys}]'.repeat(keyArguments(field).length)}`
    const items = isList(field) && (isPaged(field) || !isLeaf(field))
    if (items) yield `${at}[{keys}]`
    else if (keyArguments(field).length > 0 && (isLeaf(field) || isReference(field))) yield at
    if (!isLeaf(field) && !isReference(field)) yield* below(items ? `${at}[{keys}]` : at, namedType(field) as GraphQLObjectType)
  }
}

/** All single paths of a path set that a route was given. */
function expand(pathSet: readonly (Key | readonly Key[])[]): readonly (readonly Key[])[] {
  let paths: readonly (readonly Key[])[] = [[]]
  for (const keys of pathSet) {
    const all = Array.isArray(keys) ? keys : [keys as Key]
    paths = paths.flatMap((path) => all.map((key) => [...path, key]))
  }
  return paths
}
