import type { Day } from '../../../core/day.ts'
import type { Problem } from '../../../core/errors.ts'
import {
  Actions,
  Button,
  ButtonLink,
  Card,
  Checkbox,
  DayField,
  DayText,
  Disclosure,
  EmptyState,
  Form,
  InstantText,
  type Page,
  Pager,
  Prose,
  Radios,
  Section,
  Select,
  Stack,
  Table,
  Tag,
  TextArea,
  TextField,
} from '../../../ui/index.ts'
import type { Unit } from '../../organisations/index.ts'
import type { HeldKind } from '../answers.schema.ts'
import type * as store from '../answers.store.ts'
import { heldLabels, responseChannelLabels } from '../labels.ts'
import type { listConcernResponses } from '../portal/answers.store.ts'
import { desk } from './documents.view.tsx'

type Typed = Readonly<Record<string, string>>
type Asked = { typed: Typed; problems: readonly Problem[]; units: readonly Unit[]; today: Day }
type Rows<F extends (...args: never[]) => Promise<unknown>> = Awaited<ReturnType<F>>

const bodyHint = '直接输入文字，每行一段；也可以粘贴带格式的 HTML'

function UnitSelect({ units, typed, problems }: Omit<Asked, 'today'>) {
  return (
    <Select
      name="unitCode"
      label="单位"
      options={units.map((u) => ({ value: u.code, label: u.name }))}
      value={typed.unitCode}
      problems={problems}
      required
    />
  )
}

function Shown({ typed, problems }: Pick<Asked, 'typed' | 'problems'>) {
  return (
    <Radios
      name="state"
      label="状态"
      options={[
        { value: 'published', label: '公开' },
        { value: 'draft', label: '先存着，不公开' },
      ]}
      value={typed.state ?? 'published'}
      problems={problems}
      row
    />
  )
}

const unitName = (units: readonly Unit[], code: string) => units.find((u) => u.code === code)?.shortName ?? code

function HeldFields({ kind, ...asked }: Asked & { kind: HeldKind }) {
  const { typed, problems, today } = asked
  return (
    <>
      <UnitSelect {...asked} />
      <TextField name="title" label="主题" value={typed.title} problems={problems} required />
      <DayField name="heldOn" label="日期" value={typed.heldOn} max={today} problems={problems} required />
      <TextField name="persons" label={heldLabels[kind].persons} value={typed.persons} problems={problems} />
      <Checkbox name="headAttended" label="单位主要负责同志参加" value="yes" checked={typed.headAttended === 'yes'} />
      <TextArea name="body" label="内容" hint={bodyHint} value={typed.body} problems={problems} rows={10} />
      <Shown typed={typed} problems={problems} />
    </>
  )
}

export function heldListPage({
  kind,
  address,
  rows,
  ...asked
}: Asked & { kind: HeldKind; address: string; rows: readonly store.HeldRow[] }): Page {
  const { title, one } = heldLabels[kind]
  return {
    title,
    breadcrumb: desk,
    problems: asked.problems,
    wide: true,
    body: (
      <Stack gap="large">
        <Table
          caption={title}
          columns={[
            { head: '主题', cell: (r) => <a href={`${address}/${r.id}`}>{r.title}</a>, wide: true },
            { head: '日期', cell: (r) => <DayText day={r.heldOn} />, nowrap: true },
            { head: '单位', cell: (r) => unitName(asked.units, r.unitCode), nowrap: true },
            { head: '主要负责同志', cell: (r) => (r.headAttended ? '参加' : ''), nowrap: true },
            {
              head: '状态',
              cell: (r) => (r.state === 'published' ? <Tag tone="good">已公开</Tag> : <Tag>未公开</Tag>),
              nowrap: true,
            },
          ]}
          rows={rows}
          total={rows.length}
          rowKey={(r) => r.id}
          empty={<EmptyState title={`还没有登记${one}`}>在下面登记第一次。没有登记的，统计表里就数不到。</EmptyState>}
        />
        <Disclosure summary={`登记一次${one}`} open={asked.problems.length > 0 || rows.length === 0}>
          <Form>
            <HeldFields kind={kind} {...asked} />
            <Actions>
              <Button>登记{one}</Button>
            </Actions>
          </Form>
        </Disclosure>
      </Stack>
    ),
  }
}

export function heldPage({
  kind,
  address,
  row,
  ...asked
}: Asked & { kind: HeldKind; address: string; row: store.HeldRow }): Page {
  return {
    title: row.title,
    breadcrumb: [...desk, { label: heldLabels[kind].title, href: address }],
    problems: asked.problems,
    body: (
      <Form>
        <HeldFields kind={kind} {...asked} />
        <Actions>
          <Button>保存</Button>
        </Actions>
      </Form>
    ),
  }
}

