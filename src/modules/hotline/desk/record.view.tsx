import type { CountedDay } from '../../../core/clock.ts'
import type { Day } from '../../../core/day.ts'
import type { Problem } from '../../../core/errors.ts'
import {
  ClockCard,
  DayText,
  MetadataTable,
  Moves,
  Notice,
  type Page,
  Paragraphs,
  PrintButton,
  RevealForm,
  Section,
  Stack,
  Tag,
  Timeline,
} from '../../../ui/index.ts'
import * as labels from '../labels.ts'
import { personalFields } from '../schema.ts'
import type { OrderRecord } from '../service.ts'
import { actionsOf } from './actions.ts'
import { hrefOf, inList } from './crumbs.ts'
import {
  Assisting,
  Files,
  FollowUps,
  Merged,
  Proposals,
  Published,
  Replies,
  Supplements,
  Urgings,
} from './life.view.tsx'
import { Marks, Standing } from './worklist.view.tsx'

export type OrderView = OrderRecord & {
  /** Every day from day zero to the last day of the reply. */
  days: readonly CountedDay[]
  today: Day
  /** What has just been shown for a reason. */
  revealed?: { label: string; value: string } | undefined
  typed: Readonly<Record<string, string>>
  problems: readonly Problem[]
}

export function orderPage(view: OrderView): Page {
  const { order: o, line, problems } = view
  return {
    title: `${o.number}号工单：${o.title}`,
    breadcrumb: inList,
    problems,
    elements: ['mt-print'],
    body: (
      <Stack gap="large">
        <div>
          <Tag tone={line.light === 'overdue' ? 'bad' : 'accent'}>{labels.stateLabels[o.state]}</Tag>{' '}
          <Tag>{labels.kindLabels[o.kind]}</Tag> <Marks line={line} /> <Standing line={line} />{' '}
          <PrintButton label="打印工单" />
        </div>
        <Moves actions={actionsOf(view)} />
        <Facts view={view} />
        <Person view={view} />
        <Replies view={view} />
        <Proposals view={view} />
        <Assisting view={view} />
        <FollowUps view={view} />
        <Urgings view={view} />
        <Merged view={view} />
        <Published view={view} />
        <Files view={view} />
      </Stack>
    ),
    aside: (
      <Stack>
        <Clock view={view} />
        <Course view={view} />
      </Stack>
    ),
  }
}

function Facts({ view: { order: o, life } }: { view: OrderView }) {
  return (
    <Section title="诉求">
      <Stack>
        <Paragraphs text={o.text} />
        <Supplements life={life} />
        <MetadataTable
          rows={[
            { label: '事项', value: o.topicName },
            { label: '地点', value: [o.placeName, o.place].filter(Boolean).join('，') },
            { label: '来源', value: labels.channelLabels[o.channel] },
            { label: '上级的编号', value: o.superiorNumber },
            { label: '上级要求的期限', value: o.superiorDueOn && <DayText day={o.superiorDueOn} /> },
            { label: '被投诉、举报的单位', value: o.complainedUnitName },
            { label: '收到日期', value: <DayText day={o.receivedOn} /> },
            { label: '主办单位', value: o.unitName ?? '还没有派单' },
            { label: '现在在哪里', value: o.closedOn ? '' : o.atUnitName },
            { label: '经办人', value: o.handlerName },
            { label: '首次联系', value: contactWords(o) },
            { label: '办理结果', value: o.result && labels.resultLabels[o.result] },
            { label: '不予受理的原因', value: o.ground && labels.groundLabels[o.ground], wide: true },
            { label: '结果说明', value: o.resultNote, wide: true },
            { label: '满意程度', value: o.satisfaction && labels.satisfactionLabels[o.satisfaction] },
            { label: '可以要求重办到', value: o.reopenUntil && <DayText day={o.reopenUntil} /> },
            { label: '公开', value: o.publicWish ? '来访人同意公开' : '来访人没有同意公开' },
          ]}
        />
      </Stack>
    </Section>
  )
}

function contactWords({ contactedOn, contactDueOn }: OrderView['order']) {
  if (contactedOn)
    return (
      <>
        <DayText day={contactedOn} /> 已联系
      </>
    )
  return (
    contactDueOn && (
      <>
        到 <DayText day={contactDueOn} /> 为止
      </>
    )
  )
}

/** Who it came from, masked; what is behind the mask is shown for a reason, and each look is recorded. */
function Person({ view: { order: o, mayReveal, revealed, typed, problems } }: { view: OrderView }) {
  return (
    <Section title="来访人" note={o.confidential ? '来访人要求保密' : '个人信息已遮盖'}>
      <Stack>
        <MetadataTable
          rows={[
            { label: '姓名', value: o.personName },
            { label: '联系电话', value: o.personPhone },
            { label: '电子邮箱', value: o.personEmail },
          ]}
        />
        {o.confidential && (
          <Notice kind="warning" title="为来访人保密">
            <p>不得向被投诉、举报的单位和个人透露来访人的情况。要联系来访人的，请通过热线。</p>
          </Notice>
        )}
        {revealed && (
          <Notice kind="warning" title={`${revealed.label}：${revealed.value}`}>
            <p>这次查看已经记录在案。离开本页后会重新遮盖。</p>
          </Notice>
        )}
        {mayReveal && (
          <RevealForm
            action={`${hrefOf(o.number)}/reveal`}
            options={personalFields.map((value) => ({ value, label: labels.personalLabels[value] }))}
            typed={typed}
            problems={problems}
          />
        )}
      </Stack>
    </Section>
  )
}

const shownLights = { green: 'green', yellow: 'yellow', overdue: 'overdue', none: 'none' } as const

/** The clock of the reply, with how it was counted. */
function Clock({ view: { order: o, line, days, today } }: { view: OrderView }) {
  if (o.state === 'notAccepted' || o.state === 'merged') return null
  const ended = o.repliedOn ?? o.closedOn
  const own = today > o.replyDueOn ? 'overdue' : 'green'
  const superior = o.superiorDueOn !== null && o.superiorDueOn === o.replyDueOn
  return (
    <ClockCard
      title="答复期限"
      due={o.replyDueOn}
      light={o.dueOn === o.replyDueOn ? shownLights[line.light] : own}
      daysLeft={o.dueOn === o.replyDueOn ? line.daysLeft : undefined}
      limit={o.replyDays + o.extension}
      basis={`${superior ? '上级要求的期限；' : ''}${o.urgent ? '紧急' : labels.kindLabels[o.kind]}类工单的办理时限${o.extension > 0 ? `，已延长 ${o.extension} 个工作日` : ''}`}
      working={days}
      done={
        ended && (
          <>
            已于 <DayText day={ended} /> {o.repliedOn ? '答复' : '结束'}
          </>
        )
      }
    />
  )
}

function Course({ view: { acts } }: { view: OrderView }) {
  const steps = acts.map((a) => {
    const { words } = (a.data ?? {}) as { words?: unknown }
    return {
      ...{ title: labels.actLabels[a.act] ?? a.act, at: a.at, by: a.actor },
      ...(typeof words === 'string' && words !== '' ? { children: <Paragraphs text={words} /> } : {}),
    }
  })
  return (
    <Section title="办理过程">
      <Timeline steps={steps} />
    </Section>
  )
}
