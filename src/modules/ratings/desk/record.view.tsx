import { dayOf } from '../../../core/day.ts'
import type { Problem } from '../../../core/errors.ts'
import type { Act } from '../../../platform/acts.ts'
import {
  Actions,
  Button,
  DayText,
  FileField,
  Form,
  Hidden,
  InstantText,
  Lesser,
  MetadataTable,
  Notice,
  NotNow,
  type Page,
  Radios,
  RevealForm,
  Section,
  Stack,
  Tag,
  TextArea,
  Timeline,
} from '../../../ui/index.ts'
import { channelLabels, groundLabels, levelLabels, stateLabels, verdictLabels } from '../labels.ts'
import { reasonLabel } from '../reasons.ts'
import type { RatingRecord } from '../review.service.ts'
import { withoutNumbers } from '../rules.ts'
import { grounds, type Level, verdicts } from '../schema.ts'
import { hrefOf, inList } from './crumbs.ts'
import { LevelTag, Rectification } from './list.view.tsx'

export const doneWords: Readonly<Record<string, string>> = {
  appeal: '申诉已经提出，由别的单位审核；审核以前评价照常计入',
  decide: '审核结论已经作出',
  words: '留言的公开情况已经改好',
  rectification: '整改结果已经公开',
}

export const revealLabels = {
  raterName: '评价人姓名',
  raterPhone: '评价人电话',
  subject: '办件、排队号或者评价表',
} as const

const kindLabels = { case: '办件，一事一评', ticket: '现场，一次一评', paper: '纸质，一表一评' } as const

type View = RatingRecord & {
  acts: readonly Act[]
  typed: Readonly<Record<string, string>>
  problems: readonly Problem[]
  limits: { uploadBytes: number; uploadsPerDocument: number }
  revealed?: { label: string; value: string } | undefined
}

/** One rating: what was said, what comes of it, and what the actor may do about it. */
export function ratingPage(view: View): Page {
  const { rating: r, may, refusals, revealed } = view
  return {
    title: `第 ${r.id} 号评价`,
    breadcrumb: inList,
    problems: view.problems,
    elements: ['mt-upload'],
    body: (
      <Stack gap="large">
        {revealed && (
          <Notice title={`${revealed.label}：${revealed.value}`}>
            <p>这次查看已经记录。</p>
          </Notice>
        )}
        {r.state === 'excluded' && (
          <Notice kind="warning" title="这条评价不计入统计">
            <p>{r.excludedReason}</p>
          </Notice>
        )}
        <Said view={view} />
        <Rectifying view={view} />
        <AppealSection view={view} />
        {may.appeal && !view.appeal && !refusals.appeal && <AppealFormSection view={view} />}
        {may.review && !refusals.uphold && <DecideSection view={view} />}
        {may.review && !refusals.showWords && <WordsSection view={view} />}
        {may.reveal && <RevealSection view={view} />}
      </Stack>
    ),
    aside: (
      <Section title="经过">
        <Timeline steps={stepsOf(view.acts)} label="评价的经过" />
      </Section>
    ),
  }
}

function Said({ view: { rating: r } }: { view: View }) {
  return (
    <Section title="评价">
      <MetadataTable
        rows={[
          { label: '等次', value: r.level && <LevelTag level={r.level} /> },
          {
            label: '状态',
            value: <Tag tone={r.state === 'appealed' ? 'warning' : 'plain'}>{stateLabels[r.state]}</Tag>,
          },
          { label: '事项', value: r.itemName },
          { label: '单位', value: r.unitName },
          { label: '窗口', value: r.counterName },
          { label: '工作人员', value: r.clerkName },
          { label: '哪一种', value: kindLabels[r.kind] },
          { label: '方式', value: r.channel && channelLabels[r.channel] },
          { label: '日期', value: r.ratedOn && <DayText day={r.ratedOn} /> },
          { label: '回访', value: r.named ? '愿意接听回访' : '没有留联系方式' },
          { label: '原因', value: r.reasons.map(reasonLabel).join('；'), wide: true },
          { label: '想说的话', value: r.words, wide: true },
          { label: '公开的文字', value: r.shownWords, wide: true },
        ]}
      />
      <Lesser>评价人是谁、是哪一件，对被评的单位和工作人员不显示。</Lesser>
    </Section>
  )
}

function Rectifying({ view: { rating: r, may, typed, problems } }: { view: View }) {
  if (!r.level || r.level < 4) return null
  return (
    <Section title="整改">
      <Stack>
        <MetadataTable
          rows={[
            {
              label: '工单',
              value:
                r.workOrder &&
                (may.openOrder ? <a href={`/desk/hotline/${r.workOrder}`}>{r.workOrder}</a> : r.workOrder),
            },
            { label: '期限', value: <Rectification line={{ ...r, level: r.level }} /> },
            { label: '公开的整改结果', value: r.rectification, wide: true },
          ]}
        />
        {may.review && r.rectifiedOn && (
          <Form action={`${hrefOf(r.id)}/rectification`}>
            <Hidden name="version" value={r.version} />
            <TextArea
              name="rectification"
              label="整改结果"
              hint="给大家看的：查实了什么、怎样改了。不写姓名、电话和是哪一件"
              value={typed.rectification ?? r.rectification}
              rows={3}
              maxLength={500}
              problems={problems}
              required
            />
            <Actions>
              <Button kind="plain">公开整改结果</Button>
            </Actions>
          </Form>
        )}
      </Stack>
    </Section>
  )
}

