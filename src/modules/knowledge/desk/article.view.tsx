import type { Day } from '../../../core/day.ts'
import {
  Actions,
  ButtonLink,
  Change,
  Comparison,
  Disclosure,
  FilterForm,
  InstantText,
  MetadataTable,
  Notice,
  type Page,
  Prose,
  Section,
  Select,
  Stack,
  Timeline,
} from '../../../ui/index.ts'
import type { ArticleFile } from '../articles.read.ts'
import type { ArticleVersion, LinkedDocument, LinkedItem } from '../articles.store.ts'
import type { Compared } from '../compare.ts'
import { actLabels, audienceLabels } from '../labels.ts'
import { topicName } from '../topics.ts'
import { actionsOf } from './article-actions.ts'
import { articleAt, inArticle, inArticles } from './crumbs.ts'
import { ArticleTags, ReviewDay } from './worklist.view.tsx'

/** An article as staff read it, with what may be done with it and what has been. */
export function articlePage(file: ArticleFile & { used: number; today: Day; notice: string | undefined }): Page {
  const { article: a, newest, items, documents, acts, within, today, used, notice } = file
  const { content } = newest
  const actions = actionsOf(file)
  const newer = a.publishedVersion !== null && a.publishedVersion !== newest.version
  return {
    title: content.title,
    breadcrumb: inArticles,
    ...(notice ? { notice } : {}),
    body: (
      <Stack gap="large">
        <div>
          <ArticleTags article={a} />
        </div>
        {a.returnNote && a.state === 'draft' && (
          <Notice kind="warning" title="审核人退回修改">
            <p>{a.returnNote}</p>
          </Notice>
        )}
        {a.state === 'withdrawn' && (
          <Notice kind="warning" title="已经撤下，没有人读到">
            <p>{a.withdrawnReason}</p>
          </Notice>
        )}
        {newer && (
          <Notice title={`下面是还没有发布的第 ${newest.version} 版，读者读到的是第 ${a.publishedVersion} 版`}>
            <p>
              <a href={`${articleAt(a.id)}/compare?from=${a.publishedVersion}&to=${newest.version}`}>看改了什么</a>
            </p>
          </Notice>
        )}
        {actions.length > 0 && <Actions actions={actions} />}
        <Prose html={content.body} />
        <Linked items={items} documents={documents} />
        <Section title="这篇知识">
          <MetadataTable
            rows={[
              { label: '归口单位', value: a.unitName },
              { label: '类别', value: topicName(content.topic) },
              { label: '谁可以看', value: audienceLabels[content.audience] },
              { label: '关键词', value: content.keywords },
              { label: '复核日期', value: <ReviewDay article={a} today={today} /> },
              { label: '版本', value: `第 ${newest.version} 版，${newest.savedName}写` },
              { label: '发布', value: a.publishedAt && `${a.publishedName}` },
              { label: '发布时间', value: a.publishedAt && <InstantText at={a.publishedAt} /> },
              { label: '答复用过', value: `${used} 次` },
            ]}
          />
        </Section>
      </Stack>
    ),
    aside: within ? (
      <Stack>
        <Section title="经过">
          <Timeline
            label="这篇知识的经过"
            steps={acts.toReversed().map((e) => ({ title: actLabels[e.act] ?? e.act, at: e.at, by: e.actor }))}
          />
        </Section>
        <Versions file={file} />
      </Stack>
    ) : undefined,
  }
}

/** Items and documents that an article speaks of; on the desk those are told too that the public cannot open. */
function Linked({ items, documents }: { items: readonly LinkedItem[]; documents: readonly LinkedDocument[] }) {
  if (items.length + documents.length === 0) return null
  return (
    <Section title="相关事项和文件">
      <ul>
        {items.map((i) => (
          <li key={i.id}>
            事项：
            {i.readable ? <a href={`/services/${encodeURIComponent(i.code)}`}>{i.name}</a> : `${i.name}（已经取消）`}
          </li>
        ))}
        {documents.map((d) => (
          <li key={d.id}>
            文件：{d.readable ? <a href={`/documents/${d.id}`}>{d.title}</a> : `${d.title}（已经撤下）`}
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Versions({ file: { article: a, versions } }: { file: ArticleFile }) {
  if (versions.length < 2) return null
  return (
    <Disclosure summary={`全部 ${versions.length} 个版本`}>
      <ul>
        {versions.map((v) => (
          <li key={v.version}>
            第 {v.version} 版，{v.savedName}，<InstantText at={v.savedAt} />
            {v.version > 1 && (
              <>
                {' '}
                <a href={`${articleAt(a.id)}/compare?from=${v.version - 1}&to=${v.version}`}>和前一版比较</a>
              </>
            )}
          </li>
        ))}
      </ul>
    </Disclosure>
  )
}

/** What differs between two versions. */
export function Differences({ compared: { facts, lines, markup } }: { compared: Compared }) {
  if (facts.length + lines.length === 0 && !markup) return <p>两版内容没有不同。</p>
  return (
    <Stack>
      {facts.length > 0 && (
        <MetadataTable
          columns={1}
          rows={facts.map((f) => ({ label: f.label, value: <Change before={f.before} after={f.after} /> }))}
        />
      )}
      {lines.length > 0 && <Comparison lines={lines} />}
      {markup && <p>正文的文字没有变化，只改了格式或者链接。</p>}
    </Stack>
  )
}

export function comparePage({
  file: { article, versions },
  from,
  to,
  compared,
}: {
  file: ArticleFile
  from: ArticleVersion
  to: ArticleVersion
  compared: Compared
}): Page {
  const options = versions.map((v) => ({ value: String(v.version), label: `第 ${v.version} 版（${v.savedName}）` }))
  return {
    title: '比较两个版本',
    breadcrumb: inArticle(article),
    body: (
      <Stack>
        <FilterForm action={`${articleAt(article.id)}/compare`} label="比较">
          <Select name="from" label="旧版" options={options} value={String(from.version)} empty={false} />
          <Select name="to" label="新版" options={options} value={String(to.version)} empty={false} />
        </FilterForm>
        <Differences compared={compared} />
        <Actions>
          <ButtonLink href={articleAt(article.id)}>返回</ButtonLink>
        </Actions>
      </Stack>
    ),
  }
}
