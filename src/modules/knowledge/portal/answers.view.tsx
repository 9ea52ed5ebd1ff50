import { dayOf } from '../../../core/day.ts'
import {
  Actions,
  ButtonLink,
  DatedList,
  DayText,
  LinkGrid,
  MetadataTable,
  type Page,
  Prose,
  Section,
  Stack,
} from '../../../ui/index.ts'
import type { PublicArticle } from '../articles.public.ts'
import type { PublishedAnswer } from '../publications.store.ts'
import type { FoundAnswer } from '../search.store.ts'
import { topicName } from '../topics.ts'
import { type Listed, listingPage } from './listing.view.tsx'

const at = '/consult/answers'
const crumbs = [
  { label: '首页', href: '/' },
  { label: '咨询', href: '/consult' },
]

export const answersPage = (found: Listed<FoundAnswer>): Page =>
  listingPage(
    { ...found, rows: found.rows.map((r) => ({ ...r, title: r.question, text: r.answer })) },
    {
      at,
      heading: '公开的问答',
      breadcrumb: crumbs,
      place: '搜公开的问答',
      placeholder: '别人问过的，例如：异地就医怎么报销',
      unit: '条',
      none: '还没有人这样问过',
      actions: (
        <Actions>
          <ButtonLink href="/consult" icon="letter">
            没找到？问一问
          </ButtonLink>
        </Actions>
      ),
    },
  )

export function answerPage({
  answer: a,
  article,
  others,
}: {
  answer: PublishedAnswer
  article: PublicArticle | undefined
  others: readonly FoundAnswer[]
}): Page {
  const [year, month] = a.askedMonth.split('-').map(Number)
  return {
    title: a.question,
    breadcrumb: [...crumbs, { label: '公开的问答', href: at }],
    meta: { ArticleTitle: a.question, ContentSource: a.unitName },
    body: (
      <Stack gap="large">
        <Section title={`${a.unitName}答复`}>
          <Prose>
            {a.answer.split(/\n+/).map((line, i) => (
              <p key={i}>{line}</p>
            ))}
          </Prose>
        </Section>
        {article && (
          <Section title="详细的办法">
            <LinkGrid label="相关知识" links={[{ label: article.title, href: `/knowledge/${article.id}` }]} />
          </Section>
        )}
        {others.length > 0 && (
          <Section title="同类的问题" more={{ label: '更多', href: `${at}?topic=${a.topic}` }}>
            <DatedList items={others.map((o) => ({ title: o.question, href: `${at}/${o.id}` }))} />
          </Section>
        )}
      </Stack>
    ),
    aside: (
      <Stack>
        <MetadataTable
          columns={1}
          rows={[
            { label: '类别', value: topicName(a.topic) },
            { label: '提问', value: `${year}年${month}月` },
            { label: '公开', value: <DayText day={dayOf(a.publishedAt)} /> },
          ]}
        />
        <p>政策可能已经变化。以现在的办事指南和文件为准，不清楚的请再问一次。</p>
      </Stack>
    ),
  }
}
