import type { Job } from '../../platform/module.ts'
import { askForRatings, countDefaults } from './asking.service.ts'
import { followOrders } from './orders.service.ts'

export const jobs: readonly Job[] = [
  { name: 'ratings.ask', cron: '*/10 8-20 * * *', run: async (ctx) => void (await askForRatings(ctx)) },
  { name: 'ratings.countDefaults', cron: '20 1 * * *', run: async (ctx) => void (await countDefaults(ctx)) },
  { name: 'ratings.followOrders', cron: '*/10 * * * *', run: async (ctx) => void (await followOrders(ctx)) },
]
