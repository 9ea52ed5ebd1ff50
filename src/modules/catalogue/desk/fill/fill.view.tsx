import type { Problem } from '../../../../core/errors.ts'
import {
  Actions,
  Button,
  ButtonLink,
  Change,
  Disclosure,
  FieldGroup,
  Form,
  Hidden,
  MetadataTable,
  Notice,
  type Page,
  Section,
  Stack,
  Tabs,
  TextField,
} from '../../../../ui/index.ts'
import type { ElementChange } from '../../compare.ts'
import type { Finding } from '../../rules.ts'
import type { ItemElements } from '../../schema.ts'
import type { Item } from '../../store.ts'
import { at, inItem } from '../crumbs.ts'
import { FillField } from './field.tsx'
import { type FillSection, isRows, type Rows } from './spec.ts'
import type { Flat, Typed } from './typed.ts'

export type FillView = {
  item: Item
  version: number
  /** The draft as it is saved. */
  elements: ItemElements
  sections: readonly FillSection[]
  section: FillSection
  /** What is to be put right in the draft as it is saved, with the section of each. */
  findings: readonly (Finding & { slug: string | undefined; name: string })[]
  typed: Typed
  /** What the section said when the form was opened. */
  mark: string
  note: string
  /** The note when the form was opened. */
  noteWas: string
  problems: readonly Problem[]
  saved?: boolean
  /** What another person saved meanwhile differs from what was typed. */
  meanwhile?: readonly ElementChange[]
}

export function fillPage(view: FillView): Page {
  const { item, version, sections, section, findings, problems } = view
  const here = at.section(item.id, section.slug)
  const after = sections[sections.indexOf(section) + 1]
  const mine = findings.filter((f) => f.slug === section.slug)
  const openOf = (slug: string) => findings.filter((f) => f.slug === slug && f.severity === 'error').length || undefined
  return {
    title: `${section.title}（第 ${version} 版草稿）`,
    breadcrumb: inItem(item),
    problems,
    ...(view.saved && { notice: `“${section.title}”已保存` }),
    ...(view.meanwhile && { status: 409 }),
    body: (
      <Stack>
        <Tabs
          label="实施清单的各节"
          tabs={sections.map((s) => ({
            label: s.title,
            href: at.section(item.id, s.slug),
            current: s === section,
            count: openOf(s.slug),
          }))}
        />
        {view.meanwhile && <Meanwhile changes={view.meanwhile} />}
        {problems.length === 0 && !view.meanwhile && <Found findings={mine} />}
        <Form action={here}>
          <Hidden name="mark" value={view.mark} />
          <Hidden name="noteWas" value={view.noteWas} />
          {/* First, so that the Enter key saves and does not press a button of some row. */}
          <Actions>
            <Button kind="plain" name="do" value="save">
              保存这一节
            </Button>
          </Actions>
          {section.blocks.map((block) =>
            isRows(block) ? (
              <RowBlock key={block.list} block={block} view={view} here={here} />
            ) : (
              <FieldGroup key={block.title} title={block.title} hint={block.note}>
                {block.specs.map((spec) => (
                  <FillField
                    key={spec.name}
                    spec={spec}
                    name={spec.name}
                    typed={view.typed.fields[spec.name]}
                    problems={problems}
                  />
                ))}
              </FieldGroup>
            ),
          )}
          <TextField
            name="note"
            label="改了什么，为什么"
            value={view.note}
            problems={problems}
            hint="审核的人会看到，可以不填"
          />
          <Actions>
            <Button name="do" value={after ? `next:${after.slug}` : 'done'}>
              {after ? `保存，接着填${after.title}` : '保存，回到这个事项'}
            </Button>
            {section.files && (
              <Button kind="plain" name="do" value="files">
                保存，上传表格和样本
              </Button>
            )}
            <ButtonLink href={at.item(item.id)} kind="quiet">
              不保存，返回
            </ButtonLink>
          </Actions>
        </Form>
      </Stack>
    ),
  }
}

