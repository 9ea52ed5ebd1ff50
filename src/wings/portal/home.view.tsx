import type { Day } from '../../core/day.ts'
import { type Column, columnHref, documentItem, type Listed, solicitationItem } from '../../modules/disclosure/index.ts'
import type { Figure as Counted } from '../../modules/statistics/index.ts'
import {
  Band,
  DatedList,
  Figure,
  Figures,
  Grid,
  LinkGrid,
  type Page,
  Search,
  Section,
  type SiteInfo,
  Stack,
  type Tile,
  Tiles,
} from '../../ui/index.ts'

type HomeView = {
  site: SiteInfo
  lists: readonly { title: string; rows: readonly Listed[]; column: Column | undefined }[]
  keyFields: readonly { code: string; name: string }[]
  solicitations: Parameters<typeof solicitationItem>[0][]
  figures: readonly Counted[]
  year: number
  today: Day
}

const tiles: Tile[] = [
  { label: '办事', href: '/services', icon: 'handle', note: '找事项，看要带什么' },
  { label: '查政策', href: '/search?kind=normative', icon: 'policy', note: '文件、解读、有效性' },
  { label: '申请公开', href: '/requests', icon: 'request', note: '没有公开的可以申请' },
  { label: '写信', href: '/letters', icon: 'letter', note: '咨询、建议、投诉' },
  { label: '预约取号', href: '/appointments', icon: 'ticket', note: '到大厅少排队' },
  { label: '查进度', href: '/progress', icon: 'progress', note: '办到哪一步了' },
]

/** One search, six verbs, what is new, what the year has brought. */
export function homePage({ site, lists, keyFields, solicitations, figures, year, today }: HomeView): Page {
  return {
    title: site.name,
    ownHeading: true,
    meta: {
      Description: `${site.name}：查政策、办事情、看公开、提意见。`,
      Keywords: `${site.shortName}，政务公开，政策文件，办事服务`,
    },
    feeds: [{ title: site.name, href: '/feeds/all.atom' }],
    body: (
      <Stack gap="large">
        <Band tone="light">
          <h1>您想办什么事</h1>
          <Search size="large" hotWords={site.hotWords ?? []} />
        </Band>
        <Tiles label="常用服务" tiles={tiles} />
        <Grid columns={2}>
          {lists.map((l) => (
            <Section
              key={l.title}
              title={l.title}
              more={l.column && { label: '更多', href: columnHref(l.column.code) }}
            >
              <DatedList items={l.rows.map((d) => documentItem(d))} />
            </Section>
          ))}
          <Section title="正在征集意见" more={{ label: '更多', href: '/solicitations' }}>
            <DatedList
              items={solicitations.map((s) => solicitationItem(s, today))}
              empty={<p>现在没有正在征集的事项。已经结束的和结果，请看“更多”。</p>}
            />
          </Section>
        </Grid>
        <Band tone="mist">
          <Section
            title={`${year} 年的数字`}
            more={{ label: '全部数字', href: `/figures?year=${year}` }}
            note="每个数字都能点开，看怎么算的、由哪些记录得来"
          >
            <Figures>
              {figures.map((f) => (
                <Figure
                  key={f.id}
                  label={f.label}
                  value={f.value}
                  unit={f.unit}
                  href={`/figures/${f.id}?year=${year}`}
                />
              ))}
            </Figures>
          </Section>
        </Band>
        {keyFields.length > 0 && (
          <Section title="重点领域信息公开" more={{ label: '查看全部', href: '/open/key-fields' }}>
            <LinkGrid label="重点领域" links={keyFields.map((c) => ({ label: c.name, href: columnHref(c.code) }))} />
          </Section>
        )}
      </Stack>
    ),
  }
}
