import {
  Actions,
  Button,
  ButtonLink,
  Card,
  Checkboxes,
  DayText,
  Disclosure,
  Form,
  Grid,
  InstantText,
  Light,
  MetadataTable,
  PaperLinks,
  Section,
  Stack,
  Table,
  Tag,
  TextArea,
  Timeline,
} from '../../../ui/index.ts'
import { decisionLabels, deliveryLabels, paperLabels, proposalLabels, trustLabels, wayLabels } from '../labels.ts'
import type { CaseMaterial } from '../materials.store.ts'
import type { CasePaper } from '../papers.store.ts'
import { currentSteps, isReview } from '../progress.ts'
import type { CaseResult } from '../results.store.ts'
import type { DecisionForm } from '../schema.ts'
import type { CaseProposal, CaseStep } from '../steps.store.ts'
import { may, placeOf } from './actions.ts'
import { hrefOf, list } from './crumbs.ts'
import type { CaseView } from './record.view.tsx'

const outcomeLabels = { pass: '通过', return: '退回', other: '不再办理' } as const
const stepTones = { todo: 'plain', doing: 'warning', done: 'good' } as const
const stepLabels = { todo: '还没轮到', doing: '正在办', done: '办完' } as const

/** Steps in their order; those of one group stand side by side, for they are taken side by side. */
export function Steps({ view }: { view: CaseView }) {
  const { life, file } = view
  const current = currentSteps(life.steps)
  if (current.length === 0) return null
  // Steps of one group are a run of their own; between groups those that follow each other are one.
  const runs: CaseStep[][] = []
  for (const step of current) {
    const last = runs.at(-1)
    if (last && last[0]?.groupKey === step.groupKey) last.push(step)
    else runs.push([step])
  }
  const earlier = life.steps.filter((s) => !current.includes(s) && s.outcome !== null)
  return (
    <Section title="办理环节">
      <Stack>
        {runs.map((steps) => (
          <Stack key={steps[0]?.id} gap="small">
            {steps[0]?.groupKey && steps.length > 1 && <p>这 {steps.length} 个环节并联办理，都通过以后进入下一步：</p>}
            <Grid columns={3}>
              {steps.map((s) => (
                <OneStep key={s.id} step={s} view={view} />
              ))}
            </Grid>
          </Stack>
        ))}
        {earlier.length > 0 && (
          <Disclosure summary={`退回以前的 ${earlier.length} 个环节记录`}>
            <ul>
              {earlier.map((s) => (
                <li key={s.id}>
                  {s.name}，{s.unitName} {s.clerkName}：{s.outcome && outcomeLabels[s.outcome]}。{s.opinion}
                </li>
              ))}
            </ul>
          </Disclosure>
        )}
        {file.completedOn === null && current.every((s) => s.state === 'done' || !isReview(s)) && file.acceptedOn && (
          <p>审查环节都已办完。</p>
        )}
      </Stack>
    </Section>
  )
}

function OneStep({ step: s, view }: { step: CaseStep; view: CaseView }) {
  const here = (move: 'passStep' | 'returnStep') => `${placeOf(view.file.number, move)}?step=${s.id}`
  const mine = s.state === 'doing' && isReview(s) && view.ownSteps.includes(s.id)
  return (
    <Card
      title={
        <>
          {s.name} <Tag tone={stepTones[s.state]}>{s.outcome ? outcomeLabels[s.outcome] : stepLabels[s.state]}</Tag>
        </>
      }
      actions={
        mine && (
          <>
            {may(view, 'passStep') && <ButtonLink href={here('passStep')}>通过</ButtonLink>}
            {may(view, 'returnStep') && (
              <ButtonLink href={here('returnStep')} kind="quiet">
                退回
              </ButtonLink>
            )}
          </>
        )
      }
    >
      <p>
        {s.unitName}
        {s.clerkName && `，${s.clerkName}`}
        {s.endedAt ? (
          <>
            ，<InstantText at={s.endedAt} />
          </>
        ) : (
          s.dueOn && (
            <>
              ，到 <DayText day={s.dueOn} />
            </>
          )
        )}
      </p>
      {s.opinion && <p>{s.opinion}</p>}
    </Card>
  )
}

const proposalStates = { waiting: '等待决定', approved: '已批准', returned: '已退回', void: '已作废' } as const
const proposalTones = { waiting: 'warning', approved: 'good', returned: 'bad', void: 'plain' } as const

