import type { TObject } from 'typebox'
import type { Day } from '../../../core/day.ts'
import type { Problem, Refusal } from '../../../core/errors.ts'
import {
  Checkbox,
  type Choice,
  type Column,
  DayText,
  Disclosure,
  FileField,
  MoveForm,
  type Page,
  Paragraphs,
  Radios,
  Section,
  Select,
  Stack,
  Table,
  Tag,
  TextField,
} from '../../../ui/index.ts'
import type { DispatchProposal, Place } from '../dispatch.ts'
import { moveLabels, satisfactionLabels, stateLabels } from '../labels.ts'
import { openStates } from '../rules.ts'
import type { besides, OrderRecord } from '../service.ts'
import { moveAt } from './actions.ts'
import { assistingLines, lineNames } from './assisting-fields.ts'
import { hrefOf, inOrder } from './crumbs.ts'
import { Supplements } from './life.view.tsx'
import { MoveFacts } from './move-facts.tsx'
import { leadUnits, looks, named, type PagedMove } from './move-looks.ts'

type Similar = Awaited<ReturnType<typeof besides>>['similar'][number]
type View = {
  record: OrderRecord
  name: PagedMove
  form: TObject
  units: readonly Place[]
  typed: Readonly<Record<string, string>>
  problems: readonly Problem[]
  choices: Readonly<Record<string, readonly Choice[]>>
  proposed: readonly DispatchProposal[]
  similar: readonly Similar[]
  /** Last day to reply if the days that are asked for are granted. */
  extendedTo?: Day | undefined
  /** Of a file that comes with a reply. */
  maxBytes: number
  /** What was answered to what has just been sent. */
  refusal?: Refusal
}

/** The page of one move: what it does, what it is decided on, its form; or why it may not be made now. */
export function movePage(view: View): Page {
  const { record, name, form, typed, problems, choices, refusal } = view
  const { order, moves } = record
  return {
    title: moveLabels[name],
    breadcrumb: inOrder(order.number),
    problems,
    elements: name === 'reply' ? ['mt-upload'] : [],
    body: (
      <Stack gap="large">
        <OrderText record={record} />
        <MoveForm
          look={looks[name]}
          form={form}
          version={order.version}
          back={{ label: '返回工单', href: hrefOf(order.number) }}
          typed={typed}
          problems={problems}
          choices={choices}
          leaveOut={['urgent', 'satisfaction']}
          standing={moves.find((m) => m.name === name)?.refusal}
          refusal={refusal}
          upload={name === 'reply'}
          before={
            <>
              <MoveFacts name={name} record={record} units={view.units} extendedTo={view.extendedTo} />
              <Before view={view} />
            </>
          }
        >
          <More view={view} />
        </MoveForm>
      </Stack>
    ),
  }
}

function OrderText({ record: { order, life } }: { record: OrderRecord }) {
  return (
    <Disclosure summary={`${order.number}号工单：${order.title}`} open>
      <Paragraphs text={order.text} />
      <Supplements life={life} />
    </Disclosure>
  )
}

/** What the decision is made on. */
function Before({ view: { name, record, proposed, similar } }: { view: View }) {
  const { order, life } = record
  if (name === 'dispatch' && proposed.length === 0) return <p>目录里的词一个也没有说到，请您看内容选单位。</p>
  if (proposed.length > 0)
    return (
      <Proposed
        proposed={proposed}
        at={moveAt(order.number, name)}
        note={name === 'dispatch' ? '第一项已经选好，由您决定。' : '点一项，单位和事项就选好了，由您决定。'}
      />
    )
  if (name === 'merge') return <SimilarOrders similar={similar} choose={moveAt(order.number, 'merge')} />
  if (name === 'askExtension')
    return (
      <p>
        现在的答复期限是 <DayText day={order.replyDueOn} />
        ，最多再延长 {record.mostExtension} 个工作日。
      </p>
    )
  const reply = life.replies.at(-1)
  return reply && (name === 'decideClosing' || name === 'followUp') ? (
    <Section title="答复">
      <Paragraphs text={reply.text} />
    </Section>
  ) : null
}

