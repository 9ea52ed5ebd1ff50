import { dayOf } from '../../core/day.ts'
import {
  Actions,
  ButtonLink,
  type DatedItem,
  DatedList,
  DayText,
  EmptyState,
  FoldedSection,
  MetadataTable,
  Notice,
  type Page,
  Section,
  Stack,
} from '../../ui/index.ts'
import { FormSheets } from '../statistics/index.ts'
import { type PrintedReport, printedTitle } from './draft.ts'
import { addressOf, figureAt } from './figure.view.tsx'
import { type Follow, PrintedText } from './passage.view.tsx'
import { correctionNote } from './read.service.ts'
import type { Report } from './store.ts'
import { getTemplate } from './template.ts'

const home = [{ label: '首页', href: '/' }]

/** All reports in force, newest year first. */
export function publicListPage({ reports }: { reports: readonly Report[] }): Page {
  const itemOf = (r: Report): DatedItem => ({
    title: `${printedTitle(getTemplate(r.template), r)}${r.version > 1 ? `（第 ${r.version} 版，已更正）` : ''}`,
    href: addressOf(r),
    day: r.publishedAt ? dayOf(r.publishedAt) : r.datedOn,
  })
  return {
    title: '政府信息公开工作年度报告',
    breadcrumb: home,
    body: (
      <Stack>
        <p>报告里的每一个数都从记录里查出来，点开可以看到怎么算的、背后是哪些记录。</p>
        {[...Map.groupBy(reports, (r) => r.year)].map(([year, of]) => (
          <Section key={year} title={`${year} 年`}>
            <DatedList items={of.map(itemOf)} />
          </Section>
        ))}
        {reports.length === 0 && <EmptyState title="还没有公布年度报告" />}
      </Stack>
    ),
  }
}

/** A published report as a page: each figure opens how it is counted. */
export function publicReportPage({
  report,
  versions,
  printed,
}: {
  report: Report
  versions: readonly Report[]
  printed: PrintedReport
}): Page {
  const { version } = report
  const file = (format: string) => `${addressOf(report)}/file?format=${format}&version=${version}`
  const atCell = (cell: string) => `${addressOf(report)}/cells/${cell}?version=${version}`
  const follow: Follow = ({ source, cell }) => (cell ? atCell(cell) : figureAt(report, source))
  return {
    title: printed.title,
    breadcrumb: [...home, { label: '年度报告', href: '/reports' }],
    meta: { ArticleTitle: printed.title, ...(report.publishedAt && { PubDate: dayOf(report.publishedAt) }) },
    body: (
      <Stack>
        {report.state === 'replaced' && (
          <Notice kind="warning" title="这一版已经更正">
            <p>
              请看<a href={addressOf(report)}>现在有效的一版</a>。
            </p>
          </Notice>
        )}
        {report.correction && <Notice>{correctionNote(report)}</Notice>}
        <MetadataTable
          rows={[
            { label: '编制单位', value: report.issuer },
            { label: '单位负责人', value: report.unitHead },
            { label: '成文日期', value: report.datedOn && <DayText day={report.datedOn} /> },
            { label: '公布日期', value: report.publishedAt && <DayText day={dayOf(report.publishedAt)} /> },
          ]}
        />
        <Actions>
          <ButtonLink href={file('docx')} download icon="download">
            下载报告（Word）
          </ButtonLink>
          <ButtonLink href={file('pdf')} download icon="download">
            下载报告（PDF）
          </ButtonLink>
          <ButtonLink href={file('xlsx')} download icon="download">
            下载统计表（Excel）
          </ButtonLink>
        </Actions>
        {printed.sections.map((section) => (
          <Part key={section.key} title={section.title}>
            <PrintedText printed={section.printed} follow={follow} />
            {section.tables.map((i) => (
              <FormSheets key={i} form={printed.form} only={i} href={atCell} />
            ))}
          </Part>
        ))}
        {printed.formAnnexed && (
          <FoldedSection title="统计表" note="点开看全表" open={false}>
            <FormSheets form={printed.form} href={atCell} />
          </FoldedSection>
        )}
        {versions.length > 1 && (
          <Section title="各版本">
            <DatedList
              items={versions.map((v) => ({
                title: v.version === 1 ? '第 1 版' : `第 ${v.version} 版：${v.correction}`,
                href: `${addressOf(v)}?version=${v.version}`,
                day: v.publishedAt ? dayOf(v.publishedAt) : v.datedOn,
              }))}
            />
          </Section>
        )}
      </Stack>
    ),
  }
}

function Part({ title, children }: { title: string; children: preact.ComponentChildren }) {
  return title ? <Section title={title}>{children}</Section> : <div>{children}</div>
}
