import type { Indicator } from '../../platform/indicator.ts'
import { Figure, type Page, Section, Stack, Table } from '../../ui/index.ts'
import type { RecordsPage } from './counting.ts'
import { crumbs } from './desk.view.tsx'
import type { FilledForm } from './form.ts'
import { periodOf } from './period.ts'
import { Records } from './records.view.tsx'

export function cellPage({
  form,
  cell: id,
  behind,
  records,
}: {
  form: FilledForm
  cell: string
  behind: readonly Indicator[]
  records: RecordsPage | undefined
}): Page {
  const cell = form.cells.find((c) => c.id === id)
  const base = `/desk/statistics/forms/${form.template.code}/${form.year}`
  const query = { unit: form.unit.code }
  const [only] = behind
  return {
    title: `${id} ${cell?.label ?? ''}`,
    breadcrumb: [...crumbs, { label: form.title, href: `${base}?${new URLSearchParams(query)}` }],
    wide: true,
    body: (
      <Stack>
        <Figure
          label={cell?.label ?? ''}
          value={cell?.value ?? null}
          unit={cell?.unit ?? ''}
          period={periodOf({ ...form.scope, kind: 'during' })}
          definition={cell?.blankBecause ?? (behind.length === 1 ? only?.definition : `${behind.length} 项指标之和`)}
        />
        {behind.length > 1 && cell && 'sum' in cell.source && (
          <Section title="由哪些格相加">
            <Table
              caption="相加的各格"
              captionHidden
              columns={[
                {
                  head: '编号',
                  cell: (c) => <a href={`${base}/cells/${c.id}?${new URLSearchParams(query)}`}>{c.id}</a>,
                  nowrap: true,
                },
                { head: '名称', cell: (c) => c.label, wide: true },
                { head: '数', cell: (c) => c.value ?? '空白', numeric: true },
              ]}
              rows={form.cells.filter((c) => 'sum' in cell.source && cell.source.sum.includes(c.id))}
              rowKey={(c) => c.id}
            />
          </Section>
        )}
        {behind.length === 1 && only && (
          <p>
            <a
              href={`/desk/statistics/indicators/${only.id}?${new URLSearchParams({ ...query, year: String(form.year) })}`}
            >
              指标 {only.id}：定义、来源和各月情况
            </a>
          </p>
        )}
        {records && (
          <Records
            records={records}
            indicators={behind}
            next={records.next && `${base}/cells/${id}?${new URLSearchParams({ ...query, after: records.next })}`}
          />
        )}
      </Stack>
    ),
  }
}
