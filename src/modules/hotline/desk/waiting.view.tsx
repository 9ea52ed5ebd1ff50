import {
  Actions,
  ButtonLink,
  Card,
  DayText,
  EmptyState,
  InstantText,
  MetadataTable,
  type Page,
  Pager,
  Stack,
  Table,
} from '../../../ui/index.ts'
import { proposalLabels } from '../labels.ts'
import type { MoveName } from '../rules.ts'
import type { ProposalKind } from '../schema.ts'
import type { assistingInReach, proposalsInReach } from '../service.ts'
import { moveAt } from './actions.ts'
import { hrefOf, inList, list } from './crumbs.ts'
import { ProposalWords } from './life.view.tsx'
import { columns, Standing } from './worklist.view.tsx'

/** Orders for which a unit of the reader has a part to do. */
export function assistingPage({ lines, total, next }: Awaited<ReturnType<typeof assistingInReach>>): Page {
  const [number, what, state, light] = columns
  const shown = [number, what, { head: '协办什么', cell: (o: (typeof lines)[number]) => o.part }, state, light]
  return {
    title: '待协办',
    breadcrumb: inList,
    wide: true,
    body: (
      <Stack>
        <Table
          caption="等您单位回复的协办"
          columns={shown.filter((c) => c !== undefined)}
          rows={lines}
          rowKey={(o) => o.id}
          marked={(o) => o.light === 'overdue'}
          empty={<EmptyState title="没有等您单位协办的工单">主办单位需要您单位配合的，会列在这里。</EmptyState>}
        />
        <More page="assisting" total={total} next={next} />
      </Stack>
    ),
  }
}

const More = ({ page, total, next }: { page: string; total: number; next: string | undefined }) => (
  <Pager total={total} unit="件" next={next && `${list}/${page}?${new URLSearchParams({ after: next })}`} />
)

const deciding = {
  return: 'decideReturn',
  extension: 'decideExtension',
  closing: 'decideClosing',
} as const satisfies Record<ProposalKind, MoveName>

/** What waits for a second person at the hotline, the nearest due day first. */
export function proposalsPage(
  { lines, total, next }: Awaited<ReturnType<typeof proposalsInReach>>,
  me: string | undefined,
): Page {
  return {
    title: '待审核',
    breadcrumb: inList,
    body: (
      <Stack gap="large">
        {lines.length === 0 && (
          <EmptyState title="没有等着审核的">承办单位申请的退单、延期和办结，会列在这里。</EmptyState>
        )}
        {lines.map((p) => (
          <Card
            key={p.proposalId}
            level={2}
            title={`${proposalLabels[p.proposalKind]}：${p.number}，${p.title}`}
            href={hrefOf(p.number)}
          >
            <Stack>
              <ProposalWords proposal={{ kind: p.proposalKind, content: p.content }} />
              <MetadataTable
                rows={[
                  {
                    label: '申请',
                    value: (
                      <>
                        {p.proposerUnit} {p.proposedName} <InstantText at={p.proposedAt} />
                      </>
                    ),
                  },
                  { label: '答复期限', value: <DayText day={p.replyDueOn} /> },
                  { label: '时限', value: <Standing line={p} /> },
                ]}
              />
              {p.proposedBy === me ? (
                <p>您自己提出的，由另一位同事审核。</p>
              ) : (
                <Actions>
                  <ButtonLink href={moveAt(p.number, deciding[p.proposalKind])} kind="primary">
                    审核{proposalLabels[p.proposalKind]}
                  </ButtonLink>
                </Actions>
              )}
            </Stack>
          </Card>
        ))}
        {lines.length > 0 && <More page="proposals" total={total} next={next} />}
      </Stack>
    ),
  }
}
