import {
  Actions,
  ButtonLink,
  Chips,
  DatedList,
  DayText,
  Disclosure,
  EmptyState,
  MetadataTable,
  type Page,
  Pager,
  Paragraphs,
  Search,
  Section,
  Stack,
} from '../../../ui/index.ts'
import type { PublishedLetter, publishedTopics, publishedUnits } from '../published.store.ts'
import { crumbs, letterItem } from './entry.view.tsx'

type ListView = {
  rows: readonly PublishedLetter[]
  topics: Awaited<ReturnType<typeof publishedTopics>>
  units: Awaited<ReturnType<typeof publishedUnits>>
  q: string
  topic: string
  unit: string
  /** Address of the next page. */
  next: string | undefined
}

export const lettersFeed = '/feeds/letters.atom'

/** Letters of others with their answers, by words, topic and unit. */
export function publishedPage({ rows, topics, units, q, topic, unit, next }: ListView): Page {
  const here = (change: { topic?: string; unit?: string }) => {
    const all = Object.entries({ q, topic, unit, ...change }).filter(([, v]) => v !== '')
    const query = new URLSearchParams(all).toString()
    return query ? `/letters/published?${query}` : '/letters/published'
  }
  return {
    title: '公开的来信和答复',
    breadcrumb: crumbs,
    feeds: [{ title: '公开的来信和答复', href: lettersFeed }],
    body: (
      <Stack gap="large">
        <p>写信人同意公开的来信，姓名、电话等个人信息已经去掉。</p>
        <Search
          action="/letters/published"
          value={q}
          place="搜索公开的来信"
          placeholder="例如：路灯"
          keep={{ ...(topic ? { topic } : {}), ...(unit ? { unit } : {}) }}
        />
        <Narrow
          label="按事项看"
          open={topic !== ''}
          chips={topics.map(({ code, name, letters }) => ({
            ...{ label: name, count: letters, current: code === topic },
            href: here({ topic: code === topic ? '' : code }),
          }))}
        />
        <Narrow
          label="按答复单位看"
          open={unit !== ''}
          chips={units.map(({ code, name, letters }) => ({
            ...{ label: name, count: letters, current: code === unit },
            href: here({ unit: code === unit ? '' : code }),
          }))}
        />
        <DatedList
          items={rows.map(letterItem)}
          empty={<EmptyState title="没有找到公开的来信">换个说法再找找，或者直接写信给我们。</EmptyState>}
        />
        {next && <Pager next={next} unit="封" />}
        <Actions>
          <ButtonLink kind="primary" href="/letters/new" icon="letter">
            写信
          </ButtonLink>
        </Actions>
      </Stack>
    ),
  }
}

/** Ways to narrow the list, folded: on a telephone the letters come first. What is chosen is taken back by the same press. */
function Narrow({ label, open, chips }: { label: string; open: boolean; chips: Parameters<typeof Chips>[0]['chips'] }) {
  if (chips.length < 2 && !open) return null
  return (
    <Disclosure summary={label} open={open}>
      <Chips label={label} chips={chips} />
    </Disclosure>
  )
}

/** One letter with its answer, as it was cleared. */
export function publishedLetterPage(l: PublishedLetter): Page {
  return {
    title: l.title,
    breadcrumb: [...crumbs, { label: '公开的来信和答复', href: '/letters/published' }],
    body: (
      <Stack gap="large">
        <MetadataTable
          rows={[
            { label: '事项', value: l.topicName ?? undefined },
            { label: '收到日期', value: <DayText day={l.receivedOn} /> },
            { label: '答复单位', value: l.unitName ?? undefined },
            { label: '答复日期', value: l.repliedOn ? <DayText day={l.repliedOn} /> : undefined },
          ]}
        />
        <Section title="来信">
          <Paragraphs text={l.text} />
        </Section>
        <Section title="答复">
          <Paragraphs text={l.reply} />
        </Section>
      </Stack>
    ),
  }
}
