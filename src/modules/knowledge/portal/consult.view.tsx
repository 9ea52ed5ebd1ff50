import { type Day, showDay } from '../../../core/day.ts'
import type { Problem } from '../../../core/errors.ts'
import {
  Actions,
  Button,
  ButtonLink,
  choicesByName,
  DatedList,
  FieldGroup,
  Form,
  Hidden,
  KeySlip,
  Lookup,
  Notice,
  type Page,
  PrintButton,
  Section,
  Select,
  Stack,
  TextArea,
  TextField,
  Trap,
} from '../../../ui/index.ts'
import type { Unit } from '../../organisations/index.ts'
import type { Enquiry } from '../enquiries.store.ts'
import type { KnowledgeHit } from '../search.store.ts'

export const crumbs = [
  { label: '首页', href: '/' },
  { label: '咨询', href: '/consult' },
]

/** Asks one thing; what has been answered already is shown while one writes. */
export function consultPage({
  units,
  hits,
  typed,
  problems,
  days,
  by,
  hotline,
  signedIn,
}: {
  units: readonly Unit[]
  hits: readonly KnowledgeHit[]
  typed: Readonly<Record<string, string>>
  problems: readonly Problem[]
  /** Working days within which it is answered, and the day that makes. */
  days: number
  by: Day
  hotline: string
  signedIn: boolean
}): Page {
  const field = (name: string, label: string) => ({ name, label, value: typed[name], problems })
  return {
    title: '问一问',
    breadcrumb: crumbs.slice(0, 1),
    problems,
    elements: ['mt-lookup'],
    body: (
      <Stack gap="large">
        <p>
          办事、政策上有不清楚的，写下来，{days} 个工作日内答复您（今天提出的，最迟 {showDay(by)}
          ）。不用注册。着急的请拨打 {hotline}。
        </p>
        <Form>
          <FieldGroup title="您要问什么">
            <TextArea
              {...field('question', '您要问的事')}
              hint="一次问一件事。请不要写身份证号码、银行卡号"
              rows={5}
              maxLength={2000}
              required
            />
            <Lookup of="question" label="先看看有没有现成的答复">
              {hits.length > 0 && (
                <Section title="也许已经有答复了" level={3}>
                  <DatedList
                    items={hits.map((h) => ({
                      title: h.title,
                      href: h.kind === 'article' ? `/knowledge/${h.id}` : `/consult/answers/${h.id}`,
                      note: h.text,
                    }))}
                  />
                </Section>
              )}
            </Lookup>
            <Select
              {...field('unitCode', '想问哪个单位')}
              hint="不清楚就不用选，我们会交给负责的单位"
              options={choicesByName(units)}
              empty="不清楚，由你们分派"
            />
          </FieldGroup>
          <FieldGroup title="怎样告诉您" hint="都可以不填：凭编号和查询码就能看到答复。填了的，答复以后发消息提醒您。">
            <TextField {...field('askerName', '怎么称呼您')} autocomplete="name" size="short" maxLength={60} />
            <TextField
              {...field('askerPhone', '手机号码')}
              type="tel"
              inputMode="tel"
              autocomplete="tel"
              size="medium"
              maxLength={40}
            />
            <TextField
              {...field('askerEmail', '电子邮箱')}
              type="email"
              autocomplete="email"
              size="medium"
              maxLength={120}
            />
          </FieldGroup>
          <Trap name="website" />
          <Hidden name="submissionKey" value={typed.submissionKey ?? ''} />
          <Actions>
            <Button>提交咨询</Button>
          </Actions>
        </Form>
        {!signedIn && (
          <p>
            <a href="/sign-in?next=%2Fconsult">登录以后再问</a>，在“我的咨询”里随时能看到答复。
          </p>
        )}
      </Stack>
    ),
    aside: (
      <Section title="也可以">
        <DatedList
          items={[
            { title: '查咨询的答复', href: '/consult/follow', note: '凭编号和查询码' },
            { title: '看公开的问答', href: '/consult/answers', note: '别人问过的' },
            { title: '查办事知识', href: '/knowledge', note: '怎么办、带什么、到哪里' },
            { title: '申请政府信息公开', href: '/requests', note: '要文件和数据的，请走这里' },
          ]}
        />
      </Section>
    ),
  }
}

/** What the person takes away: number, code, and by when there is an answer. */
export function receiptPage({ code, enquiry: e }: { code: string; enquiry: Enquiry }): Page {
  return {
    title: '咨询已经收到',
    breadcrumb: crumbs,
    elements: ['mt-print', 'mt-copy'],
    body: (
      <Stack gap="large">
        <Notice kind="success" title="您的咨询收到了">
          <p>
            最迟在 <strong>{showDay(e.dueOn)}</strong> 答复您。
          </p>
        </Notice>
        <KeySlip label="咨询编号" number={e.number} code={code}>
          请记下或者拍下来。查询码只在这里出现，不要告诉别人。
        </KeySlip>
        <Actions>
          <ButtonLink href={`/consult/${e.number}`} kind="primary" icon="progress">
            看这件咨询
          </ButtonLink>
          <PrintButton label="打印这一页" />
        </Actions>
      </Stack>
    ),
  }
}
