import type { Problem } from '../../../core/errors.ts'
import {
  Actions,
  Button,
  ButtonLink,
  Disclosure,
  Form,
  Hidden,
  InsertAtCaret,
  InstantText,
  Lesser,
  Lookup,
  Notice,
  NotNow,
  type Page,
  Section,
  Select,
  Stack,
  Table,
  TextArea,
  TextField,
} from '../../../ui/index.ts'
import type { Figure } from '../../statistics/index.ts'
import { formTemplateOf, periodOf, printedNumber } from '../../statistics/index.ts'
import { nameOf } from '../draft.ts'
import { citationKinds } from '../notation.ts'
import { type Follow, PrintedText } from '../passage.view.tsx'
import { missingIn, type Printed } from '../render.ts'
import { isChart, waysToWrite } from '../search.ts'
import type { Report, Section as Saved } from '../store.ts'
import { asCitation, typedNumbers } from '../typed.ts'
import type { SavedMeanwhile } from '../write.service.ts'
import { inReport, reportAt, titleOf } from './crumbs.ts'

type SectionView = {
  report: Report
  section: Saved & { title: string }
  /** As it is being written, not yet saved. */
  text: string
  revision: number
  printed: readonly Printed[]
  /** A search, what it found, and figures noted to be written together with others. */
  asked: { words: string; total: number; found: readonly Figure[]; noted: readonly Figure[] }
  problems: readonly Problem[]
  meanwhile: SavedMeanwhile | undefined
  notice: string | undefined
}

/** Writing one part: its text, a search that inserts figures, its typed numbers, and how it will read. Needs no script. */
export function sectionPage(v: SectionView): Page {
  const { report, section, text, problems } = v
  const missing = missingIn(v.printed)
  return {
    title: section.title || '引言',
    breadcrumb: inReport({ id: report.id, title: titleOf(report) }),
    problems,
    wide: true,
    elements: ['mt-insert', 'mt-lookup'],
    ...(v.notice && { notice: v.notice }),
    body: (
      <Stack>
        {v.meanwhile && <Meanwhile error={v.meanwhile} />}
        <Form>
          <Hidden name="revision" value={v.revision} />
          <TextArea
            name="text"
            label="正文"
            hint="一行是一段。数不要手写：在下面查指标，插进来；花括号里的指标会换成当时的数。"
            value={text}
            problems={problems}
            rows={Math.min(24, Math.max(8, Math.ceil(text.length / 42)))}
          />
          <FigureSearch {...v} />
          <TypedNumbers text={text} />
          <Actions>
            <Button name="do" value="save">
              保存
            </Button>
            <Button
              name="do"
              value="preview"
              kind="plain"
              formAction={`${reportAt(report.id)}/sections/${section.key}#printed`}
            >
              看看印出来的样子
            </Button>
            <ButtonLink href={reportAt(report.id)} kind="quiet">
              回到报告
            </ButtonLink>
          </Actions>
        </Form>
        {missing.length > 0 && (
          <Notice kind="warning" title={`有 ${missing.length} 处还缺`}>
            <ul>
              {missing.map((m) => (
                <li key={m.source}>
                  {nameOf(m.source)}
                  {m.why}
                </li>
              ))}
            </ul>
          </Notice>
        )}
        <Section title="印出来的样子" id="printed" note="带下划线的数来自指标，点开看怎么算的；标红的还要处理。">
          {v.printed.length === 0 && <p>这一部分还没有内容。</p>}
          <PrintedText printed={v.printed} marks follow={(of) => definitionAt(report, of)} />
        </Section>
        <p>
          {section.savedName} 在 <InstantText at={section.savedAt} /> 保存。
        </p>
      </Stack>
    ),
  }
}

/** Where staff see how a figure of the report is counted. */
function definitionAt({ year, unitCode }: Report, { indicator, cell }: Parameters<Follow>[0]): string {
  const unit = new URLSearchParams({ unit: unitCode })
  return indicator
    ? `/desk/statistics/indicators/${indicator}?year=${year}&${unit}`
    : `/desk/statistics/forms/${formTemplateOf(year).code}/${year}/cells/${cell}?${unit}`
}

function Meanwhile({ error }: { error: SavedMeanwhile }) {
  return (
    <>
      <NotNow refusal={error.refusal} />
      <Section title="现在保存着的内容">
        <p>{error.saved.text}</p>
      </Section>
    </>
  )
}

