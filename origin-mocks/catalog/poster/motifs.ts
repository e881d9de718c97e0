import type { Dice } from './dice.ts'
import type { Mood, Palette } from './palette.ts'

/** Where and with what a motif is drawn. */
export interface Canvas {
  readonly width: number
  readonly height: number
  /** The point the picture turns around, and the reach of what stands there. */
  readonly x: number
  readonly y: number
  readonly reach: number
  readonly palette: Palette
  readonly dice: Dice
  /** Names a definition so that two posters in one document do not share it. */
  readonly id: (name: string) => string
}

/** One way to fill a poster with abstract shapes; gives SVG elements. */
type Motif = (canvas: Canvas) => string

const n = (value: number) => String(Math.round(value * 10) / 10)
const series = <value>(count: number, make: (index: number) => value) => Array.from({ length: count }, (_, index) => make(index))
const points = (list: readonly (readonly [number, number])[]) => list.map(([x, y]) => `${n(x)},${n(y)}`).join(' ')
const disc = (x: number, y: number, r: number, fill: string, opacity = 1) =>
  `<circle cx="${n(x)}" cy="${n(y)}" r="${n(r)}" fill="${fill}"${opacity === 1 ? '' : ` fill-opacity="${n2(opacity)}"`}/>`
const n2 = (value: number) => String(Math.round(value * 100) / 100)
const glowing = ({ id, palette }: Canvas, name: string) =>
  `<linearGradient id="${id(name)}" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${palette.glow}"/><stop offset="1" stop-color="${palette.bright}"/></linearGradient>`

/** A low sun cut by bands that widen towards the horizon. */
const sun: Motif = (canvas) => {
  const { width, x, y, reach, palette, dice, id } = canvas
  const bands = dice.whole(4, 7)
  const top = y - reach * 0.1
  const cut = series(bands, (index) => {
    const at = top + (index * (reach * 1.15)) / bands
    return `<rect x="0" y="${n(at)}" width="${width}" height="${n(3 + ((index + 1) * reach * 0.1) / bands)}" fill="#000"/>`
  }).join('')
  const far = series(3, (index) => disc(x, y, reach * (1.25 + index * 0.28), palette.bright, 0.16 - index * 0.045)).join('')
  return `<defs>${glowing(canvas, 's')}<mask id="${id('m')}"><circle cx="${n(x)}" cy="${n(y)}" r="${n(reach)}" fill="#fff"/>${cut}</mask></defs>${far}<circle cx="${n(x)}" cy="${n(y)}" r="${n(reach)}" fill="url(#${id('s')})" mask="url(#${id('m')})"/>`
}

/** Rings around a point, one of them broken, and a body on one. */
const rings: Motif = ({ x, y, reach, palette, dice }) => {
  const count = dice.whole(6, 10)
  const tilt = dice.between(0, 6.28)
  const all = series(count, (index) => {
    const r = reach * (0.28 + (index * 1.25) / count)
    const long = 2 * Math.PI * r
    const dash = index % 3 === 1 ? ` stroke-dasharray="${n(long * dice.between(0.3, 0.7))} ${n(long)}" stroke-linecap="round"` : ''
    const colour = index % 2 === 0 ? palette.bright : palette.glow
    const turned = n((tilt * 57.3 + index * 47) % 360)
    return `<circle cx="${n(x)}" cy="${n(y)}" r="${n(r)}" fill="none" stroke="${colour}" stroke-opacity="${n2(0.95 - (index * 0.7) / count)}" stroke-width="${n(dice.between(2, reach * 0.07))}"${dash} transform="rotate(${turned} ${n(x)} ${n(y)})"/>`
  }).join('')
  const orbit = reach * 0.9
  return `${all}${disc(x, y, reach * 0.16, palette.glow)}${disc(x + Math.cos(tilt) * orbit, y + Math.sin(tilt) * orbit, reach * 0.12, palette.bright)}`
}

/** Ranges of mountains before a moon, darker the nearer. */
const peaks: Motif = (canvas) => {
  const { width, height, x, y, reach, palette, dice, id } = canvas
  const ranges = series(4, (depth) => {
    const base = y + reach * (0.05 + depth * 0.42)
    const steps = 5 + depth
    const ridge = series(steps + 1, (step): [number, number] => {
      const lift = step % 2 === 0 ? dice.between(0.05, 0.25) : dice.between(0.45, 0.95)
      return [(step * width) / steps + dice.between(-14, 14), base - lift * reach * (0.85 - depth * 0.12)]
    })
    const shape = points([[-40, height], [-40, base], ...ridge, [width + 40, base], [width + 40, height]])
    return `<polygon points="${shape}" fill="${depth < 2 ? palette.bright : palette.deep}" fill-opacity="${n2([0.35, 0.6, 0.55, 0.9][depth] ?? 1)}"/>`
  }).join('')
  return `<defs>${glowing(canvas, 's')}</defs><circle cx="${n(x + reach * dice.between(-0.4, 0.4))}" cy="${n(y - reach * 0.45)}" r="${n(reach * dice.between(0.38, 0.6))}" fill="url(#${id('s')})"/>${ranges}`
}