/** What is still to be put right here, each leading to its field. It may be saved all the same. */
function Found({ findings }: { findings: FillView['findings'] }) {
  if (findings.length === 0) return null
  const errors = findings.filter((f) => f.severity === 'error')
  return (
    <Notice
      kind={errors.length > 0 ? 'warning' : 'info'}
      title={
        errors.length > 0 ? `这一节还有 ${errors.length} 处要补正，可以先保存，以后再填` : '这一节有几处请再看一看'
      }
    >
      <ul>
        {findings.map((f) => (
          <li key={`${f.field} ${f.message}`}>{f.name ? <a href={`#${anchor(f.name)}`}>{f.message}</a> : f.message}</li>
        ))}
      </ul>
    </Notice>
  )
}

export const anchor = (name: string) => `field-${name.replace(/[^A-Za-z0-9_-]+/g, '-')}`

function Meanwhile({ changes }: { changes: readonly ElementChange[] }) {
  return (
    <Notice kind="warning" title="在您填写期间，另一位同事已经改动了这一节，您的内容还没有保存">
      {changes.length === 0 ? (
        <p>同事填写的与您的一样，再按一次“保存”就可以。</p>
      ) : (
        <Stack>
          <p>下面是您填写的内容。与同事保存的不同之处列在这里，请合并以后再保存：划线的是同事的，加线的是您的。</p>
          <MetadataTable
            columns={1}
            rows={changes.map((c) => ({
              label: c.label,
              value: <Change before={c.before} after={c.after} />,
            }))}
          />
        </Stack>
      )}
    </Notice>
  )
}

function RowBlock({ block, view, here }: { block: Rows; view: FillView; here: string }) {
  const rows = view.typed.rows[block.list] ?? []
  const first = block.specs[0]?.name ?? ''
  const place = (i: number) => `${here}#${anchor(`${block.list}.${i}.${first}`)}`
  return (
    <Section title={`${block.title}（${rows.length}）`} note={block.note} id={anchor(block.list)}>
      <Stack>
        <Hidden name={`${block.list}.length`} value={rows.length} />
        {rows.map((row, i) => (
          <Row key={i} block={block} row={row} i={i} view={view} place={place} />
        ))}
        <Actions>
          <Button
            kind="plain"
            name="do"
            value={`add:${block.list}`}
            formAction={place(rows.length)}
            skipChecks
          >{`增加${block.word}`}</Button>
        </Actions>
      </Stack>
    </Section>
  )
}

type RowProps = { block: Rows; row: Flat; i: number; view: FillView; place: (i: number) => string }

function Row({ block, row, i, view, place }: RowProps) {
  const prefix = `${block.list}.${i}.`
  const wrong = [...view.problems.map((p) => p.field), ...view.findings.map((f) => f.name)]
  const summary = block.summary(row)
  // One that is new, or is to be put right, stands open; so does the only one.
  const open = summary === '' || view.typed.rows[block.list]?.length === 1 || wrong.some((f) => f.startsWith(prefix))
  return (
    <Disclosure summary={`${i + 1}. ${summary || '还没有填写'}`} open={open}>
      <Stack>
        {block.keyed && <Hidden name={`${prefix}key`} value={String(row.key ?? '')} />}
        {block.specs.map((spec) => (
          <FillField
            key={spec.name}
            spec={spec}
            name={`${prefix}${spec.name}`}
            typed={row[spec.name]}
            problems={view.problems}
          />
        ))}
        <Actions>
          {i > 0 && (
            <Button kind="quiet" name="do" value={`up:${block.list}:${i}`} formAction={place(i - 1)} skipChecks>
              上移
            </Button>
          )}
          <Button
            kind="quiet"
            name="do"
            value={`remove:${block.list}:${i}`}
            formAction={`${place(0).split('#')[0]}#${anchor(block.list)}`}
            skipChecks
          >
            {`删除第 ${i + 1} 个`}
          </Button>
        </Actions>
      </Stack>
    </Disclosure>
  )
}
