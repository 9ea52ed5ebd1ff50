import type { Problem } from '../../../core/errors.ts'
import {
  Actions,
  Button,
  ButtonLink,
  Checkbox,
  Form,
  NumberField,
  type Page,
  Table,
  Tag,
  TextField,
} from '../../../ui/index.ts'
import type { KindTerms } from '../catalogue.store.ts'
import { termLabels } from '../labels.ts'
import { type TermKind, TermsForm, termKinds } from '../schema.ts'
import { inList, list } from './crumbs.ts'

const terms = `${list}/terms`
const { confirmed, source, ...figures } = TermsForm.properties as unknown as Record<keyof TermsForm, { title: string }>
type Figure = keyof typeof figures
const calendarDays: readonly Figure[] = ['reopenDays']
const unitOf = (name: Figure): string =>
  name === 'followUpTries' ? '次' : calendarDays.includes(name) ? '天' : '个工作日'

/** No days at all are the same day; not to be put off is not to be put off. */
const shown = (name: Figure, days: number): string =>
  days > 0 ? String(days) : name === 'extensionDays' ? '不能延' : name === 'reopenDays' ? '不能' : '当天'

/** The terms of every kind, beside each other. */
export function termsPage(all: readonly KindTerms[]): Page {
  const rows = termKinds.flatMap((kind) => all.filter((t) => t.kind === kind))
  return {
    title: '工单期限',
    breadcrumb: inList,
    wide: true,
    body: (
      <Table
        caption="各类工单的期限（除另外写明的以外，都是工作日）"
        rows={rows}
        rowKey={(t) => t.kind}
        columns={[
          { head: '类别', cell: (t) => <a href={`${terms}/${t.kind}`}>{termLabels[t.kind]}</a>, nowrap: true },
          ...(Object.keys(figures) as Figure[]).map((name) => ({
            head: figures[name].title,
            cell: (t: KindTerms) => shown(name, t[name]),
            numeric: true,
            // Long heads may break, words such as 当天 may not.
            nowrap: figures[name].title.length <= 4,
          })),
          {
            head: '本地确认',
            cell: (t) => (t.confirmed ? '已确认' : <Tag tone="warning">还没有确认</Tag>),
            nowrap: true,
          },
        ]}
      />
    ),
  }
}

export function oneTermsPage(
  kind: TermKind,
  typed: Readonly<Record<string, string>>,
  problems: readonly Problem[],
): Page {
  return {
    title: `${termLabels[kind]}类工单的期限`,
    breadcrumb: [...inList, { label: '工单期限', href: terms }],
    problems,
    body: (
      <Form>
        <p>新收到的工单照改过的期限办；正在办的，答复期限不变。</p>
        {(Object.keys(figures) as Figure[]).map((name) => (
          <NumberField
            key={name}
            name={name}
            label={figures[name].title}
            unit={unitOf(name)}
            value={typed[name]}
            problems={problems}
            required
          />
        ))}
        <TextField name="source" label={source.title} hint="文件名称和文号" value={typed.source} problems={problems} />
        <Checkbox name="confirmed" label={confirmed.title} checked={typed.confirmed === 'true'} problems={problems} />
        <Actions>
          <Button>保存期限</Button>
          <ButtonLink href={terms} kind="quiet">
            不改，返回
          </ButtonLink>
        </Actions>
      </Form>
    ),
  }
}
