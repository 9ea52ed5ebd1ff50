import {
  ButtonLink,
  Card,
  DatedList,
  EmptyState,
  Grid,
  LinkGrid,
  type Page,
  Section,
  Stack,
} from '../../../ui/index.ts'
import type { Column } from '../columns.store.ts'
import { columnPartLabels, statutoryClassLabels } from '../labels.ts'
import type { Listed } from '../published.store.ts'
import type { ColumnPart } from '../schema.ts'
import { columnHref, home } from './addresses.ts'
import { columnMeta } from './columns.view.tsx'
import { documentItem } from './lists.tsx'

type OpenView = {
  root: Column | undefined
  columns: readonly Column[]
  reports: readonly Listed[]
  latest: readonly Listed[]
}

const notes: Record<ColumnPart, string> = {
  guide: '公开哪些信息、怎样查、怎样申请、找谁',
  rules: '公开工作依据的法规和本市的制度',
  content: '按法定类别查看应当主动公开的信息',
  reports: '每年公开了多少、怎样公开、有哪些不足',
  application: '没有主动公开的，可以依法申请',
}

/**
 * Front of the disclosure platform with its fixed parts in their fixed order.
 * @basis 国办公开办函〔2019〕61号
 */
export function openPage({ root, columns, reports, latest }: OpenView): Page {
  const parts = Object.keys(columnPartLabels) as ColumnPart[]
  const entries = parts.flatMap((part) =>
    columns.filter((c) => c.part === part).map((c) => ({ label: c.name, href: columnHref(c.code), note: notes[part] })),
  )
  return {
    title: root?.name ?? '政府信息公开',
    breadcrumb: [home],
    meta: root ? columnMeta(root) : {},
    feeds: root ? [{ title: root.name, href: `/feeds/columns/${root.code}.atom` }] : [],
    body: (
      <Stack gap="large">
        <LinkGrid label="政府信息公开平台" links={entries} />
        <Section
          title="法定主动公开内容"
          more={{ label: '重点领域信息公开', href: '/open/key-fields' }}
          note="《中华人民共和国政府信息公开条例》第二十条列明的类别"
        >
          <Grid columns={2}>
            {statutoryClassLabels.map((label, i) => {
              const members = columns.filter((c) => c.statutoryClass === i + 1)
              return (
                <Card key={label} title={`${i + 1}. ${label}`}>
                  {members.length > 0 ? (
                    <LinkGrid label={label} links={members.map((c) => ({ label: c.name, href: columnHref(c.code) }))} />
                  ) : (
                    <p>本市没有单设栏目，可以在搜索中查找。</p>
                  )}
                </Card>
              )
            })}
          </Grid>
        </Section>
        <Section title="政府信息公开年报" more={{ label: '逐项写明出处的年度报告', href: '/reports' }}>
          <DatedList
            items={reports.map((d) => documentItem(d))}
            empty={<EmptyState title="还没有发布年度报告">每年 1 月 31 日前公布上一年度的报告。</EmptyState>}
          />
        </Section>
        <Section title="最近公开">
          <DatedList items={latest.map((d) => documentItem(d))} />
        </Section>
        <Section title="申请公开" note="没有主动公开的政府信息，公民、法人和其他组织可以提出申请，一般不收费。">
          <ButtonLink href="/requests" kind="primary">
            申请公开
          </ButtonLink>
        </Section>
      </Stack>
    ),
  }
}

export function keyFieldsPage({ fields }: { fields: readonly { column: Column; newest: readonly Listed[] }[] }): Page {
  return {
    title: '重点领域信息公开',
    breadcrumb: [home, { label: '政府信息公开', href: '/open' }],
    body:
      fields.length === 0 ? (
        <EmptyState title="今年还没有列出重点领域">可以先看政府信息公开目录。</EmptyState>
      ) : (
        <Stack gap="large">
          {fields.map(({ column, newest }) => (
            <Section
              key={column.code}
              title={column.name}
              note={column.description}
              more={{ label: '查看全部', href: columnHref(column.code) }}
            >
              <DatedList items={newest.map((d) => documentItem(d))} empty={<p>今年还没有新的信息。</p>} />
            </Section>
          ))}
        </Stack>
      ),
  }
}