/** Beams from one point to all sides, and a disc. */
const beams: Motif = ({ x, y, width, height, reach, palette, dice }) => {
  const count = dice.whole(9, 16)
  const start = dice.between(0, 6.28)
  const far = width + height
  const rays = series(count, (index) => {
    const at = start + (index * 2 * Math.PI) / count
    const half = (Math.PI / count) * dice.between(0.3, 0.62)
    const ray = points([
      [x, y],
      [x + Math.cos(at - half) * far, y + Math.sin(at - half) * far],
      [x + Math.cos(at + half) * far, y + Math.sin(at + half) * far],
    ])
    return `<polygon points="${ray}" fill="${index % 3 === 0 ? palette.glow : palette.bright}" fill-opacity="${n2(dice.between(0.28, 0.7))}"/>`
  }).join('')
  const core = dice.between(0.3, 0.5) * reach
  return `${rays}${disc(x, y, core * 1.35, palette.mid, 0.75)}${disc(x, y, core, palette.glow)}${disc(x, y, core * 0.55, palette.bright)}`
}

/** A wall of tiles: quarter circles, halves and triangles. */
const tiles: Motif = ({ width, height, palette, dice }) => {
  const side = dice.pick([80, 100, 120])
  const colours = [palette.bright, palette.glow, palette.mid, palette.deep, palette.bright] as const
  const columns = Math.ceil(width / side)
  const rows = Math.ceil(height / side)
  return series(columns * rows, (index) => {
    const left = (index % columns) * side
    const top = Math.floor(index / columns) * side
    const colour = dice.pick(colours)
    const shape = dice.pick([
      `M0 0H${side}A${side} ${side} 0 0 1 0 ${side}Z`,
      `M0 0H${side}L0 ${side}Z`,
      `M0 ${side / 2}A${side / 2} ${side / 2} 0 0 1 ${side} ${side / 2}Z`,
      `M${side / 2} ${side * 0.12}a${side * 0.38} ${side * 0.38} 0 1 1 -.1 0Z`,
    ])
    const turn = dice.whole(0, 3) * 90
    return `<path d="${shape}" fill="${colour}" fill-opacity="${n2(dice.between(0.55, 1))}" transform="translate(${left} ${top}) rotate(${turn} ${side / 2} ${side / 2})"/>`
  }).join('')
}

/** Swells of water below a light. */
const waves: Motif = (canvas) => {
  const { width, height, x, y, reach, palette, dice, id } = canvas
  const layers = dice.whole(5, 7)
  const swells = series(layers, (index) => {
    const base = y - reach * 0.1 + (index * reach * 1.7) / layers
    const tall = dice.between(0.08, 0.2) * reach
    const long = dice.between(0.45, 0.9) * width
    const shift = dice.between(0, long)
    let d = `M${n(-shift - long)} ${n(base)}`
    for (let at = -shift - long; at < width + long; at += long) d += `q${n(long / 4)} ${n(-tall * 2)} ${n(long / 2)} 0t${n(long / 2)} 0`
    const colour = index % 2 === 0 ? palette.bright : palette.glow
    return `<path d="${d}V${height}H${n(-shift - long)}Z" fill="${index > layers - 3 ? palette.deep : colour}" fill-opacity="${n2(0.3 + index * 0.06)}"/>`
  }).join('')
  return `<defs>${glowing(canvas, 's')}</defs><circle cx="${n(x)}" cy="${n(y - reach * 0.2)}" r="${n(reach * dice.between(0.5, 0.8))}" fill="url(#${id('s')})"/>${swells}`
}

