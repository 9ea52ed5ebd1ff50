import type { Problem } from '../../../core/errors.ts'
import {
  Actions,
  Button,
  type Column,
  Disclosure,
  EmptyState,
  Form,
  Hidden,
  InstantText,
  Lesser,
  Light,
  type LightColour,
  type Page,
  Pager,
  Stack,
  Table,
  Tabs,
  TextArea,
} from '../../../ui/index.ts'
import { warningLabels } from '../labels.ts'
import { countedUntil } from '../lists.store.ts'
import { type WarningRule, warningRules } from '../schema.ts'
import type { warningsInReach } from '../supervision.service.ts'
import type { Warning } from '../supervision.store.ts'
import { hrefOf, inList, list } from './crumbs.ts'

type Query = { rule?: WarningRule | undefined; after?: string | undefined }

type View = Awaited<ReturnType<typeof warningsInReach>> & {
  query: Query
  typed: Readonly<Record<string, string>>
  problems: readonly Problem[]
}

const lights: Record<WarningRule, LightColour> = {
  nearing: 'yellow',
  yellowCard: 'red',
  redCard: 'overdue',
  statutory: 'overdue',
}

/** The list as it stands in an address: what is sent from it comes back to it. */
export const addressOf = ({ rule, after }: { rule?: string | undefined; after?: string | undefined }): string => {
  const all = Object.entries({ rule, after }).filter((e): e is [string, string] => Boolean(e[1]))
  return all.length === 0 ? '' : `?${new URLSearchParams(all)}`
}

const keyOf = ({ number, rule, period }: Pick<Warning, 'number' | 'rule' | 'period'>) => `${number} ${rule} ${period}`

export function warningsPage({ counts, warnings, next, query, typed, problems }: View): Page {
  const { rule } = query
  const total = counts.filter((c) => rule === undefined || c.rule === rule).reduce((sum, c) => sum + c.total, 0)
  const sent = `${typed.number} ${typed.rule} ${typed.period}`
  const at = warnings.findIndex((w) => keyOf(w) === sent)
  const open = (r: WarningRule) => counts.find((c) => c.rule === r)?.open ?? 0
  const columns: Column<Warning>[] = [
    { head: '办件编号', cell: (w) => <a href={hrefOf(w.number)}>{w.number}</a>, nowrap: true },
    { head: '预警', cell: (w) => <Light light={lights[w.rule]} label={warningLabels[w.rule]} />, nowrap: true },
    {
      head: '事项',
      cell: (w) => (
        <>
          {w.itemName}
          <br />
          <small>在{[w.atUnitName, w.handlerName].filter(Boolean).join('，')}</small>
          <br />
          <small>
            期限 {w.period}
            {w.completedOn ? `，${w.completedOn} 已办结` : '，还没有办结'}
          </small>
        </>
      ),
      wide: true,
    },
    { head: '发出', cell: (w) => <InstantText at={w.toldAt} />, nowrap: true },
    {
      head: '答复',
      cell: (w, i) =>
        w.answer === null ? (
          <Answer warning={w} at={i} open={i === at} view={{ query, typed, problems }} />
        ) : (
          `${w.answer}（${w.answeredBy}）`
        ),
      wide: true,
    },
  ]
  return {
    title: '期限预警',
    breadcrumb: inList,
    wide: true,
    problems: problems.map((p) => ({ ...p, field: p.field ? `${p.field}-${at}` : '' })),
    body: (
      <Stack>
        <Lesser>
          期限临近时提醒，超过期限发黄牌，黄牌以后仍不办结的发红牌，超过法定期限的另行列出。暂停计时的不预警。每条都要写明原因和怎样办。
        </Lesser>
        <Tabs
          label="预警规则"
          tabs={[
            {
              label: '全部',
              href: `${list}/warnings`,
              current: rule === undefined,
              count: counts.reduce((sum, c) => sum + c.open, 0),
            },
            ...warningRules.map((r) => ({
              label: warningLabels[r],
              href: `${list}/warnings?rule=${r}`,
              current: rule === r,
              count: open(r),
            })),
          ]}
        />
        <Table<Warning>
          caption="预警，没有答复的在前"
          columns={columns}
          rows={warnings}
          rowKey={(w) => w.id}
          marked={(w) => w.answer === null && w.rule !== 'nearing'}
          empty={<EmptyState title="没有预警">期限临近和超期的办件，每天早上列在这里。</EmptyState>}
        />
        <Pager
          total={Math.min(total, countedUntil)}
          atLeast={total > countedUntil}
          unit="条"
          next={next && `${list}/warnings${addressOf({ rule, after: next })}`}
        />
      </Stack>
    ),
  }
}

function Answer({
  warning: { number, rule, period },
  at,
  open,
  view: { query, typed, problems },
}: {
  warning: Warning
  at: number
  open: boolean
  view: Pick<View, 'query' | 'typed' | 'problems'>
}) {
  return (
    <Disclosure
      summary={
        <>
          答复
          <span class="sr-only">
            {number}的预警：{warningLabels[rule]}
          </span>
        </>
      }
      open={open}
    >
      <Form action={`${hrefOf(number)}/warnings${addressOf(query)}`}>
        <Hidden name="rule" value={rule} />
        <Hidden name="period" value={period} />
        <TextArea
          name="answer"
          id={`field-answer-${at}`}
          label="原因和怎样办"
          rows={2}
          value={open ? typed.answer : ''}
          problems={open ? problems : []}
          required
        />
        <Actions>
          <Button kind="plain">答复</Button>
        </Actions>
      </Form>
    </Disclosure>
  )
}
