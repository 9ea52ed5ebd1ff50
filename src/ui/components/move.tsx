import type { ComponentChildren } from 'preact'
import type { Problem, Refusal } from '../../core/errors.ts'
import { Actions, Button, ButtonLink } from './button.tsx'
import { Form } from './form.tsx'
import { type Choice, Fields, type FormShape, type Shape } from './form-fields.tsx'
import { Section, Stack } from './layout.tsx'
import { MetadataTable } from './metadata-table.tsx'
import { NotNow } from './notice.tsx'
import { Hidden } from './text-fields.tsx'

/** One thing that a move brings about, in words. */
export type Effect = { label: string; value: string }

/** How the page of a move speaks. */
export type MoveLook = {
  /** What happens, in a sentence or two. */
  lead: string
  button: string
  danger?: true
  hints?: Readonly<Record<string, ComponentChildren>>
}

/**
 * One move on a record: what it does, what follows from it, its form as its schema describes it; or why it may not be made
 * now, with what was typed meanwhile.
 */
export function MoveForm({
  look,
  form,
  version,
  back,
  typed,
  problems,
  choices,
  effects = [],
  leaveOut,
  standing,
  refusal,
  upload = false,
  preview,
  before,
  children,
}: {
  look: MoveLook
  form: FormShape
  /** Of the record: the form is refused when somebody else changes it meanwhile. */
  version: number
  back: { label: string; href: string }
  typed: Readonly<Record<string, string>>
  problems: readonly Problem[]
  choices?: Readonly<Record<string, readonly Choice[] | undefined>>
  effects?: readonly Effect[]
  leaveOut?: readonly string[]
  /** Why the move may not be made now. */
  standing?: Refusal | undefined
  /** What was answered to what has just been sent. */
  refusal?: Refusal | undefined
  upload?: boolean
  /** Whether what goes out can be looked at: a button beside the other, or before it. */
  preview?: 'offered' | 'first' | undefined
  /** Stands above the form. */
  before?: ComponentChildren
  /** Fields that the schema does not describe. */
  children?: ComponentChildren
}) {
  if (standing)
    return (
      <Stack>
        {refusal && <NotNow refusal={refusal} />}
        {refusal?.code !== standing.code && <NotNow refusal={standing} />}
        <Kept form={form} typed={refusal ? typed : {}} />
        <Actions>
          <ButtonLink href={back.href} kind="primary">
            {back.label}
          </ButtonLink>
        </Actions>
      </Stack>
    )
  return (
    <Stack>
      {refusal && <NotNow refusal={refusal} />}
      <p>{look.lead}</p>
      {effects.length > 0 && <MetadataTable columns={1} rows={effects} />}
      {before}
      <Form upload={upload}>
        <Hidden name="version" value={version} />
        <Fields
          form={form}
          typed={typed}
          problems={problems}
          {...(choices ? { choices } : {})}
          {...(look.hints ? { hints: look.hints } : {})}
          {...(leaveOut ? { leaveOut } : {})}
        />
        {children}
        <Actions>
          {preview !== 'first' && <Button kind={look.danger ? 'danger' : 'primary'}>{look.button}</Button>}
          {preview && (
            <Button kind={preview === 'first' ? 'primary' : 'plain'} name="preview" value="yes">
              先看文书
            </Button>
          )}
          <ButtonLink href={back.href} kind="quiet">
            先不办，{back.label}
          </ButtonLink>
        </Actions>
      </Form>
    </Stack>
  )
}

/** What was typed into a form that can no longer be sent, so that none of it is lost. */
function Kept({ form, typed }: { form: FormShape; typed: Readonly<Record<string, string>> }) {
  const rows = Object.entries(form.properties as Readonly<Record<string, Shape>>)
    .filter(([name]) => typed[name])
    .map(([name, { title }]) => ({ label: title ?? name, value: typed[name], wide: true }))
  if (rows.length === 0) return null
  return (
    <Section title="您刚才填写的内容" note="还没有保存。需要的请先复制下来。">
      <MetadataTable columns={1} rows={rows} />
    </Section>
  )
}
