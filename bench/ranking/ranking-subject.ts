import { createRowFiller } from '../../origin-mocks/ranking/fill-rows.ts'
import { openKernel } from '../../origin-mocks/ranking/kernel/kernel.ts'
import { createKernelScorer } from '../../origin-mocks/ranking/kernel-scorer.ts'
import { rankPage } from '../../origin-mocks/ranking/rank-page.ts'
import type { Ask, Subject } from '../measure/subject.ts'
import { modelFile, pageWorld } from './page-world.ts'
import { kernelTask, unrolledTask } from './score-tasks.ts'

/** What is measured, by the word before the size in the name of a task. */
export type Who = 'kernel' | 'kernel-strict' | 'unrolled' | 'page' | 'page-whole' | 'page-new' | 'page-new-whole'

/** The kernel, the loop it is compared with, and whole pages, over builds that the runtime has at hand. Tasks are as `page 20000`. */
export function rankingSubject(modules: { readonly relaxed: WebAssembly.Module; readonly strict: WebAssembly.Module }): Subject {
  return {
    prepare(task) {
      const [who, size] = task.split(' ') as [Who, string]
      const items = Number(size)
      switch (who) {
        case 'kernel':
          return kernelTask(modules.relaxed, items, 128)
        case 'kernel-strict':
          return kernelTask(modules.strict, items, 128)
        case 'unrolled':
          return unrolledTask(items, 128)
        case 'page':
          return pageTask(modules.relaxed, items)
        case 'page-whole':
          return pageTask(modules.relaxed, items, { isWhole: true })
        case 'page-new':
          return pageTask(modules.relaxed, items, { isChanged: true })
        case 'page-new-whole':
          return pageTask(modules.relaxed, items, { isWhole: true, isChanged: true })
      }
    },
  }
}

/** Of a catalog that has changed since the model was trained, one title in so many is new, and as many are gone. */
const changedShare = 100

/**
 * One answer is one member's page, the titles of its rows one after the other. `isWhole` makes it the simple way, by rows of all their titles;
 * `isChanged` of a catalog that the model does not know whole.
 */
function pageTask(module: WebAssembly.Module, items: number, { isWhole = false, isChanged = false } = {}): Ask {
  const { columns, demands } = pageWorld(items, isChanged ? Math.floor(items / changedShare) : 0)
  const kernel = openKernel(module)
  const scorer = createKernelScorer(columns, 'synthetic', kernel.hold(modelFile(items)))
  const making = isWhole ? {} : { fillRows: createRowFiller(kernel) }
  // What is found once for a catalog, and the films that members watched, is found.
  for (const demand of demands) rankPage(columns, scorer, demand, making)
  return (turn) => {
    const demand = demands[turn % demands.length] as (typeof demands)[number]
    const page = rankPage(columns, scorer, demand, making)
    const shown = new Int32Array(page.rows.length * demand.maxTitles)
    for (const [row, { titles }] of page.rows.entries()) shown.set(titles, row * demand.maxTitles)
    return new Uint8Array(shown.buffer)
  }
}
