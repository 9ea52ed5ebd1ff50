import { showLongDay } from '../../../core/day.ts'
import type { Problem } from '../../../core/errors.ts'
import { Actions, Button, NotNow, type Page, Stack, Tabs } from '../../../ui/index.ts'
import type { DraftView } from '../drafts.service.ts'
import { type DraftStep, draftHref, draftSteps, itemHref, toDraft } from './addresses.ts'

export type StepView = DraftView & { problems: readonly Problem[] }
const stepLabels: Record<DraftStep, string> = {
  questions: '情形',
  form: '填表',
  materials: '材料',
  check: '核对提交',
}

/** The steps of this item, numbered. */
function stepsOf({ version: { elements } }: Pick<DraftView, 'version'>): DraftStep[] {
  return draftSteps.filter((s) => s !== 'questions' || elements.questions.length > 0)
}

/** What the pages of all steps share: where one is, until when the draft is kept, why it may not be sent. */
export function stepPage(view: StepView, step: DraftStep, body: Page['body'], elements: Page['elements'] = []): Page {
  const { draft, version, refusal, problems } = view
  const steps = stepsOf(view)
  return {
    title: `${stepLabels[step]}：${version.elements.name}`,
    breadcrumb: toDraft,
    problems,
    elements,
    body: (
      <Stack gap="large">
        <Tabs
          label="申请的步骤"
          tabs={steps.map((s, i) => ({
            label: `${i + 1} ${stepLabels[s]}`,
            href: draftHref(draft.id, s),
            current: s === step,
          }))}
        />
        {refusal && <Outdated view={view} />}
        {body}
        <p>
          这份草稿保留到 {showLongDay(draft.endsOn)}，在这以前都可以回来接着填。
          <a href={itemHref(version.code)}>看办事指南</a>
        </p>
      </Stack>
    ),
  }
}

/** The version or the item ended meanwhile: nothing is lost, and where to go. */
function Outdated({ view: { draft, version, refusal } }: { view: StepView }) {
  if (!refusal) return null
  return (
    <Stack>
      <NotNow refusal={refusal} />
      {refusal.code === 'cases.versionEnded' && (
        <Actions
          actions={[
            { label: '按新的指南接着填', href: `/my/cases/drafts/${draft.id}/renew`, post: true, kind: 'primary' },
            { label: '看新的指南', href: itemHref(version.code) },
          ]}
        />
      )}
    </Stack>
  )
}

/** Keeps and goes on, or keeps and goes home. */
export function StepActions({ next }: { next: string }) {
  return (
    <Actions>
      <Button>{next}</Button>
      <Button kind="plain" name="later" value="1" skipChecks>
        保存，以后再填
      </Button>
    </Actions>
  )
}
