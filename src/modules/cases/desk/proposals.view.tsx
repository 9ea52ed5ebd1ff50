import type { Problem, Refusal } from '../../../core/errors.ts'
import {
  Actions,
  Button,
  Card,
  Checkboxes,
  DayText,
  Disclosure,
  EmptyState,
  Form,
  Hidden,
  InstantText,
  MetadataTable,
  Notice,
  NotNow,
  type Page,
  Pager,
  PaperView,
  Stack,
  TextArea,
} from '../../../ui/index.ts'
import { proposalLabels } from '../labels.ts'
import { countedUntil, type WaitingProposal } from '../lists.store.ts'
import type { CaseFile } from '../store.ts'
import { placeOf } from './actions.ts'
import { hrefOf, inList, list } from './crumbs.ts'
import { proposalWords } from './life.view.tsx'
import { answering, type Outcome } from './proposals.ts'

type Item = {
  proposal: WaitingProposal
  /** The papers that would go out, and the case as it would be. */
  papers?: readonly Parameters<typeof PaperView>[0]['paper'][]
  after?: CaseFile
  /** Why it may not be approved now, or not by this person. */
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
  outcome: readonly Outcome[]
  refusal?: Refusal
}

export function proposalsPage({ items, total, after, next, typed, problems, outcome, refusal }: View): Page {
  // Each form has a note of its own, so a problem is led to the one that was sent.
  const found = problems.map((p) => ({ ...p, field: p.field === 'note' ? `note-${typed.proposal}` : p.field }))
  const ready = items.filter((i) => !i.hindrance)
  const done = outcome.filter((o) => !o.refusal)
  return {
    title: '待决定',
    breadcrumb: inList,
    problems: found,
    body: (
      <Stack gap="large">
        {refusal && <NotNow refusal={refusal} />}
        {done.length > 0 && (
          <Notice kind="success" title={`已批准 ${done.length} 件，文书随即发出`}>
            <p>{done.map((o) => o.number).join('、')}</p>
          </Notice>
        )}
        {outcome.flatMap((o) =>
          o.refusal
            ? [<NotNow key={o.number} refusal={{ ...o.refusal, message: `${o.number}：${o.refusal.message}` }} />]
            : [],
        )}
        {items.length === 0 && (
          <EmptyState title="没有等着您决定的">经办人送审的处理意见和提请的延期，会列在这里。</EmptyState>
        )}
        {ready.length > 1 && (
          <Disclosure summary={`一次批准几件（可以批准的有 ${ready.length} 件）`}>
            <Form action={`${list}/proposals${from(after)}`}>
              <Checkboxes
                name="proposal"
                label="要批准的"
                hint="每一件分别办理：有一件不能批准的，不影响别的"
                options={ready.map(({ proposal: p }) => ({
                  value: p.id,
                  label: `${p.number} ${p.itemName}`,
                  hint: `${proposalLabels[p.kind]}：${proposalWords(p)}`,
                }))}
                problems={problems}
              />
              <Actions>
                <Button>批准选中的，发出文书</Button>
              </Actions>
            </Form>
          </Disclosure>
        )}
        {items.map((item) => (
          <OneItem key={item.proposal.id} item={item} after={after} typed={typed} problems={problems} />
        ))}
        {items.length > 0 && (
          <Pager
            total={Math.min(total, countedUntil)}
            atLeast={total > countedUntil}
            unit="件"
            next={next && `${list}/proposals${from(next)}`}
          />
        )}
      </Stack>
    ),
  }
}

/** Where on the list one was, for an address. */
const from = (after: string | undefined) => (after ? `?${new URLSearchParams({ after })}` : '')

function OneItem({ item, after: at, typed, problems }: { item: Item } & Pick<View, 'after' | 'typed' | 'problems'>) {
  const { proposal: p, papers = [], after, hindrance } = item
  const sent = typed.proposal === String(p.id)
  const own = hindrance?.code === 'cases.fourEyes' || hindrance?.code === 'cases.outsideAuthorisation'
  return (
    <Card level={2} title={`${proposalLabels[p.kind]}：${p.number}，${p.itemName}`} href={hrefOf(p.number)}>
      <Stack>
        <MetadataTable
          rows={[
            { label: '意见', value: proposalWords(p), wide: true },
            { label: '主管单位', value: p.unitName },
            {
              label: '提出',
              value: (
                <>
                  {p.proposedName} <InstantText at={p.proposedAt} />
                </>
              ),
            },
            { label: '现在的期限', value: p.dueOn && <DayText day={p.dueOn} /> },
            { label: '批准以后', value: p.kind === 'extension' && after?.dueOn && <DayText day={after.dueOn} /> },
          ]}
        />
        {hindrance && <NotNow refusal={hindrance} />}
        {papers.map((paper) => (
          <Disclosure key={paper.title} summary={`批准后随即发出：${paper.title}`}>
            <PaperView paper={paper} />
          </Disclosure>
        ))}
        {!own && (
          <Form action={`${placeOf(p.number, answering[p.kind])}${from(at)}`}>
            <Hidden name="proposal" value={p.id} />
            <Hidden name="version" value={p.version} />
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
                <Button name="verdict" value="approved">
                  批准，发出文书
                </Button>
              )}
              <Button kind="plain" name="verdict" value="returned">
                退回经办人
              </Button>
            </Actions>
          </Form>
        )}
      </Stack>
    </Card>
  )
}
