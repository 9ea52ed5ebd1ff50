import { type Column, grouped } from '../../../ui/index.ts'
import type { Told } from '../results.service.ts'
import type { Dimension, Period } from '../results.store.ts'
import { list } from './crumbs.ts'

export const dimensionLabels: Record<Dimension, string> = {
  unit: '单位',
  topic: '事项',
  town: '乡镇、街道',
  channel: '来源',
  kind: '类别',
  time: '时间',
}

/** Filter of the work list that shows what is behind a row. */
const filterOf: Record<Exclude<Dimension, 'time'>, string> = {
  unit: 'unit',
  topic: 'topic',
  town: 'place',
  channel: 'channel',
  kind: 'kind',
}

/** The orders behind a figure. */
export const behind = ({ from, to }: Period, more: Readonly<Record<string, string>> = {}): string =>
  `${list}?${new URLSearchParams({ group: 'all', from, to, ...more })}`

/** The orders behind a row; undefined where they cannot be listed by it. */
export const behindRow = (period: Period, by: Exclude<Dimension, 'time'>, key: string): string | undefined =>
  key === '' ? undefined : behind(period, { [filterOf[by]]: key })

const rate = (value: number | null) => (value === null ? '件数还少' : `${value} %`)

/** A table of standings, by one of what they are put together by. */
export function standingColumns(period: Period, by: Exclude<Dimension, 'time'>): Column<Told>[] {
  const more = (r: Told, is: string) => behind(period, { [filterOf[by]]: r.key, is })
  const linked = (r: Told, n: number, is: string) =>
    n === 0 || r.key === '' ? grouped(n) : <a href={more(r, is)}>{grouped(n)}</a>
  return [
    {
      head: dimensionLabels[by],
      cell: (r) => {
        const href = behindRow(period, by, r.key)
        return href ? <a href={href}>{r.name}</a> : r.name
      },
      wide: true,
    },
    { head: '收到', cell: (r) => grouped(r.received), numeric: true },
    { head: '答复率', cell: (r) => rate(r.replyRate), numeric: true, nowrap: true },
    { head: '办结率', cell: (r) => rate(r.completionRate), numeric: true, nowrap: true },
    { head: '满意率', cell: (r) => rate(r.satisfactionRate), numeric: true, nowrap: true },
    { head: '超期', cell: (r) => linked(r, r.overdue, 'late'), numeric: true },
    { head: '重新办理', cell: (r) => linked(r, r.reopened, 'reopened'), numeric: true },
  ]
}
