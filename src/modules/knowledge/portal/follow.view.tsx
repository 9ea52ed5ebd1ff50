import { type Day, dayOf, showDay } from '../../../core/day.ts'
import type { Problem } from '../../../core/errors.ts'
import {
  Actions,
  Button,
  ButtonLink,
  Form,
  KeyForm,
  LinkGrid,
  Notice,
  type Page,
  Prose,
  Section,
  Stack,
  Timeline,
} from '../../../ui/index.ts'
import type { PublicArticle } from '../articles.public.ts'
import type { Enquiry } from '../enquiries.store.ts'
import { crumbs } from './consult.view.tsx'

/** Asks for number and code. */
export function keyPage({
  typed,
  problems,
}: {
  typed: Readonly<Record<string, string>>
  problems: readonly Problem[]
}): Page {
  return {
    title: '查咨询的答复',
    breadcrumb: crumbs,
    problems,
    body: (
      <Stack gap="large">
        <p>咨询编号和查询码在提交以后的页面上。登录以后提交的，也可以在“我的咨询”里直接看。</p>
        <KeyForm label="咨询编号" hint="例如 ZX20260112-0003" typed={typed} problems={problems} />
      </Stack>
    ),
  }
}

/** The same whether there is such a number or not: numbers cannot be tried. */
export function notOpenPage(number: string): Page {
  return {
    title: '没有找到，或者需要查询码',
    status: 404,
    breadcrumb: crumbs,
    body: (
      <Stack>
        <p>这件咨询不存在，或者还没有在这台设备上用查询码打开，也可能打开以后过了两个小时。</p>
        <Actions>
          <ButtonLink kind="primary" href={`/consult/follow?number=${encodeURIComponent(number.slice(0, 40))}`}>
            输入咨询编号和查询码
          </ButtonLink>
        </Actions>
      </Stack>
    ),
  }
}

/** Where an enquiry stands, in plain sentences, and its answer. */
export function followPage({
  enquiry: e,
  article,
  today,
  byAccount,
}: {
  enquiry: Enquiry
  article: PublicArticle | undefined
  today: Day
  /** Opened as one's own account, not with the query code. */
  byAccount: boolean
}): Page {
  const answered = e.state === 'answered'
  return {
    title: `${e.number}号咨询`,
    breadcrumb: crumbs,
    body: (
      <Stack gap="large">
        {answered ? (
          <Notice kind="success" title={`${e.unitName}已经答复`} />
        ) : (
          <Notice title={e.state === 'received' ? '已经收到，正在看该由哪个单位答复' : `由${e.unitName}答复`}>
            <p>
              {e.dueOn < today
                ? '答复期限已经过了，我们正在催办。着急的，可以打电话来问。'
                : `最迟 ${showDay(e.dueOn)} 答复。`}
            </p>
          </Notice>
        )}
        {answered && (
          <Section title="答复">
            <Paragraphs text={e.answer} />
          </Section>
        )}
        {article && (
          <Section title="详细的办法">
            <LinkGrid label="相关知识" links={[{ label: article.title, href: `/knowledge/${article.id}` }]} />
          </Section>
        )}
        <Section title="您问的是">
          <Paragraphs text={e.question} />
        </Section>
        <Actions>
          <ButtonLink href="/consult" icon="letter">
            再问一件
          </ButtonLink>
        </Actions>
        {!byAccount && (
          <Form action={`/consult/${e.number}/leave`} inline>
            <Button kind="quiet">看完了，在这台设备上关闭</Button>
          </Form>
        )}
      </Stack>
    ),
    aside: (
      <Timeline
        label="咨询的经过"
        steps={[
          ...(answered
            ? [{ title: `${e.unitName}答复`, at: e.answeredOn ?? undefined }]
            : [{ title: `最迟 ${showDay(e.dueOn)} 答复`, state: 'next' as const }]),
          { title: '收到您的咨询', at: dayOf(e.askedAt) },
        ]}
      />
    ),
  }
}

function Paragraphs({ text }: { text: string }) {
  return (
    <Prose>
      {text.split(/\n+/).map((line, i) => (
        <p key={i}>{line}</p>
      ))}
    </Prose>
  )
}
