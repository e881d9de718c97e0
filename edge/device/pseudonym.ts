/**
 * What stands for an id in telemetry: the same each time, another for each id and kind, and it says nothing to who has not the key. 16 hexadecimal
 * digits of HMAC-SHA-256.
 */
export async function pseudonymOf(kind: 'profile' | 'device', id: string | number, key: string): Promise<string> {
  const utf8 = new TextEncoder()
  const hmac = await crypto.subtle.importKey('raw', utf8.encode(key), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
  const bytes = new Uint8Array(await crypto.subtle.sign('HMAC', hmac, utf8.encode(`${kind}:${id}`)))
  return Array.from(bytes.subarray(0, 8), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
