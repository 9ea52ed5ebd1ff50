import type { Ctx } from '../../platform/context.ts'
import type { Indicator, Scope } from '../../platform/indicator.ts'
import { EmptyState, Pager, Section, Table } from '../../ui/index.ts'
import { listRecords, type RecordsPage } from './counting.ts'
import { recordColumns } from './records.view.tsx'
import { getIndicator } from './registry.ts'
import { recordsBehind } from './service.ts'

export type PublicRecordsPage = { indicator: Indicator; records: RecordsPage }

/** A page of what is behind an indicator, as everyone may see it. Throws NotFound for an unknown one. */
export async function publicRecords(ctx: Ctx, id: string, scope: Scope, after?: string): Promise<PublicRecordsPage> {
  const indicator = getIndicator(id)
  const records = await listRecords(ctx.db, recordsBehind(ctx, scope, [indicator]), { cursor: after, size: 50 })
  return { indicator, records }
}

/** The records behind a figure, for everyone. @param href - where the next page is, by its cursor */
export function PublicRecords({
  page: { indicator, records },
  href,
  empty = '统计期内没有记录',
}: {
  page: PublicRecordsPage
  href: (after: string) => string
  empty?: string
}) {
  return (
    <Section title="背后的记录" note="与上面的数出自同一条查询；个人信息不在其中。">
      <Table
        caption="记录"
        columns={recordColumns([indicator], 'public')}
        rows={records.records}
        total={records.total}
        rowKey={(r) => r.subject}
        empty={<EmptyState title={empty} />}
      />
      <Pager total={records.total} next={records.next && href(records.next)} />
    </Section>
  )
}