/** What was proposed and what became of it. */
export function Proposals({ view }: { view: CaseView }) {
  const { life } = view
  if (life.proposals.length === 0) return null
  return (
    <Section title="送审">
      <Table<CaseProposal>
        caption="送审"
        captionHidden
        columns={[
          { head: '事项', cell: (p) => proposalLabels[p.kind], nowrap: true },
          { head: '内容', cell: (p) => proposalWords(p), wide: true },
          {
            head: '状态',
            cell: (p) => <Tag tone={proposalTones[p.state]}>{proposalStates[p.state]}</Tag>,
            nowrap: true,
          },
          {
            head: '提出',
            cell: (p) => (
              <>
                {p.proposedName} <InstantText at={p.proposedAt} />
              </>
            ),
          },
          { head: '答复', cell: (p) => [p.decidedName, p.note].filter(Boolean).join('：') },
        ]}
        rows={life.proposals}
        rowKey={(p) => p.id}
      />
      {(may(view, 'answerProposal') || may(view, 'decideExtension')) && (
        <Actions>
          <ButtonLink href={`${list}/proposals`} kind="primary">
            去决定
          </ButtonLink>
        </Actions>
      )}
    </Section>
  )
}

/** What a proposal says, in a line. */
export function proposalWords({ kind, content }: Pick<CaseProposal, 'kind' | 'content'>): string {
  if (kind === 'extension') {
    const { days, reason } = content as { days: number; reason: string }
    return `延长 ${days} 天：${reason}`
  }
  const { decision, reason } = content as DecisionForm
  return reason.trim() === '' ? `建议${decisionLabels[decision]}` : `建议${decisionLabels[decision]}：${reason}`
}

/** What was brought, how far it can be relied on, and a look at it. */
export function Materials({ view }: { view: CaseView }) {
  const { life, file, mayOpen } = view
  const shown = life.materials.filter((m) => !m.replaced)
  const replaced = life.materials.filter((m) => m.replaced)
  const unchecked = shown.filter((m) => m.sha256 !== null && (m.trust === 'C' || m.trust === 'D'))
  return (
    <Section title="材料">
      <Table<CaseMaterial>
        caption="材料"
        captionHidden
        columns={[
          {
            head: '名称',
            cell: (m) =>
              m.sha256 && mayOpen ? (
                <>
                  <a href={`${hrefOf(file.number)}/materials/${m.id}`}>{m.name}</a>
                  <br />
                  <small>{m.fileName}</small>
                </>
              ) : (
                m.name
              ),
            wide: true,
          },
          {
            head: '怎样提交',
            cell: (m) =>
              m.way === 'later' && m.toleratedUntil ? `容缺，${m.toleratedUntil} 以前补交` : wayLabels[m.way],
          },
          {
            head: '可信程度',
            cell: (m) =>
              m.trust && (
                <>
                  <Tag tone={m.trust === 'A' || m.trust === 'B' ? 'good' : 'plain'}>{m.trust}</Tag>{' '}
                  {trustLabels[m.trust]}
                </>
              ),
          },
          { head: '收到', cell: (m) => <DayText day={m.addedOn} />, nowrap: true },
        ]}
        rows={shown}
        rowKey={(m) => m.id}
        empty={<p>这个事项不用提交材料。</p>}
      />
      {mayOpen && unchecked.length > 0 && file.completedOn === null && (
        <Disclosure summary={`有 ${unchecked.length} 份还没有和原件核对`}>
          <Form action={`${hrefOf(file.number)}/materials/check`}>
            <Checkboxes
              name="material"
              label="已经和原件核对的"
              hint="核对以后可信程度升为 B，申请人下次办事可以沿用"
              options={unchecked.map((m) => ({ value: m.id, label: m.name, hint: m.fileName }))}
            />
            <Actions>
              <Button kind="plain">记下已核对</Button>
            </Actions>
          </Form>
        </Disclosure>
      )}
      {replaced.length > 0 && (
        <Disclosure summary={`补正以前的 ${replaced.length} 份`}>
          <ul>
            {replaced.map((m) => (
              <li key={m.id}>
                {m.sha256 && mayOpen ? <a href={`${hrefOf(file.number)}/materials/${m.id}`}>{m.name}</a> : m.name}（
                {wayLabels[m.way]}，{m.addedOn}）
              </li>
            ))}
          </ul>
        </Disclosure>
      )}
    </Section>
  )
}

/** A receipt has no number of its own: it is called by that of the case. */
const nameOf = ({ kind, number }: CasePaper): string =>
  number.endsWith(paperLabels[kind]) ? paperLabels[kind] : `${paperLabels[kind]} ${number}`

