import type { Day } from '../../../core/day.ts'
import {
  type Action,
  Actions,
  Attachments,
  ButtonLink,
  Card,
  ClockCard,
  DayText,
  Disclosure,
  EmptyState,
  FilterForm,
  Hidden,
  InstantText,
  Light,
  type LightColour,
  MetadataTable,
  Notice,
  type Page,
  Pager,
  Prose,
  Section,
  Select,
  Stack,
  showInstant,
  Table,
  type Column as TableColumn,
  Tabs,
  Tag,
  TextField,
  Timeline,
} from '../../../ui/index.ts'
import type { Unit } from '../../organisations/index.ts'
import type { Column } from '../columns.store.ts'
import {
  actLabels,
  attributeLabels,
  channelLabels,
  kindLabels,
  personalDataLabels,
  stateLabels,
  validityLabels,
} from '../labels.ts'
import { type MoveName, moves } from '../rules.ts'
import type { Document, State } from '../schema.ts'
import type { Attachment, DocumentVersion } from '../store.ts'
import type { Group, WorkRow } from '../worklist.store.ts'
import type { Detail } from './documents.ts'

export const desk = [{ label: '工作台', href: '/desk' }]
export const list = '/desk/disclosure/documents'
export const crumbs = [...desk, { label: '政府信息', href: list }]
export const crumbsOf = (document: Pick<Document, 'id' | 'title'>) => [
  ...crumbs,
  { label: short(document.title), href: `${list}/${document.id}` },
]

const short = (title: string) => (title.length > 20 ? `${title.slice(0, 20)}…` : title)

const groupLabels: Record<Group, string> = {
  open: '办理中',
  drafting: '起草',
  review: '待审核',
  publish: '待发布',
  published: '已发布',
  withheld: '不主动公开',
  ended: '已撤回、作废',
}

const tones: Record<State, 'plain' | 'accent' | 'good' | 'warning' | 'bad'> = {
  draft: 'plain',
  inReview: 'accent',
  returned: 'warning',
  approved: 'accent',
  scheduled: 'accent',
  published: 'good',
  withdrawn: 'bad',
  withheld: 'plain',
  discarded: 'plain',
}

export function StateTag({ state }: { state: State }) {
  return <Tag tone={tones[state]}>{stateLabels[state]}</Tag>
}

type Query = { group?: Group; unit?: string; column?: string; kind?: string; light?: string; mine?: string; q?: string }

/** An address with the filters, some of them changed. */
function addressOf(query: Query, change: Record<string, string | undefined> = {}): string {
  const all = Object.entries({ ...query, after: undefined, ...change }).filter(
    (e): e is [string, string] => typeof e[1] === 'string' && e[1] !== '',
  )
  return all.length === 0 ? list : `${list}?${new URLSearchParams(all)}`
}

