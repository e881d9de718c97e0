import type { FilterDevice, FilterRequest, FilterWhen } from './define-filter.ts'

/** Whether a fixture is one of the requests that a filter is for. Shares do not count: a fixture is drawn by nobody. */
export function fitsWhen(when: FilterWhen | undefined, request: FilterRequest, device: FilterDevice): boolean {
  const { method, path, device: { class: classes } = {}, country, header = {} } = when ?? {}
  const pathname = request.url.replace(/[?#].*$/s, '')
  return (
    (method?.includes(request.method) ?? true) &&
    (path === undefined || (path.endsWith('*') ? pathname.startsWith(path.slice(0, -1)) : pathname === path)) &&
    (classes?.includes(device.class) ?? true) &&
    (country === undefined || (device.country !== null && country.includes(device.country))) &&
    Object.entries(header).every(([name, value]) => Object.hasOwn(request.headers, name) && request.headers[name] === value)
  )
}
