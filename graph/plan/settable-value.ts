import { Failure } from '../failure.ts'
import { leafValue } from '../model/leaf-value.ts'
import type { Field } from '../model/model.ts'

/** Checks a value that a device wants to set: of the field's type, within its bounds; null clears. */
export function settableValue(field: Field, value: unknown): unknown {
  const checked = leafValue(field, value ?? null)
  if (checked instanceof Failure) return new Failure('BAD_ARGUMENT', `The value does not fit ${field.name}`)
  const { settable } = field
  if (typeof checked === 'number' && settable !== undefined && (checked < settable.min || checked > settable.max)) {
    return new Failure('BAD_ARGUMENT', `${field.name} goes from ${settable.min} to ${settable.max}`)
  }
  return checked
}