function FigureSearch({ asked, text }: SectionView) {
  const paragraphs = text.split('\n').filter((line) => line.trim() !== '')
  return (
    <Section
      title="插入一个数"
      note="用名称或者定义里的字查，例如“申请”“办结 网上”。要写占比、两个数的比较，或者几个数的图，先把另一个数记下，再查这一个。"
    >
      <InsertAtCaret into="text" hint="先把光标放在正文里要写数的地方，再点“插入”；没有放的，插在下面选的一段末尾。">
        <TextField name="words" label="查指标" value={asked.words} size="medium" type="search" />
        <Select
          name="paragraph"
          label="插到哪一段的末尾"
          empty="最后一段"
          options={paragraphs.map((line, i) => ({ value: i + 1, label: `第 ${i + 1} 段：${line.slice(0, 16)}` }))}
        />
        <Lookup of="words" label="查指标">
          <NotedFigures noted={asked.noted} />
          <FoundFigures asked={asked} />
        </Lookup>
      </InsertAtCaret>
      <Disclosure summary="还可以怎么写">
        <ul>
          <li>{'{requests.received 只写数}'}：不带单位</li>
          <li>{'{hotline.received 截至=10-31}'}：从年初到这一天</li>
          <li>{'{requests.received 单位=civil}'}：只算一个单位</li>
          <li>{'{disclosure.publishedFullText 占=disclosure.published}'}：占另一个数的百分之几</li>
          <li>{'{cases.received 比上年}'}：比上年增加或者减少百分之几</li>
          <li>{'{organisations.trainings 列名}'}：列出每一条记录的名称</li>
          <li>{'{disclosure.visits 前=5}'}：数最大的五个的名称，从大到小</li>
          <li>{'{表 C1}'}：统计表的一格</li>
          <li>
            {'{图 knowledge.byPhone knowledge.online}'}、{'{图 按月 cases.received}'}：单独一行，画成图
          </li>
        </ul>
      </Disclosure>
    </Section>
  )
}

const shownValue = (f: Figure) => (f.value === null ? '未登记' : `${printedNumber(f.value)}${f.unit}`)

/** Figures noted to be written together with the next one: its share of them, a comparison, one chart. */
function NotedFigures({ noted }: { noted: readonly Figure[] }) {
  if (noted.length === 0) return null
  return (
    <>
      <Hidden name="noted" value={noted.map((f) => f.id).join(' ')} />
      <Table
        caption="记下的数"
        columns={[
          { head: '名称', cell: (f) => f.label, wide: true },
          { head: '数', cell: shownValue, numeric: true, nowrap: true },
          {
            head: '不要了',
            nowrap: true,
            cell: (f) => (
              <Button name="do" value={`drop ${f.id}`} kind="quiet" stay>
                去掉
              </Button>
            ),
          },
        ]}
        rows={noted}
        rowKey={(f) => f.id}
      />
    </>
  )
}

function FoundFigures({ asked }: Pick<SectionView, 'asked'>) {
  if (asked.words === '') return null
  if (asked.found.length === 0) return <p>没有找到名称或者定义里有“{asked.words}”的指标，请换几个字再查。</p>
  const { total, found } = asked
  return (
    <Table
      caption={
        total > found.length
          ? `找到 ${total} 个指标，先列 ${found.length} 个；没有要的，请再加几个字`
          : `找到 ${total} 个指标`
      }
      columns={[
        {
          head: '指标',
          cell: (f) => (
            <>
              {f.label}
              <Lesser>{f.blankBecause ?? f.definition}</Lesser>
            </>
          ),
          wide: true,
        },
        { head: '数', cell: shownValue, numeric: true, nowrap: true },
        { head: '时间', cell: (f) => periodOf(f.period), nowrap: true },
        {
          head: '写进正文',
          cell: (f) => (
            <Actions>
              {waysToWrite(f, asked.noted).map(({ label, reference }, i) => (
                <Button
                  key={reference}
                  name="do"
                  value={`insert ${reference}`}
                  kind={i === 0 ? 'plain' : 'quiet'}
                  insert={isChart(reference) ? `\n${reference}\n` : reference}
                >
                  {label}
                </Button>
              ))}
              {!asked.noted.some((n) => n.id === f.id) && (
                <Button name="do" value={`note ${f.id}`} kind="quiet" stay>
                  记下
                </Button>
              )}
            </Actions>
          ),
        },
      ]}
      rows={found}
      rowKey={(f) => f.id}
    />
  )
}

/** Every number typed by hand, with what it may be taken for: only what cannot be a count is offered. */
function TypedNumbers({ text }: { text: string }) {
  const typed = typedNumbers(text)
  if (typed.length === 0) return null
  return (
    <Notice kind="warning" title={`有 ${typed.length} 个手写的数`}>
      <p>统计数请删去，改用指标。是日期、文号、电话等引用的，请点明是什么。</p>
      <Table
        caption="手写的数"
        captionHidden
        columns={[
          { head: '手写的数', cell: (n) => n.text, nowrap: true },
          {
            head: '上下文',
            cell: (n) => `…${text.slice(Math.max(0, n.at - 10), n.at + n.text.length + 8)}…`,
            wide: true,
          },
          {
            head: '是什么',
            cell: (n) => {
              const kinds = citationKinds.filter((kind) => asCitation(n.text, kind))
              if (kinds.length === 0) return '统计数，请改用指标'
              return (
                <Actions>
                  {kinds.map((kind) => (
                    <Button key={kind} name="do" value={`cite ${n.at} ${kind}`} kind="quiet">
                      是{kind}
                    </Button>
                  ))}
                </Actions>
              )
            },
          },
        ]}
        rows={typed}
        rowKey={(n) => n.at}
      />
    </Notice>
  )
}
