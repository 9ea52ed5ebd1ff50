import type { Day } from '../../core/day.ts'
import { DayText, type Page, Prose, Stack, Table } from '../../ui/index.ts'

/** Head of the chain of acts, day by day, so that anyone can see that yesterday's records were not rewritten. */
export function chainPage({ heads }: { heads: readonly { day: string; position: number; hash: Buffer }[] }): Page {
  return {
    title: '记录链首公布',
    breadcrumb: [{ label: '首页', href: '/' }],
    body: (
      <Stack gap="large">
        <Prose>
          <p>
            本平台的每一次操作都写成一条记录，每条记录都带着前一条的校验值（国密 SM3
            算法），首尾相连成链。这里每天公布前一天最后一条记录的校验值。谁要是改动了以前的任何一条记录，算出来的校验值就会与这里公布的不同。
          </p>
          <p>您可以把某一天的校验值抄下来，年度报告里也会印出年末的校验值，随时可以对照。</p>
        </Prose>
        <Table
          caption="每日链首"
          columns={[
            { head: '日期', cell: (h) => <DayText day={h.day as Day} style="weekday" />, nowrap: true },
            { head: '记录条数', cell: (h) => h.position.toLocaleString('zh-CN'), numeric: true },
            { head: '校验值（SM3）', cell: (h) => <code>{h.hash.toString('hex')}</code>, wide: true },
          ]}
          rows={heads}
          rowKey={(h) => h.day}
        />
      </Stack>
    ),
  }
}
