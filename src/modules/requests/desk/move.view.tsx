import type { Problem, Refusal } from '../../../core/errors.ts'
import { bytes, type Choice, type Effect, FileField, MoveForm, Notice, type Page, Stack } from '../../../ui/index.ts'
import { acting } from '../acting.ts'
import { moveLabels } from '../labels.ts'
import type { RequestRecord } from '../service.ts'
import { hrefOf, inRequest } from './crumbs.ts'
import { lookOf, type PagedMove } from './move-looks.ts'

type View = {
  record: RequestRecord
  name: PagedMove
  typed: Readonly<Record<string, string>>
  problems: readonly Problem[]
  choices: Readonly<Record<string, readonly Choice[]>>
  effects: readonly Effect[]
  limits: { uploadBytes: number }
  /** What was answered to what has just been sent. */
  refusal?: Refusal
}

/** The page of one move: what it does, what the law says of it, its form; or why it may not be made now. */
export function movePage({ record, name, typed, problems, choices, effects, limits, refusal }: View): Page {
  const { request, moves } = record
  const upload = name === 'supplement'
  return {
    title: moveLabels[name],
    breadcrumb: inRequest(request.number),
    problems,
    ...(upload ? { elements: ['mt-upload'] as const } : {}),
    body: (
      <Stack>
        <p>
          {request.number}号申请：{request.subject}
        </p>
        <MoveForm
          look={lookOf(name)}
          form={acting[name].form}
          version={request.version}
          back={{ label: '返回申请', href: hrefOf(request.number) }}
          typed={typed}
          problems={problems}
          choices={choices}
          effects={effects}
          standing={moves.find((m) => m.name === name)?.refusal}
          refusal={refusal}
          upload={upload}
          before={
            name === 'recordAnswer' && choices.consultation?.length === 0 && <Notice title="没有等着答复的征求意见" />
          }
        >
          {upload && (
            <FileField
              name="files"
              label="补正材料"
              multiple
              maxBytes={limits.uploadBytes}
              problems={problems}
              hint={`扫描件或者照片，没有可以不传；每个不超过 ${bytes(limits.uploadBytes)}`}
            />
          )}
        </MoveForm>
      </Stack>
    ),
  }
}
