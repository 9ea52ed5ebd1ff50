import type { Job } from '../../platform/module.ts'
import { takeEffect } from './publish.service.ts'

export const jobs: readonly Job[] = [
  { name: 'catalogue.takeEffect', cron: '1 0 * * *', run: async (ctx) => void (await takeEffect(ctx)) },
]
