import {
  Actions,
  ButtonLink,
  choicesByLabel,
  choicesByName,
  DayText,
  EmptyState,
  FilterForm,
  type Page,
  Pager,
  Section,
  Select,
  Stack,
  Table,
  Tag,
  TextField,
} from '../../../ui/index.ts'
import type { Unit } from '../../organisations/index.ts'
import type { BasicLine } from '../basic.store.ts'
import { codeLabel, codeLists } from '../codes.ts'
import { showLimit } from '../labels.ts'
import type { deviationsBelow, unadoptedHere } from '../report.service.ts'
import { at, inBasic, top } from './crumbs.ts'
import { DeviationTable } from './item.view.tsx'

export const typeChoices = choicesByLabel(codeLists.itemType).toSorted((a, b) => a.value.localeCompare(b.value))
export const levelsText = (codes: readonly string[]) =>
  codes.map((l) => codeLabel('exerciseLevel', l)).join('、') || '各级'

type Query = { q?: string; type?: string }
type View = {
  lines: readonly BasicLine[]
  total: number
  query: Query
  today: string
  may: { keep: boolean; fill: boolean }
  next: string | undefined
}

export function basicPage({ lines, total, query, today, may, next }: View): Page {
  const narrowed = Boolean(query.q || query.type)
  return {
    title: '基本目录',
    breadcrumb: top,
    wide: true,
    body: (
      <Stack>
        <p>上级编制的目录清单。各级的同一事项名称、编码、依据、法定时限一致，单位引用以后填报实施清单。</p>
        <Actions>
          {may.fill && (
            <ButtonLink href={at.adopt} kind="primary">
              引用目录清单
            </ButtonLink>
          )}
          {may.keep && <ButtonLink href={`${at.basic}/import`}>导入目录清单</ButtonLink>}
          {may.keep && <ButtonLink href={at.deviations}>各单位的偏差</ButtonLink>}
          {may.keep && <ButtonLink href={at.unadopted}>没有单位引用的</ButtonLink>}
        </Actions>
        <FilterForm action={at.basic} clear={narrowed ? at.basic : undefined}>
          <TextField name="q" label="名称或者编码" value={query.q} size="medium" type="search" />
          <Select name="type" label="类型" value={query.type} empty="全部" options={typeChoices} />
        </FilterForm>
        <Table
          caption="目录清单"
          columns={[
            {
              head: '事项',
              cell: (b) => (
                <>
                  {b.name}
                  <br />
                  <small>
                    {b.code}，{codeLabel('itemType', b.itemType)}
                    {b.parentCode !== null && '，子项'}
                  </small>
                </>
              ),
              wide: true,
            },
            { head: '行使层级', cell: (b) => levelsText(b.standard.exerciseLevels) },
            { head: '法定时限', cell: (b) => showLimit(b.standard.statutoryLimit), nowrap: true },
            {
              head: '引用的单位',
              cell: (b) =>
                b.units > 0 ? <a href={`${at.items}?q=${encodeURIComponent(b.code)}`}>{b.units} 个</a> : '没有',
              nowrap: true,
            },
            {
              head: '生效',
              cell: (b) =>
                b.cancelledOn !== null && b.cancelledOn <= today ? (
                  <Tag tone="bad">已取消</Tag>
                ) : (
                  <DayText day={b.effectiveOn} />
                ),
              nowrap: true,
            },
          ]}
          rows={lines}
          rowKey={(b) => b.code}
          empty={
            <EmptyState title={narrowed ? '没有符合条件的事项' : '还没有目录清单'}>
              {narrowed
                ? '请换几个字，或者清除条件再看。'
                : may.keep
                  ? '点“导入目录清单”，把上级印发的目录导进来。'
                  : '请政务中心管理员导入上级印发的目录清单。'}
            </EmptyState>
          }
        />
        <Pager total={total} unit="项" next={next && `${at.basic}?${new URLSearchParams({ ...query, after: next })}`} />
      </Stack>
    ),
  }
}

type Deviating = Awaited<ReturnType<typeof deviationsBelow>> & { units: readonly Unit[]; unit: string }

const UnitFilter = ({ action, units, unit }: Pick<Deviating, 'units' | 'unit'> & { action: string }) => (
  <FilterForm action={action} label="看这个单位">
    <Select {...{ name: 'unit', label: '单位和它的下级', value: unit, empty: false }} options={choicesByName(units)} />
  </FilterForm>
)

/** Items that say something else than the superior's catalogue, both values side by side. */
export const deviationsPage = ({ lines, total, next, units, unit }: Deviating): Page => ({
  title: '与目录清单的偏差',
  breadcrumb: inBasic,
  wide: true,
  body: (
    <Stack gap="large">
      <UnitFilter action={at.deviations} units={units} unit={unit} />
      {total === 0 ? (
        <EmptyState title="没有偏差">已发布的事项与目录清单一致。</EmptyState>
      ) : (
        <p>这些事项与目录清单不一致，打开事项填报新版本来改正。</p>
      )}
      {lines.map((item) => (
        <Section
          key={item.id}
          title={`${item.unitName}：${item.name}`}
          more={{ label: '打开事项', href: at.item(item.id) }}
        >
          <DeviationTable deviations={item.deviations} />
        </Section>
      ))}
      <Pager unit="项" total={total} next={next && `${at.deviations}?${new URLSearchParams({ unit, after: next })}`} />
    </Stack>
  ),
})

export const unadoptedPage = ({ lines, total, next }: Awaited<ReturnType<typeof unadoptedHere>>): Page => ({
  title: '没有单位引用的目录清单',
  breadcrumb: inBasic,
  wide: true,
  body: (
    <Stack>
      <p>由本级行使、现行有效，而没有一个单位引用的事项。请通知应当行使的单位引用并填报。</p>
      <Table
        caption="没有单位引用的"
        columns={[
          { head: '事项', cell: (e) => e.name, wide: true },
          { head: '基本编码', cell: (e) => e.code },
          { head: '类型', cell: (e) => codeLabel('itemType', e.itemType), nowrap: true },
          { head: '行使层级', cell: (e) => levelsText(e.standard.exerciseLevels) },
          { head: '生效', cell: (e) => <DayText day={e.effectiveOn} />, nowrap: true },
        ]}
        rows={lines}
        rowKey={(e) => e.code}
        empty={<EmptyState title="都有单位引用了">由本级行使的事项没有遗漏。</EmptyState>}
      />
      <Pager unit="项" total={total} next={next && `${at.unadopted}?${new URLSearchParams({ after: next })}`} />
    </Stack>
  ),
})
