import type { Problem } from '../../../core/errors.ts'
import {
  Actions,
  Button,
  ButtonLink,
  Checkboxes,
  choicesByName,
  EmptyState,
  FilterForm,
  Form,
  Hidden,
  Notice,
  type Page,
  Select,
  Stack,
  TextField,
} from '../../../ui/index.ts'
import type { Unit } from '../../organisations/index.ts'
import type { BasicLine } from '../basic.store.ts'
import { codeLabel } from '../codes.ts'
import { showLimit } from '../labels.ts'
import { typeChoices } from './basic.view.tsx'
import { at, inItems } from './crumbs.ts'

export type Adopted = { id: number; code: string }

type View = {
  units: readonly Unit[]
  unit: Unit
  query: { q: string; type: string }
  lines: readonly BasicLine[]
  total: number
  adopted: readonly Adopted[]
  refused: readonly { code: string; why: string }[]
  problems: readonly Problem[]
  chosen: readonly string[]
}

export function adoptPage({ units, unit, query, lines, total, adopted, refused, problems, chosen }: View): Page {
  return {
    title: '引用目录清单',
    breadcrumb: inItems,
    problems,
    ...(refused.length > 0 && { status: 409 }),
    body: (
      <Stack>
        {adopted.length > 0 && (
          <Notice kind="success" title={`已引用 ${adopted.length} 项，都有了草稿`}>
            <p>
              <a href={`${at.items}?state=empty&unit=${encodeURIComponent(unit.code)}`}>去填报它们</a>
            </p>
          </Notice>
        )}
        {refused.length > 0 && (
          <Notice kind="warning" title={`有 ${refused.length} 项没有引用`}>
            <ul>
              {refused.map((r) => (
                <li key={r.code}>
                  {r.code}：{r.why}
                </li>
              ))}
            </ul>
          </Notice>
        )}
        <FilterForm
          action={at.adopt}
          label="查找"
          clear={query.q || query.type ? `${at.adopt}?unit=${unit.code}` : undefined}
        >
          {units.length > 1 ? (
            <Select
              {...{ name: 'unit', label: '给哪个单位引用', value: unit.code, empty: false }}
              options={choicesByName(units)}
            />
          ) : (
            <Hidden name="unit" value={unit.code} />
          )}
          <TextField name="q" label="名称或者编码" value={query.q} size="medium" type="search" />
          <Select name="type" label="类型" value={query.type} empty="全部" options={typeChoices} />
        </FilterForm>
        {lines.length === 0 ? (
          <EmptyState
            title={query.q || query.type ? '没有符合条件的事项' : `${unit.name}没有可以引用的事项`}
            actions={<ButtonLink href={at.basic}>看整个目录清单</ButtonLink>}
          >
            已经引用的、已取消的、不由这一级行使的，不列在这里。
          </EmptyState>
        ) : (
          <Form action={at.adopt}>
            <Hidden name="unit" value={unit.code} />
            <Hidden name="q" value={query.q} />
            <Hidden name="type" value={query.type} />
            <Checkboxes
              {...{ name: 'codes', label: `${unit.name}可以引用的事项（${total}）`, value: chosen, problems }}
              hint={total > lines.length ? `先列出 ${lines.length} 项，请用上面的条件缩小范围` : '可以一次勾选几项'}
              options={lines.map((b) => ({
                value: b.code,
                label: b.name,
                hint: `${b.code}，${codeLabel('itemType', b.itemType)}${b.parentCode === null ? '' : '，子项，连同主项一起引用'}，${showLimit(b.standard.statutoryLimit)}`,
              }))}
            />
            <TextField
              {...{ name: 'code', label: '实施编码', problems, size: 'medium' }}
              hint="一般不填，按编码规则自动编"
            />
            <Actions>
              <Button>引用勾选的事项</Button>
              <ButtonLink href={at.items} kind="quiet">
                返回
              </ButtonLink>
            </Actions>
          </Form>
        )}
      </Stack>
    ),
  }
}
