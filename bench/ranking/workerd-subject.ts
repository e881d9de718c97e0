/// <reference path="../../origin-mocks/ranking/kernel/wasm-modules.d.ts" />
import relaxed from '../../origin-mocks/ranking/kernel/relaxed.wasm'
import strict from '../../origin-mocks/ranking/kernel/strict.wasm'
import { rankingSubject } from './ranking-subject.ts'

/** For workerd, which is given the builds compiled. */
export const subject = rankingSubject({ relaxed, strict })
