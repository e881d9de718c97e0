import { Markup } from './markup.ts'

/** The style of the page: light or dark as the reader has it, wide tables scroll by themselves. */
export const style = new Markup(`
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { margin: 2rem auto; padding: 0 1rem; max-width: 64rem; }
section { margin-top: 3rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; margin: 1rem 0; font-size: 0.875rem; font-variant-numeric: tabular-nums; }
caption { text-align: left; font-weight: 600; padding-bottom: 0.25rem; }
th, td { padding: 0.2rem 0.9rem 0.2rem 0; border-bottom: 1px solid #8884; text-align: left; vertical-align: top; }
tbody th { font-weight: 400; }
.number { text-align: right; white-space: nowrap; }
.warning { border-left: 4px solid #d55e00; padding-left: 0.75rem; }
figure { margin: 1.5rem 0; }
figcaption { font-weight: 600; }
.legend { list-style: none; display: flex; flex-wrap: wrap; gap: 0 1.2rem; margin: 0.25rem 0; padding: 0; font-size: 0.875rem; }
.mark { width: 0.8em; height: 0.8em; margin-right: 0.4em; }
.plot { width: 100%; height: auto; display: block; }
.plot text { font-size: 12px; fill: currentColor; }
.plot .tick { opacity: 0.75; }
.plot .grid { stroke: #8883; }
.plot .axis { stroke: currentColor; opacity: 0.5; }
.plot .gain { fill: #0072b2; }
.plot .chosen { fill: none; stroke: #d55e00; stroke-width: 2; }
.plot .sum { fill: currentColor; stroke: Canvas; }
details { margin: 0.5rem 0; }
summary { cursor: pointer; }
`)