/** A city at night, some windows lit, before a large moon. */
const skyline: Motif = (canvas) => {
  const { width, height, x, y, reach, palette, dice, id } = canvas
  const rows = [0, 1].map((near) => {
    let out = ''
    for (let left = -10; left < width; ) {
      const wide = dice.between(0.1, 0.2) * 400
      const top = y + reach * (near === 0 ? dice.between(-0.55, 0.5) : dice.between(0.1, 0.95))
      out += `<rect x="${n(left)}" y="${n(top)}" width="${n(wide - (near === 0 ? 0 : 5))}" height="${n(height - top)}" fill="${near === 0 ? palette.bright : palette.deep}" fill-opacity="${near === 0 ? 0.5 : 0.92}"/>`
      for (let lit = 0; near === 1 && lit < 5; lit++) {
        const column = dice.whole(0, Math.max(1, Math.floor(wide / 16) - 2))
        out += `<rect x="${n(left + 8 + column * 16)}" y="${n(top + 14 + dice.whole(0, 9) * 20)}" width="8" height="11" fill="${palette.glow}" fill-opacity="${n2(dice.between(0.5, 1))}"/>`
      }
      left += wide
    }
    return out
  })
  return `<defs>${glowing(canvas, 's')}</defs><circle cx="${n(x + reach * dice.between(-0.3, 0.3))}" cy="${n(y - reach * 0.2)}" r="${n(reach * 0.78)}" fill="url(#${id('s')})"/>${rows.join('')}`
}

/** A planet with its paths, among stars. */
const orbits: Motif = (canvas) => {
  const { width, height, x, y, reach, palette, dice, id } = canvas
  const stars = series(46, () =>
    disc(dice.between(0, width), dice.between(0, height), dice.between(0.7, 2.4), palette.ink, dice.between(0.3, 0.9)),
  ).join('')
  const tilt = dice.between(-38, 38)
  const body = reach * dice.between(0.42, 0.6)
  const paths = series(dice.whole(3, 5), (index) => {
    const rx = body * (1.45 + index * 0.42)
    return `<ellipse cx="${n(x)}" cy="${n(y)}" rx="${n(rx)}" ry="${n(rx * 0.3)}" fill="none" stroke="${index % 2 === 0 ? palette.glow : palette.bright}" stroke-width="${n(dice.between(1.5, 7))}" stroke-opacity="${n2(0.95 - index * 0.15)}"/>`
  }).join('')
  const front = `<clipPath id="${id('f')}"><rect x="${n(x - 900)}" y="${n(y)}" width="1800" height="900"/></clipPath>`
  const turned = `transform="rotate(${n(tilt)} ${n(x)} ${n(y)})"`
  return `<defs>${glowing(canvas, 's')}${front}</defs>${stars}<g ${turned}>${paths}</g>${disc(x, y, body, palette.deep)}<circle cx="${n(x)}" cy="${n(y)}" r="${n(body)}" fill="url(#${id('s')})"/>${disc(x + body * 0.28, y + body * 0.22, body * 0.9, palette.deep, 0.32)}<g ${turned}><g clip-path="url(#${id('f')})">${paths}</g></g>`
}

/** Splinters flying from a point. */
const shards: Motif = ({ x, y, reach, palette, dice }) => {
  const count = dice.whole(16, 26)
  return series(count, (index) => {
    const at = (index * 2 * Math.PI) / count + dice.between(-0.15, 0.15)
    const near = reach * dice.between(0.08, 0.5)
    const far = near + reach * dice.between(0.4, 1.5)
    const half = dice.between(0.03, 0.14)
    const splinter = points([
      [x + Math.cos(at - half) * near, y + Math.sin(at - half) * near],
      [x + Math.cos(at) * far, y + Math.sin(at) * far],
      [x + Math.cos(at + half * 1.6) * near * 1.3, y + Math.sin(at + half * 1.6) * near * 1.3],
    ])
    const colour = dice.pick([palette.bright, palette.bright, palette.glow, palette.ink])
    return `<polygon points="${splinter}" fill="${colour}" fill-opacity="${n2(dice.between(0.45, 0.95))}"/>`
  }).join('')
}

/** A flower of see-through petals. */
const bloom: Motif = ({ x, y, reach, palette, dice }) => {
  const count = dice.whole(6, 11)
  const start = dice.between(0, 60)
  const layer = (long: number, wide: number, colour: string, opacity: number, shift: number) =>
    series(count, (index) => {
      const turn = n(start + shift + (index * 360) / count)
      return `<ellipse cx="${n(x)}" cy="${n(y - long)}" rx="${n(wide)}" ry="${n(long)}" fill="${colour}" fill-opacity="${opacity}" transform="rotate(${turn} ${n(x)} ${n(y)})"/>`
    }).join('')
  const wide = (reach * 2.2) / count
  return `${layer(reach * 0.72, wide * 1.15, palette.bright, 0.34, 180 / count)}${layer(reach * 0.5, wide * 0.9, palette.glow, 0.5, 0)}${layer(reach * 0.28, wide * 0.5, palette.bright, 0.75, 180 / count)}${disc(x, y, reach * 0.15, palette.ink)}`
}

