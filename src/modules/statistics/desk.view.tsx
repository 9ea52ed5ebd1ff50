import {
  Actions,
  ButtonLink,
  choicesByName,
  FilterForm,
  NumberField,
  type Page,
  Section,
  Select,
  Stack,
} from '../../ui/index.ts'
import type { Unit } from '../organisations/index.ts'
import type { Template } from './forms/form.ts'
import type { frozenForms } from './freeze.ts'
import { FrozenTable } from './frozen.view.tsx'

export const top = [{ label: '工作台', href: '/desk' }]
export const crumbs = [...top, { label: '统计', href: '/desk/statistics' }]
type Start = {
  units: readonly Unit[]
  frozen: Awaited<ReturnType<typeof frozenForms>>
  year: number
  unit: string
  templates: readonly Template[]
}

export function statisticsPage({ units, frozen, year, unit, templates }: Start): Page {
  return {
    title: '统计表',
    breadcrumb: top,
    wide: true,
    body: (
      <Stack>
        <FilterForm action="/desk/statistics/forms" label="打开统计表">
          <NumberField name="year" label="年份" value={year} required />
          <Select
            name="template"
            label="格式"
            empty="当年适用的格式"
            options={templates.map((t) => ({
              value: t.code,
              label: `${t.name}，${t.years.from}${t.years.until ? `—${t.years.until}` : ' 年起'}`,
            }))}
          />
          <Select name="unit" label="单位" value={unit} empty={false} options={choicesByName(units)} />
        </FilterForm>
        <Actions>
          <ButtonLink href="/desk/statistics/indicators">全部指标</ButtonLink>
        </Actions>
        <Section title="已定稿的统计表" more={{ label: '全部定稿', href: '/desk/statistics/frozen' }}>
          <FrozenTable frozen={frozen.filter((f) => !f.supersededAt)} />
        </Section>
      </Stack>
    ),
  }
}
