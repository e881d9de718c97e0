/** Who operates Marquee. A reader sees all that operators see, and changes nothing. */
export interface Operator {
  /** By which the audit log knows them. */
  readonly subject: string
  readonly role: 'reader' | 'operator'
}
