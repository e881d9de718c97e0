import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readForm } from './form.ts'

const wanted = new Set(['paths', 'method'])
const read = (text: string) => Object.fromEntries(readForm(text, wanted))

describe('a form', () => {
  test.each([
    { name: 'nothing', text: '', fields: {} },
    { name: 'fields in any order', text: 'method=get&paths=%5B%5D', fields: { method: 'get', paths: '[]' } },
    { name: 'a plus as a space, and an encoded plus as a plus', text: 'paths=a+b%2Bc', fields: { paths: 'a b+c' } },
    { name: 'an equals sign in a value', text: 'paths=a=b', fields: { paths: 'a=b' } },
    { name: 'a name without a value', text: 'paths', fields: { paths: '' } },
    { name: 'an encoded name', text: '%70aths=1', fields: { paths: '1' } },
    { name: 'empty pairs', text: '&&paths=1&', fields: { paths: '1' } },
    { name: 'fields that nobody asked for, even twice', text: 'v=1&v=2&x[]=3&paths=1', fields: { paths: '1' } },
    { name: 'text of several bytes', text: 'paths=%C3%A9%F0%9F%8E%AC', fields: { paths: 'é🎬' } },
  ])('takes $name', ({ text, fields }) => {
    expect(read(text)).toEqual(fields)
  })

  test.each([
    { name: 'a field twice', text: 'paths=1&paths=1', code: 'BAD_FIELD' },
    { name: 'a field twice, once encoded', text: 'paths=1&%70aths=1', code: 'BAD_FIELD' },
    { name: 'brackets', text: 'paths[]=1', code: 'BAD_FIELD' },
    { name: 'brackets with a name', text: 'paths%5Ba%5D=1', code: 'BAD_FIELD' },
    { name: 'half a percent-encoding', text: 'paths=%5', code: 'BAD_ENCODING' },
    { name: 'percent-encoding of no digits', text: 'paths=%zz', code: 'BAD_ENCODING' },
    { name: 'a byte that is no UTF-8', text: 'paths=%ff', code: 'BAD_ENCODING' },
    { name: 'a surrogate as UTF-8', text: 'paths=%ed%a0%80', code: 'BAD_ENCODING' },
    { name: 'more bytes than a character needs', text: 'paths=%c0%af', code: 'BAD_ENCODING' },
    { name: 'a name that is no UTF-8', text: '%ff=1', code: 'BAD_ENCODING' },
  ])('refuses $name', ({ text, code }) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ code }))
  })

  test('gives back whatever a browser encodes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (value) => {
        expect(read(`method=get&paths=${encodeURIComponent(value)}`)).toEqual({ method: 'get', paths: value })
        expect(read(new URLSearchParams({ paths: value }).toString())).toEqual({ paths: value })
      }),
    )
  })
})
