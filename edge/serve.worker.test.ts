import { edgeBehaviour } from './test/edge-behaviour.ts'

edgeBehaviour('workerd')
