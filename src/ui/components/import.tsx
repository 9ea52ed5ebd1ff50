import type { Problem } from '../../core/errors.ts'
import type { ImportReport, SheetField } from '../../core/import.ts'
import type { Crumb, Page } from '../page.ts'
import { Actions, Button, ButtonLink } from './button.tsx'
import { Checkbox } from './choice-fields.tsx'
import { FileField } from './file-field.tsx'
import { Form } from './form.tsx'
import { Section, Stack } from './layout.tsx'
import { Notice } from './notice.tsx'
import { grouped } from './numbers.ts'
import { Table } from './table.tsx'
import { Hidden } from './text-fields.tsx'

/** What an import page needs to know of the records it brings in. */
export type ImportLook = {
  title: string
  breadcrumb: readonly Crumb[]
  /** Address of the page; `…/confirm` and `…/template.csv` stand below it. */
  href: string
  /** What becomes of the rows, in a sentence. */
  note: string
  /** The columns that may be filled in. */
  fields: readonly SheetField[]
  /** Where the imported records are seen. */
  done: { label: string; href: string }
}

type Props = { look: ImportLook; problems: readonly Problem[]; report?: ImportReport; file?: string }

/** A file is first looked at, then imported by a second press: nothing is stored unasked. */
export function importPage({ look, problems, report, file }: Props): Page {
  const heads = (required: boolean) => look.fields.filter((f) => Boolean(f.required) === required).map((f) => f.head)
  const optional = heads(false)
  return {
    title: look.title,
    breadcrumb: look.breadcrumb,
    problems,
    wide: true,
    elements: ['mt-upload'],
    body: (
      <Stack gap="large">
        {report && file && <Checked look={look} report={report} file={file} />}
        <Section
          title={report ? '换一个文件' : '选择文件'}
          note={`先检查、后导入：检查时不保存任何内容，有误的行会按行号列出来。${look.note}`}
        >
          <Form upload action={look.href}>
            <FileField
              name="file"
              label="Excel（.xlsx）或 CSV 文件"
              accept=".xlsx,.csv"
              problems={problems}
              hint="第一行是列名；CSV 可以是 UTF-8 或 GBK 编码"
              required
            />
            <Actions>
              <Button>检查文件</Button>
              <ButtonLink href={`${look.href}/template.csv`} download>
                下载导入模板
              </ButtonLink>
            </Actions>
          </Form>
        </Section>
        <Section title="可用的列名" level={3}>
          <p>必填：{heads(true).join('、')}。</p>
          {optional.length > 0 && <p>选填：{optional.join('、')}。</p>}
          <p>单位可以填名称、简称或代码。</p>
        </Section>
      </Stack>
    ),
  }
}

const badRows = (report: ImportReport) => new Set(report.problems.map((p) => p.line)).size

function Checked({ look, report, file }: { look: ImportLook; report: ImportReport; file: string }) {
  const bad = badRows(report)
  return (
    <Stack>
      <Notice
        kind={bad > 0 ? 'warning' : 'success'}
        title={`共 ${grouped(report.rows)} 行：可以导入 ${grouped(report.good)} 行，有误 ${grouped(bad)} 行。还没有导入任何内容。`}
      />
      {bad > 0 && (
        <Table
          caption="有误的行"
          columns={[
            { head: '行号', cell: (p) => p.line, numeric: true },
            { head: '列', cell: (p) => p.column, nowrap: true },
            { head: '问题', cell: (p) => p.message, wide: true },
          ]}
          rows={report.problems}
          total={report.problems.length}
        />
      )}
      {report.good > 0 && (
        <Form action={`${look.href}/confirm`}>
          <Hidden name="file" value={file} />
          {bad > 0 && <Checkbox name="skipBad" label={`跳过有误的 ${grouped(bad)} 行，只导入其余的`} value="yes" />}
          <Actions>
            <Button>导入 {grouped(report.good)} 行</Button>
          </Actions>
        </Form>
      )}
    </Stack>
  )
}

export function importedPage(look: ImportLook, report: ImportReport): Page {
  const bad = badRows(report)
  return {
    title: '导入完成',
    breadcrumb: look.breadcrumb,
    body: (
      <Stack>
        <Notice
          kind="success"
          title={`已导入 ${grouped(report.ids.length)} 行${bad > 0 ? `，跳过有误的 ${grouped(bad)} 行` : ''}`}
        />
        <Actions>
          <ButtonLink href={look.done.href} kind="primary">
            {look.done.label}
          </ButtonLink>
        </Actions>
      </Stack>
    ),
  }
}
