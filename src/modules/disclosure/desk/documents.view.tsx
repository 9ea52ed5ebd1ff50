import {
  Actions,
  Attachments,
  ButtonLink,
  Card,
  ClockCard,
  DayText,
  Disclosure,
  InstantText,
  MetadataTable,
  Notice,
  type Page,
  Prose,
  Section,
  Stack,
  showInstant,
  Table,
  Timeline,
} from '../../../ui/index.ts'
import { actLabels, attributeLabels, channelLabels, kindLabels, stateLabels, validityLabels } from '../labels.ts'
import type { Document } from '../schema.ts'
import type { Attachment } from '../store.ts'
import { actionsOf } from './actions.ts'
import { crumbs, list } from './crumbs.ts'
import type { Detail } from './documents.ts'
import { FindingsNotice } from './findings.tsx'
import { StateTag } from './state-tag.tsx'

export function documentPage(detail: Detail): Page {
  const {
    document,
    unit,
    column,
    attachments,
    channels,
    explained,
    interpretations,
    versions,
    acts,
    clock,
    correction,
  } = detail
  return {
    title: document.title,
    breadcrumb: crumbs,
    aside: (
      <Stack>
        {clock && (
          <ClockCard
            title="公开期限"
            due={clock.dueOn}
            light={document.publishedAt ? 'none' : clock.light}
            daysLeft={document.publishedAt ? undefined : clock.daysLeft}
            limit={clock.limit}
            basis={clock.basis}
            working={clock.working}
            provisional={clock.provisional}
            done={document.publishedAt ? `已于 ${showInstant(document.publishedAt)} 发布` : undefined}
          />
        )}
        <Card title="经过">
          <Timeline
            steps={acts.toReversed().map((a) => ({
              at: a.at,
              by: a.actor,
              title: actLabels[a.act] ?? a.act,
              ...(noteIn(a.data) ? { children: noteIn(a.data) } : {}),
            }))}
          />
        </Card>
      </Stack>
    ),
    body: (
      <Stack gap="large">
        <Stack>
          <p>
            <StateTag state={document.state} /> {unit.name} · {column.name} · 第 {document.version} 版
          </p>
          <Warnings document={document} />
          {correction && (
            <Notice title={`有一份办理中的更正：${stateLabels[correction.state]}`}>
              <p>
                {correction.note} <a href={`${list}/${document.id}/correction`}>看更正稿</a>
              </p>
            </Notice>
          )}
          <Actions actions={actionsOf(detail)}>
            {document.state === 'published' && <ButtonLink href={`/documents/${document.id}`}>看公开页面</ButtonLink>}
          </Actions>
        </Stack>
        <Metadata document={document} unitName={unit.name} columnName={column.name} />
        {(explained.length > 0 || interpretations.length > 0) && (
          <Section title="解读关系">
            {explained.map((d) => (
              <p key={d.id}>
                解读：<a href={`${list}/${d.id}`}>{d.title}</a>
              </p>
            ))}
            {interpretations.map((d) => (
              <p key={d.id}>
                被解读：<a href={`${list}/${d.id}`}>{d.title}</a>
              </p>
            ))}
          </Section>
        )}
        {channels.length > 0 && (
          <Table
            caption="发布渠道"
            columns={[
              { head: '渠道', cell: (c) => channelLabels[c.channel], nowrap: true },
              {
                head: document.state === 'scheduled' ? '计划时间' : '时间',
                cell: (c) => <InstantText at={c.publishedAt} />,
                nowrap: true,
              },
              { head: '载体', cell: (c) => c.reference, wide: true },
            ]}
            rows={channels}
            rowKey={(c) => c.channel}
          />
        )}
        {document.abstract !== '' && (
          <Section title="内容概述">
            <Prose>{document.abstract}</Prose>
          </Section>
        )}
        <Section title="正文">
          {document.body === '' ? <p>没有正文。</p> : <Prose html={document.body} paper />}
          <AttachmentList attachments={attachments} />
        </Section>
        <Disclosure summary={`历次保存的版本（${versions.length}）`}>
          <Table
            caption="历次保存的版本"
            captionHidden
            columns={[
              {
                head: '版本',
                cell: (v) => <a href={`${list}/${document.id}/versions/${v.version}`}>第 {v.version} 版</a>,
                nowrap: true,
              },
              { head: '保存时间', cell: (v) => <InstantText at={v.at} />, nowrap: true },
              { head: '保存人', cell: (v) => v.actor, wide: true },
            ]}
            rows={versions}
            rowKey={(v) => v.version}
          />
          {versions.length > 1 && (
            <Actions>
              <ButtonLink
                href={`${list}/${document.id}/versions/compare?from=${versions[1]?.version}&to=${versions[0]?.version}`}
              >
                比较最近两个版本
              </ButtonLink>
            </Actions>
          )}
        </Disclosure>
      </Stack>
    ),
  }
}

