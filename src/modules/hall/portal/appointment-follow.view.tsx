import { showDay } from '../../../core/day.ts'
import type { Problem } from '../../../core/errors.ts'
import { maskName } from '../../../core/mask.ts'
import {
  Actions,
  Button,
  ButtonLink,
  DaysInText,
  EmptyState,
  Form,
  KeyForm,
  KeySlip,
  Lesser,
  MetadataTable,
  Notice,
  type Page,
  PrintButton,
  Select,
  Stack,
  Tag,
} from '../../../ui/index.ts'
import { refuseAppointmentMove } from '../appointment-rules.ts'
import { appointmentHref, leftWords, nextStep, slotWords } from '../appointment-words.ts'
import type { Appointment } from '../appointments.store.ts'
import { appointmentStateLabels } from '../labels.ts'
import type { Hall } from '../layout.store.ts'
import type { OpenDay } from '../places.service.ts'
import { appointments, bookHref, toAppointments } from './appointment-addresses.ts'

export const doneWords: Readonly<Record<string, string>> = {
  change: '已经改期，原来的名额让出来了',
  cancel: '已经取消，名额让出来了',
}

/** What the person takes away. @param code - as it is shown: `7KQM-2T9B-XE4H` */
export function receiptPage({ appointment: a, code }: { appointment: Appointment; code: string }): Page {
  return {
    title: '约好了',
    breadcrumb: toAppointments,
    elements: ['mt-print', 'mt-copy'],
    body: (
      <Stack gap="large">
        <Notice kind="success" title={slotWords(a)}>
          <p>
            {a.hallName}
            {a.hallAddress && `，${a.hallAddress}`}
          </p>
          <p>办“{a.itemName}”，请带身份证，到了在自助机上取号。</p>
        </Notice>
        <KeySlip label="预约号" number={a.number} code={code}>
          请记下或者拍下来，改期、取消要用，不要告诉别人。
        </KeySlip>
        <Actions>
          <ButtonLink href={`${appointmentHref(a.number)}/calendar.ics`} kind="primary" icon="calendar">
            放进手机日历
          </ButtonLink>
          <ButtonLink href={appointmentHref(a.number)}>查看、改期、取消</ButtonLink>
          <PrintButton label="打印这一页" />
        </Actions>
        <Lesser>
          <a href={`/services/${encodeURIComponent(a.itemCode)}`}>看要带什么材料</a>，带齐了一次办好。
        </Lesser>
      </Stack>
    ),
  }
}

/** Asks for number and code. */
export function keyPage({
  typed,
  problems,
}: {
  typed: Readonly<Record<string, string>>
  problems: readonly Problem[]
}): Page {
  return {
    title: '查看预约',
    breadcrumb: toAppointments,
    problems,
    body: (
      <Stack gap="large">
        <p>
          预约号和查询码在约好以后的页面上，预约号也在短信里。登录以后约的，可以在
          <a href="/my/appointments">我的预约</a>
          里直接看。
        </p>
        <KeyForm
          label="预约号"
          hint="例如 YY20260101-0001"
          typed={typed}
          problems={problems}
          action={`${appointments}/follow`}
        />
        <p>查询码找不到了？到时带身份证来就能取号；要改期、取消的，请打大厅的电话。</p>
      </Stack>
    ),
  }
}

/** The same whether there is such a number or not: numbers cannot be tried. */
export function notOpenPage(number: string): Page {
  return {
    title: '没有找到，或者需要查询码',
    status: 404,
    breadcrumb: toAppointments,
    body: (
      <Stack>
        <p>这个预约不存在，或者还没有在这台设备上用查询码打开，也可能打开以后过了两个小时。</p>
        <Actions>
          <ButtonLink kind="primary" href={`${appointments}/follow?number=${encodeURIComponent(number.slice(0, 40))}`}>
            输入预约号和查询码
          </ButtonLink>
          <ButtonLink href="/my/appointments">登录，看我的预约</ButtonLink>
        </Actions>
      </Stack>
    ),
  }
}

type FollowView = { appointment: Appointment; now: Date; byAccount: boolean; notice: string | undefined }

