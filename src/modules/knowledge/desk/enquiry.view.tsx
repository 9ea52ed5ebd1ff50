import type { CountedDay } from '../../../core/clock.ts'
import type { Problem, Refusal } from '../../../core/errors.ts'
import type { Act } from '../../../platform/acts.ts'
import {
  type Action,
  Actions,
  Button,
  ButtonLink,
  ClockCard,
  choicesByName,
  DayText,
  Form,
  InstantText,
  MetadataTable,
  Notice,
  type Page,
  Prose,
  Radios,
  RevealForm,
  Section,
  Select,
  Stack,
  Tag,
  TextArea,
  Timeline,
} from '../../../ui/index.ts'
import type { Unit } from '../../organisations/index.ts'
import type { Enquiry } from '../enquiries.store.ts'
import { actLabels, askerLabels, channelLabels, publicationStateLabels } from '../labels.ts'
import type { Publication } from '../publications.store.ts'
import type { EnquiryLight, PublicationMove } from '../rules.ts'
import { askerFields } from '../schema.ts'
import type { KnowledgeHit } from '../search.store.ts'
import { topicName, topics } from '../topics.ts'
import { articleAt, enquiryAt, inEnquiries, inEnquiry } from './crumbs.ts'
import { Standing } from './enquiries.view.tsx'

type Asked = { typed: Readonly<Record<string, string>>; problems: readonly Problem[] }

export type EnquiryView = Asked & {
  /** With the asker's data masked. */
  enquiry: Enquiry & { mayHandle: boolean }
  publication: Publication | undefined
  acts: readonly Act[]
  clock: { limit: number; working: readonly CountedDay[]; light: EnquiryLight; daysLeft: number | undefined }
  /** Why each step towards the public may not be taken. */
  may: Record<PublicationMove, Refusal | undefined>
  mayReveal: boolean
  revealed?: { label: string; value: string }
}

export function enquiryPage(view: EnquiryView): Page {
  const { enquiry: e, clock, acts, problems } = view
  const actions = actionsOf(view)
  return {
    title: `${e.number}号咨询`,
    breadcrumb: inEnquiries,
    problems,
    body: (
      <Stack gap="large">
        <div>
          <Standing line={{ ...e, ...clock }} /> <Tag>{channelLabels[e.channel]}</Tag>
        </div>
        {actions.length > 0 && <Actions actions={actions} />}
        <Section title="问的是">
          <Paragraphs text={e.question} />
        </Section>
        {e.state === 'answered' && (
          <Section title="答复">
            <Paragraphs text={e.answer} />
            <p>
              {e.answeredName}，<InstantText at={e.answeredAt} />
              {e.articleId !== null && (
                <>
                  ，用到知识“<a href={articleAt(e.articleId)}>{e.articleTitle}</a>”
                </>
              )}
            </p>
          </Section>
        )}
        <PublicationSection view={view} />
        <Section title="这件咨询">
          <MetadataTable
            rows={[
              { label: '业务单位', value: e.unitName },
              { label: '类别', value: topicName(e.topic) },
              { label: '收件单位', value: e.intakeUnitName },
              { label: '提出', value: <InstantText at={e.askedAt} /> },
            ]}
          />
        </Section>
        <Asker view={view} />
      </Stack>
    ),
    aside: (
      <Stack>
        <ClockCard
          title="答复期限"
          due={e.dueOn}
          light={clock.light}
          daysLeft={clock.daysLeft}
          limit={clock.limit}
          basis="本县规定，没有全国统一的期限"
          working={clock.working}
          done={
            e.answeredOn && (
              <>
                已于 <DayText day={e.answeredOn} /> 答复
              </>
            )
          }
        />
        <Section title="经过">
          <Timeline
            label="这件咨询的经过"
            steps={acts.toReversed().map((a) => ({ title: actLabels[a.act] ?? a.act, at: a.at, by: a.actor }))}
          />
        </Section>
      </Stack>
    ),
  }
}