function Warnings({ document }: { document: Document }) {
  return (
    <>
      {document.state === 'returned' && (
        <Notice kind="warning" title="审核人退回了这份信息">
          <p>{document.reviewNote}</p>
        </Notice>
      )}
      {document.forcedReason && (
        <Notice kind="warning" title="这份信息未经第二人审核，紧急发布">
          <p>理由：{document.forcedReason}</p>
        </Notice>
      )}
      {document.state === 'withdrawn' && (
        <Notice kind="error" title={document.withdrawal === 'gone' ? '已撤下，正文不再显示' : '已撤回，正文保留并注明'}>
          <p>原因：{document.withdrawnReason}</p>
        </Notice>
      )}
      {document.state === 'scheduled' && document.publishAt && (
        <Notice title={`将于 ${showInstant(document.publishAt)} 自动发布`} />
      )}
      <FindingsNotice findings={document.personalData} title="提交时检查：" />
    </>
  )
}

function Metadata({ document, unitName, columnName }: { document: Document; unitName: string; columnName: string }) {
  return (
    <MetadataTable
      rows={[
        { label: '索引号', value: document.indexNumber ?? '发布时生成' },
        { label: '文号', value: document.documentNumber },
        { label: '发文机关', value: document.issuingBody },
        { label: '发布单位', value: unitName },
        { label: '信息类别', value: kindLabels[document.kind] },
        { label: '栏目', value: columnName },
        { label: '主题分类', value: document.subjectCategory },
        { label: '关键词', value: document.keywords },
        { label: '信息来源', value: document.source },
        { label: '成文日期', value: <DayText day={document.writtenOn} /> },
        { label: '施行日期', value: document.effectiveOn && <DayText day={document.effectiveOn} /> },
        { label: '有效期至', value: document.expiresOn && <DayText day={document.expiresOn} /> },
        { label: '有效性', value: validityLabels[document.validity] },
        { label: '废止日期', value: document.repealedOn && <DayText day={document.repealedOn} /> },
        { label: '全文公开', value: document.fullText ? '是' : '否，只公开概述' },
        { label: '公开属性', value: attributeLabels[document.attribute] },
        { label: '法定理由', value: document.attributeGround, wide: true },
        { label: '再次评估', value: document.reassessOn && <DayText day={document.reassessOn} /> },
        { label: '复核日期', value: document.reviewBy && <DayText day={document.reviewBy} /> },
        { label: '保密审查意见', value: document.secrecyNote, wide: true },
      ]}
    />
  )
}

export function AttachmentList({ attachments }: { attachments: readonly Attachment[] }) {
  return (
    <Attachments
      files={attachments.map((a) => ({
        name: a.name,
        href: `/desk/disclosure/attachments/${a.id}`,
        size: a.size,
        type: a.name.split('.').at(-1) ?? '',
      }))}
    />
  )
}

function noteIn(data: unknown): string | undefined {
  const { note, reason, outcome, dueOn, before, after } = (data ?? {}) as Record<string, unknown>
  if (before && after) return `原期限 ${before}，现期限 ${after}。${reason}`
  const told = [note, reason, outcome].find((v) => typeof v === 'string' && v !== '')
  return typeof told === 'string' ? told : typeof dueOn === 'string' ? `期限 ${dueOn}` : undefined
}
