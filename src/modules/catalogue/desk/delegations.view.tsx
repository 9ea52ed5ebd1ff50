import { DayText, EmptyState, type Page, Section, Stack, Table } from '../../../ui/index.ts'
import type { DelegationLine } from '../delegation.service.ts'
import { decidedAtLabels } from '../labels.ts'
import { delegationPlaces } from '../schema.ts'
import { at, top } from './crumbs.ts'

const place = (code: string) => (decidedAtLabels as Readonly<Record<string, string>>)[code] ?? code
const sum = (lines: readonly DelegationLine[], of: 'materialsBefore' | 'materialsAfter' | 'daysBefore' | 'daysAfter') =>
  lines.reduce((total, line) => total + line[of], 0)
const less = (before: number, after: number) =>
  before === 0 ? '—' : `${(((before - after) / before) * 100).toFixed(1)}%`

export function delegationsPage({ lines }: { lines: readonly DelegationLine[] }): Page {
  const groups = delegationPlaces.map((code) => ({ code, lines: lines.filter((l) => l.decidedAt === code) }))
  const sums = [
    ...groups.filter((g) => g.lines.length > 0).map((g) => ({ label: `${place(g.code)}决定`, lines: g.lines })),
  ]
  return {
    title: '下沉事项',
    breadcrumb: top,
    wide: true,
    body: (
      <Stack gap="large">
        {lines.length > 0 && (
          <Section title="合计">
            <Table
              caption="下放前后"
              captionHidden
              columns={[
                { head: '决定层级', cell: (s) => s.label, nowrap: true },
                { head: '事项', cell: (s) => s.lines.length, numeric: true },
                { head: '下放前材料', cell: (s) => sum(s.lines, 'materialsBefore'), numeric: true },
                { head: '下放后材料', cell: (s) => sum(s.lines, 'materialsAfter'), numeric: true },
                {
                  head: '材料减少',
                  cell: (s) => less(sum(s.lines, 'materialsBefore'), sum(s.lines, 'materialsAfter')),
                  numeric: true,
                },
                { head: '下放前工作日', cell: (s) => sum(s.lines, 'daysBefore'), numeric: true },
                { head: '下放后工作日', cell: (s) => sum(s.lines, 'daysAfter'), numeric: true },
                {
                  head: '时限减少',
                  cell: (s) => less(sum(s.lines, 'daysBefore'), sum(s.lines, 'daysAfter')),
                  numeric: true,
                },
              ]}
              rows={[...sums, { label: '合计', lines }]}
              rowKey={(s) => s.label}
            />
          </Section>
        )}
        <Table
          caption="现在下沉的事项"
          columns={[
            {
              head: '事项',
              cell: (d) => (
                <>
                  <a href={at.item(d.itemId)}>{d.name}</a>
                  <br />
                  <small>
                    {d.unitName}，{d.authority}
                  </small>
                </>
              ),
              wide: true,
            },
            { head: '受理', cell: (d) => place(d.acceptedAt), nowrap: true },
            { head: '决定', cell: (d) => place(d.decidedAt), nowrap: true },
            { head: '材料', cell: (d) => `${d.materialsBefore} → ${d.materialsAfter}`, nowrap: true },
            { head: '工作日', cell: (d) => `${d.daysBefore} → ${d.daysAfter}`, nowrap: true },
            { head: '下放', cell: (d) => <DayText day={d.delegatedOn} />, nowrap: true },
          ]}
          rows={lines}
          total={lines.length}
          rowKey={(d) => d.id}
          empty={
            <EmptyState title="还没有下沉的事项">
              打开一个已发布的事项，点“登记下沉”，写明由谁受理、由谁决定。
            </EmptyState>
          }
        />
      </Stack>
    ),
  }
}
