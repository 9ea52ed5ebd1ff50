import type { Day } from '../../../core/day.ts'
import type { Indicator } from '../../../platform/indicator.ts'
import {
  Actions,
  ButtonLink,
  Columns,
  DayField,
  EmptyState,
  Facets,
  Figure,
  Figures,
  FilterForm,
  grouped,
  Hidden,
  LinkGrid,
  type Page,
  Pager,
  Section,
  Stack,
  Table,
} from '../../../ui/index.ts'
import { services, toItem } from './addresses.ts'
import type { ListLine, PublicList } from './list-kinds.ts'

const listsHref = `${services.href}/lists`

type Query = { on?: string | undefined; unit?: string | undefined; after?: string | undefined }

function listHref(file: string, query: Query): string {
  const params = new URLSearchParams(Object.entries(query).flatMap(([k, v]) => (v ? [[k, v]] : [])))
  return `${listsHref}/${file}${params.size > 0 ? `?${params}` : ''}`
}

function AsOf({ action, on, unit }: { action: string; on: Day; unit?: string | undefined }) {
  return (
    <FilterForm action={action} label="看这一天的">
      <DayField name="on" label="截至哪一天" value={on} />
      {unit && <Hidden name="unit" value={unit} />}
    </FilterForm>
  )
}

export function listsPage({ on, lists }: { on: Day; lists: readonly (PublicList & { total: number })[] }): Page {
  return {
    title: '改革清单',
    breadcrumb: toItem,
    meta: { Description: '最多跑一次、马上办、网上办、就近办、一次办、取消的证明材料、进驻大厅和下沉事项清单。' },
    body: (
      <Stack gap="large">
        <AsOf action={listsHref} on={on} />
        <LinkGrid
          label="各类清单"
          links={lists.map((l) => ({
            label: l.title,
            href: listHref(l.key, { on }),
            count: `${grouped(l.total)} ${l.indicator.unit}`,
          }))}
        />
        <p>数字都以所选那一天为准。每份清单都能下载，数字怎么算的写在清单上面。</p>
      </Stack>
    ),
  }
}

type ListView = {
  list: PublicList
  on: Day
  unit: string | undefined
  total: number
  lines: readonly ListLine[]
  units: readonly { unitCode: string; unitName: string; count: number }[]
  others: readonly { indicator: Indicator; total: number }[]
  sums: { items: number; statutory: number; committed: number } | undefined
  /** Cursor of what follows. */
  next: string | undefined
  after: unknown
}

export function listPage(view: ListView): Page {
  const { list, on, unit, total, units, others, next, after } = view
  const { indicator } = list
  return {
    title: list.title,
    breadcrumb: [...toItem, { label: '改革清单', href: `${listsHref}?on=${on}` }],
    meta: { Description: `${list.title}：${list.lead}` },
    body: (
      <Stack>
        <p>{list.lead}</p>
        <Figures>
          <Figure
            label={indicator.label}
            value={total}
            unit={indicator.unit}
            period={`截至 ${on}`}
            definition={indicator.definition}
          />
          {others.map((o) => (
            <Figure key={o.indicator.id} label={o.indicator.label} value={o.total} unit={o.indicator.unit} />
          ))}
        </Figures>
        <Sums view={view} />
        <AsOf action={listHref(list.key, {})} on={on} unit={unit} />
        <Columns aside={<Units view={view} />}>
          {total === 0 ? (
            <EmptyState
              title={`截至 ${on} 没有这类事项`}
              actions={<ButtonLink href={services.href}>看全部事项</ButtonLink>}
            >
              {unit ? '可以去掉单位再看，或者换一天。' : '可以换一天再看。'}
            </EmptyState>
          ) : (
            <Section title="清单">
              <Stack>
                <Actions>
                  <ButtonLink icon="download" href={listHref(`${list.key}.csv`, { on, unit })} download>
                    下载表格（.csv）
                  </ButtonLink>
                  <ButtonLink icon="download" href={listHref(`${list.key}.json`, { on, unit })} download>
                    下载数据（.json）
                  </ButtonLink>
                </Actions>
                <Lines view={view} />
                {after !== undefined && <a href={listHref(list.key, { on, unit })}>回到清单的开头</a>}
                <Pager
                  total={total}
                  unit={indicator.unit}
                  next={next && listHref(list.key, { on, unit, after: next })}
                />
              </Stack>
            </Section>
          )}
        </Columns>
        {units.length > 1 && <p>涉及 {units.length} 个单位。</p>}
      </Stack>
    ),
  }
}

function Lines({ view: { list, lines } }: { view: ListView }) {
  return (
    <Table
      caption={list.title}
      captionHidden
      rows={lines}
      rowKey={(l) => l.place.subject}
      // Codes are for machines, and so in the files only.
      columns={list.heads.flatMap(({ key, head, numeric }, i) =>
        key === 'code'
          ? []
          : [
              {
                head,
                numeric,
                names: i === 0,
                cell: (l: ListLine) => (i === 0 && l.href ? <a href={l.href}>{l.cells[0]}</a> : l.cells[i]),
              },
            ],
      )}
    />
  )
}

function Units({ view: { list, on, unit, units } }: { view: ListView }) {
  return (
    <Facets
      groups={[
        {
          label: '单位',
          options: units.map((u) => {
            const current = u.unitCode === unit
            return {
              label: u.unitName,
              count: u.count,
              current,
              href: listHref(list.key, { on, unit: current ? undefined : u.unitCode }),
            }
          }),
        },
      ]}
      clear={unit && listHref(list.key, { on })}
    />
  )
}

/** How far the promised limits together are below those of the law. */
function Sums({ view: { sums } }: { view: ListView }) {
  if (!sums || sums.statutory === 0) return null
  const { items, statutory, committed } = sums
  const percent = (((statutory - committed) / statutory) * 100).toFixed(1)
  return (
    <p>
      其中 {grouped(items)} 项的法定时限以工作日计，合计 {grouped(statutory)} 个工作日；承诺合计 {grouped(committed)}{' '}
      个工作日，缩短 {percent}%（当场办结的按 0 计）。
    </p>
  )
}
