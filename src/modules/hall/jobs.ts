import type { Job } from '../../platform/module.ts'
import { remindAppointments, settleAppointments } from './appointment-jobs.ts'
import { closeAllDays } from './close.service.ts'

export const jobs: readonly Job[] = [
  // When no hall is open any more; a night on which the server was down is made up.
  { name: 'hall.closeDays', cron: '50 23 * * *', run: closeAllDays },
  { name: 'hall.settleAppointments', cron: '*/10 * * * *', run: async (ctx) => void (await settleAppointments(ctx)) },
  // In the afternoon before: early enough to plan, late enough to be remembered.
  { name: 'hall.remindAppointments', cron: '0 16 * * *', run: async (ctx) => void (await remindAppointments(ctx)) },
]