function actionsOf({ enquiry: e, may, publication }: EnquiryView): Action[] {
  const at = enquiryAt(e.number)
  const outside = e.mayHandle ? {} : { refused: { message: `由${e.unitName}答复，不在您的办理范围内` } }
  if (e.state !== 'answered')
    return [
      { label: '答复', href: `${at}/answer`, kind: 'primary', ...outside },
      { label: e.state === 'received' ? '分派' : '转给别的单位', href: `${at}/assign`, ...outside },
    ]
  // Who has nothing to do with publishing is not told of it.
  const refused = (refusal: Refusal | undefined) => (refusal ? { refused: refusal } : {})
  const unknown = (refusal: Refusal | undefined) => refusal?.code === 'knowledge.noRight'
  if (publication?.state === 'published')
    return unknown(may.withdraw)
      ? []
      : [{ label: '撤下公开的问答', href: `${at}/publication/withdraw`, kind: 'danger', ...refused(may.withdraw) }]
  if (publication?.state === 'proposed' || unknown(may.propose)) return []
  return [{ label: '整理后公开', href: `${at}/publication`, ...refused(may.propose) }]
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

/** What the public reads of it, or is to read. */
function PublicationSection({ view: { enquiry: e, publication: p, may, typed, problems } }: { view: EnquiryView }) {
  if (!p) return null
  const at = `${enquiryAt(e.number)}/publication`
  return (
    <Section title="公开的问答">
      <Stack>
        <p>
          <Tag tone={p.state === 'published' ? 'good' : 'warning'}>{publicationStateLabels[p.state]}</Tag>{' '}
          {p.proposedName} 整理{p.decidedName && `，${p.decidedName} 审核`}
          {p.state === 'published' && (
            <>
              ，<a href={`/consult/answers/${e.id}`}>看公开的页面</a>
            </>
          )}
        </p>
        {p.note && <Notice kind="warning" title={p.note} />}
        <MetadataTable
          columns={1}
          rows={[
            { label: '问', value: p.question, wide: true },
            { label: '答', value: p.answer, wide: true },
          ]}
        />
        {p.state === 'proposed' && (
          <>
            <Actions
              actions={[
                {
                  ...{ label: '审核通过，公开', href: `${at}/publish`, post: true, kind: 'primary' },
                  ...(may.publish ? { refused: may.publish } : {}),
                },
              ]}
            />
            {!may.return && (
              <Form action={`${at}/return`}>
                <TextArea
                  name="note"
                  label="不能公开的，写明理由退回"
                  value={typed.note}
                  problems={problems}
                  rows={2}
                  maxLength={500}
                  required
                />
                <Actions>
                  <Button kind="plain">退回</Button>
                </Actions>
              </Form>
            )}
          </>
        )}
      </Stack>
    </Section>
  )
}

/** Who asks, masked; what is behind the mask is shown for a reason. */
function Asker({ view: { enquiry: e, mayReveal, revealed, typed, problems } }: { view: EnquiryView }) {
  const known = askerFields.filter((field) => e[field] !== '')
  if (known.length === 0)
    return (
      <Section title="谁在问">
        <p>没有留姓名和联系方式。</p>
      </Section>
    )
  return (
    <Section title="谁在问" note="个人信息已遮盖">
      <MetadataTable rows={known.map((field) => ({ label: askerLabels[field], value: e[field] }))} />
      {revealed && (
        <Notice kind="warning" title={`${revealed.label}：${revealed.value || '未登记'}`}>
          <p>这次查看已经记录在案。离开本页后会重新遮盖。</p>
        </Notice>
      )}
      {mayReveal && (
        <RevealForm
          action={`${enquiryAt(e.number)}/reveal`}
          options={known.map((value) => ({ value, label: askerLabels[value] }))}
          typed={typed}
          problems={problems}
        />
      )}
    </Section>
  )
}

export function assignPage({
  enquiry: e,
  units,
  typed,
  problems,
}: Asked & { enquiry: Enquiry; units: readonly Unit[] }): Page {
  return {
    title: '交给单位答复',
    breadcrumb: inEnquiry(e.number),
    problems,
    body: (
      <Stack>
        <Paragraphs text={e.question} />
        <Form>
          <Select
            name="unitCode"
            label="交给哪个单位答复"
            hint="期限从提出的那天算起，不因转交重新计算"
            options={choicesByName(units)}
            value={typed.unitCode}
            problems={problems}
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
            <Button>交给它</Button>
            <ButtonLink href={enquiryAt(e.number)} kind="quiet">
              先不办
            </ButtonLink>
          </Actions>
        </Form>
      </Stack>
    ),
  }
}

export function answerPage({
  enquiry: e,
  hits,
  typed,
  problems,
}: Asked & { enquiry: Enquiry; hits: readonly KnowledgeHit[] }): Page {
  const articles = hits.filter((h) => h.kind === 'article')
  return {
    title: '答复咨询',
    breadcrumb: inEnquiry(e.number),
    problems,
    body: (
      <Stack>
        <Section title="问的是">
          <Paragraphs text={e.question} />
        </Section>
        <Form>
          <TextArea
            name="answer"
            label="答复"
            hint="先说结论，再说怎么办、带什么、找谁。留了手机或者邮箱的，答复会发给对方"
            value={typed.answer}
            problems={problems}
            rows={8}
            maxLength={4000}
            required
          />
          {articles.length > 0 && (
            <Radios
              name="article"
              label="用到了知识库的哪一篇"
              value={typed.article ?? ''}
              problems={problems}
              options={[
                { value: '', label: '没有用到知识库' },
                ...articles.map((a) => ({ value: a.id, label: a.title, hint: a.text })),
              ]}
            />
          )}
          <Actions>
            <Button>发出答复</Button>
            <ButtonLink href={enquiryAt(e.number)} kind="quiet">
              先不办
            </ButtonLink>
          </Actions>
        </Form>
      </Stack>
    ),
  }
}
