/** Eight tables, so that eight bytes are done at a step ("slicing by 8", Kounavis and Berry, 2005). */
const slices = 8
const tables = new Uint32Array(slices * 256)
for (let byte = 0; byte < 256; byte++) {
  let value = byte
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
  tables[byte] = value
}
for (let at = 256; at < tables.length; at++) {
  const before = tables[at - 256] as number
  tables[at] = (before >>> 8) ^ (tables[before & 0xff] as number)
}
const table = (slice: number, byte: number) => tables[slice * 256 + (byte & 0xff)] as number

/** The CRC-32 that zip and PNG use (ISO 3309) of bytes that follow those of `before`: every change within 32 bits in a row is seen. */
export function crc32(bytes: Uint8Array, before = 0): number {
  let sum = ~before
  let at = 0
  for (const end = bytes.length - (bytes.length % slices); at < end; at += slices) {
    sum ^= (bytes[at] as number) | ((bytes[at + 1] as number) << 8) | ((bytes[at + 2] as number) << 16) | ((bytes[at + 3] as number) << 24)
    sum =
      table(7, sum) ^
      table(6, sum >>> 8) ^
      table(5, sum >>> 16) ^
      table(4, sum >>> 24) ^
      table(3, bytes[at + 4] as number) ^
      table(2, bytes[at + 5] as number) ^
      table(1, bytes[at + 6] as number) ^
      table(0, bytes[at + 7] as number)
  }
  for (; at < bytes.length; at++) sum = (sum >>> 8) ^ table(0, sum ^ (bytes[at] as number))
  return ~sum >>> 0
}