/** What went out. */
export function Papers({ view }: { view: CaseView }) {
  const { life, file, mayOpen } = view
  return (
    <Section title="文书">
      <Table<CasePaper>
        caption="文书"
        captionHidden
        columns={[
          {
            head: '文书',
            cell: (p) => (mayOpen ? <a href={`${hrefOf(file.number)}/papers/${p.id}`}>{nameOf(p)}</a> : nameOf(p)),
            wide: true,
          },
          { head: '发出', cell: (p) => <DayText day={p.issuedOn} />, nowrap: true },
          { head: '经手人', cell: (p) => p.issuedBy, nowrap: true },
          {
            head: '下载',
            cell: (p) =>
              mayOpen && <PaperLinks href={`${hrefOf(file.number)}/papers/${p.id}`} of={paperLabels[p.kind]} />,
            nowrap: true,
          },
          { head: '申请人', cell: (p) => (p.readAt ? '已在网上看过' : ''), nowrap: true },
        ]}
        rows={life.papers}
        rowKey={(p) => p.id}
        empty={<p>还没有发出文书。</p>}
      />
    </Section>
  )
}

/** Certificates and documents. */
export function Results({ view }: { view: CaseView }) {
  const { life, file, mayOpen } = view
  if (life.results.length === 0) return null
  return (
    <Section title="结果">
      <Table<CaseResult>
        caption="证照和文书"
        captionHidden
        columns={[
          {
            head: '名称',
            cell: (r) => (
              <>
                {mayOpen ? <a href={`${hrefOf(file.number)}/results/${r.id}`}>{r.name}</a> : r.name}
                <br />
                <small>{r.number}</small>
              </>
            ),
            wide: true,
          },
          { head: '制发', cell: (r) => <DayText day={r.issuedOn} />, nowrap: true },
          {
            head: '有效',
            cell: (r) => {
              if (r.revokedOn) return <Tag tone="bad">{r.revokedOn} 已撤销</Tag>
              return r.validUntil ? `到 ${r.validUntil}` : '长期'
            },
            nowrap: true,
          },
          {
            head: '下载',
            cell: (r) => mayOpen && <PaperLinks href={`${hrefOf(file.number)}/results/${r.id}`} of={r.name} />,
            nowrap: true,
          },
        ]}
        rows={life.results}
        rowKey={(r) => r.id}
      />
      {may(view, 'revokeResult') && life.results.some((r) => r.revokedOn === null) && (
        <Actions>
          <ButtonLink href={placeOf(file.number, 'revokeResult')} kind="quiet">
            撤销证照
          </ButtonLink>
        </Actions>
      )}
    </Section>
  )
}

/** How the result reaches the applicant. */
export function Deliveries({ view: { life } }: { view: CaseView }) {
  if (life.deliveries.length === 0) return null
  return (
    <Section title="送达">
      <Stack>
        {life.deliveries.map((d) => (
          <Stack key={d.id}>
            <MetadataTable
              rows={[
                { label: '方式', value: deliveryLabels[d.way] },
                { label: d.way === 'counter' ? '领取人' : '收件人', value: d.recipient },
                { label: '快递', value: d.carrier && `${d.carrier} ${d.trackingNumber}` },
                { label: '寄到', value: d.address },
                { label: d.way === 'counter' ? '领取日期' : '寄出日期', value: <DayText day={d.sentOn} /> },
                { label: '签收日期', value: d.way === 'post' && d.arrivedOn && <DayText day={d.arrivedOn} /> },
              ]}
            />
            {d.events.length > 0 && (
              <Timeline label="快递进展" steps={d.events.map((e) => ({ title: e.text, at: e.on }))} />
            )}
          </Stack>
        ))}
      </Stack>
    </Section>
  )
}

/** What both sides wrote. */
export function Messages({ view }: { view: CaseView }) {
  const { life, file, mayOpen, typed, problems } = view
  if (!mayOpen) return null
  return (
    <Section title="和申请人的留言">
      <Stack>
        {life.messages.length > 0 && (
          <Timeline label="留言" steps={life.messages.map((m) => ({ title: m.body, at: m.at, by: m.author }))} />
        )}
        {life.messages.some((m) => m.fromApplicant && m.readAt === null) && <Light light="yellow" label="有新的留言" />}
        <Disclosure summary="给申请人留言" open={problems.some((p) => p.field === 'body')}>
          <Form action={`${hrefOf(file.number)}/messages`}>
            <TextArea
              name="body"
              label="留言"
              hint="申请人会收到短信，打开办件就看得到。要他补材料的，请用“要求补正”"
              rows={3}
              value={typed.body}
              problems={problems}
              required
            />
            <Actions>
              <Button kind="plain">发给申请人</Button>
            </Actions>
          </Form>
        </Disclosure>
      </Stack>
    </Section>
  )
}
