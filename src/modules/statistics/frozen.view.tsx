import {
  Actions,
  ButtonLink,
  type Column,
  DayText,
  EmptyState,
  InstantText,
  MetadataTable,
  Notice,
  type Page,
  Section,
  Stack,
  Table,
  Tag,
} from '../../ui/index.ts'
import type { CellDifference, Comparison, frozenForms } from './freeze.ts'
import { asFrozen } from './output/file.ts'
import { FormSheets } from './sheets.tsx'
import type { Difference } from './store.ts'

type Line = Awaited<ReturnType<typeof frozenForms>>[number]
const crumbs = [
  { label: '工作台', href: '/desk' },
  { label: '统计', href: '/desk/statistics' },
]

export function FrozenTable({ frozen }: { frozen: readonly Line[] }) {
  const columns: Column<Line>[] = [
    {
      head: '统计表',
      cell: (f) => <a href={`/desk/statistics/frozen/${f.id}`}>{`${f.year} 年（${f.template} 年格式）`}</a>,
      wide: true,
    },
    { head: '单位', cell: (f) => f.unitName },
    { head: '定稿', cell: (f) => <InstantText at={f.frozenAt} />, nowrap: true },
    { head: '定稿人', cell: (f) => f.frozenBy, nowrap: true },
    {
      head: '状态',
      cell: (f) => (f.supersededAt ? <Tag>已被替换：{f.supersededReason}</Tag> : <Tag tone="good">有效</Tag>),
    },
  ]
  return (
    <Table
      caption="已定稿的统计表"
      captionHidden
      columns={columns}
      rows={frozen}
      rowKey={(f) => f.id}
      empty={<EmptyState title="还没有定稿的统计表">打开某一年的统计表，核对勾稽关系后定稿。</EmptyState>}
    />
  )
}

export function frozenListPage({ frozen }: { frozen: readonly Line[] }): Page {
  return { title: '定稿的统计表', breadcrumb: crumbs, wide: true, body: <FrozenTable frozen={frozen} /> }
}

export function frozenPage(comparison: Comparison): Page {
  const { frozen, differences, untouched, now } = comparison
  const form = asFrozen(comparison)
  const changed = new Set(differences.map((d) => d.cell))
  return {
    title: `${now.title}（定稿）`,
    breadcrumb: crumbs,
    wide: true,
    body: (
      <Stack>
        {frozen.supersededAt && (
          <Notice kind="warning" title="这份定稿已被后来的定稿替换">
            <p>
              <InstantText at={frozen.supersededAt} />
              ，理由：{frozen.supersededReason}
            </p>
          </Notice>
        )}
        {!untouched && (
          <Notice kind="error" title="定稿的内容与摘要不符">
            保存的数或记录在系统之外被改动过，请立即报告审计人员。
          </Notice>
        )}
        <MetadataTable
          rows={[
            { label: '填报单位', value: now.unit.name },
            {
              label: '定稿',
              value: (
                <>
                  <InstantText at={frozen.frozenAt} />，{frozen.frozenBy}
                </>
              ),
            },
            { label: '单位负责人', value: frozen.unitHead },
            { label: '审核人', value: frozen.reviewer },
            { label: '填报人', value: frozen.preparer },
            { label: '联系电话', value: frozen.phone },
            { label: '填报日期', value: <DayText day={frozen.filledOn} /> },
            { label: 'SM3 摘要', value: frozen.digest.toString('hex'), wide: true },
          ]}
        />
        <Actions>
          <ButtonLink href={`/desk/statistics/frozen/${frozen.id}/file?format=xlsx`} download icon="download">
            下载定稿（.xlsx）
          </ButtonLink>
          <ButtonLink href={`/desk/statistics/frozen/${frozen.id}/file?format=docx`} download icon="download">
            下载定稿（.docx）
          </ButtonLink>
        </Actions>
        <Section title="定稿以来的变化" note="按现在的记录重新统计，与定稿逐条比较。">
          <Differences differences={differences} />
        </Section>
        <FormSheets
          form={form}
          href={(cell) =>
            `/desk/statistics/forms/${frozen.template}/${frozen.year}/cells/${cell}?${new URLSearchParams({ unit: frozen.unitCode })}`
          }
          mark={(cell) => changed.has(cell) && <Tag tone="warning">有变化</Tag>}
        />
      </Stack>
    ),
  }
}

const words = { added: '新增', gone: '不再计入', changed: '数额变化' } as const
/** Differences of a cell shown at once; more are counted. */
const shownAtMost = 50

function Differences({ differences }: { differences: readonly CellDifference[] }) {
  if (differences.length === 0)
    return (
      <Notice kind="success" title="没有变化">
        每一格的数和背后的记录都与定稿时相同。
      </Notice>
    )
  const columns: Column<Difference>[] = [
    { head: '变化', cell: (d) => words[d.kind], nowrap: true },
    { head: '记录', cell: (d) => d.label ?? d.subject, wide: true },
    { head: '定稿时', cell: (d) => d.before ?? '—', numeric: true },
    { head: '现在', cell: (d) => d.now ?? '—', numeric: true },
  ]
  return (
    <Stack>
      {differences.map((d) => (
        <Section
          key={d.cell}
          level={3}
          title={`${d.cell} ${d.label}：定稿 ${d.frozen ?? '空白'}，现在 ${d.now ?? '空白'}`}
        >
          {d.records.length > 0 && (
            <Table
              caption={d.records.length > shownAtMost ? `前 ${shownAtMost} 条变化` : '变化的记录'}
              columns={columns}
              rows={d.records.slice(0, shownAtMost)}
              total={d.records.length}
              rowKey={(r) => r.subject}
            />
          )}
        </Section>
      ))}
    </Stack>
  )
}
