import { showDay } from '../../../core/day.ts'
import type { Problem } from '../../../core/errors.ts'
import {
  Actions,
  Button,
  ButtonLink,
  DaysInText,
  EmptyState,
  Form,
  Hidden,
  Lesser,
  LinkGrid,
  MetadataTable,
  type Page,
  Search,
  Section,
  Stack,
} from '../../../ui/index.ts'
import type { ItemVersion } from '../../catalogue/index.ts'
import { leftWords, slotWords } from '../appointment-words.ts'
import { ComerFields } from '../comer-fields.tsx'
import type { Hall } from '../layout.store.ts'
import type { BookableItem } from '../offers.store.ts'
import type { OpenDay, OpenSlot } from '../places.service.ts'
import { appointments, bookHref, toAppointments } from './appointment-addresses.ts'

/** What can be booked, unit by unit; and where one finds what one has booked. */
export function itemsPage({ q, items, days }: { q: string; items: readonly BookableItem[]; days: number }): Page {
  const units = Map.groupBy(items, (i) => i.unitName)
  return {
    title: '预约取号',
    breadcrumb: toAppointments.slice(0, 1),
    meta: { Description: '预约到大厅办事的时间，到了取号，叫号优先。' },
    body: (
      <Stack gap="large">
        <Stack>
          <p>约好时间，到了在自助机上取号，叫号优先。可以约 {days} 天以内的，没有约的也可以直接来取号排队。</p>
          <Actions>
            <ButtonLink href={`${appointments}/follow`} icon="calendar">
              查看、改期、取消
            </ButtonLink>
            <ButtonLink href="/my/appointments" kind="quiet">
              我的预约
            </ButtonLink>
          </Actions>
        </Stack>
        <Section title="您要办什么">
          <Stack>
            <Search
              action={appointments}
              value={q}
              label="找事项"
              place="找可以预约的事项"
              placeholder="例如：不动产 登记"
            />
            {items.length === 0 && (
              <EmptyState
                title={q === '' ? '现在没有可以预约的事项' : '没有找到可以预约的事项'}
                actions={q !== '' && <ButtonLink href={appointments}>看全部可以预约的</ButtonLink>}
              >
                不能预约的事项，大厅开放的时候可以直接取号；能网上办的，在<a href="/services">办事</a>里找。
              </EmptyState>
            )}
            {[...units].map(([unit, its]) => (
              <Section key={unit} title={unit} level={3}>
                <LinkGrid label={unit} links={its.map(linkOf)} />
              </Section>
            ))}
          </Stack>
        </Section>
      </Stack>
    ),
  }
}

/** To the days, where there is but one hall to go to. */
function linkOf({ code, name, halls }: BookableItem) {
  const [only, ...more] = halls
  return {
    label: name,
    href: only && more.length === 0 ? bookHref(code, only.code) : bookHref(code),
    note: halls.map((h) => h.name).join('、'),
  }
}

type At = { item: ItemVersion; hall: Hall }

const nameOf = (item: ItemVersion): string => item.elements.name
const toItem = (item: ItemVersion) => [...toAppointments, { label: nameOf(item), href: bookHref(item.code) }]
const toHall = ({ item, hall }: At) => [
  ...toAppointments,
  { label: nameOf(item), href: bookHref(item.code, hall.code) },
]

/** Which hall; where there is none, what may be done instead. */
export function hallsPage({ item, halls }: { item: ItemVersion; halls: readonly Hall[] }): Page {
  return {
    title: halls.length > 0 ? '去哪个大厅？' : '这个事项现在没有可以约的时段',
    breadcrumb: toItem(item).slice(0, 2),
    body:
      halls.length > 0 ? (
        <Stack>
          <p>{nameOf(item)}</p>
          <LinkGrid
            label="大厅"
            links={halls.map((h) => ({ label: h.name, href: bookHref(item.code, h.code), note: h.address }))}
          />
        </Stack>
      ) : (
        <Stack>
          <p>“{nameOf(item)}”不用预约：大厅开放的时候，请直接取号排队。</p>
          <Actions>
            <ButtonLink kind="primary" href={`/services/${encodeURIComponent(item.code)}`}>
              看办事指南
            </ButtonLink>
            <ButtonLink href={appointments}>看可以预约的事项</ButtonLink>
          </Actions>
        </Stack>
      ),
  }
}

