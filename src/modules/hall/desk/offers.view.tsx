import type { Problem } from '../../../core/errors.ts'
import {
  Actions,
  Button,
  ButtonLink,
  Checkboxes,
  DayField,
  DayText,
  EmptyState,
  Form,
  Lesser,
  NumberField,
  type Page,
  Section,
  Select,
  Stack,
  Table,
  TextField,
} from '../../../ui/index.ts'
import { weekdayLabels } from '../labels.ts'
import type { Hall, Line } from '../layout.store.ts'
import type { OfferLine } from '../offers.store.ts'
import { inHall, hall as list } from './crumbs.ts'
import { HallTabs } from './days.view.tsx'

/** Monday first. */
const week = [1, 2, 3, 4, 5, 6, 0] as const

const at = (hall: Hall): string => `${list}/at/${hall.code}/offers`
const offerHref = (hall: Hall, { id }: OfferLine): string => `${at(hall)}/${id}`

type View = {
  hall: Hall
  offers: readonly OfferLine[]
  /** An offer of the item whose slots are looked at; undefined while all items are. */
  item: OfferLine | undefined
  lines: readonly Line[]
  arranges: boolean
  typed: Readonly<Record<string, string>>
  problems: readonly Problem[]
}

export function offersPage({ hall, offers, item, lines, arranges, typed, problems }: View): Page {
  return {
    title: '预约名额',
    breadcrumb: [...inHall, { label: hall.name, href: `${list}/at/${hall.code}` }],
    problems,
    wide: true,
    body: (
      <Stack gap="large">
        <HallTabs hall={hall} at="offers" />
        <Lesser>
          每周哪天、什么时候、最多几个人，到了大厅不开放的日子不放号；调休上班的周末，按星期一的放。改少名额、停用时段，已经约好的都不受影响。
        </Lesser>
        {item ? (
          <Section title={item.itemName} more={{ label: '全部事项', href: at(hall) }}>
            <Offers hall={hall} offers={offers.filter((o) => o.itemId === item.itemId)} arranges={arranges} />
          </Section>
        ) : (
          <Items hall={hall} offers={offers} />
        )}
        {arranges && <AddForm hall={hall} lines={lines} typed={typed} problems={problems} />}
      </Stack>
    ),
  }
}

/** What is offered, an item a line. */
function Items({ hall, offers }: Pick<View, 'hall' | 'offers'>) {
  const items = [...Map.groupBy(offers, (o) => o.itemCode)].map(([code, its]) => ({ code, its }))
  return (
    <Table<(typeof items)[number]>
      caption="每周放的名额"
      columns={[
        {
          head: '事项',
          cell: ({ code, its }) => <a href={`${at(hall)}?item=${encodeURIComponent(code)}`}>{its[0]?.itemName}</a>,
          wide: true,
          names: true,
        },
        { head: '在哪里排队', cell: ({ its }) => [...new Set(its.map((o) => o.lineName))].join('、'), nowrap: true },
        { head: '每周时段', cell: ({ its }) => its.length, numeric: true },
        { head: '每周名额', cell: ({ its }) => its.reduce((n, o) => n + o.quota, 0), numeric: true },
      ]}
      rows={items}
      rowKey={(i) => i.code}
      empty={<EmptyState title="还没有放过名额">放了名额，群众就能在网上约这个大厅的事项。</EmptyState>}
    />
  )
}

function Offers({ hall, offers, arranges }: Pick<View, 'hall' | 'offers' | 'arranges'>) {
  const slot = (o: OfferLine) => `${o.starts}—${o.ends}`
  return (
    <Table<OfferLine>
      caption="每周放的名额"
      captionHidden
      columns={[
        { head: '星期', cell: (o) => weekdayLabels[o.weekday], nowrap: true },
        {
          head: '时段',
          cell: (o) =>
            arranges ? (
              <a href={offerHref(hall, o)}>
                {slot(o)}
                <span class="sr-only">：{weekdayLabels[o.weekday]}</span>
              </a>
            ) : (
              slot(o)
            ),
          nowrap: true,
        },
        { head: '名额', cell: (o) => o.quota, numeric: true },
        { head: '在哪里排队', cell: (o) => o.lineName, nowrap: true },
        { head: '从哪天起', cell: (o) => <DayText day={o.validFrom} />, nowrap: true },
      ]}
      rows={offers}
      rowKey={(o) => o.id}
    />
  )
}

/** One offer: more or fewer places, or its end. */
export function offerPage({
  hall,
  offer: o,
  typed,
  problems,
}: Pick<View, 'hall' | 'typed' | 'problems'> & { offer: OfferLine }): Page {
  return {
    title: `${weekdayLabels[o.weekday]} ${o.starts}—${o.ends}`,
    breadcrumb: [
      ...inHall,
      { label: hall.name, href: `${list}/at/${hall.code}` },
      { label: '预约名额', href: at(hall) },
    ],
    problems,
    body: (
      <Stack gap="large">
        <p>{o.itemName}</p>
        <Form action={`${offerHref(hall, o)}/quota`}>
          <NumberField
            name="quota"
            label="这个时段几个人"
            hint="0 是不再放号；已经约好的不受影响"
            unit="人"
            value={typed.quota ?? o.quota}
            problems={problems}
            required
          />
          <Actions>
            <Button>保存</Button>
            <ButtonLink href={at(hall)} kind="quiet">
              不改了
            </ButtonLink>
          </Actions>
        </Form>
        <Section title="不再放这个时段" note="已经约好的照旧接待。">
          <Form action={`${offerHref(hall, o)}/end`} inline>
            <Button kind="danger">停用这个时段</Button>
          </Form>
        </Section>
      </Stack>
    ),
  }
}

function AddForm({ hall, lines, typed, problems }: Pick<View, 'hall' | 'lines' | 'typed' | 'problems'>) {
  const field = (name: string) => ({ name, value: typed[name], problems })
  return (
    <Section title="放名额">
      <Form action={at(hall)}>
        <TextField
          {...field('item')}
          label="事项编码"
          hint="在办事指南或者实施清单里；实施清单要写明支持预约"
          size="medium"
          maxLength={60}
          required
        />
        <Select
          {...field('lineId')}
          label="到了在哪里排队"
          options={lines.map((l) => ({ value: l.id, label: l.name, group: l.zoneName }))}
          required
        />
        <Checkboxes
          {...field('weekdays')}
          label="星期几"
          value={(typed.weekdays ?? '').split(' ')}
          options={week.map((value) => ({ value, label: weekdayLabels[value] }))}
          row
        />
        <TextField {...field('starts')} label="从几点" hint="例如 09:00" size="short" maxLength={5} required />
        <TextField {...field('ends')} label="到几点" hint="例如 10:00" size="short" maxLength={5} required />
        <NumberField {...field('quota')} label="这个时段几个人" unit="人" required />
        <DayField {...field('validFrom')} label="从哪天起" required />
        <Actions>
          <Button>放名额</Button>
        </Actions>
      </Form>
    </Section>
  )
}
