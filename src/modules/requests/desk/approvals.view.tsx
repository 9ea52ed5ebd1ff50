import type { Day } from '../../../core/day.ts'
import type { Problem, Refusal } from '../../../core/errors.ts'
import {
  Actions,
  Button,
  Card,
  DayText,
  Disclosure,
  EmptyState,
  Form,
  Hidden,
  InstantText,
  MetadataTable,
  NotNow,
  type Page,
  Pager,
  PaperView,
  Stack,
  TextArea,
} from '../../../ui/index.ts'
import { proposalLabels } from '../labels.ts'
import type { Waiting } from '../life.store.ts'
import { placeOf } from './actions.ts'
import { hrefOf, inList, list } from './crumbs.ts'
import { proposalWords } from './life.view.tsx'
import type { Paper } from './preview.view.tsx'

type Item = {
  proposal: Waiting
  version: number
  /** Whether the reader proposed it. */
  own: boolean
  /** The due day once it is approved. */
  dueOn?: Day
  /** The letters that would go out. */
  papers?: readonly Paper[]
  hindrance?: Refusal
}

type View = {
  items: readonly Item[]
  total: number
  /** Cursors of this page and of the next. */
  after: string | undefined
  next: string | undefined
  typed: Readonly<Record<string, string>>
  problems: readonly Problem[]
  refusal?: Refusal
}

export function approvalsPage({ items, total, after, next, typed, problems, refusal }: View): Page {
  // Each form has a note of its own, so a problem is led to the one that was sent.
  const found = problems.map((p) => ({ ...p, field: p.field ? `${p.field}-${typed.proposal}` : '' }))
  return {
    title: '等我审批的',
    breadcrumb: inList,
    problems: found,
    body: (
      <Stack gap="large">
        {refusal && <NotNow refusal={refusal} />}
        {items.length === 0 && (
          <EmptyState title="没有等着您审批的">经办人提请的延期、另定期限和答复，会列在这里。</EmptyState>
        )}
        {items.map((item) => (
          <OneItem key={item.proposal.id} item={item} after={after} typed={typed} problems={problems} />
        ))}
        {items.length > 0 && <Pager total={total} unit="件" next={next && `${list}/approvals${from(next)}`} />}
      </Stack>
    ),
  }
}

/** Where on the list one was, for an address. */
const from = (after: string | undefined) => (after ? `?${new URLSearchParams({ after })}` : '')

function OneItem({ item, after, typed, problems }: { item: Item } & Pick<View, 'after' | 'typed' | 'problems'>) {
  const { proposal: p, version, own, dueOn, papers = [], hindrance } = item
  const sent = typed.proposal === String(p.id)
  return (
    <Card level={2} title={`${proposalLabels[p.kind]}：${p.number}号，${p.subject}`} href={hrefOf(p.number)}>
      <Stack>
        <MetadataTable
          rows={[
            { label: '拟办', value: proposalWords(p), wide: true },
            { label: '办理单位', value: p.unitName },
            {
              label: '提请',
              value: (
                <>
                  {p.proposedName} <InstantText at={p.proposedAt} />
                </>
              ),
            },
            { label: '现在的期限', value: <DayText day={p.dueOn} /> },
            { label: '批准以后', value: dueOn && <DayText day={dueOn} /> },
          ]}
        />
        {hindrance && <NotNow refusal={hindrance} />}
        {papers.map((paper) => (
          <Disclosure key={paper.title} summary={`批准后随即发出：${paper.title}`}>
            <PaperView paper={paper} />
          </Disclosure>
        ))}
        {own ? (
          <NotNow
            refusal={{
              code: 'requests.ownProposal',
              message: '这是您自己提请的，不能自己批准',
              next: '请另一位负责人审批',
            }}
          />
        ) : (
          <Form action={`${placeOf(p.number, 'decide')}${from(after)}`}>
            <Hidden name="proposal" value={p.id} />
            <Hidden name="version" value={version} />
            <TextArea
              name="note"
              id={`field-note-${p.id}`}
              label="意见"
              hint="退回的要写明怎样修改；批准的可以不写"
              rows={2}
              value={sent ? typed.note : ''}
              problems={sent ? problems : []}
            />
            <Actions>
              {!hindrance && (
                <Button name="decision" value="approved">
                  批准，发出文书
                </Button>
              )}
              <Button kind="plain" name="decision" value="returned">
                退回经办人
              </Button>
            </Actions>
          </Form>
        )}
      </Stack>
    </Card>
  )
}
