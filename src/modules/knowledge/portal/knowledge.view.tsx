import { dayOf } from '../../../core/day.ts'
import { textOfHtml } from '../../../platform/html.ts'
import {
  Actions,
  ButtonLink,
  DatedList,
  DayText,
  LinkGrid,
  MetadataTable,
  type Page,
  PrintButton,
  Prose,
  Section,
  SpeakButton,
  Stack,
} from '../../../ui/index.ts'
import type { listPublicDocuments, listPublicItems, PublicArticle } from '../articles.public.ts'
import type { FoundArticle } from '../search.store.ts'
import { topicName } from '../topics.ts'
import { type Listed, listingPage } from './listing.view.tsx'

const home = { label: '首页', href: '/' }
const at = '/knowledge'

export const knowledgePage = (found: Listed<FoundArticle>): Page =>
  listingPage(
    { ...found, rows: found.rows.map((r) => ({ ...r, text: textOfHtml(r.body) })) },
    {
      at,
      heading: '办事知识',
      breadcrumb: [home],
      place: '搜办事知识',
      placeholder: '想知道什么，例如：新生儿上户口',
      unit: '篇',
      none: '没有找到这方面的知识',
      actions: (
        <Actions>
          <ButtonLink href="/consult" icon="letter">
            没找到？问一问
          </ButtonLink>
          <ButtonLink href="/consult/answers">看别人问过什么</ButtonLink>
        </Actions>
      ),
    },
  )

export function articlePage({
  article: a,
  items,
  documents,
  answers,
}: {
  article: PublicArticle
  items: Awaited<ReturnType<typeof listPublicItems>>
  documents: Awaited<ReturnType<typeof listPublicDocuments>>
  answers: readonly { id: number; question: string }[]
}): Page {
  return {
    title: a.title,
    breadcrumb: [home, { label: '办事知识', href: at }, { label: topicName(a.topic), href: `${at}?topic=${a.topic}` }],
    meta: { ArticleTitle: a.title, Keywords: a.keywords, ContentSource: a.unitName },
    elements: ['mt-speak', 'mt-print'],
    body: (
      <Stack gap="large">
        <Actions>
          <SpeakButton of="text" />
          <PrintButton />
        </Actions>
        <Prose html={a.body} id="text" />
        {items.length > 0 && (
          <Section title="去办这件事">
            <LinkGrid
              label="相关事项"
              links={items.map((i) => ({ label: i.name, href: `/services/${encodeURIComponent(i.code)}` }))}
            />
          </Section>
        )}
        {documents.length > 0 && (
          <Section title="依据的文件">
            <DatedList
              items={documents.map((d) => ({
                title: d.title,
                href: `/documents/${d.id}`,
                day: d.publishedAt && dayOf(d.publishedAt),
              }))}
            />
          </Section>
        )}
        {answers.length > 0 && (
          <Section title="有人这样问过">
            <LinkGrid
              label="公开的问答"
              links={answers.map((q) => ({ label: q.question, href: `/consult/answers/${q.id}` }))}
            />
          </Section>
        )}
      </Stack>
    ),
    aside: (
      <Stack>
        <MetadataTable
          columns={1}
          rows={[
            { label: '负责的单位', value: a.unitName },
            { label: '电话', value: a.unitPhone },
            { label: '更新', value: <DayText day={dayOf(a.publishedAt)} /> },
            { label: '下次核对', value: <DayText day={a.reviewOn} /> },
          ]}
        />
        <p>
          还有不清楚的，<a href="/consult">问一问</a>。
        </p>
      </Stack>
    ),
  }
}
