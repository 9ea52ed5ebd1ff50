import type { Refusal } from '../../../core/errors.ts'
import { FieldGroup, KeptUploads, MoveForm, type Page, Stack } from '../../../ui/index.ts'
import type { ApplicationForm, Material } from '../../catalogue/index.ts'
import { acting } from '../acting.ts'
import { AnswerFields, typedAnswers } from '../answer-fields.tsx'
import type { Correction } from '../corrections.store.ts'
import { moveLabels } from '../labels.ts'
import type { CaseRecord } from '../service.ts'
import type { Bringing } from './bring.ts'
import { hrefOf, inCase } from './crumbs.ts'
import type { SentMaterials } from './material-form.ts'
import { MaterialRows } from './material-rows.tsx'
import { CaseLine } from './move.view.tsx'
import { lookOf } from './move-looks.ts'

type View = SentMaterials & {
  record: CaseRecord
  name: Bringing
  materials: readonly Material[]
  /** Fields of the form that the notice names. */
  corrections: readonly Correction[]
  /** Names the files that have come. */
  kept: string
  maxBytes: number
  refusal: Refusal | undefined
}

/** What the applicant brought afterwards, material by material. */
export function bringPage({
  record,
  name,
  materials,
  corrections,
  typed,
  uploads,
  problems,
  kept,
  maxBytes,
  refusal,
}: View): Page {
  const { file, moves } = record
  return {
    title: moveLabels[name],
    breadcrumb: inCase(file.number),
    problems,
    elements: ['mt-upload'],
    body: (
      <Stack gap="large">
        <CaseLine file={file} />
        <MoveForm
          look={lookOf(name)}
          form={acting[name].form}
          version={file.version}
          back={{ label: '返回办件', href: hrefOf(file.number) }}
          typed={typed}
          problems={problems}
          leaveOut={['materials', 'answers']}
          standing={moves.find((m) => m.name === name)?.refusal}
          refusal={refusal}
          upload
        >
          <KeptUploads token={kept} />
          <Corrected form={record.version.elements.form} corrections={corrections} typed={typed} problems={problems} />
          <MaterialRows
            materials={materials}
            typed={typed}
            uploads={uploads}
            problems={problems}
            maxBytes={maxBytes}
            none="这次没有"
          />
        </MoveForm>
      </Stack>
    ),
  }
}

/** What was to be put right on the form, as it stands now. */
function Corrected({
  form,
  corrections,
  typed,
  problems,
}: Pick<View, 'corrections' | 'typed' | 'problems'> & { form: ApplicationForm }) {
  if (corrections.length === 0) return null
  const before = Object.fromEntries(
    corrections.flatMap((c) => (c.oldAnswer === undefined ? [] : [[c.field, c.oldAnswer]])),
  )
  return (
    <FieldGroup title="申请表里要改的内容" hint="原来填的在里面，按申请人交来的改。">
      <AnswerFields
        form={form}
        names={corrections.map((c) => c.field)}
        typed={{ ...typedAnswers(before), ...typed }}
        problems={problems}
      />
    </FieldGroup>
  )
}
