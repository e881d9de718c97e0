/** Something that must hold of the checkout. Comes to one line per problem, each naming the place; none when it holds. */
export interface Check {
  readonly name: string
  run(root: string): Promise<readonly string[]> | readonly string[]
}
