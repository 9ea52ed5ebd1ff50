import type { BoardCall } from './board.ts'
import type { Wait } from './estimate.ts'
import type { Ticket } from './queue.store.ts'

/** Where a counter is, as it is called out: 3 号综合窗口. The number tells it from others of its name. */
export const placeOfCounter = (number: number, name: string): string =>
  `${number} 号${name.replace(/[\u4E00\u4E8C\u4E09\u56DB\u4E94\u516D\u4E03\u516B\u4E5D\u5341\d]+$/, '') || '窗口'}`

/** What the board speaks. */
export const callWords = (c: Pick<BoardCall, 'label' | 'counterNumber' | 'counterName'>): string =>
  `请 ${c.label} 号到 ${placeOfCounter(c.counterNumber, c.counterName)}`

/** How long one will wait, with how sure that is. */
export function waitWords(wait: Wait): string {
  switch (wait.kind) {
    case 'now':
      return '马上就能轮到'
    case 'unknown':
      return '还估计不出要等多久'
    case 'noCounter':
      return '窗口还没有开，开了以后按顺序叫号'
    case 'minutes':
      return wait.low === wait.high
        ? `大约等 ${wait.middle} 分钟`
        : `大约等 ${wait.middle} 分钟，多半在 ${wait.low} 到 ${wait.high} 分钟之间`
  }
}

export const aheadWords = (ahead: number): string => (ahead === 0 ? '前面没有人' : `前面还有 ${ahead} 人`)

/** What whoever holds a number has to know now. */
export function ticketWords(t: Pick<Ticket, 'state' | 'counterNumber' | 'counterName' | 'voidReason'>): string {
  const place = t.counterNumber === null ? '窗口' : placeOfCounter(t.counterNumber, t.counterName ?? '')
  switch (t.state) {
    case 'waiting':
      return '请等候叫号'
    case 'called':
      return `请到 ${place}`
    case 'serving':
      return `正在 ${place}办理`
    case 'done':
      return '已经办完，谢谢'
    case 'left':
      return '这个号已经取消'
    case 'void':
      return t.voidReason === 'missed'
        ? '叫了几次没有人来，这个号已经作废。还要办的，请重新取号'
        : '今天已经收号，这个号作废了'
  }
}

/** Address of the page that follows a ticket. */
export const ticketHref = (code: string): string => `/tickets/${code}`
