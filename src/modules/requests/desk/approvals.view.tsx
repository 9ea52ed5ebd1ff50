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
  Notice,
  NotNow,
  type Page,
  PaperView,
  Stack,
  TextArea,
} from '../../../ui/index.ts'
import { proposalLabels } from '../labels.ts'
import type { Waiting } from '../life.store.ts'
import { placeOf } from './actions.ts'
import { hrefOf, inList } from './crumbs.ts'
import { proposalWords } from './life.view.tsx'
import type { Paper } from './preview.view.tsx'

type Item = {
  proposal: Waiting
  version: number
  /** Whether the reader proposed it. */
  own: boolean
  /** The due day once it is approved. */
  after?: Day
  /** The letters that would go out. */
  papers?: readonly Paper[]
  hindrance?: Refusal
}

type View = {
  items: readonly Item[]
  total: number
  typed: Readonly<Record<string, string>>
  problems: readonly Problem[]
  refusal?: Refusal
}

export function approvalsPage({ items, total, typed, problems, refusal }: View): Page {
  // Each form has a note of its own, so a problem is led to the one that was sent.
  const found = problems.map((p) => ({ ...p, field: p.field ? `${p.field}-${typed.proposal}` : '' }))
  return {
    title: '等我审批的',
    breadcrumb: inList,
    problems: found,
    body: (
      <Stack gap="large">
        {refusal && <NotNow refusal={refusal} />}
        {total > items.length && (
          <Notice title={`共 ${total} 件，先列出期限最近的 ${items.length} 件，办完一件，后面的就排上来`} />
        )}
        {items.length === 0 && (
          <EmptyState title="没有等着您审批的">经办人提请的延期、另定期限和答复，会列在这里。</EmptyState>
        )}
        {items.map((item) => (
          <OneItem key={item.proposal.id} item={item} typed={typed} problems={problems} />
        ))}
      </Stack>
    ),
  }
}

function OneItem({ item, typed, problems }: { item: Item } & Pick<View, 'typed' | 'problems'>) {
  const { proposal: p, version, own, after, papers = [], hindrance } = item
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
            { label: '批准以后', value: after && <DayText day={after} /> },
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
          <Form action={placeOf(p.number, 'decide')}>
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