/** Which day. */
export function daysPage({ item, hall, days }: At & { days: readonly OpenDay[] }): Page {
  return {
    title: '哪天来？',
    breadcrumb: toItem(item),
    body: (
      <Stack>
        <p>
          {nameOf(item)}，{hall.name}
        </p>
        {days.length === 0 ? (
          <EmptyState title="近期没有可以约的日子">大厅开放的时候，请直接取号排队。</EmptyState>
        ) : (
          <LinkGrid
            label="可以约的日子"
            links={days.map((d) => ({
              label: showDay(d.day),
              href: bookHref(item.code, hall.code, d.day),
              count: leftWords(d.left),
            }))}
          />
        )}
        <Where hall={hall} />
      </Stack>
    ),
  }
}

/** Which hour; what is full is told, not left out. */
export function slotsPage({ item, hall, day }: At & { day: OpenDay }): Page {
  const free = day.slots.filter((s) => s.left > 0)
  const full = day.slots.filter((s) => s.left === 0)
  return {
    title: `${showDay(day.day)}，几点来？`,
    breadcrumb: toHall({ item, hall }),
    body: (
      <Stack>
        <p>
          {nameOf(item)}，{hall.name}
        </p>
        {free.length === 0 ? (
          <EmptyState
            title="这一天约满了"
            actions={<ButtonLink href={bookHref(item.code, hall.code)}>换一天</ButtonLink>}
          >
            有人取消的时候名额会放出来。
          </EmptyState>
        ) : (
          <LinkGrid
            label="可以约的时段"
            links={free.map((s) => ({
              label: `${s.starts}—${s.ends}`,
              href: bookHref(item.code, hall.code, s.day, s.starts),
              count: leftWords(s.left),
            }))}
          />
        )}
        {free.length > 0 && full.length > 0 && <p>已经约满的：{full.map((s) => `${s.starts}—${s.ends}`).join('、')}</p>}
        <Actions>
          <ButtonLink kind="quiet" href={bookHref(item.code, hall.code)}>
            换一天
          </ButtonLink>
        </Actions>
      </Stack>
    ),
  }
}

function Where({ hall }: { hall: Hall }) {
  return (
    <Lesser>{[hall.address, hall.phone && `电话 ${hall.phone}`, hall.guide].filter((w) => w !== '').join('，')}</Lesser>
  )
}

type BookView = At & {
  /** Undefined when it is gone, in which case a problem says so. */
  slot: OpenSlot | undefined
  signedIn: boolean
  typed: Readonly<Record<string, string>>
  problems: readonly Problem[]
}

/** Who comes. */
export function bookPage({ item, hall, slot, signedIn, typed, problems }: BookView): Page {
  return {
    title: '谁来办？',
    breadcrumb: toHall({ item, hall }),
    problems,
    body: (
      <Stack>
        <MetadataTable
          columns={1}
          rows={[
            { label: '办什么', value: nameOf(item) },
            { label: '去哪里', value: [hall.name, hall.address].filter((p) => p !== '').join('，') },
            { label: '什么时候', value: slot && <DaysInText>{slotWords(slot)}</DaysInText> },
          ]}
        />
        {slot ? (
          <Form>
            <Hidden name="press" value={typed.press ?? ''} />
            <ComerFields typed={typed} problems={problems} />
            <Lesser>
              这些只用来保证一人一约、到时认得您。约了来不了的请取消；约了不来的次数多了，一段时间里不能在网上约。
              {!signedIn && (
                <>
                  <a href="/sign-in">登录</a>以后约的，可以在“我的预约”里看。
                </>
              )}
            </Lesser>
            <Actions>
              <Button icon="calendar">预约</Button>
              <ButtonLink kind="quiet" href={bookHref(item.code, hall.code, slot.day)}>
                换个时间
              </ButtonLink>
            </Actions>
          </Form>
        ) : (
          <Actions>
            <ButtonLink kind="primary" href={bookHref(item.code, hall.code)}>
              另选一个时间
            </ButtonLink>
          </Actions>
        )}
      </Stack>
    ),
  }
}
