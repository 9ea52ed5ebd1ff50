import {
  Actions,
  ButtonLink,
  choicesByLabel,
  choicesByName,
  EmptyState,
  FilterForm,
  Hidden,
  InstantText,
  Light,
  type Page,
  Pager,
  Select,
  Stack,
  Table,
  Tabs,
  Tag,
  TextField,
} from '../../../ui/index.ts'
import type { Unit } from '../../organisations/index.ts'
import { type EnquiryGroup, type EnquiryLine, enquiryGroups } from '../enquiries.store.ts'
import { channelLabels, enquiryStateLabels } from '../labels.ts'
import type { WaitingPublication } from '../publications.store.ts'
import type { EnquiryLight } from '../rules.ts'
import { topicName, topics } from '../topics.ts'
import { desk, enquiriesAt, enquiryAt, inEnquiries } from './crumbs.ts'
import type { EnquiryQuery } from './enquiries.ts'

const groupLabels: Record<EnquiryGroup, string> = { open: '待办', answered: '已答复', all: '全部' }

function addressOf(query: EnquiryQuery, change: Record<string, string | undefined> = {}): string {
  const all = Object.entries({ ...query, after: undefined, ...change }).filter(
    (e): e is [string, string] => typeof e[1] === 'string' && e[1] !== '',
  )
  return all.length === 0 ? enquiriesAt : `${enquiriesAt}?${new URLSearchParams(all)}`
}

/** A question in one line of a list. */
const short = (question: string): string => (question.length > 60 ? `${question.slice(0, 60)}…` : question)

export function enquiriesPage({
  rows,
  counts,
  next,
  query,
  units,
  waiting,
  mayEnter,
}: {
  rows: readonly (EnquiryLine & { light: EnquiryLight; daysLeft: number | undefined })[]
  counts: Record<EnquiryGroup, number>
  next: string | undefined
  query: EnquiryQuery
  units: readonly Unit[]
  /** Questions and answers that wait to be made public; undefined for who may not publish. */
  waiting: number | undefined
  mayEnter: boolean
}): Page {
  const group = query.group || 'open'
  const narrowed = Boolean(query.channel || query.state || query.light || query.topic || query.unit || query.q)
  return {
    title: '咨询',
    breadcrumb: desk,
    wide: true,
    body: (
      <Stack>
        {(mayEnter || waiting !== undefined) && (
          <Actions>
            {mayEnter && (
              <ButtonLink href={`${enquiriesAt}/new`} kind="primary">
                登记咨询
              </ButtonLink>
            )}
            {waiting !== undefined && (
              <ButtonLink href={`${enquiriesAt}/publications`}>审核公开的问答（{waiting}）</ButtonLink>
            )}
          </Actions>
        )}
        <Tabs
          label="状态"
          tabs={enquiryGroups.map((g) => ({
            label: groupLabels[g],
            href: addressOf(query, { group: g, state: undefined, light: undefined }),
            current: g === group,
            count: counts[g],
          }))}
        />
        <FilterForm action={enquiriesAt} clear={narrowed ? addressOf({ group }) : undefined}>
          <Hidden name="group" value={group} />
          <TextField name="q" label="问题或答复里的词" value={query.q} size="medium" />
          <Select
            name="channel"
            label="方式"
            options={choicesByLabel(channelLabels)}
            value={query.channel}
            empty="全部"
          />
          <Select name="topic" label="类别" options={choicesByName(topics)} value={query.topic} empty="全部" />
          <Select name="unit" label="单位" options={choicesByName(units)} value={query.unit} empty="全部" />
          <Select
            name="light"
            label="时限"
            options={[
              { value: 'overdue', label: '已逾期' },
              { value: 'yellow', label: '临近' },
            ]}
            value={query.light}
            empty="全部"
          />
        </FilterForm>
        <Table
          caption={groupLabels[group]}
          columns={[
            { head: '编号', cell: (r) => <a href={enquiryAt(r.number)}>{r.number}</a>, nowrap: true, names: true },
            { head: '问的是', cell: (r) => short(r.question), wide: true },
            { head: '方式', cell: (r) => channelLabels[r.channel], nowrap: true },
            { head: '类别', cell: (r) => topicName(r.topic), nowrap: true },
            { head: '单位', cell: (r) => r.unitName, nowrap: true },
            { head: '提出', cell: (r) => <InstantText at={r.askedAt} />, nowrap: true },
            { head: '状态', cell: (r) => <Standing line={r} />, nowrap: true },
          ]}
          rows={rows}
          total={counts[group]}
          rowKey={(r) => r.id}
          marked={(r) => r.light === 'overdue'}
          empty={
            <EmptyState
              title={narrowed ? '没有符合条件的咨询' : group === 'open' ? '现在没有要答复的咨询' : '还没有咨询'}
            >
              {narrowed ? '请减少条件，或者清除全部条件再看。' : '接到电话或者有人来问时，点“登记咨询”。'}
            </EmptyState>
          }
        />
        <Pager total={counts[group]} next={next && addressOf(query, { after: next })} unit="件" />
      </Stack>
    ),
  }
}

/** State of an enquiry, and its light while it waits. */
export function Standing({
  line: { state, light, daysLeft },
}: {
  line: Pick<EnquiryLine, 'state'> & { light: EnquiryLight; daysLeft: number | undefined }
}) {
  return (
    <>
      <Tag tone={state === 'answered' ? 'good' : 'warning'}>{enquiryStateLabels[state]}</Tag>{' '}
      {state !== 'answered' && <Light light={light} daysLeft={daysLeft} />}
    </>
  )
}

export function waitingPage({ rows, total }: { rows: readonly WaitingPublication[]; total: number }): Page {
  return {
    title: '审核公开的问答',
    breadcrumb: inEnquiries,
    wide: true,
    body: (
      <Table
        caption="等待审核公开的问答"
        columns={[
          {
            head: '公开的问题',
            cell: (r) => <a href={`${enquiryAt(r.number)}`}>{r.question}</a>,
            wide: true,
            names: true,
          },
          { head: '单位', cell: (r) => r.unitName, nowrap: true },
          { head: '整理人', cell: (r) => r.proposedName, nowrap: true },
          { head: '提请时间', cell: (r) => <InstantText at={r.proposedAt} />, nowrap: true },
        ]}
        rows={rows}
        total={total}
        rowKey={(r) => r.number}
        empty={
          <EmptyState title="现在没有等待审核的问答">
            单位把常有人问的咨询整理出来、提请公开以后，会列在这里。
          </EmptyState>
        }
      />
    ),
  }
}
