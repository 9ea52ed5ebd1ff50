import type { Day } from '../../../core/day.ts'
import {
  BarChart,
  DayText,
  EmptyState,
  grouped,
  LinkGrid,
  type Page,
  Section,
  Stack,
  Table,
  Tabs,
} from '../../../ui/index.ts'
import type { Column } from '../columns.store.ts'
import { columnHref, home } from './addresses.ts'

type RankingView = {
  rows: readonly { code: string; name: string; visits: number }[]
  year: number
  years: readonly number[]
}

export function rankingPage({ rows, year, years }: RankingView): Page {
  const total = rows.reduce((sum, r) => sum + r.visits, 0)
  return {
    title: '栏目访问排行',
    breadcrumb: [home],
    body: (
      <Stack gap="large">
        {years.length > 1 && (
          <Tabs
            label="年份"
            tabs={years.map((y) => ({ label: `${y} 年`, href: `/ranking?year=${y}`, current: y === year }))}
          />
        )}
        {rows.length === 0 ? (
          <EmptyState title={`${year} 年还没有访问记录`}>栏目有人访问后，这里会按次数排列。</EmptyState>
        ) : (
          <>
            <p>
              {year} 年各栏目共被访问 {grouped(total)} 次。只数次数，不识别访问者；搜索引擎等程序的访问不计。
            </p>
            <BarChart
              title={`${year} 年访问最多的十个栏目`}
              unit="次"
              data={rows.slice(0, 10).map((r) => ({ label: r.name, value: r.visits }))}
            />
            <Table
              caption={`${year} 年栏目访问次数`}
              rows={rows}
              rowKey={(r) => r.code}
              columns={[
                { head: '名次', cell: (_r, i) => i + 1, numeric: true },
                { head: '栏目', cell: (r) => <a href={columnHref(r.code)}>{r.name}</a>, names: true, wide: true },
                { head: '访问次数', cell: (r) => grouped(r.visits), numeric: true },
              ]}
            />
          </>
        )}
      </Stack>
    ),
  }
}

type Account = { id: number; platform: string; name: string; openedOn: Day; unitName: string }

export function mediaPage({ accounts }: { accounts: readonly (Account & { platformName: string })[] }): Page {
  return {
    title: '政务新媒体',
    breadcrumb: [home],
    body: (
      <Stack>
        <p>这些是本市各单位开设、仍在更新的账号。名称相近而不在表中的，不是政府账号。</p>
        <Table
          caption="政务新媒体账号"
          rows={accounts}
          total={accounts.length}
          rowKey={(a) => a.id}
          columns={[
            { head: '账号', cell: (a) => a.name, wide: true },
            { head: '平台', cell: (a) => a.platformName, nowrap: true },
            { head: '主办单位', cell: (a) => a.unitName },
            { head: '开设日期', cell: (a) => <DayText day={a.openedOn} />, nowrap: true },
          ]}
          empty={<EmptyState title="没有登记的账号">信息以本网站公布的为准。</EmptyState>}
        />
      </Stack>
    ),
  }
}

const others = [
  { label: '政府机构', href: '/units' },
  { label: '领导分工', href: '/leaders' },
  { label: '办事', href: '/services' },
  { label: '改革清单', href: '/services/lists' },
  { label: '信息查阅场所', href: '/consultation-sites' },
  { label: '重点领域信息公开', href: '/open/key-fields' },
  { label: '政务新媒体', href: '/media' },
  { label: '栏目访问排行', href: '/ranking' },
  { label: '行为链首公布', href: '/chain' },
  { label: '搜索', href: '/search' },
]

export function sitemapPage({ columns }: { columns: readonly Column[] }): Page {
  const top = columns.filter((c) => c.parentCode === null)
  const below = (code: string): Column[] =>
    columns.filter((c) => c.parentCode === code).flatMap((c) => [c, ...below(c.code)])
  return {
    title: '网站地图',
    breadcrumb: [home],
    body: (
      <Stack gap="large">
        {top.map((c) => {
          const members = below(c.code)
          return (
            <Section key={c.code} title={<a href={columnHref(c.code)}>{c.name}</a>}>
              {members.length > 0 ? (
                <LinkGrid label={c.name} links={members.map((m) => ({ label: m.name, href: columnHref(m.code) }))} />
              ) : (
                <p>{c.description}</p>
              )}
            </Section>
          )
        })}
        <Section title="其他">
          <LinkGrid label="其他" links={others} />
        </Section>
      </Stack>
    ),
  }
}
