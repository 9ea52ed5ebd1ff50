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
  Form,
  InstantText,
  type Page,
  Pager,
  Prose,
  Section,
  Stack,
  Table,
  Tag,
  TextArea,
  TextField,
} from '../../../ui/index.ts'
import type { Unit } from '../../organisations/index.ts'
import type * as store from '../answers.store.ts'
import { type Asked, bodyHint, type Rows, Shown, type Typed, UnitSelect } from './answer-fields.tsx'
import { desk } from './crumbs.ts'

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
