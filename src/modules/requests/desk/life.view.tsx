import { Actions, ButtonLink, bytes, DayText, InstantText, PaperLinks, Section, Table, Tag } from '../../../ui/index.ts'
import { answerKey, answers } from '../answers.ts'
import {
  consultationAnswerLabels,
  consultationLabels,
  filePurposeLabels,
  letterLabels,
  proposalLabels,
  proposalStateLabels,
  routeLabels,
} from '../labels.ts'
import type { Consultation, Letter, Proposal, RequestFile } from '../life.store.ts'
import type { ReplyForm } from '../schema.ts'
import { may, placeOf } from './actions.ts'
import { hrefOf, list } from './crumbs.ts'
import type { RequestView } from './record.view.tsx'

/** What was proposed and what became of it. */
export function Proposals({ view }: { view: RequestView }) {
  const { life, request } = view
  const shown = life.proposals.filter((p) => p.state !== 'void')
  if (shown.length === 0) return null
  const drafted = shown.some((p) => p.kind === 'reply' && p.state === 'draft')
  return (
    <Section title="拟办和审批">
      <Table<Proposal>
        caption="拟办和审批"
        captionHidden
        columns={[
          { head: '事项', cell: (p) => proposalLabels[p.kind], nowrap: true },
          { head: '内容', cell: (p) => proposalWords(p), wide: true },
          { head: '状态', cell: (p) => <Tag tone={tones[p.state]}>{proposalStateLabels[p.state]}</Tag>, nowrap: true },
          {
            head: '提出',
            cell: (p) => (
              <>
                {p.proposedName} <InstantText at={p.proposedAt} />
              </>
            ),
          },
          { head: '审批', cell: (p) => [p.decidedName, p.note].filter(Boolean).join('：') },
        ]}
        rows={shown}
        rowKey={(p) => p.id}
      />
      <Actions>
        {drafted && (
          <ButtonLink href={`${hrefOf(request.number)}/reply/preview`} kind="primary">
            看答复书，发出或者送审
          </ButtonLink>
        )}
        {may(view, 'decide') && <ButtonLink href={`${list}/approvals`}>去审批</ButtonLink>}
      </Actions>
    </Section>
  )
}

const tones = { draft: 'plain', waiting: 'warning', approved: 'good', returned: 'bad', void: 'plain' } as const

/** What a proposal says, in a line. */
export function proposalWords({ kind, content }: Pick<Proposal, 'kind' | 'content'>): string {
  if (kind === 'extension') {
    const { days, reason } = content as { days: number; reason: string }
    return `延长 ${days} 个工作日：${reason}`
  }
  if (kind === 'postponement') {
    const { dueOn, reason } = content as { dueOn: string; reason: string }
    return `改到 ${dueOn} 以前答复：${reason}`
  }
  const reply = content as ReplyForm
  const key = answerKey({ kind: reply.kind, ...(reply.ground ? { ground: reply.ground } : {}) })
  return answers.find((a) => answerKey(a) === key)?.label ?? ''
}

/** Who was asked, and what they said. */
export function Consultations({ view }: { view: RequestView }) {
  const { life, request } = view
  if (life.consultations.length === 0) return null
  const open = may(view, 'recordAnswer')
  return (
    <Section title="征求意见">
      <Table<Consultation>
        caption="征求意见"
        captionHidden
        columns={[
          { head: '征求谁', cell: (c) => `${c.name}（${consultationLabels[c.kind]}）`, wide: true },
          { head: '内容', cell: (c) => c.about, wide: true },
          { head: '发出', cell: (c) => <DayText day={c.sentOn} />, nowrap: true },
          { head: '期限', cell: (c) => (c.untilDay ? <DayText day={c.untilDay} /> : '没有规定'), nowrap: true },
          {
            head: '答复',
            cell: (c) => {
              if (c.answer)
                return `${consultationAnswerLabels[c.answer]}${c.reasonable ? '，理由合理' : ''}${c.note ? `：${c.note}` : ''}`
              if (!open) return '等答复'
              return (
                <a href={`${placeOf(request.number, 'recordAnswer')}?consultation=${c.id}`}>
                  登记答复<span class="sr-only">：{c.name}</span>
                </a>
              )
            },
            wide: true,
          },
        ]}
        rows={life.consultations}
        rowKey={(c) => c.id}
      />
    </Section>
  )
}

/** A receipt has no number of its own: it is called by that of the request. */
const nameOf = ({ kind, number }: Letter): string =>
  number.endsWith(letterLabels[kind]) ? letterLabels[kind] : `${letterLabels[kind]} ${number}`

/** What went out, to be downloaded, and whether it arrived. */
export function Letters({ view }: { view: RequestView }) {
  const { life, request, mayOpen } = view
  const here = hrefOf(request.number)
  const deliver = may(view, 'recordDelivery')
  return (
    <Section title="文书">
      <Table<Letter>
        caption="文书"
        captionHidden
        columns={[
          {
            head: '文书',
            cell: (l) => (
              <>
                {mayOpen ? <a href={`${here}/letters/${l.id}`}>{nameOf(l)}</a> : nameOf(l)}
                <br />
                <small>给{l.audience === 'applicant' ? '申请人' : l.addressee}</small>
              </>
            ),
            wide: true,
          },
          { head: '发出', cell: (l) => <DayText day={l.issuedOn} />, nowrap: true },
          {
            head: '下载',
            cell: (l) => mayOpen && <PaperLinks href={`${here}/letters/${l.id}`} of={letterLabels[l.kind]} />,
            nowrap: true,
          },
          {
            head: '送达',
            cell: (l) => {
              if (l.deliveredOn)
                return `${l.deliveredOn}${l.deliveryRoute ? `，${routeLabels[l.deliveryRoute]}` : ''}${l.deliveryNote ? `（${l.deliveryNote}）` : ''}`
              const read = l.readAt ? '申请人已在网上看过。' : ''
              if (!deliver) return `${read}没有送达记录`
              return (
                <>
                  {read}
                  <a href={`${placeOf(request.number, 'recordDelivery')}?letter=${l.id}`}>
                    登记送达<span class="sr-only">：{letterLabels[l.kind]}</span>
                  </a>
                </>
              )
            },
          },
        ]}
        rows={life.letters}
        rowKey={(l) => l.id}
        empty={<p>还没有发出文书。</p>}
      />
    </Section>
  )
}

/** Files of the applicant and of the office. */
export function Files({ view }: { view: RequestView }) {
  const { life, request, moves, mayOpen } = view
  const here = hrefOf(request.number)
  const office = moves.some((m) => m.name === 'followUp' && m.refusal?.code !== 'requests.noRight')
  return (
    <Section title="文件" {...(office ? { more: { label: '上传、移除', href: `${here}/files` } } : {})}>
      <Table<RequestFile>
        caption="文件"
        captionHidden
        columns={[
          {
            head: '名称',
            cell: (f) => (mayOpen ? <a href={`${here}/files/${f.id}`}>{f.name}</a> : f.name),
            wide: true,
          },
          { head: '用途', cell: (f) => filePurposeLabels[f.purpose], nowrap: true },
          { head: '大小', cell: (f) => bytes(f.size), numeric: true },
          { head: '时间', cell: (f) => <InstantText at={f.createdAt} />, nowrap: true },
        ]}
        rows={life.files}
        rowKey={(f) => f.id}
        empty={<p>没有文件。</p>}
      />
    </Section>
  )
}
