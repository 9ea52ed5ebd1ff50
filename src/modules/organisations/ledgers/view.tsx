import type { Problem } from '../../../core/errors.ts'
import type { LedgerField } from '../../../core/ledger.ts'
import {
  Actions,
  ButtonLink,
  type Crumb,
  choicesByName,
  EmptyState,
  LedgerForm,
  LedgerTable,
  type Page,
  Pager,
  Section,
  Stack,
  Tabs,
} from '../../../ui/index.ts'
import type { Unit } from '../schema.ts'
import { hrefOf, isImportable, type Ledger } from './ledger.ts'
import type { LedgerLine } from './store.ts'

type Props = {
  ledger: Ledger
  ledgers: readonly Ledger[]
  breadcrumb: readonly Crumb[]
  lines: readonly LedgerLine[]
  total: number
  next: string | undefined
  units: readonly Unit[]
  people: readonly { id: number; name: string }[]
  mayEdit: boolean
  typed: Readonly<Record<string, unknown>>
  problems: readonly Problem[]
  /** Line whose ending was sent in vain; absent: the problems are those of the entry. */
  ending: number | undefined
}

export function ledgerPage(props: Props): Page {
  const { ledger, ledgers, lines, total, next, units, mayEdit, typed, problems, ending } = props
  const { end } = ledger
  const href = hrefOf(ledger)
  return {
    title: ledger.title,
    breadcrumb: props.breadcrumb,
    problems,
    wide: true,
    body: (
      <Stack gap="large">
        {ledgers.length > 1 && (
          <Tabs
            label="台账"
            tabs={ledgers.map((l) => ({ label: l.title, href: hrefOf(l), current: l.name === ledger.name }))}
          />
        )}
        <p>{ledger.intro}</p>
        <Actions>
          {mayEdit && <ButtonLink href="#entry">登记一行</ButtonLink>}
          {mayEdit && isImportable(ledger) && <ButtonLink href={`${href}/import`}>批量导入</ButtonLink>}
          <ButtonLink href={`${href}/export?format=xlsx`} download>
            导出 Excel
          </ButtonLink>
          <ButtonLink href={`${href}/export?format=csv`} download>
            导出 CSV
          </ButtonLink>
        </Actions>
        <LedgerTable<LedgerLine>
          caption={ledger.title}
          fields={ledger.fields}
          rows={lines}
          total={total}
          ending={
            end && {
              ...{ head: '停止', label: '登记停止', fields: [endField(end)] },
              ended: (line) => line[end] !== null,
              action: mayEdit ? (line) => `${href}/${line.id}/end` : undefined,
              tried: ending === undefined ? undefined : { id: ending, typed, problems },
            }
          }
          empty={<EmptyState title="台账还是空的">在下面登记第一行。没有登记的，统计表里就数不到。</EmptyState>}
        />
        {total > 0 && <Pager total={total} unit="行" next={next && `${href}?after=${encodeURIComponent(next)}`} />}
        {mayEdit && (
          <Section title="登记一行" id="entry">
            <LedgerForm
              action={href}
              fields={ledger.fields}
              units={choicesByName(units)}
              people={props.people.map((s) => ({ value: s.id, label: s.name }))}
              typed={ending === undefined ? typed : {}}
              problems={ending === undefined ? problems : []}
            />
          </Section>
        )}
      </Stack>
    ),
  }
}

const endField = (end: string): LedgerField => ({ name: end, label: '停止日期', kind: 'day' })
