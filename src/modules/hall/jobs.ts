import type { Job } from '../../platform/module.ts'
import { closeAllDays } from './close.service.ts'

export const jobs: readonly Job[] = [
  // When no hall is open any more; a night on which the server was down is made up.
  { name: 'hall.closeDays', cron: '50 23 * * *', run: closeAllDays },
]