/** Large and small discs, halves and arcs, thrown about. */
const confetti: Motif = ({ width, height, x, y, reach, palette, dice }) => {
  const colours = [palette.bright, palette.glow, palette.ink, palette.bright] as const
  const big = series(4, () =>
    disc(x + dice.between(-1, 1) * reach, y + dice.between(-0.9, 0.8) * reach, reach * dice.between(0.28, 0.62), dice.pick(colours), 0.88),
  ).join('')
  const small = series(22, () => {
    const at = `translate(${n(dice.between(0, width))} ${n(dice.between(0, height * 0.72))}) rotate(${n(dice.between(0, 360))})`
    const r = dice.between(6, 19)
    const colour = dice.pick(colours)
    return dice.pick([
      `<circle r="${n(r * 0.6)}" fill="${colour}" transform="${at}"/>`,
      `<path d="M${n(-r)} 0A${n(r)} ${n(r)} 0 0 1 ${n(r)} 0Z" fill="${colour}" transform="${at}"/>`,
      `<path d="M${n(-r)} 0A${n(r)} ${n(r)} 0 0 1 ${n(r)} 0" fill="none" stroke="${colour}" stroke-width="4" stroke-linecap="round" transform="${at}"/>`,
    ])
  }).join('')
  return `${big}${small}`
}

/** Two fans of threads that cross. */
const threads: Motif = ({ width, height, x, y, reach, palette, dice }) => {
  const fan = (fromX: number, fromY: number, colour: string) => {
    const toX = dice.between(0, width)
    return series(34, (index) => {
      const spread = (index / 33 - 0.5) * width * 2.3
      return `M${n(fromX)} ${n(fromY)}L${n(toX + spread)} ${n(fromY < height / 2 ? height : 0)}`
    })
      .join('')
      .replace(/^/, `<path stroke="${colour}" stroke-width="1.6" stroke-opacity=".62" fill="none" d="`)
      .concat('"/>')
  }
  const body = disc(x, y, reach * dice.between(0.42, 0.6), palette.bright)
  return `${body}${fan(dice.between(0, width), -20, palette.glow)}${fan(dice.between(0, width), height + 20, palette.deep)}${fan(-30, dice.between(0, height * 0.4), palette.bright)}`
}

/** A crescent over fog. */
const crescent: Motif = (canvas) => {
  const { width, height, x, y, reach, palette, dice, id } = canvas
  const side = dice.pick([-1, 1])
  const fog = series(7, (index) => {
    const at = y + reach * (0.45 + index * 0.17)
    return `<ellipse cx="${n(dice.between(0, width))}" cy="${n(at)}" rx="${n(width * dice.between(0.4, 0.8))}" ry="${n(reach * 0.12)}" fill="${palette.bright}" fill-opacity="${n2(dice.between(0.14, 0.32))}"/>`
  }).join('')
  const trunks = series(9, () => {
    const at = dice.between(-10, width)
    const wide = dice.between(6, 22)
    return `<polygon points="${points([
      [at, height],
      [at + wide * 0.35, -10],
      [at + wide * 0.6, -10],
      [at + wide * 1.2, height],
    ])}" fill="${palette.deep}" fill-opacity="${n2(dice.between(0.45, 0.85))}"/>`
  }).join('')
  const mask = `<mask id="${id('m')}"><rect width="${width}" height="${height}" fill="#fff"/>${disc(x + side * reach * 0.3, y - reach * 0.22, reach * 0.68, '#000')}</mask>`
  return `<defs>${glowing(canvas, 's')}${mask}</defs>${disc(x, y - reach * 0.1, reach * 1.25, palette.bright, 0.14)}<circle cx="${n(x)}" cy="${n(y - reach * 0.1)}" r="${n(reach * 0.8)}" fill="url(#${id('s')})" mask="url(#${id('m')})"/>${trunks}${fog}`
}

/** The motifs that suit each mood. */
export const motifs: Readonly<Record<Mood, readonly [Motif, ...Motif[]]>> = {
  action: [beams, shards, sun, tiles],
  adventure: [peaks, sun, waves],
  comedy: [confetti, tiles, bloom, beams],
  dark: [crescent, shards, threads, skyline],
  drama: [rings, threads, waves, sun, skyline, tiles],
  earth: [sun, peaks],
  fantasy: [crescent, peaks, bloom, orbits],
  future: [orbits, rings, beams],
  hero: [beams, shards, skyline],
  stage: [beams, confetti, waves, bloom],
  tender: [bloom, confetti, skyline, rings],
  young: [confetti, bloom, peaks, orbits],
}