export function concernsPage({ rows, ...asked }: Asked & { rows: Rows<typeof store.listAllConcerns> }): Page {
  const { typed, problems, today, units } = asked
  return {
    title: '回应关切',
    breadcrumb: desk,
    problems,
    wide: true,
    body: (
      <Stack gap="large">
        <p>一件公众关切的事，回应几次都只计一次。</p>
        <Table
          caption="公众关切事项"
          columns={[
            { head: '事项', cell: (r) => <a href={`/desk/disclosure/concerns/${r.id}`}>{r.topic}</a>, wide: true },
            { head: '引起关切', cell: (r) => <DayText day={r.raisedOn as Day} />, nowrap: true },
            { head: '单位', cell: (r) => unitName(units, r.unitCode), nowrap: true },
            {
              head: '已回应',
              cell: (r) => (r.responses === 0 ? <Tag tone="warning">还没有回应</Tag> : `${r.responses} 次`),
              nowrap: true,
            },
          ]}
          rows={rows}
          total={rows.length}
          rowKey={(r) => r.id}
        />
        <Disclosure summary="登记一件关切事项" open={problems.length > 0 || rows.length === 0}>
          <Form>
            <UnitSelect {...asked} />
            <TextField name="topic" label="关切事项" value={typed.topic} problems={problems} required />
            <DayField
              name="raisedOn"
              label="引起关切的日期"
              value={typed.raisedOn}
              max={today}
              problems={problems}
              required
            />
            <TextArea name="summary" label="情况" value={typed.summary} problems={problems} />
            <Actions>
              <Button>登记</Button>
            </Actions>
          </Form>
        </Disclosure>
      </Stack>
    ),
  }
}

export function concernPage({
  concern,
  responses,
  typed,
  problems,
  today,
}: {
  concern: Rows<typeof store.getConcern>
  responses: Rows<typeof listConcernResponses>
  typed: Typed
  problems: readonly Problem[]
  today: Day
}): Page {
  return {
    title: concern.topic,
    breadcrumb: [...desk, { label: '回应关切', href: '/desk/disclosure/concerns' }],
    problems,
    body: (
      <Stack gap="large">
        <p>
          <DayText day={concern.raisedOn as Day} style="long" /> 引起关切。{concern.summary}
        </p>
        {responses.map((r) => (
          <Card key={r.id} level={2} title={r.title}>
            <p>
              <DayText day={r.respondedOn as Day} style="long" />,
              {responseChannelLabels[r.channel as keyof typeof responseChannelLabels]}
            </p>
            <Prose html={r.body} />
          </Card>
        ))}
        <Section title="登记一次回应">
          <Form>
            <Select
              name="channel"
              label="回应方式"
              options={Object.entries(responseChannelLabels).map(([value, label]) => ({ value, label }))}
              value={typed.channel}
              problems={problems}
              required
            />
            <DayField
              name="respondedOn"
              label="回应日期"
              value={typed.respondedOn}
              max={today}
              problems={problems}
              required
            />
            <TextField name="title" label="标题" value={typed.title} problems={problems} required />
            <TextArea name="body" label="回应内容" hint={bodyHint} value={typed.body} problems={problems} rows={8} />
            <TextField
              name="document"
              label="已发布的回应文件"
              hint="索引号，没有可不填"
              value={typed.document}
              problems={problems}
              size="medium"
            />
            <Actions>
              <Button>登记回应</Button>
            </Actions>
          </Form>
        </Section>
      </Stack>
    ),
  }
}

function SolicitationFields(asked: Omit<Asked, 'today'>) {
  const { typed, problems } = asked
  return (
    <>
      <UnitSelect {...asked} />
      <TextField name="title" label="标题" value={typed.title} problems={problems} required />
      <TextArea name="body" label="征集说明和草案" hint={bodyHint} value={typed.body} problems={problems} rows={10} />
      <DayField name="opensOn" label="开始日期" value={typed.opensOn} problems={problems} required />
      <DayField name="closesOn" label="截止日期" value={typed.closesOn} problems={problems} required />
      <Shown typed={typed} problems={problems} />
    </>
  )
}