export function workListPage({
  rows,
  total,
  counts,
  query,
  units,
  columns,
  next,
}: {
  rows: readonly (WorkRow & { light: LightColour; daysLeft: number | undefined })[]
  total: number
  counts: Record<Group, number>
  query: Query
  units: readonly Unit[]
  columns: readonly Column[]
  next: string | undefined
}): Page {
  const group = query.group ?? 'open'
  const dated: TableColumn<(typeof rows)[number]> =
    group === 'published'
      ? { head: '发布时间', cell: (r) => <InstantText at={r.publishedAt} />, nowrap: true }
      : group === 'withheld'
        ? { head: '再次评估', cell: (r) => <DayText day={r.reassessOn} />, nowrap: true }
        : group === 'ended'
          ? { head: '变更时间', cell: (r) => <InstantText at={r.changedAt} />, nowrap: true }
          : {
              head: '公开期限',
              cell: (r) => (r.dueOn ? <Light light={r.light} daysLeft={r.daysLeft} /> : '不计时'),
              nowrap: true,
            }
  const narrowed = Boolean(query.unit || query.column || query.kind || query.light || query.mine || query.q)
  return {
    title: '政府信息',
    breadcrumb: desk,
    wide: true,
    body: (
      <Stack>
        <Actions>
          <ButtonLink href={`${list}/new`} kind="primary">
            起草信息
          </ButtonLink>
          <ButtonLink href="/desk/disclosure/import">批量导入</ButtonLink>
          <ButtonLink href={`/desk/disclosure/export?${new URLSearchParams({ ...strings(query), format: 'xlsx' })}`}>
            导出 Excel
          </ButtonLink>
          <ButtonLink href={`/desk/disclosure/export?${new URLSearchParams({ ...strings(query), format: 'csv' })}`}>
            导出 CSV
          </ButtonLink>
        </Actions>
        <Tabs
          label="办理阶段"
          tabs={(Object.keys(groupLabels) as Group[]).map((g) => ({
            label: groupLabels[g],
            href: addressOf(query, { group: g, light: undefined }),
            current: g === group,
            count: counts[g],
          }))}
        />
        <FilterForm action={list} clear={narrowed ? addressOf({ group }) : undefined}>
          <Hidden name="group" value={group} />
          <TextField name="q" label="标题、文号或内容" value={query.q} size="medium" />
          <Select
            name="unit"
            label="单位"
            options={units.map((u) => ({ value: u.code, label: u.name }))}
            value={query.unit}
            empty="全部"
          />
          <Select
            name="column"
            label="栏目"
            options={columns.map((c) => ({ value: c.code, label: c.name }))}
            value={query.column}
            empty="全部"
          />
          <Select
            name="kind"
            label="类别"
            options={Object.entries(kindLabels).map(([value, label]) => ({ value, label }))}
            value={query.kind}
            empty="全部"
          />
          <Select
            name="light"
            label="时限"
            options={[
              { value: 'overdue', label: '已逾期' },
              { value: 'red', label: '紧急和逾期' },
              { value: 'yellow', label: '临近、紧急和逾期' },
              { value: 'reassess', label: '该再次评估' },
            ]}
            value={query.light}
            empty="全部"
          />
          <Select
            name="mine"
            label="起草人"
            options={[{ value: 'yes', label: '我起草的' }]}
            value={query.mine}
            empty="全部"
          />
        </FilterForm>
        <Table
          caption={groupLabels[group]}
          columns={[
            { head: '标题', cell: (r) => <a href={`${list}/${r.id}`}>{r.title}</a>, wide: true, names: true },
            { head: '状态', cell: (r) => <StateTag state={r.state} />, nowrap: true },
            dated,
            { head: '单位', cell: (r) => r.unitName, nowrap: true },
            { head: '栏目', cell: (r) => r.columnName, nowrap: true },
            { head: '成文日期', cell: (r) => <DayText day={r.writtenOn} />, nowrap: true },
          ]}
          rows={rows}
          total={total}
          rowKey={(r) => r.id}
          marked={(r) => r.light === 'overdue'}
          empty={
            <EmptyState title={narrowed ? '没有符合条件的信息' : `“${groupLabels[group]}”里还没有信息`}>
              {narrowed
                ? '请减少条件，或者清除全部条件再看。'
                : '点“起草信息”开始写一份，或者用“批量导入”一次导入多份。'}
            </EmptyState>
          }
        />
        <Pager total={total} next={next && addressOf(query, { after: next })} previous={undefined} />
      </Stack>
    ),
  }
}

function strings(query: Query): Record<string, string> {
  return Object.fromEntries(
    Object.entries(query).filter(
      (e): e is [string, string] => typeof e[1] === 'string' && e[1] !== '' && e[0] !== 'after',
    ),
  )
}

