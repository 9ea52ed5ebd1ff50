import type { Problem } from '../../../core/errors.ts'
import {
  Actions,
  Button,
  ButtonLink,
  choicesByName,
  Form,
  Notice,
  type Page,
  Section,
  Select,
  Stack,
  TextArea,
} from '../../../ui/index.ts'
import type { Enquiry } from '../enquiries.store.ts'
import type { Publication } from '../publications.store.ts'
import { topics } from '../topics.ts'
import { enquiryAt, inEnquiry } from './crumbs.ts'

type Asked = { typed: Readonly<Record<string, string>>; problems: readonly Problem[] }

/** Wording a question and its answer for everyone. */
export function publicationPage({
  enquiry: e,
  before,
  typed,
  problems,
  asked,
}: Asked & { enquiry: Enquiry; before: Publication | undefined; asked: boolean }): Page {
  return {
    title: '整理后公开',
    breadcrumb: inEnquiry(e.number),
    // What was found before anyone sent it is a hint, not a mistake.
    ...(asked ? { problems } : {}),
    body: (
      <Stack>
        {before?.note && <Notice kind="warning" title={`退回的理由：${before.note}`} />}
        <p>
          改写成人人看得懂的一问一答。姓名、电话、住址、证件号码和只有当事人才知道的情况都要去掉；由另一位同事审核以后才公开。
        </p>
        <Form>
          <TextArea
            name="question"
            label="公开的问题"
            value={typed.question}
            problems={problems}
            rows={3}
            maxLength={500}
            required
          />
          <TextArea
            name="answer"
            label="公开的答复"
            value={typed.answer}
            problems={problems}
            rows={8}
            maxLength={4000}
            required
          />
          <Select
            name="topic"
            label="类别"
            options={choicesByName(topics)}
            value={typed.topic}
            problems={problems}
            required
          />
          <Actions>
            <Button>提请公开</Button>
            <ButtonLink href={enquiryAt(e.number)} kind="quiet">
              先不办
            </ButtonLink>
          </Actions>
        </Form>
        <Section title="原来问的是">
          <p>{e.question}</p>
        </Section>
      </Stack>
    ),
  }
}

export function withdrawAnswerPage({ number, typed, problems }: Asked & { number: string }): Page {
  return {
    title: '撤下公开的问答',
    breadcrumb: inEnquiry(number),
    problems,
    body: (
      <Form>
        <p>撤下以后网站上没有这份问答；咨询和记录都留着，改好了可以再提请公开。</p>
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
          <ButtonLink href={enquiryAt(number)} kind="quiet">
            先不办
          </ButtonLink>
        </Actions>
      </Form>
    ),
  }
}
