import type { Problem, Refusal } from '../../../core/errors.ts'
import { type Choice, type Effect, MoveForm, type Page, PaperView, Section, Stack } from '../../../ui/index.ts'
import { acting } from '../acting.ts'
import { moveLabels } from '../labels.ts'
import type { CaseRecord } from '../service.ts'
import { hrefOf, inCase } from './crumbs.ts'
import { lookOf, type PagedMove } from './move-looks.ts'

type Paper = Parameters<typeof PaperView>[0]['paper']

type View = {
  record: CaseRecord
  name: PagedMove
  typed: Readonly<Record<string, string>>
  problems: readonly Problem[]
  choices: Readonly<Record<string, readonly Choice[]>>
  /** What would go out, once it was looked at. */
  papers?: readonly Paper[]
  effects?: readonly Effect[]
  /** What was answered to what has just been sent. */
  refusal?: Refusal
}

/** The page of one move: what it does, its form, what would go out; or why it may not be made now. */
export function movePage({ record, name, typed, problems, choices, papers, effects = [], refusal }: View): Page {
  const { file, moves } = record
  const look = lookOf(name)
  // What asks nothing has nothing to look at again.
  const again = look.preview && Object.keys(acting[name].form.properties).length > 0 ? 'offered' : undefined
  return {
    title: moveLabels[name],
    breadcrumb: inCase(file.number),
    problems,
    body: (
      <Stack gap="large">
        <CaseLine file={file} />
        <MoveForm
          look={look}
          form={acting[name].form}
          version={file.version}
          back={{ label: '返回办件', href: hrefOf(file.number) }}
          typed={typed}
          problems={problems}
          choices={choices}
          effects={effects}
          standing={moves.find((m) => m.name === name)?.refusal}
          refusal={refusal}
          preview={papers ? again : look.preview}
        />
        {papers && <GoingOut papers={papers} />}
      </Stack>
    ),
  }
}

/** Which case a page is about. */
export function CaseLine({ file }: { file: CaseRecord['file'] }) {
  return (
    <p>
      {file.number}号办件：{file.itemName}，{file.applicantName}
    </p>
  )
}

function GoingOut({ papers }: { papers: readonly Paper[] }) {
  return (
    <Section title="会发出的文书" note="编号、文号和核验码在发出时编排，其余和发出的一字不差">
      <Stack gap="large">
        {papers.map((paper, i) => (
          <PaperView key={i} paper={paper} />
        ))}
        {papers.length === 0 && <p>这一步不发出文书。</p>}
      </Stack>
    </Section>
  )
}
