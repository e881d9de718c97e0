import { openShop } from '../shop.ts'
import { maxBytes, steadyShop } from '../steady-shop.ts'

export const subject = steadyShop((now) => openShop({ maxBytes, now }))