/** What the catalogue proposes, with the words that hit; each can be chosen by its link. */
function Proposed({ proposed, at, note }: { proposed: readonly DispatchProposal[]; at: string; note: string }) {
  return (
    <Section title="目录推荐" note={note}>
      <ul>
        {proposed.map((p) => (
          <li key={p.topicCode}>
            <a href={`${at}?${new URLSearchParams({ topicCode: p.topicCode, unitCode: p.unitCode ?? '' })}`}>
              {p.topicName}，{p.unitName ?? '要看在哪个乡镇、街道'}
            </a>
            （有“{p.hits.join('”“')}”）
          </li>
        ))}
      </ul>
    </Section>
  )
}

const isOpen = ({ state }: Similar): boolean => openStates.some((s) => s === state)

/** Orders that may be about the same. */
export function SimilarOrders({ similar, choose }: { similar: readonly Similar[]; choose?: string }) {
  const columns: Column<Similar>[] = [
    { head: '工单', cell: (o) => <a href={hrefOf(o.number)}>{o.number}</a>, nowrap: true },
    {
      head: '标题',
      cell: (o) => (
        <>
          {o.title} {o.samePerson && <Tag tone="accent">同一个电话</Tag>} {o.samePlace && <Tag>同一个地方</Tag>}
        </>
      ),
      wide: true,
    },
    { head: '状态', cell: (o) => stateLabels[o.state], nowrap: true },
    { head: '收到', cell: (o) => <DayText day={o.receivedOn} />, nowrap: true },
    ...(choose
      ? [
          {
            head: '合并',
            cell: (o: Similar) =>
              isOpen(o) ? (
                <a href={`${choose}?${new URLSearchParams({ into: o.number })}`} aria-label={`并入${o.number}`}>
                  并入这件
                </a>
              ) : (
                '已经办完，不能并入'
              ),
            nowrap: true,
          },
        ]
      : []),
  ]
  if (similar.length === 0) return choose ? <p>没有找到相似的工单。知道编号的，可以直接填写。</p> : null
  return <Table caption="相似的工单" columns={columns} rows={similar} rowKey={(o) => o.id} />
}

/** Fields that the schema does not draw by itself. */
function More({ view: { name, record, units, typed, problems, maxBytes } }: { view: View }) {
  if (name === 'reply')
    return (
      <FileField
        name="files"
        label="附件"
        hint="没有就不用传；来访人在网上能看到，请先去掉别人的个人信息"
        problems={problems}
        maxBytes={maxBytes}
        multiple
      />
    )
  if (name === 'followUp')
    return (
      <Radios
        name="satisfaction"
        label="满意程度"
        hint="联系上了的，请来访人自己说"
        options={named(satisfactionLabels)}
        value={typed.satisfaction}
        problems={problems}
      />
    )
  if (name !== 'dispatch' && name !== 'reassign') return null
  const open = assistingLines.some((line) => typed[lineNames(line).unit])
  return (
    <>
      {!record.order.urgent && (
        <Checkbox name="urgent" label="紧急，当天答复" checked={typed.urgent === 'true'} problems={problems} />
      )}
      <Disclosure summary="要几个单位一起办（协办单位）" open={open}>
        {assistingLines.map((line) => {
          const { unit, part } = lineNames(line)
          return (
            <Stack key={line} gap="small">
              <Select
                name={unit}
                label={`协办单位 ${line}`}
                empty="没有"
                options={leadUnits({ units })}
                value={typed[unit]}
                problems={problems}
              />
              <TextField name={part} label={`协办单位 ${line} 做什么`} value={typed[part]} problems={problems} />
            </Stack>
          )
        })}
      </Disclosure>
    </>
  )
}
