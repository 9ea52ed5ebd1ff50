import type { Day } from '../../../core/day.ts'
import {
  DatedList,
  DayText,
  EmptyState,
  MetadataTable,
  type Page,
  Prose,
  Section,
  Stack,
  Tag,
  Timeline,
} from '../../../ui/index.ts'
import { home } from './addresses.ts'
import type { Held } from './answers.store.ts'

const interaction = { label: '政民互动', href: '/columns/interaction' }

type HeldKind = { title: string; href: string; persons: string; empty: string; column: string }
export const interviews: HeldKind = {
  title: '在线访谈',
  href: '/interviews',
  persons: '嘉宾',
  empty: '还没有举办过在线访谈',
  column: '在线访谈',
}
export const pressConferences: HeldKind = {
  title: '新闻发布会',
  href: '/press-conferences',
  persons: '发布人',
  empty: '还没有举办过新闻发布会',
  column: '新闻发布',
}

const metaOf = (name: string) => ({
  ColumnName: name,
  ColumnType: '互动交流',
  ColumnDescription: name,
  ColumnKeywords: name,
})

/** All interviews, or all press conferences. */
export function heldsPage({ kind, rows }: { kind: HeldKind; rows: readonly Held[] }): Page {
  return {
    title: kind.title,
    breadcrumb: [home, interaction],
    meta: metaOf(kind.column),
    body: (
      <DatedList
        items={rows.map((r) => ({
          title: r.title,
          href: `${kind.href}/${r.id}`,
          day: r.heldOn,
          note: [r.unitName, r.persons && `${kind.persons}：${r.persons}`].filter(Boolean).join(' · '),
          tag: r.headAttended && <Tag tone="accent">主要负责同志参加</Tag>,
        }))}
        empty={<EmptyState title={kind.empty}>有了新的内容会在这里公布。</EmptyState>}
      />
    ),
  }
}

type HeldView = {
  title: string
  heldOn: Day
  persons: string
  headAttended: boolean
  body: string
  unitCode: string
  unitName: string
}

export function heldPage({ kind, held }: { kind: HeldKind; held: HeldView }): Page {
  return {
    title: held.title,
    breadcrumb: [home, interaction, { label: kind.title, href: kind.href }],
    meta: {
      ArticleTitle: held.title,
      PubDate: `${held.heldOn} 00:00`,
      ContentSource: held.unitName,
      ColumnName: kind.column,
      ColumnType: '互动交流',
    },
    body: (
      <Stack gap="large">
        <MetadataTable
          rows={[
            { label: '时间', value: <DayText day={held.heldOn} style="long" /> },
            { label: '举办单位', value: <a href={`/units/${held.unitCode}`}>{held.unitName}</a> },
            { label: kind.persons, value: held.persons },
            { label: '主要负责同志', value: held.headAttended ? '参加' : '未参加' },
          ]}
        />
        {held.body ? <Prose html={held.body} /> : <p>文字实录整理后在这里公布。</p>}
      </Stack>
    ),
  }
}

type ConcernRow = { id: number; topic: string; raisedOn: Day; unitName: string; answers: number; lastOn: Day }

export function concernsPage({ concerns }: { concerns: readonly ConcernRow[] }): Page {
  return {
    title: '回应关切',
    breadcrumb: [home, interaction],
    meta: metaOf('回应关切'),
    body: (
      <DatedList
        items={concerns.map((c) => ({
          title: c.topic,
          href: `/concerns/${c.id}`,
          day: c.lastOn,
          note: `${c.unitName} · 已回应 ${c.answers} 次`,
        }))}
        empty={<EmptyState title="还没有公布回应">社会普遍关心的事项，会在这里逐一回应。</EmptyState>}
      />
    ),
  }
}

type ConcernView = {
  concern: { topic: string; summary: string; raisedOn: Day; unitCode: string; unitName: string }
  responses: readonly {
    id: number
    channel: string
    respondedOn: Day
    title: string
    body: string
    documentId: number | null
  }[]
}

const channelNames: Readonly<Record<string, string>> = {
  press: '新闻发布会',
  interview: '在线访谈',
  website: '政府网站',
  newMedia: '政务微博微信',
  other: '其他方式',
}

export function concernPage({ concern, responses }: ConcernView): Page {
  return {
    title: concern.topic,
    breadcrumb: [home, interaction, { label: '回应关切', href: '/concerns' }],
    meta: {
      ArticleTitle: concern.topic,
      PubDate: `${concern.raisedOn} 00:00`,
      ContentSource: concern.unitName,
      ColumnName: '回应关切',
      ColumnType: '互动交流',
    },
    body: (
      <Stack gap="large">
        <MetadataTable
          rows={[
            { label: '关注时间', value: <DayText day={concern.raisedOn} style="long" /> },
            { label: '回应单位', value: <a href={`/units/${concern.unitCode}`}>{concern.unitName}</a> },
          ]}
        />
        {concern.summary && <p>{concern.summary}</p>}
        <Section title={`回应（${responses.length} 次）`}>
          <Timeline
            label="回应经过"
            steps={responses.map((r) => ({
              at: r.respondedOn,
              title: r.documentId ? <a href={`/documents/${r.documentId}`}>{r.title}</a> : r.title,
              by: channelNames[r.channel],
              children: r.body && <Prose html={r.body} />,
            }))}
          />
        </Section>
      </Stack>
    ),
  }
}
