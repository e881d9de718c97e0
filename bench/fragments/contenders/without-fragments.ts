import { openShop } from '../shop.ts'
import { steadyShop } from '../steady-shop.ts'

export const subject = steadyShop(() => openShop())
