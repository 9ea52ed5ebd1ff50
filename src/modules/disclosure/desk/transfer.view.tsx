import type { Problem } from '../../../core/errors.ts'
import {
  Actions,
  Button,
  ButtonLink,
  Checkbox,
  FileField,
  Form,
  grouped,
  Hidden,
  Notice,
  type Page,
  Section,
  Stack,
  Table,
} from '../../../ui/index.ts'
import type { ImportReport } from '../import.ts'
import { fields } from '../sheet-fields.ts'
import { crumbs, list } from './crumbs.ts'

export function importPage({
  problems,
  report,
  file,
}: {
  problems: readonly Problem[]
  report?: ImportReport
  file?: string
}): Page {
  return {
    title: '批量导入',
    breadcrumb: crumbs,
    problems,
    wide: true,
    elements: ['mt-upload'],
    body: (
      <Stack gap="large">
        {report && file && <Checked report={report} file={file} />}
        <Section
          title={report ? '换一个文件' : '选择文件'}
          note="先检查、后导入：检查时不保存任何信息，有误的行会按行号列出来。导入的信息是草稿，仍要审核后才能发布。"
        >
          <Form upload action="/desk/disclosure/import">
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
              <ButtonLink href="/desk/disclosure/import/template.csv" download>
                下载导入模板
              </ButtonLink>
            </Actions>
          </Form>
        </Section>
        <Section title="可用的列名" level={3}>
          <p>
            必填：
            {fields
              .filter((f) => f.required)
              .map((f) => f.head)
              .join('、')}
            。
          </p>
          <p>
            选填：
            {fields
              .filter((f) => !f.required)
              .slice(0, 16)
              .map((f) => f.head)
              .join('、')}
            。单位、栏目可以填名称或代码。
          </p>
        </Section>
      </Stack>
    ),
  }
}

function Checked({ report, file }: { report: ImportReport; file: string }) {
  const bad = new Set(report.problems.map((p) => p.line)).size
  return (
    <Stack>
      <Notice
        kind={bad > 0 ? 'warning' : 'success'}
        title={`共 ${grouped(report.rows)} 行：可以导入 ${grouped(report.good)} 行，有误 ${grouped(bad)} 行。还没有导入任何信息。`}
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
        <Form action="/desk/disclosure/import/confirm">
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

export function importedPage(report: ImportReport): Page {
  const bad = new Set(report.problems.map((p) => p.line)).size
  return {
    title: '导入完成',
    breadcrumb: crumbs,
    body: (
      <Stack>
        <Notice
          kind="success"
          title={`已导入 ${grouped(report.ids.length)} 条信息${bad > 0 ? `，跳过有误的 ${grouped(bad)} 行` : ''}`}
        />
        <Actions>
          <ButtonLink href={`${list}?group=drafting&mine=yes`} kind="primary">
            看导入的信息
          </ButtonLink>
        </Actions>
      </Stack>
    ),
  }
}
