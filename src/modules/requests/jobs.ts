import { due } from '../../core/clock.ts'
import type { RunningClock } from '../../platform/redate.ts'
import { listRunning, saveDue } from './store.ts'

/**
 * The last day for the answer, while the request is open: the reply period from receipt, with what was granted and what
 * the clock stood still.
 * @basis 《政府信息公开条例》(国务院令第711号)第三十三条
 */
export const replyClock: RunningClock = {
  act: 'requests.redated',
  async listRunning({ law, calendar }, tx, after, limit) {
    const requests = await listRunning(tx, after, limit)
    return requests.map(({ id, number, unitCode, regime, receivedOn, extension, paused, dueOn }) => ({
      ...{ id, unitCode, dueOn, subject: `request:${number}`, label: `${number}号政府信息公开申请` },
      redated: due({ days: law.regime(regime).limits.replyDays + extension + paused, from: receivedOn, calendar })
        .dueOn,
    }))
  },
  saveDue,
}
