import type { Day } from '../../../core/day.ts'
import type { Problem } from '../../../core/errors.ts'
import {
  Actions,
  Button,
  ButtonLink,
  choicesByName,
  DayField,
  FieldGroup,
  Form,
  Hidden,
  Notice,
  type Page,
  Prose,
  Radios,
  Section,
  Select,
  Stack,
  TextArea,
  TextField,
} from '../../../ui/index.ts'
import type { Unit } from '../../organisations/index.ts'
import type { Content } from '../schema.ts'
import { topics } from '../topics.ts'
import { articleAt, articlesAt, inArticle, inArticles } from './crumbs.ts'

export type ArticleFormView = {
  units: readonly Unit[]
  typed: Readonly<Record<string, string>>
  problems: readonly Problem[]
  today: Day
}

export function newArticlePage(view: ArticleFormView): Page {
  return {
    title: '写一篇知识',
    breadcrumb: inArticles,
    problems: view.problems,
    body: (
      <Form>
        <ArticleFields {...view} />
        <Actions>
          <Button>保存草稿</Button>
          <ButtonLink href={articlesAt} kind="quiet">
            先不写
          </ButtonLink>
        </Actions>
      </Form>
    ),
  }
}

export function editArticlePage({
  article,
  saved,
  ...view
}: ArticleFormView & {
  article: { id: number; title: string; version: number }
  /** What another person saved meanwhile. */
  saved?: Content | undefined
}): Page {
  return {
    title: '修改知识',
    breadcrumb: inArticle(article),
    problems: view.problems,
    body: (
      <Stack gap="large">
        {saved && (
          <Notice kind="warning" title="在您修改期间，另一位同事已经保存了这篇知识">
            <p>现在的内容列在最下面。请把两份合并好再保存，您填写的没有丢。</p>
          </Notice>
        )}
        <Form>
          <Hidden name="version" value={view.typed.version ?? article.version} />
          <ArticleFields {...view} />
          <Actions>
            <Button>保存为新版本</Button>
            <ButtonLink href={articleAt(article.id)} kind="quiet">
              不保存，返回
            </ButtonLink>
          </Actions>
        </Form>
        {saved && (
          <Section title={`同事保存的：${saved.title}`}>
            <Prose html={saved.body} />
          </Section>
        )}
      </Stack>
    ),
  }
}

function ArticleFields({ units, typed, problems, today }: ArticleFormView) {
  const field = (name: string, label: string) => ({ name, label, value: typed[name], problems })
  return (
    <>
      <FieldGroup title="内容">
        <TextField
          {...field('title', '标题')}
          hint="像群众会问的那样写，例如：新生儿怎么上户口"
          maxLength={120}
          required
        />
        <TextArea
          {...field('body', '正文')}
          hint="先写结论，再写要带什么、到哪里、多久。每行一段；也可以粘贴带格式的内容，只留标题、段落、列表、表格和链接"
          rows={16}
          required
        />
        <TextField {...field('keywords', '关键词')} hint="群众常用的说法，用空格隔开，便于搜到" maxLength={200} />
      </FieldGroup>
      <FieldGroup title="归属">
        <Select
          {...field('unitCode', '归口单位')}
          hint="对内容负责、到期复核的单位"
          options={choicesByName(units)}
          required
        />
        <Select {...field('topic', '类别')} options={choicesByName(topics)} required />
        <Radios
          {...field('audience', '谁可以看')}
          options={[
            { value: 'public', label: '对外公开', hint: '网站上人人能读' },
            { value: 'internal', label: '内部使用', hint: '只有工作人员能读，例如怎样转接、怎样解释' },
          ]}
          required
        />
        <DayField
          {...field('reviewOn', '复核日期')}
          hint="到这一天提醒归口单位看看还准不准，最迟两年"
          min={today}
          required
        />
      </FieldGroup>
      <FieldGroup title="相关事项和文件">
        <TextArea {...field('items', '相关事项')} hint="每行一个：已发布事项的编码或者全称" rows={3} maxLength={2000} />
        <TextArea
          {...field('documents', '相关文件')}
          hint="每行一个：已发布文件的索引号或者文号"
          rows={3}
          maxLength={2000}
        />
      </FieldGroup>
    </>
  )
}
