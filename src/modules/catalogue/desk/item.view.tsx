import type { Act } from '../../../platform/acts.ts'
import {
  DayText,
  MetadataTable,
  Moves,
  Notice,
  type Page,
  Section,
  Stack,
  Table,
  Tag,
  Timeline,
} from '../../../ui/index.ts'
import { codeLabel } from '../codes.ts'
import { actLabels, decidedAtLabels, levelLabels } from '../labels.ts'
import { itemHref } from '../portal/addresses.ts'
import type { ItemFile } from '../report.service.ts'
import type { Finding } from '../rules.ts'
import type { ItemElements } from '../schema.ts'
import type { Version } from '../store.ts'
import { actionsOf } from './actions.ts'
import { at, inItems } from './crumbs.ts'
import { anchor } from './fill/fill.view.tsx'
import type { FillSection } from './fill/spec.ts'
import { Reading } from './reading.tsx'

export type ItemView = Omit<ItemFile, 'findings'> & {
  findings: readonly (Finding & { section: FillSection | undefined; name: string })[]
  acts: readonly Act[]
  today: string
  editor: string
  sections: readonly FillSection[]
  sectionsOf: (elements: ItemElements) => FillSection[]
}

export function itemPage(view: ItemView): Page {
  const { item, draft, published, acts } = view
  const current = published.find((v) => v.id === item.versionId)
  return {
    title: item.name,
    breadcrumb: inItems,
    body: (
      <Stack gap="large">
        <div>
          <States view={view} />
        </div>
        <Returned view={view} />
        <Moves actions={actionsOf(view)} />
        <MetadataTable
          rows={[
            { label: '单位', value: item.unitName },
            { label: '事项类型', value: codeLabel('itemType', item.itemType) },
            { label: '层次', value: levelLabels[item.level] },
            { label: '实施编码', value: item.code },
            { label: '基本编码', value: item.basicCode },
            { label: '引用日期', value: <DayText day={item.adoptedOn} /> },
            { label: '取消的原因', value: item.cancelReason, wide: true },
          ]}
        />
        <Findings view={view} />
        <Deviating view={view} />
        <Versions view={view} />
        <Section
          title={current ? `公开的内容（第 ${current.version} 版）` : '公开的内容'}
          more={current && { label: '看办事指南', href: itemHref(item.code) }}
        >
          {current ? (
            <Reading sections={view.sectionsOf(current.elements)} elements={current.elements} />
          ) : (
            <p>还没有发布，公众看不到这个事项。</p>
          )}
        </Section>
        {draft && (
          <Section title={`草稿（第 ${draft.version} 版）`}>
            <Reading sections={view.sections} elements={draft.elements} />
          </Section>
        )}
        <Parts view={view} />
        <Delegated view={view} />
      </Stack>
    ),
    aside: (
      <Section title="办理过程">
        {acts.length > 0 ? (
          <Timeline
            steps={acts.toReversed().map((a) => ({
              title: actLabels[a.act] ?? a.act,
              at: a.at,
              by: a.actor,
              children: told(a),
            }))}
          />
        ) : (
          <p>没有办理记录。</p>
        )}
      </Section>
    ),
  }
}

/** What belongs to an act, in a few words. */
function told({ data }: Act): string {
  const { version, effectiveOn, on, reason, note, names, open } = data as Record<string, unknown>
  return [
    typeof version === 'number' && `第 ${version} 版`,
    typeof open === 'number' && open > 0 && `还有 ${open} 处要补正`,
    typeof effectiveOn === 'string' && `${effectiveOn} 生效`,
    typeof on === 'string' && `自 ${on}`,
    typeof reason === 'string' && reason,
    typeof note === 'string' && note,
    Array.isArray(names) && names.join('、'),
  ]
    .filter(Boolean)
    .join('，')
}

function States({ view: { item, draft, published, today, delegation } }: { view: ItemView }) {
  const waiting = published.find((v) => v.effectiveOn !== null && v.effectiveOn > today)
  return (
    <>
      {item.cancelledOn !== null && <Tag tone="bad">{item.cancelledOn > today ? '将取消' : '已取消'}</Tag>}{' '}
      {item.versionId !== null && item.cancelledOn === null && <Tag tone="good">已发布</Tag>}{' '}
      {waiting && <Tag tone="accent">将生效</Tag>}{' '}
      {draft && <Tag tone="warning">{draft.filledOn === null ? '填报中' : '待审核'}</Tag>}{' '}
      {!draft && published.length === 0 && <Tag tone="warning">未填报</Tag>} {item.onApplication && <Tag>依申请</Tag>}{' '}
      {delegation && <Tag>已下沉</Tag>}
    </>
  )
}

/** What a reviewer sent the draft back with, until it is saved again. */
function Returned({ view: { draft, acts } }: { view: ItemView }) {
  if (!draft) return null
  const last = acts.findLast((a) => a.act === 'catalogue.returned' || a.act === 'catalogue.saved')
  if (last?.act !== 'catalogue.returned') return null
  return (
    <Notice kind="warning" title={`${last.actor}退回了这份草稿`}>
      <p>{String((last.data as { note?: string }).note ?? '')}</p>
    </Notice>
  )
}