/** Where each move is made: a page of its own, or at once. */
type Place = { path: string; post?: boolean; kind?: Action['kind'] }
const places: Record<MoveName, Place | undefined> = {
  save: { path: 'edit' },
  submit: { path: 'submit', kind: 'primary' },
  recall: { path: 'recall', post: true },
  return: { path: 'review' },
  approve: { path: 'review', kind: 'primary' },
  withhold: { path: 'review', kind: 'primary' },
  reassess: { path: 'reassess', kind: 'primary' },
  reopen: undefined,
  schedule: undefined,
  unschedule: { path: 'unschedule', post: true },
  publish: { path: 'publish', kind: 'primary' },
  force: { path: 'force', kind: 'danger' },
  addChannel: { path: 'channels' },
  repeal: { path: 'repeal' },
  withdraw: { path: 'withdraw', kind: 'danger' },
  discard: { path: 'discard', kind: 'danger' },
}

/** Steps still to come in a state: shown greyed, so that a person sees the way a document goes. */
const ahead: Partial<Record<State, readonly MoveName[]>> = {
  draft: ['approve', 'withhold', 'publish'],
  returned: ['approve', 'withhold', 'publish'],
  inReview: ['publish'],
  approved: ['withdraw'],
  scheduled: ['withdraw'],
}

/** What may be done now as buttons, what the state or this person keeps from it greyed with the reason. */
export function actionsOf({ document, moves: all }: Pick<Detail, 'document' | 'moves'>): Action[] {
  const fits = (name: MoveName) => {
    const only = 'only' in moves[name] ? moves[name].only : undefined
    const now = (moves[name].from as readonly State[]).includes(document.state) || ahead[document.state]?.includes(name)
    return now && (only === undefined || (only === 'proactive') === (document.attribute === 'proactive'))
  }
  const shown = all.flatMap((m) => (places[m.name] && fits(m.name) ? [{ ...m, place: places[m.name] as Place }] : []))
  // Several moves made on one page are one button: one that is allowed, or else the main one.
  return Array.from(Map.groupBy(shown, (m) => m.place.path).values(), (group) => {
    const { label, place, refusal } =
      group.find((m) => !m.refusal) ?? group.find((m) => m.place.kind) ?? (group[0] as (typeof group)[number])
    const action: Action = {
      label,
      href: `${list}/${document.id}/${place.path}`,
      ...(place.post ? { post: true } : {}),
      ...(place.kind ? { kind: place.kind } : {}),
    }
    return refusal
      ? { ...action, refused: { message: refusal.message, ...(refusal.basis ? { basis: refusal.basis } : {}) } }
      : action
  })
}

export function documentPage(detail: Detail): Page {
  const { document, unit, column, attachments, channels, explained, interpretations, versions, acts, clock } = detail
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
      {document.personalData.length > 0 && (
        <Notice kind="warning" title={`提交时发现 ${document.personalData.length} 处疑似个人信息`}>
          <ul>
            {document.personalData.map((f, i) => (
              <li key={i}>
                {personalDataLabels[f.kind]} {f.quote}
                {f.reason && `，保留理由：${f.reason}`}
              </li>
            ))}
          </ul>
        </Notice>
      )}
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

export function versionPage({
  document,
  kept,
  moves,
}: {
  document: Document
  kept: DocumentVersion
  moves: Detail['moves']
}): Page {
  const content = kept.content as { title?: string; abstract?: string; body?: string; writtenOn?: Day }
  const refusal = moves.find((m) => m.name === 'save')?.refusal
  return {
    title: `第 ${kept.version} 版`,
    breadcrumb: crumbsOf(document),
    body: (
      <Stack>
        <p>
          {kept.actor} 于 <InstantText at={kept.at} /> 保存
        </p>
        <Actions
          actions={[
            {
              label: '恢复为最新版本',
              href: `${list}/${document.id}/versions/${kept.version}/restore`,
              post: true,
              ...(refusal ? { refused: refusal } : {}),
            },
          ]}
        />
        <MetadataTable
          columns={1}
          rows={[
            { label: '标题', value: content.title },
            { label: '成文日期', value: content.writtenOn && <DayText day={content.writtenOn} /> },
            { label: '内容概述', value: content.abstract },
          ]}
        />
        {content.body && <Prose html={content.body} paper />}
      </Stack>
    ),
  }
}
