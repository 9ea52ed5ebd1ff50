import type { Problem, Refusal } from '../../../core/errors.ts'
import {
  Actions,
  Button,
  ButtonLink,
  DayField,
  Form,
  NotNow,
  type Page,
  Prose,
  Section,
  Stack,
  TextArea,
} from '../../../ui/index.ts'
import type { ArticleFile } from '../articles.read.ts'
import type { Compared } from '../compare.ts'
import { Differences } from './article.view.tsx'
import { articleAt, inArticle } from './crumbs.ts'

type Asked = { typed: Readonly<Record<string, string>>; problems: readonly Problem[] }

/** What the second person looks at before readers do: the text, or what changed in it. */
export function reviewPage({
  file: { article, newest },
  compared,
  refusal,
  typed,
  problems,
}: Asked & { file: ArticleFile; compared: Compared | undefined; refusal: Refusal | undefined }): Page {
  const here = articleAt(article.id)
  return {
    title: '审核发布',
    breadcrumb: inArticle(article),
    problems,
    body: (
      <Stack gap="large">
        {refusal && <NotNow refusal={refusal} />}
        {compared && (
          <Section title={`和正在用的第 ${article.publishedVersion} 版相比`}>
            <Differences compared={compared} />
          </Section>
        )}
        <Section title={newest.content.title} note={`第 ${newest.version} 版，${newest.savedName}写`}>
          <Prose html={newest.content.body} />
        </Section>
        {!refusal && (
          <Form action={`${here}/publish`}>
            <p>发布以后，{newest.content.audience === 'public' ? '网站上人人能读' : '工作人员都能读'}，立刻生效。</p>
            <Actions>
              <Button>发布</Button>
              <ButtonLink href={here} kind="quiet">
                先不办
              </ButtonLink>
            </Actions>
          </Form>
        )}
        {article.state === 'inReview' && (
          <Section title="有要改的地方">
            <Form action={`${here}/return`}>
              <TextArea
                name="note"
                label="退回的理由"
                hint="写明哪里不准、应该怎么改"
                value={typed.note}
                problems={problems}
                rows={3}
                maxLength={500}
                required
              />
              <Actions>
                <Button kind="plain">退回修改</Button>
              </Actions>
            </Form>
          </Section>
        )}
      </Stack>
    ),
  }
}

export function withdrawPage({ file: { article }, typed, problems }: Asked & { file: ArticleFile }): Page {
  return {
    title: '撤下知识',
    breadcrumb: inArticle(article),
    problems,
    body: (
      <Form>
        <p>撤下以后谁也读不到它，搜索里也没有；记录和各版内容都留着，改好了可以再送审发布。</p>
        <TextArea
          name="reason"
          label="撤下的理由"
          value={typed.reason}
          problems={problems}
          rows={3}
          maxLength={500}
          required
        />
        <Actions>
          <Button kind="danger">撤下</Button>
          <ButtonLink href={articleAt(article.id)} kind="quiet">
            先不办
          </ButtonLink>
        </Actions>
      </Form>
    ),
  }
}

export function revisitPage({ file: { article }, typed, problems }: Asked & { file: ArticleFile }): Page {
  return {
    title: '复核知识',
    breadcrumb: inArticle(article),
    problems,
    body: (
      <Stack gap="large">
        <Form>
          <p>请通读一遍。内容仍然准确的，定下次复核的日期；不准确的，请点“修改”写新的一版。</p>
          <DayField name="reviewOn" label="下次复核日期" value={typed.reviewOn} problems={problems} required />
          <Actions>
            <Button>内容仍然准确</Button>
            <ButtonLink href={`${articleAt(article.id)}/edit`}>要修改</ButtonLink>
          </Actions>
        </Form>
        <Section title={article.title}>
          <Prose html={article.body} />
        </Section>
      </Stack>
    ),
  }
}

export function giveUpPage({ file: { article, newest } }: { file: ArticleFile }): Page {
  return {
    title: '放弃这次修改',
    breadcrumb: inArticle(article),
    body: (
      <Form>
        <p>
          第 {newest.version} 版不再送审，读者继续读第 {article.publishedVersion}{' '}
          版。写过的内容留在版本里，以后还能看到。
        </p>
        <Actions>
          <Button>放弃这次修改</Button>
          <ButtonLink href={articleAt(article.id)} kind="quiet">
            先不办
          </ButtonLink>
        </Actions>
      </Form>
    ),
  }
}