function Findings({ view: { item, draft, may, findings } }: { view: ItemView }) {
  const [errors, warnings] = [
    findings.filter((f) => f.severity === 'error'),
    findings.filter((f) => f.severity === 'warning'),
  ]
  if (findings.length === 0) return null
  const href = (f: (typeof findings)[number]) =>
    draft && may.fill && f.section ? `${at.section(item.id, f.section.slug)}#${anchor(f.name)}` : undefined
  const list = (found: typeof findings) => (
    <ul>
      {found.map((f) => (
        <li key={`${f.field} ${f.message}`}>
          {href(f) ? <a href={href(f)}>{f.message}</a> : f.message}
          {f.section && <small>（{f.section.title}）</small>}
        </li>
      ))}
    </ul>
  )
  return (
    <Section title={draft ? '草稿的检查' : '已发布内容的检查'}>
      <Stack>
        {errors.length > 0 && (
          <Notice kind="warning" title={`有 ${errors.length} 处要补正，补正以后才能发布`}>
            {list(errors)}
          </Notice>
        )}
        {warnings.length > 0 && (
          <Notice title={`有 ${warnings.length} 处请再看一看，不影响发布`}>{list(warnings)}</Notice>
        )}
      </Stack>
    </Section>
  )
}

function Deviating({ view: { deviations } }: { view: ItemView }) {
  if (deviations.length === 0) return null
  return (
    <Section title="与目录清单不一致" note="同一事项在各级应当名称、类型、依据、法定时限一致。（国发〔2016〕55号）">
      <DeviationTable deviations={deviations} />
    </Section>
  )
}

export function DeviationTable({ deviations }: { deviations: ItemFile['deviations'] }) {
  return (
    <Table
      caption="不一致的地方"
      captionHidden
      columns={[
        { head: '项目', cell: (d) => d.label, nowrap: true },
        { head: '目录清单', cell: (d) => d.standard || '空' },
        { head: '本单位', cell: (d) => d.own || '空' },
      ]}
      rows={deviations}
      rowKey={(d) => d.field}
    />
  )
}

function Versions({ view: { item, draft, published, acts } }: { view: ItemView }) {
  const versions = [...(draft ? [draft] : []), ...published]
  if (versions.length === 0) return null
  // Versions name accounts; acts name people.
  const doneBy = (version: number, names: readonly string[]) =>
    acts.findLast((a) => names.includes(a.act) && (a.data as { version?: number }).version === version)?.actor
  const before = (v: Version) => versions[versions.indexOf(v) + 1]
  return (
    <Section title="版本">
      <Table
        caption="各版"
        captionHidden
        columns={[
          { head: '版次', cell: (v) => `第 ${v.version} 版`, nowrap: true },
          {
            head: '状态',
            cell: (v) =>
              v.state === 'draft' ? '草稿' : v.id === item.versionId ? '现行' : v.endedOn ? '已失效' : '将生效',
            nowrap: true,
          },
          {
            head: '填报、审核',
            cell: (v) => (
              <>
                {doneBy(v.version, ['catalogue.saved', 'catalogue.draftBegun', 'catalogue.imported']) ?? '—'}
                <br />
                {v.publishedOn && (doneBy(v.version, ['catalogue.published']) ?? '—')}
              </>
            ),
            nowrap: true,
          },
          {
            head: '有效',
            cell: (v) => (
              <>
                {v.effectiveOn && <DayText day={v.effectiveOn} />}
                <br />
                {v.endedOn && (
                  <>
                    到 <DayText day={v.endedOn} />
                  </>
                )}
              </>
            ),
            nowrap: true,
          },
          { head: '说明', cell: (v) => v.note, wide: true },
          {
            head: '比较',
            cell: (v) => {
              const old = before(v)
              return (
                old && (
                  <a href={`${at.item(item.id)}/compare?from=${old.version}&to=${v.version}`}>
                    与第 {old.version} 版比较
                  </a>
                )
              )
            },
            nowrap: true,
          },
        ]}
        rows={versions}
        rowKey={(v) => v.id}
      />
    </Section>
  )
}

function Parts({ view: { item, parts } }: { view: ItemView }) {
  if (parts.length === 0 && item.parentId === null) return null
  return (
    <Section title="主项和下面的事项">
      {item.parentId !== null && (
        <p>
          <a href={at.item(item.parentId)}>看它所属的事项</a>
        </p>
      )}
      {parts.length > 0 && (
        <Table
          caption="下面的事项"
          columns={[
            { head: '名称', cell: (p) => <a href={at.item(p.id)}>{p.name}</a>, wide: true },
            { head: '层次', cell: (p) => levelLabels[p.level], nowrap: true },
            { head: '编码', cell: (p) => p.code },
          ]}
          rows={parts}
          rowKey={(p) => p.id}
        />
      )}
    </Section>
  )
}

function Delegated({ view: { delegation: d } }: { view: ItemView }) {
  if (!d) return null
  const place = (at: string) => (decidedAtLabels as Readonly<Record<string, string>>)[at] ?? at
  return (
    <Section title="下沉">
      <MetadataTable
        rows={[
          { label: '受理', value: place(d.acceptedAt) },
          { label: '决定', value: place(d.decidedAt) },
          { label: '依据', value: d.authority, wide: true },
          { label: '账号范围', value: d.accountScope, wide: true },
          { label: '材料', value: `下放前 ${d.materialsBefore} 份，下放后 ${d.materialsAfter} 份` },
          { label: '时限', value: `下放前 ${d.daysBefore} 个工作日，下放后 ${d.daysAfter} 个工作日` },
          { label: '下放日期', value: <DayText day={d.delegatedOn} /> },
        ]}
      />
    </Section>
  )
}
