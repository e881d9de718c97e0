/** Something the reader of the terminal can put right. Its message is one line that says how; it is shown without a stack. */
export class Remedy extends Error {
  override readonly name = 'Remedy'
}