/** How it stands, and what can still be done. */
export function followPage({ appointment: a, now, byAccount, notice }: FollowView): Page {
  const at = appointmentHref(a.number)
  const may = (move: 'change' | 'cancel') => refuseAppointmentMove(move, a, now) === undefined
  return {
    title: '您的预约',
    breadcrumb: toAppointments,
    ...(notice ? { notice } : {}),
    body: (
      <Stack gap="large">
        <Notice kind={a.state === 'booked' || a.state === 'kept' ? 'info' : 'warning'} title={slotWords(a)}>
          <p>
            {nextStep(a)}。{a.cancelReason && `原因：${a.cancelReason}。`}
          </p>
        </Notice>
        <MetadataTable
          columns={1}
          rows={[
            { label: '预约号', value: a.number },
            { label: '现在', value: <StateTag appointment={a} /> },
            { label: '办什么', value: <a href={`/services/${encodeURIComponent(a.itemCode)}`}>{a.itemName}</a> },
            { label: '去哪里', value: [a.hallName, a.hallAddress].filter((p) => p !== '').join('，') },
            { label: '谁来办', value: maskName(a.name) },
            { label: '大厅电话', value: a.hallPhone && <a href={`tel:${a.hallPhone}`}>{a.hallPhone}</a> },
          ]}
        />
        <Actions>
          {a.state === 'booked' && (
            <ButtonLink href={`${at}/calendar.ics`} kind="primary" icon="calendar">
              放进手机日历
            </ButtonLink>
          )}
          {may('change') && <ButtonLink href={`${at}/change`}>改期</ButtonLink>}
          {may('cancel') && <ButtonLink href={`${at}/cancel`}>取消预约</ButtonLink>}
          {(a.state === 'cancelled' || a.state === 'noShow') && (
            <ButtonLink href={bookHref(a.itemCode)}>重新预约</ButtonLink>
          )}
        </Actions>
        {!byAccount && (
          <Form action={`${at}/leave`} inline>
            <Button kind="quiet">用完了，在这台设备上关上</Button>
          </Form>
        )}
      </Stack>
    ),
  }
}

export function StateTag({ appointment: { state } }: { appointment: Pick<Appointment, 'state'> }) {
  const tone = state === 'kept' ? 'good' : state === 'noShow' ? 'warning' : 'plain'
  return <Tag tone={tone}>{appointmentStateLabels[state]}</Tag>
}

type ChangeView = {
  appointment: Appointment
  places: readonly { hall: Hall; days: readonly OpenDay[] }[]
  typed: Readonly<Record<string, string>>
  problems: readonly Problem[]
}

/** Another slot, chosen from one list. */
export function changePage({ appointment: a, places, typed, problems }: ChangeView): Page {
  const several = places.length > 1
  const options = places.flatMap(({ hall, days }) =>
    days.flatMap((d) =>
      d.slots
        .filter((s) => s.left > 0 && !(hall.code === a.hallCode && d.day === a.day && s.starts === a.starts))
        .map((s) => ({
          value: `${hall.code} ${s.day} ${s.starts}`,
          label: `${s.starts}—${s.ends}，${leftWords(s.left)}`,
          group: several ? `${hall.name}　${showDay(d.day)}` : showDay(d.day),
        })),
    ),
  )
  return {
    title: '改期',
    breadcrumb: [...toAppointments, { label: '您的预约', href: appointmentHref(a.number) }],
    problems,
    body: (
      <Stack>
        <p>
          现在约的是{' '}
          <strong>
            <DaysInText>{slotWords(a)}</DaysInText>
          </strong>
          ，{a.hallName}，办“{a.itemName}”。
        </p>
        {options.length === 0 ? (
          <EmptyState title="近期没有别的时段可以改">原来的预约还在。来不了的请取消，以后再约。</EmptyState>
        ) : (
          <Form>
            <Select
              name="slot"
              label="改到什么时候"
              value={typed.slot}
              options={options}
              problems={problems}
              required
            />
            <Actions>
              <Button>确认改期</Button>
            </Actions>
          </Form>
        )}
        <Actions>
          <ButtonLink kind="quiet" href={appointmentHref(a.number)}>
            不改了，回到预约
          </ButtonLink>
        </Actions>
      </Stack>
    ),
  }
}

/** Asks once more: the place goes to whoever comes next. */
export function cancelPage({ appointment: a }: { appointment: Appointment }): Page {
  return {
    title: '取消预约',
    breadcrumb: [...toAppointments, { label: '您的预约', href: appointmentHref(a.number) }],
    body: (
      <Stack gap="large">
        <Notice kind="warning" title="取消以后，名额让给别人">
          <p>
            <DaysInText>{slotWords(a)}</DaysInText>，{a.hallName}，办“{a.itemName}”。只是想换个时间的，可以
            <a href={`${appointmentHref(a.number)}/change`}>改期</a>。
          </p>
        </Notice>
        <Form>
          <Actions>
            <Button kind="danger">确认取消</Button>
            <ButtonLink href={appointmentHref(a.number)}>不取消，回到预约</ButtonLink>
          </Actions>
        </Form>
      </Stack>
    ),
  }
}
