import { dayOf } from '../../../core/day.ts'
import { textOfHtml } from '../../../platform/html.ts'
import {
  Attachments,
  ButtonLink,
  DayText,
  Disclosure,
  type Fact,
  InstantText,
  MetadataTable,
  Notice,
  type Page,
  PaperHead,
  PrintButton,
  Prose,
  QrCode,
  Section,
  SpeakButton,
  Stack,
  showInstant,
  ValidityBanner,
} from '../../../ui/index.ts'
import type { Column } from '../columns.store.ts'
import { attributeLabels, channelLabels, columnTypeLabels, kindLabels, validityLabels } from '../labels.ts'
import type { PublishedDocument } from '../published.store.ts'
import { crumbsTo } from './addresses.ts'

type DocumentView = {
  document: PublishedDocument
  lineage: readonly Column[]
  /** Whole address of the page, for the QR code. */
  url: string
}

const bodyId = 'text'

/** Meta tags every content page must carry. @basis 政府网站发展指引(国办发〔2017〕47号) */
function metaOf(d: PublishedDocument): Record<string, string> {
  const summary = (d.abstract || textOfHtml(d.body.slice(0, 1000))).replace(/\s+/g, ' ').slice(0, 150)
  return {
    ArticleTitle: d.title,
    PubDate: showInstant(d.publishedAt),
    ContentSource: d.source || d.issuingBody,
    ColumnName: d.columnName,
    ColumnType: columnTypeLabels[d.columnType],
    Keywords: d.keywords,
    Description: summary,
  }
}

export function documentPage({ document: d, lineage, url }: DocumentView): Page {
  return {
    title: d.title,
    ownHeading: true,
    breadcrumb: crumbsTo(lineage),
    meta: metaOf(d),
    elements: ['mt-print', 'mt-speak'],
    aside: <Beside document={d} url={url} />,
    body: (
      <Stack gap="large">
        <Banner document={d} />
        <PaperHead
          title={d.title}
          facts={[
            <>
              发布时间：
              <InstantText at={d.publishedAt} />
            </>,
            `来源：${d.source || d.issuingBody}`,
            <a href={`/search?unit=${d.unitCode}`}>{d.unitName}</a>,
          ]}
        >
          <SpeakButton of={bodyId} />
          <PrintButton />
        </PaperHead>
        <MetadataTable rows={factsOf(d)} />
        {d.forcedReason && (
          <Notice kind="warning" title="本信息为紧急发布">
            <p>发布时未经第二人审核，理由：{d.forcedReason}</p>
          </Notice>
        )}
        <CorrectionNote document={d} />
        <Text document={d} />
        <Attachments files={d.attachments.map(attachmentLink)} />
        <Neighbours document={d} />
      </Stack>
    ),
  }
}

function attachmentLink(a: { id: number; name: string; size: number }) {
  const dot = a.name.lastIndexOf('.')
  return {
    name: a.name,
    size: a.size,
    type: dot > 0 ? a.name.slice(dot + 1) : '文件',
    href: `/attachments/${a.id}/${encodeURIComponent(a.name)}`,
  }
}

function factsOf(d: PublishedDocument): Fact[] {
  const isFile = d.kind === 'document' || d.kind === 'normative'
  return [
    { label: '索引号', value: d.indexNumber },
    { label: '主题分类', value: d.subjectCategory },
    { label: '发文机关', value: d.issuingBody },
    { label: '成文日期', value: <DayText day={d.writtenOn} /> },
    { label: '文号', value: d.documentNumber },
    { label: '发布日期', value: <DayText day={dayOf(d.publishedAt)} /> },
    { label: '施行日期', value: d.effectiveOn && <DayText day={d.effectiveOn} /> },
    { label: '有效期至', value: d.expiresOn && <DayText day={d.expiresOn} /> },
    { label: '有效性', value: isFile && d.validity !== 'none' ? validityLabels[d.validity] : undefined },
    { label: '信息类别', value: kindLabels[d.kind] },
    { label: '公开方式', value: attributeLabels[d.attribute] },
    {
      label: '发布渠道',
      value: d.channels
        .map((c) => channelLabels[c.channel] + (c.channel !== 'website' && c.reference ? `（${c.reference}）` : ''))
        .join('、'),
    },
    {
      label: '关键词',
      value: d.keywords
        .split(/[\s,\uFF0C、]+/)
        .filter(Boolean)
        .join(' '),
      wide: true,
    },
    { label: '内容概述', value: d.abstract, wide: true },
    {
      label: '替代的文件',
      value: d.replaces && <a href={`/documents/${d.replaces.id}`}>{d.replaces.title}</a>,
      wide: true,
    },
  ]
}

