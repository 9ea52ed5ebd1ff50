import type { Problem } from '../../core/errors.ts'
import {
  Actions,
  Beside,
  Button,
  ButtonLink,
  Disclosure,
  FileField,
  Form,
  grouped,
  Hidden,
  MarkedText,
  Notice,
  type Page,
  Remarks,
  Section,
  Stack,
} from '../../ui/index.ts'
import { type Checked, mostBytes } from './check.ts'
import { whereOf } from './export.ts'
import type { Finding, Severity } from './findings.ts'
import { kindLabels, severityLabels } from './labels.ts'
import { isShownWhole, markedLines } from './marks.ts'
import type { Report } from './schema.ts'

const accept = '.txt,.docx,.html,.htm,.xlsx,.pdf'
const title = '校对政府信息公开报告'
const top = (home: string) =>
  home.startsWith('/desk') ? { label: '工作台', href: '/desk' } : { label: '首页', href: '/' }

/** Where a file is given. @param home - address of the page in its wing */
export function dropPage({ home, problems }: { home: string; problems: readonly Problem[] }): Page {
  return {
    title,
    breadcrumb: [top(home)],
    problems,
    kept: '请重新选文件，再点“开始校对”。',
    elements: ['mt-upload'],
    body: (
      <Stack gap="large">
        <p>
          选一份政府信息公开年度报告，马上看到哪些数对不上：分项与总数、比例、增减幅度、正文与统计表、表内勾稽、前后两处。哪里的报告都可以。
        </p>
        <Form upload action={home}>
          <FileField
            name="file"
            label="要校对的报告"
            accept={accept}
            hint="可以是 Word（.docx）、PDF、网页、Excel（.xlsx）或者文本文件，不超过 20 MB"
            maxBytes={mostBytes}
            problems={problems}
            required
          />
          <FileField
            name="before"
            label="上一年度的报告（可以不选）"
            accept={accept}
            hint="选了就一并核对上年结转等跨年的数"
            maxBytes={mostBytes}
            problems={problems}
          />
          <Actions>
            <Button>开始校对</Button>
          </Actions>
        </Form>
        <Notice title="文件看完就丢，不保存，也不改动。">
          <p>校对由程序完成，找出来的地方请您再核对一遍；没有找出来，也不等于没有错。</p>
        </Notice>
      </Stack>
    ),
  }
}

/** What was found in a file: its text with marks, and beside it what is said about it. */
export function foundPage({ home, name, checked }: { home: string; name: string; checked: Checked }): Page {
  const { findings, holding } = checked
  return {
    title: `校对结果：${name}`,
    breadcrumb: [top(home), { label: title, href: home }],
    wide: true,
    body: (
      <Stack gap="large">
        <Summary checked={checked} />
        <Actions>
          <Exports home={home} report={{ name, findings, holding }} />
          <ButtonLink href={home} kind="plain">
            再校对一份
          </ButtonLink>
        </Actions>
        <Beside
          text={
            <Section
              title="报告的文字"
              id="text"
              note={
                isShownWhole(checked)
                  ? '画线的地方在旁边有说明，点一下就到。'
                  : '文件很长，这里只列出有说明的地方和它的前后几行；画线的地方点一下就到说明。'
              }
            >
              <MarkedText lines={markedLines(checked)} />
            </Section>
          }
          remarks={
            <Stack gap="large">
              <Section title="请核对的地方" id="remarks">
                {findings.length > 0 ? <Remarks remarks={findings.map(remarkOf)} /> : <p>没有发现对不上的数。</p>}
              </Section>
              {holding.length > 0 && (
                <Disclosure summary={`核对无误的 ${grouped(holding.length)} 处`}>
                  <ul>
                    {holding.map(({ text, places }, i) => (
                      <li key={i}>
                        {places[0] ? <a href={`#line-${places[0].line}`}>{whereOf(places[0])}</a> : null} {text}
                      </li>
                    ))}
                  </ul>
                </Disclosure>
              )}
            </Stack>
          }
        />
      </Stack>
    ),
  }
}

const remarkOf = ({ severity, kind, text, places }: Finding) => ({
  tone: severity,
  label: severityLabels[severity],
  kind: kindLabels[kind],
  text,
  places: places.map((p) => ({ line: p.line, where: whereOf(p), quote: p.quote })),
})

function Summary({ checked: { claims, forms, findings, holding, cut } }: { checked: Checked }) {
  const count = (severity: Severity) => findings.filter((f) => f.severity === severity).length
  const told = (['error', 'warning', 'note'] as const)
    .filter((s) => count(s) > 0)
    .map((s) => `${severityLabels[s]} ${count(s)} 处`)
  return (
    <Stack gap="small">
      <Notice
        kind={findings.length > 0 ? 'warning' : 'success'}
        title={told.length > 0 ? `请核对：${told.join('，')}` : '没有发现对不上的数'}
      >
        <p>
          读到 {grouped(claims)} 个数{forms.length > 0 && `，认出 ${forms.join('、')} 年版的统计表`}，核对无误{' '}
          {grouped(holding.length)} 处。
          {findings.length > 0 && <a href="#remarks">看要核对的地方</a>}
        </p>
      </Notice>
      {cut && <Notice kind="warning" title="文件太长，只看了前面的部分。" />}
    </Stack>
  )
}

/** A page keeps nothing: what is taken along is sent back with the asking. */
function Exports({ home, report }: { home: string; report: Report }) {
  const whole = JSON.stringify(report)
  // What is right is left out where all would be more than a form carries.
  const sent = whole.length <= 600_000 ? whole : JSON.stringify({ ...report, holding: [] })
  if (report.findings.length + report.holding.length === 0 || sent.length > 600_000) return null
  return (
    <Form action={`${home}/export`} inline>
      <Hidden name="report" value={sent} />
      <Button kind="plain" name="format" value="docx">
        下载 Word
      </Button>
      <Button kind="plain" name="format" value="xlsx">
        下载 Excel
      </Button>
      <Button kind="plain" name="format" value="json">
        下载 JSON
      </Button>
    </Form>
  )
}
