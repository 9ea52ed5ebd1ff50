import type { Day } from '../../core/day.ts'
import type { Problem } from '../../core/errors.ts'
import { yuan } from '../../core/money.ts'
import type { Act } from '../../platform/acts.ts'
import {
  Actions,
  Button,
  type Column,
  DayText,
  Disclosure,
  EmptyState,
  FilterForm,
  Form,
  MetadataTable,
  Notice,
  type Page,
  Pager,
  Section,
  Select,
  Stack,
  Table,
  Tag,
  TextField,
  Timeline,
} from '../../ui/index.ts'
import { answerKey, answers } from './answers.ts'
import { actLabels, applicantFieldLabels, applicantLabels, channelLabels, stateLabels } from './labels.ts'
import { applicantFields, type RequestState, requestStates } from './schema.ts'
import type { InformationRequest, RequestLine } from './store.ts'

const top = [{ label: '工作台', href: '/desk' }]

const columns: Column<RequestLine>[] = [
  { head: '登记号', cell: (r) => <a href={`/desk/requests/${r.number}`}>{r.number}</a>, nowrap: true },
  { head: '申请内容', cell: (r) => r.subject, wide: true },
  { head: '申请人', cell: (r) => `${r.applicantName}（${applicantLabels[r.applicantKind]}）` },
  { head: '方式', cell: (r) => channelLabels[r.channel], nowrap: true },
  { head: '办理单位', cell: (r) => r.unitName },
  { head: '收到', cell: (r) => <DayText day={r.receivedOn} />, nowrap: true },
  { head: '答复期限', cell: (r) => <DayText day={r.dueOn} />, nowrap: true },
  { head: '状态', cell: (r) => <Tag>{stateLabels[r.state]}</Tag>, nowrap: true },
]

type RequestList = {
  lines: readonly RequestLine[]
  total: number
  next: string | undefined
  state: RequestState | undefined
}

export function requestListPage({ lines, total, next, state }: RequestList): Page {
  return {
    title: '依申请公开',
    breadcrumb: top,
    wide: true,
    body: (
      <Stack>
        <FilterForm action="/desk/requests" clear={state ? '/desk/requests' : undefined}>
          <Select
            name="state"
            label="状态"
            value={state}
            empty="全部"
            options={requestStates.map((value) => ({ value, label: stateLabels[value] }))}
          />
        </FilterForm>
        <Table
          caption="政府信息公开申请"
          columns={columns}
          rows={lines}
          total={total}
          rowKey={(r) => r.id}
          empty={<EmptyState title="没有符合条件的申请">收到申请后，会按登记号列在这里。</EmptyState>}
        />
        <Pager
          total={total}
          unit="件"
          next={next && `/desk/requests?${new URLSearchParams({ ...(state && { state }), after: next })}`}
        />
      </Stack>
    ),
  }
}

type RequestView = {
  request: InformationRequest
  acts: readonly Act[]
  /** Last day for which the calendar is published. */
  knownUntil: Day
  mayReveal: boolean
  /** What has just been shown for a reason. */
  revealed?: { label: string; value: string } | undefined
  typed: Readonly<Record<string, string>>
  problems: readonly Problem[]
}

export function requestPage({ request: r, acts, knownUntil, mayReveal, revealed, typed, problems }: RequestView): Page {
  const answer = answers.find((a) => answerKey(a) === `${r.replyKind}${r.refusalGround ? `:${r.refusalGround}` : ''}`)
  return {
    title: `${r.number}号申请`,
    breadcrumb: [...top, { label: '依申请公开', href: '/desk/requests' }],
    problems,
    body: (
      <Stack>
        {r.closedOn && !answer && r.state !== 'withdrawn' && (
          <Notice kind="warning" title="这件申请已办结，但没有登记答复类型">
            <p>它落不进统计表的任何一行，补登之前当年的统计表不能定稿。</p>
          </Notice>
        )}
        <MetadataTable
          rows={[
            { label: '状态', value: stateLabels[r.state] },
            { label: '办理单位', value: r.unitName },
            { label: '申请内容', value: r.subject, wide: true },
            { label: '所需信息', value: r.wanted, wide: true },
            { label: '提供方式', value: r.wantedForm },
            { label: '提出方式', value: channelLabels[r.channel] },
            { label: '收到日期', value: <DayText day={r.receivedOn} /> },
            { label: '答复期限', value: <DayText day={r.dueOn} provisional={!r.closedOn && r.dueOn > knownUntil} /> },
            { label: '延长', value: r.extension > 0 ? `${r.extension} 个工作日` : '未延长' },
            { label: '办结日期', value: r.closedOn && <DayText day={r.closedOn} /> },
            { label: '答复', value: answer?.label },
            { label: '依据', value: answer && basisOf(answer.articles, r.regime) },
            { label: '答复说明', value: r.replyNote, wide: true },
            { label: '收取费用', value: r.feeFen > 0 ? yuan(r.feeFen) : '未收费' },
          ]}
        />
        <Section title="申请人" note="个人信息已遮盖">
          <MetadataTable
            rows={[
              { label: '姓名或名称', value: r.applicantName },
              { label: '类别', value: applicantLabels[r.applicantKind] },
              { label: '证件号码', value: r.applicantIdNumber },
              { label: '联系方式', value: r.applicantContact },
            ]}
          />
          {revealed && (
            <Notice kind="warning" title={`${revealed.label}：${revealed.value || '未登记'}`}>
              <p>这次查看已经记录在案。离开本页后会重新遮盖。</p>
            </Notice>
          )}
          {mayReveal && (
            <Disclosure summary="查看被遮盖的内容" open={problems.length > 0}>
              <Form action={`/desk/requests/${r.number}/reveal`}>
                <Select
                  name="field"
                  label="要查看的内容"
                  value={typed.field}
                  options={applicantFields.map((value) => ({ value, label: applicantFieldLabels[value] }))}
                  problems={problems}
                  required
                />
                <TextField
                  name="reason"
                  label="查看的理由"
                  hint="会和您的姓名、时间一起记录"
                  value={typed.reason}
                  problems={problems}
                  required
                />
                <Actions>
                  <Button kind="plain">查看</Button>
                </Actions>
              </Form>
            </Disclosure>
          )}
        </Section>
      </Stack>
    ),
    aside: (
      <Section title="办理过程">
        {acts.length > 0 ? (
          <Timeline steps={acts.map((a) => ({ title: actLabels[a.act] ?? a.act, at: a.at, by: a.actor }))} />
        ) : (
          <p>没有办理记录。</p>
        )}
      </Section>
    ),
  }
}

function basisOf(articles: { R2008?: string; R2019?: string }, regime: string): string | undefined {
  return regime === 'R2008' ? articles.R2008 : articles.R2019
}