function Banner({ document: d }: { document: PublishedDocument }) {
  const linked = (to: PublishedDocument['replacedBy']) =>
    to ? { title: to.title, href: `/documents/${to.id}` } : undefined
  if (d.state === 'withdrawn')
    return (
      <ValidityBanner
        state="withdrawn"
        since={d.withdrawnAt && dayOf(d.withdrawnAt)}
        reason={`原因：${d.withdrawnReason ?? ''}。以下文字仅供查考，不再作为依据。`}
        by={movedTo(d)}
      />
    )
  if (d.validity === 'repealed')
    return <ValidityBanner state="repealed" since={d.repealedOn} by={linked(d.repealedBy ?? d.replacedBy)} />
  if (d.validity === 'expired')
    return (
      <ValidityBanner
        state="expired"
        reason={d.expiresOn ? `有效期至 ${d.expiresOn}。` : null}
        by={linked(d.replacedBy)}
      />
    )
  if (d.replacedBy) return <ValidityBanner state="replaced" by={linked(d.replacedBy)} />
  return null
}

function movedTo({ movedTo: href }: PublishedDocument) {
  return href ? { title: '新的位置', href } : undefined
}

function Text({ document: d }: { document: PublishedDocument }) {
  if (!d.fullText)
    return (
      <Notice title="这里公开的是内容概述">
        <p id={bodyId}>{d.abstract || '全文请向发布单位查阅。'}</p>
        <p>需要全文的，可以到政府信息查阅场所查阅，或者依法申请公开。</p>
      </Notice>
    )
  return <Prose id={bodyId} html={d.body} paper={d.kind !== 'news' && d.kind !== 'interpretation'} />
}

/** What was put right since publication, and when. */
function CorrectionNote({ document: { corrections } }: { document: PublishedDocument }) {
  if (corrections.length === 0) return null
  return (
    <Notice title="更正说明">
      {corrections.map((c) => (
        <p key={c.publishedAt.getTime()}>
          <DayText day={dayOf(c.publishedAt)} style="long" />
          更正：{c.note}
        </p>
      ))}
    </Notice>
  )
}

function RelatedTexts({ document: d }: { document: PublishedDocument }) {
  return (
    <Section title={d.interpretations.length > 0 ? '这份文件的解读' : '解读的文件'}>
      <Stack gap="small">
        {[...d.interpretations, ...d.explains].map((r) => (
          <a key={r.id} href={`/documents/${r.id}`}>
            {r.title}
          </a>
        ))}
      </Stack>
    </Section>
  )
}

function Beside({ document: d, url }: { document: PublishedDocument; url: string }) {
  return (
    <Stack>
      {(d.interpretations.length > 0 || d.explains.length > 0) && <RelatedTexts document={d} />}
      <QrCode url={url} label="用手机看这一页" />
      <Disclosure summary="发现错误或者看不懂？">
        <p>
          请联系发布单位 <a href={`/units/${d.unitCode}`}>{d.unitName}</a>，或者拨打 12345。
        </p>
      </Disclosure>
    </Stack>
  )
}

function Neighbours({ document: { newer, older } }: { document: PublishedDocument }) {
  if (!newer && !older) return null
  return (
    <MetadataTable
      columns={1}
      rows={[
        { label: '上一篇', value: newer && <a href={`/documents/${newer.id}`}>{newer.title}</a> },
        { label: '下一篇', value: older && <a href={`/documents/${older.id}`}>{older.title}</a> },
      ]}
    />
  )
}

/** In place of a text that was taken off: why, and where to go. 410 tells search engines to forget it. */
export function gonePage({ document: d, lineage }: { document: PublishedDocument; lineage: readonly Column[] }): Page {
  return {
    title: '这条信息已撤下',
    status: 410,
    breadcrumb: crumbsTo(lineage),
    body: (
      <Stack>
        <Notice kind="warning" title="正文不再显示">
          <p>
            {d.withdrawnAt && <DayText day={dayOf(d.withdrawnAt)} style="long" />} 撤下。原因：
            {d.withdrawnReason ?? '未注明'}
          </p>
        </Notice>
        <MetadataTable
          columns={1}
          rows={[
            { label: '索引号', value: d.indexNumber },
            { label: '发布单位', value: <a href={`/units/${d.unitCode}`}>{d.unitName}</a> },
          ]}
        />
        {d.movedTo ? (
          <ButtonLink kind="primary" href={d.movedTo}>
            到新的位置查看
          </ButtonLink>
        ) : (
          <p>需要了解内容的，请联系发布单位，或者依法申请公开。</p>
        )}
      </Stack>
    ),
  }
}