export function solicitationsPage({ rows, ...asked }: Asked & { rows: Rows<typeof store.listAllSolicitations> }): Page {
  const { today } = asked
  return {
    title: '意见征集',
    breadcrumb: desk,
    problems: asked.problems,
    wide: true,
    body: (
      <Stack gap="large">
        <Table
          caption="意见征集"
          columns={[
            { head: '标题', cell: (r) => <a href={`/desk/disclosure/solicitations/${r.id}`}>{r.title}</a>, wide: true },
            { head: '开始', cell: (r) => <DayText day={r.opensOn as Day} />, nowrap: true },
            { head: '截止', cell: (r) => <DayText day={r.closesOn as Day} />, nowrap: true },
            { head: '意见', cell: (r) => r.replies, numeric: true },
            {
              head: '状态',
              cell: (r) =>
                r.state === 'draft' ? (
                  <Tag>未公开</Tag>
                ) : r.outcomeOn ? (
                  <Tag tone="good">已公布采纳情况</Tag>
                ) : (r.closesOn as Day) < today ? (
                  <Tag tone="warning">待公布采纳情况</Tag>
                ) : (
                  <Tag tone="accent">征集中</Tag>
                ),
              nowrap: true,
            },
          ]}
          rows={rows}
          total={rows.length}
          rowKey={(r) => r.id}
        />
        <Disclosure summary="发起一次征集" open={asked.problems.length > 0 || rows.length === 0}>
          <Form>
            <SolicitationFields {...asked} />
            <Actions>
              <Button>发起征集</Button>
            </Actions>
          </Form>
        </Disclosure>
      </Stack>
    ),
  }
}

export function solicitationPage({
  solicitation,
  replies,
  total,
  next,
  units,
  told,
  today,
}: {
  solicitation: Rows<typeof store.getSolicitation>
  replies: Rows<typeof store.listReplies>
  total: number
  next: number | undefined
  units: readonly Unit[]
  told: { typed: Typed; problems: readonly Problem[]; form: 'solicitation' | 'outcome' | number } | undefined
  today: Day
}): Page {
  const address = `/desk/disclosure/solicitations/${solicitation.id}`
  const of = (form: 'solicitation' | 'outcome' | number) => (told?.form === form ? told : undefined)
  const ended = (solicitation.closesOn as Day) < today
  const { unitCode, title, body, opensOn, closesOn, state } = solicitation
  return {
    title,
    breadcrumb: [...desk, { label: '意见征集', href: '/desk/disclosure/solicitations' }],
    problems: told?.problems ?? [],
    body: (
      <Stack gap="large">
        <p>
          <DayText day={opensOn as Day} style="long" />至<DayText day={closesOn as Day} style="long" />
          ，共收到 {total} 条意见。姓名和联系方式是个人信息，不在这里显示，也不公开。
        </p>
        {!solicitation.outcomeOn && (
          <Disclosure summary="修改征集内容" open={of('solicitation') !== undefined}>
            <Form action={address}>
              <SolicitationFields
                units={units}
                typed={of('solicitation')?.typed ?? { unitCode, title, body, opensOn, closesOn, state }}
                problems={of('solicitation')?.problems ?? []}
              />
              <Actions>
                <Button>保存</Button>
              </Actions>
            </Form>
          </Disclosure>
        )}
        {replies.map((r) => (
          <Card key={r.id} level={2} title={<>收到的意见 {r.published && <Tag tone="good">已公开</Tag>}</>}>
            <p>
              <InstantText at={r.receivedAt} />
            </p>
            <p>{r.opinion}</p>
            <Form action={`/desk/disclosure/opinions/${r.id}`}>
              <TextArea
                name="answer"
                id={`field-answer-${r.id}`}
                label="答复"
                value={of(r.id)?.typed.answer ?? r.answer}
                problems={of(r.id)?.problems}
                rows={3}
              />
              <Checkbox
                name="published"
                id={`field-published-${r.id}`}
                label="公开这条意见和答复（不公开姓名和联系方式）"
                value="yes"
                checked={(of(r.id)?.typed.published ?? (r.published ? 'yes' : '')) === 'yes'}
                problems={of(r.id)?.problems}
              />
              <Actions>
                <Button kind="plain">保存答复</Button>
              </Actions>
            </Form>
          </Card>
        ))}
        <Pager total={total} next={next === undefined ? undefined : `${address}?after=${next}`} />
        <Section title="意见采纳情况">
          {solicitation.outcomeOn && (
            <>
              <p>
                <DayText day={solicitation.outcomeOn as Day} style="long" />
                公布：
              </p>
              <Prose html={solicitation.outcome} />
            </>
          )}
          {ended ? (
            <Form action={`${address}/outcome`}>
              <TextArea
                name="outcome"
                label="意见采纳情况"
                hint={bodyHint}
                value={of('outcome')?.typed.outcome ?? solicitation.outcome}
                problems={of('outcome')?.problems}
                rows={8}
                required
              />
              <Actions>
                <Button>公布采纳情况</Button>
              </Actions>
            </Form>
          ) : (
            <p>截止以后在这里公布。</p>
          )}
        </Section>
        <Actions>
          <ButtonLink href="/desk/disclosure/solicitations" kind="quiet">
            返回
          </ButtonLink>
        </Actions>
      </Stack>
    ),
  }
}
