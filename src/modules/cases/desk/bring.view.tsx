import type { Refusal } from '../../../core/errors.ts'
import { KeptUploads, MoveForm, type Page, Stack } from '../../../ui/index.ts'
import type { Material } from '../../catalogue/index.ts'
import { acting } from '../acting.ts'
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
  /** Names the files that have come. */
  kept: string
  maxBytes: number
  refusal: Refusal | undefined
}

/** What the applicant brought afterwards, material by material. */
export function bringPage({ record, name, materials, typed, uploads, problems, kept, maxBytes, refusal }: View): Page {
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
