import {
  Actions,
  ButtonLink,
  type Column,
  DayText,
  EmptyState,
  InstantText,
  type Page,
  Stack,
  Table,
  Tag,
} from '../../ui/index.ts'
import type { myDrafts } from './drafts.service.ts'
import { stateLabels } from './labels.ts'
import { caseHref, draftHref, toMyCases } from './portal/addresses.ts'
import type { CaseLine } from './store.ts'

type DraftLine = Awaited<ReturnType<typeof myDrafts>>[number]

export const doneWords: Readonly<Record<string, string>> = {
  kept: '已经保存，可以随时回来接着填',
  dropped: '草稿已经删除',
}

/** What waits for the applicant must not be overlooked. */
export const waitsForApplicant = ({ state }: Pick<CaseLine, 'state'>): boolean => state === 'supplementAsked'

/** The day by which something happens; while the office waits, the day by which the applicant acts. */
export function dueCell(c: CaseLine) {
  if (c.completedOn) return '已办结'
  if (waitsForApplicant(c) && c.dueOn)
    return (
      <>
        请在 <DayText day={c.dueOn} /> 以前补正
      </>
    )
  return c.clockStopped ? '暂停计时' : c.dueOn ? <DayText day={c.dueOn} /> : ''
}

const caseColumns: Column<CaseLine>[] = [
  { head: '事项', cell: (c) => <a href={caseHref(c.number)}>{c.itemName}</a>, names: true, wide: true },
  { head: '办件编号', cell: (c) => c.number, nowrap: true },
  { head: '办理单位', cell: (c) => c.unitName, wide: true },
  { head: '收到', cell: (c) => <DayText day={c.receivedOn} />, nowrap: true },
  { head: '期限', cell: dueCell },
  {
    head: '状态',
    cell: (c) => <Tag tone={waitsForApplicant(c) ? 'warning' : 'plain'}>{stateLabels[c.state]}</Tag>,
    nowrap: true,
  },
  {
    head: '评价',
    cell: (c) =>
      c.completedOn && c.state !== 'withdrawn' ? (
        <a href={`${caseHref(c.number)}/rate`} aria-label={`评价“${c.itemName}”`}>
          评价
        </a>
      ) : (
        ''
      ),
    nowrap: true,
  },
]

const draftColumns: Column<DraftLine>[] = [
  { head: '没有填完的', cell: (d) => <a href={draftHref(d.id, 'form')}>{d.itemName}</a>, names: true, wide: true },
  { head: '上次保存', cell: (d) => <InstantText at={d.changedAt} />, nowrap: true },
  { head: '保留到', cell: (d) => <DayText day={d.endsOn} />, nowrap: true },
  {
    head: '不要了',
    cell: (d) => (
      <a href={draftHref(d.id, 'drop')} aria-label={`删除“${d.itemName}”的草稿`}>
        删除
      </a>
    ),
    nowrap: true,
  },
]

export function myCasesPage({
  lines,
  drafts,
  notice,
}: {
  lines: readonly CaseLine[]
  drafts: readonly DraftLine[]
  notice: string | undefined
}): Page {
  return {
    title: '我的办件',
    breadcrumb: toMyCases,
    ...(notice ? { notice } : {}),
    body: (
      <Stack gap="large">
        {drafts.length > 0 && (
          <Table caption="没有提交的草稿" columns={draftColumns} rows={drafts} rowKey={(d) => d.id} />
        )}
        <Table
          caption="提交过的申请"
          columns={caseColumns}
          rows={lines}
          rowKey={(c) => c.id}
          marked={waitsForApplicant}
          empty={
            <EmptyState title="您还没有在网上申请过">
              登录以后提交的申请会列在这里；在窗口、乡镇、村里申请的，请用办件编号和查询码查进度。
            </EmptyState>
          }
        />
        <Actions>
          <ButtonLink kind="primary" href="/services" icon="handle">
            找要办的事
          </ButtonLink>
          <ButtonLink href="/cases/follow" icon="progress">
            用查询码查进度
          </ButtonLink>
        </Actions>
      </Stack>
    ),
  }
}
