import type { Problem, Refusal } from '../../../core/errors.ts'
import {
  Actions,
  Button,
  ButtonLink,
  bytes,
  FileField,
  Form,
  Hidden,
  MetadataTable,
  Notice,
  NotNow,
  type Page,
  Section,
  Stack,
} from '../../../ui/index.ts'
import { acting } from '../acting.ts'
import { moveLabels } from '../labels.ts'
import type { RequestRecord } from '../service.ts'
import { hrefOf, inRequest } from './crumbs.ts'
import type { Effect } from './effects.ts'
import { type Choice, Fields } from './fields.tsx'
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
  const look = lookOf(name)
  const { form } = acting[name]
  const standing = moves.find((m) => m.name === name)?.refusal
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
        {refusal && <NotNow refusal={refusal} />}
        {standing ? (
          <>
            {refusal?.code !== standing.code && <NotNow refusal={standing} />}
            <Kept form={form.properties} typed={refusal ? typed : {}} />
          </>
        ) : (
          <>
            <p>{look.lead}</p>
            {effects.length > 0 && <MetadataTable columns={1} rows={effects} />}
            {name === 'recordAnswer' && choices.consultation?.length === 0 && <Notice title="没有等着答复的征求意见" />}
            <Form upload={upload}>
              <Hidden name="version" value={request.version} />
              <Fields
                form={form}
                typed={typed}
                problems={problems}
                choices={choices}
                {...(look.hints ? { hints: look.hints } : {})}
              />
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
              <Actions>
                <Button kind={look.danger ? 'danger' : 'primary'}>{look.button}</Button>
                <ButtonLink href={hrefOf(request.number)} kind="quiet">
                  先不办，返回申请
                </ButtonLink>
              </Actions>
            </Form>
          </>
        )}
        {standing && (
          <Actions>
            <ButtonLink href={hrefOf(request.number)} kind="primary">
              返回申请
            </ButtonLink>
          </Actions>
        )}
      </Stack>
    ),
  }
}

/** What was typed into a form that can no longer be sent, so that none of it is lost. */
function Kept({ form, typed }: { form: Readonly<Record<string, unknown>>; typed: Readonly<Record<string, string>> }) {
  const rows = Object.entries(form as Record<string, { title?: string }>)
    .filter(([name]) => typed[name])
    .map(([name, { title }]) => ({ label: title ?? name, value: typed[name], wide: true }))
  if (rows.length === 0) return null
  return (
    <Section title="您刚才填写的内容" note="还没有保存。需要的请先复制下来。">
      <MetadataTable columns={1} rows={rows} />
    </Section>
  )
}
