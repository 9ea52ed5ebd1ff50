import { DayText, InstantText, MetadataTable, Paragraphs, Section, Stack, Table, Tag } from '../../../ui/index.ts'
import * as labels from '../labels.ts'
import type { OrderProposal } from '../life.store.ts'
import type { OrderResult } from '../schema.ts'
import { hrefOf } from './crumbs.ts'
import type { OrderView } from './record.view.tsx'

type Content = { words?: string; days?: number; result?: OrderResult; suggestedUnitCode?: string }

/** What is asked for, in a line or two. */
export function ProposalWords({ proposal }: { proposal: Pick<OrderProposal, 'kind' | 'content'> }) {
  const { words = '', days, result } = proposal.content as Content
  const head = [days && `延长 ${days} 个工作日`, result && labels.resultLabels[result]].filter(Boolean).join('，')
  return <p>{[head, words].filter(Boolean).join('：')}</p>
}

/** What was added to the text later. */
export function Supplements({ life }: Pick<OrderView, 'life'>) {
  const added = life.steps.filter((s) => s.move === 'supplement')
  return (
    <>
      {added.map((s) => (
        <p key={s.id}>
          <small>
            <InstantText at={s.at} /> 补充：
          </small>
          {s.words}
        </p>
      ))}
    </>
  )
}

export function Replies({ view: { life } }: { view: OrderView }) {
  if (life.replies.length === 0) return null
  return (
    <Section title="答复">
      <Stack>
        {life.replies.toReversed().map((r) => (
          <div key={r.id}>
            <Paragraphs text={r.text} />
            <p>
              <small>
                {r.unitName} {r.repliedName}，{labels.replyWayLabels[r.way]}，<InstantText at={r.repliedAt} />
              </small>
            </p>
          </div>
        ))}
      </Stack>
    </Section>
  )
}

const proposalStates = { waiting: '等待审核', approved: '同意', returned: '不同意', void: '已失效' } as const
const proposalTones = { waiting: 'warning', approved: 'good', returned: 'bad', void: 'plain' } as const

export function Proposals({ view: { life } }: { view: OrderView }) {
  if (life.proposals.length === 0) return null
  return (
    <Section title="申请和审核">
      <Table
        caption="申请和审核"
        captionHidden
        rows={life.proposals}
        rowKey={(p) => p.id}
        columns={[
          { head: '申请', cell: (p) => labels.proposalLabels[p.kind], nowrap: true },
          { head: '内容', cell: (p) => <ProposalWords proposal={p} />, wide: true },
          { head: '谁申请的', cell: (p) => `${p.unitName} ${p.proposedName}` },
          {
            head: '审核',
            cell: (p) => <Tag tone={proposalTones[p.state]}>{proposalStates[p.state]}</Tag>,
            nowrap: true,
          },
          { head: '审核意见', cell: (p) => [p.decidedName, p.note].filter(Boolean).join('：') },
        ]}
      />
    </Section>
  )
}

export function Assisting({ view: { life } }: { view: OrderView }) {
  if (life.units.length === 0) return null
  return (
    <Section title="协办单位">
      <Table
        caption="协办单位"
        captionHidden
        rows={life.units}
        rowKey={(u) => u.id}
        columns={[
          { head: '单位', cell: (u) => u.unitName, nowrap: true },
          { head: '协办什么', cell: (u) => u.part, wide: true },
          {
            head: '回复',
            cell: (u) =>
              u.state === 'done' ? `${u.answer}（${u.answeredName}）` : <Tag tone="warning">还没有回复</Tag>,
          },
        ]}
      />
    </Section>
  )
}

export function FollowUps({ view: { life } }: { view: OrderView }) {
  if (life.followUps.length === 0) return null
  return (
    <Section title="回访">
      <Table
        caption="回访"
        captionHidden
        rows={life.followUps}
        rowKey={(f) => f.id}
        columns={[
          { head: '时间', cell: (f) => <InstantText at={f.madeAt} />, nowrap: true },
          { head: '方式', cell: (f) => `${labels.followUpWayLabels[f.way]}，${f.madeName}` },
          {
            head: '结果',
            cell: (f) =>
              f.satisfaction ? (
                <Tag tone={f.satisfaction >= 4 ? 'bad' : 'good'}>{labels.satisfactionLabels[f.satisfaction]}</Tag>
              ) : f.reached ? (
                '联系上了，没有评价'
              ) : (
                '没有联系上'
              ),
          },
          { head: '来访人的话', cell: (f) => f.words, wide: true },
        ]}
      />
    </Section>
  )
}

export function Urgings({ view: { life } }: { view: OrderView }) {
  if (life.urgings.length === 0) return null
  return (
    <Section title={`催办（${life.urgings.length} 次）`}>
      <ul>
        {life.urgings.map((u) => (
          <li key={u.id}>
            <DayText day={u.urgedOn} /> {labels.urgerLabels[u.byWhom]}
            {u.words && `：${u.words}`}
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** The order that answers for this one, or those it answers for. */
export function Merged({ view: { order, life } }: { view: OrderView }) {
  if (!order.mergedNumber && life.followers.length === 0) return null
  return (
    <Section title="一起办理的">
      <ul>
        {order.mergedNumber && (
          <li>
            已并入 <a href={hrefOf(order.mergedNumber)}>{order.mergedNumber}</a>
            ，由那件答复
          </li>
        )}
        {life.followers.map((f) => (
          <li key={f.id}>
            <a href={hrefOf(f.number)}>{f.number}</a> {f.title}
          </li>
        ))}
      </ul>
    </Section>
  )
}

export function Published({ view: { order: o } }: { view: OrderView }) {
  if (!o.publishedOn) return null
  return (
    <Section title="已经公开">
      <MetadataTable
        columns={1}
        rows={[
          { label: '标题', value: o.publicTitle },
          { label: '诉求', value: o.publicText },
          { label: '答复', value: o.publicReply },
          {
            label: '审核',
            value: (
              <>
                {o.publishedName}，<DayText day={o.publishedOn} />
              </>
            ),
          },
        ]}
      />
    </Section>
  )
}

export function Files({ view: { order, life } }: { view: OrderView }) {
  if (life.files.length === 0) return null
  return (
    <Section title="文件">
      <ul>
        {life.files.map((f) => (
          <li key={f.id}>
            <a href={`${hrefOf(order.number)}/files/${f.id}`}>{f.name}</a>（{labels.fileLabels[f.kind]}
            {f.kind === 'evidence' && f.addedOn > order.receivedOn && (
              <>
                ，<DayText day={f.addedOn} /> 补充
              </>
            )}
            ）
          </li>
        ))}
      </ul>
    </Section>
  )
}