function AppealSection({ view: { rating: r, appeal, refusals, may } }: { view: View }) {
  if (!appeal)
    return may.appeal && refusals.appeal && r.level && r.level >= 4 ? <NotNow refusal={refusals.appeal} /> : null
  return (
    <Section title="申诉">
      <MetadataTable
        rows={[
          { label: '理由', value: groundLabels[appeal.ground], wide: true },
          { label: '事情的经过', value: appeal.reason, wide: true },
          { label: '提出', value: appeal.appealedName },
          { label: '时间', value: <InstantText at={appeal.appealedAt} /> },
          {
            label: '证明',
            value:
              appeal.files.length > 0 &&
              appeal.files.map((f) => (
                <>
                  <a key={f.position} href={`${hrefOf(r.id)}/files/${f.position}`} download>
                    {f.name}
                  </a>{' '}
                </>
              )),
            wide: true,
          },
          { label: '结论', value: appeal.state === 'waiting' ? '等待审核' : verdictLabels[appeal.state], wide: true },
          { label: '说明', value: appeal.note, wide: true },
          { label: '审核', value: appeal.decidedName },
          { label: '审核时间', value: appeal.decidedAt && <InstantText at={appeal.decidedAt} /> },
        ]}
      />
    </Section>
  )
}

function AppealFormSection({ view: { rating: r, typed, problems, limits } }: { view: View }) {
  return (
    <Section title="提出申诉" note="认为评价是恶意的、点错了的、评错了对象的，可以申诉一次，由别的单位审核。">
      <Form action={`${hrefOf(r.id)}/appeal`} upload>
        <Hidden name="version" value={r.version} />
        <Radios
          name="ground"
          label="申诉的理由"
          options={grounds.map((value) => ({ value, label: groundLabels[value] }))}
          value={typed.ground}
          problems={problems}
          required
        />
        <TextArea name="reason" label="事情的经过" value={typed.reason} maxLength={1000} problems={problems} required />
        <FileField name="files" label="证明" multiple maxBytes={limits.uploadBytes} problems={problems} />
        <Actions>
          <Button>提出申诉</Button>
        </Actions>
      </Form>
    </Section>
  )
}

function DecideSection({ view: { rating: r, typed, problems } }: { view: View }) {
  return (
    <Section title="审核申诉">
      <Form action={`${hrefOf(r.id)}/decide`}>
        <Hidden name="version" value={r.version} />
        <Radios
          name="verdict"
          label="审核结论"
          options={verdicts.map((value) => ({ value, label: verdictLabels[value] }))}
          value={typed.verdict}
          problems={problems}
          required
        />
        <TextArea
          name="note"
          label="结论的说明"
          hint="不计入的，评价人留了电话会收到这段话"
          value={typed.note}
          rows={3}
          maxLength={500}
          problems={problems}
          required
        />
        <Actions>
          <Button>作出结论</Button>
        </Actions>
      </Form>
    </Section>
  )
}

function WordsSection({ view: { rating: r, typed, problems } }: { view: View }) {
  return (
    <Section title="公开留言" note="评价人同意公开。请删去姓名、电话和能认出人的话；不宜公开的，清空以后保存。">
      <Form action={`${hrefOf(r.id)}/words`}>
        <Hidden name="version" value={r.version} />
        <TextArea
          name="words"
          label="公开的文字"
          hint={`原话：${r.words}`}
          value={typed.words ?? r.shownWords ?? withoutNumbers(r.words)}
          rows={3}
          maxLength={500}
          problems={problems}
        />
        <Actions>
          <Button kind="plain">保存公开的文字</Button>
        </Actions>
      </Form>
    </Section>
  )
}

function RevealSection({ view: { rating: r, typed, problems } }: { view: View }) {
  const options = [...(r.named ? (['raterName', 'raterPhone'] as const) : []), 'subject' as const].map((value) => ({
    value,
    label: revealLabels[value],
  }))
  return (
    <Section title="回访">
      <RevealForm action={`${hrefOf(r.id)}/reveal`} options={options} typed={typed} problems={problems} />
    </Section>
  )
}

const told: Readonly<Record<string, string>> = {
  'ratings.asked': '邀请评价',
  'ratings.countedByDefault': '期限内没有评价，默认计入',
  'ratings.orderOpened': '转成工单，督促整改',
  'ratings.rectified': '工单办结',
  'ratings.orderReopened': '工单重新办理，还没有整改好',
  'ratings.rectificationShown': '公开整改结果',
  'ratings.appealed': '提出申诉',
  'ratings.excluded': '申诉成立，不计入',
  'ratings.appealDismissed': '申诉不成立',
  'ratings.wordsShown': '公开留言',
  'ratings.wordsKept': '留言不公开',
  'identity.revealed': '查看评价人的信息',
}

/** Acts that happen in the moment of rating: told by their day alone, since the hour leads to who stood there. */
const byDay: readonly string[] = ['ratings.given', 'ratings.orderOpened']

/** What happened, newest first. */
const stepsOf = (acts: readonly Act[]) =>
  acts.toReversed().flatMap(({ act, at, actor, data }) => {
    const level = act === 'ratings.given' && (data as { level: Level }).level
    const title = level ? `收到评价：${levelLabels[level]}` : told[act]
    return title ? [{ title, ...(byDay.includes(act) ? { at: dayOf(at) } : { at, by: actor }) }] : []
  })
