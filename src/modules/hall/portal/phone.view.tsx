import { clockOf } from '../../../core/day.ts'
import type { Problem } from '../../../core/errors.ts'
import {
  Actions,
  Button,
  Form,
  Hidden,
  Lesser,
  LiveView,
  type Page,
  Radios,
  Select,
  Stack,
  TextField,
  TicketSlip,
} from '../../../ui/index.ts'
import { priorityLabels } from '../labels.ts'
import type { Hall, Line } from '../layout.store.ts'
import type { Ticket } from '../queue.store.ts'
import { priorities } from '../schema.ts'
import type { Outlook } from '../wait.service.ts'
import { aheadWords, ticketHref, ticketWords, waitWords } from '../words.ts'

const home = [{ label: '首页', href: '/' }]

/** For who has no code that holds: it is only shown in the hall. */
export function awayPage(hall: Hall): Page {
  return {
    title: '请扫大厅里的二维码',
    status: 403,
    breadcrumb: home,
    body: (
      <Stack>
        <p>手机取号只给已经到了大厅的人。请扫大屏、自助机或者门口的二维码，它每五分钟换一次。</p>
        <p>
          {hall.name}
          {hall.address && `：${hall.address}`}
          {hall.phone && `，电话 ${hall.phone}`}
        </p>
      </Stack>
    ),
  }
}

/** What for, and by which phone number. */
export function phonePage({
  hall,
  lines,
  near,
  typed,
  problems,
}: {
  hall: Hall
  lines: readonly Line[]
  near: string
  typed: Readonly<Record<string, string>>
  problems: readonly Problem[]
}): Page {
  return {
    title: `${hall.name}取号`,
    breadcrumb: home,
    problems,
    body: (
      <Form action={`/hall/${encodeURIComponent(hall.code)}/take`}>
        <Hidden name="near" value={near} />
        <Hidden name="press" value={typed.press ?? ''} />
        <Select
          name="line"
          label="您要办的业务"
          empty="请选择"
          value={typed.line}
          options={lines.map((l) => ({ value: l.id, label: l.name, group: l.zoneName }))}
          problems={problems}
          required
        />
        <TextField
          name="phone"
          label="手机号码"
          hint="只用来保证一人一号，快轮到时提醒您"
          type="tel"
          autocomplete="tel"
          value={typed.phone}
          maxLength={20}
          size="medium"
          problems={problems}
          required
        />
        <Radios
          name="priority"
          label="需要优先照顾吗？"
          hint="请如实选择，窗口会看证件"
          value={typed.priority ?? 'none'}
          options={priorities.map((p) => ({ value: p, label: priorityLabels[p] }))}
          problems={problems}
        />
        <Actions>
          <Button icon="ticket">取号</Button>
        </Actions>
      </Form>
    ),
  }
}

type Followed = { ticket: Ticket; outlook: Outlook | undefined }

/** What goes on with a number, for who holds it. */
export function followPage(code: string, followed: Followed): Page {
  const { state, label } = followed.ticket
  const goesOn = state === 'waiting' || state === 'called' || state === 'serving'
  return {
    title: `排队号 ${label}`,
    breadcrumb: home,
    elements: goesOn ? ['mt-live'] : [],
    ...(goesOn ? { refreshSeconds: 15 } : {}),
    body: (
      <Stack>
        {goesOn ? (
          <LiveView from={`${ticketHref(code)}/live`}>
            <TicketPart {...followed} />
          </LiveView>
        ) : (
          <TicketPart {...followed} />
        )}
        {(state === 'waiting' || state === 'called') && (
          <Form action={`${ticketHref(code)}/leave`}>
            <Actions>
              <Button kind="plain">不等了，取消这个号</Button>
            </Actions>
          </Form>
        )}
        <Lesser>这一页自己会更新，把它留在手机上就行。取消以后不能恢复，需要时重新取号。</Lesser>
      </Stack>
    ),
  }
}

/** The part of it that changes. */
export function TicketPart({ ticket: t, outlook }: Followed) {
  const lines = outlook ? [aheadWords(outlook.ahead), waitWords(outlook.wait)] : []
  return (
    <TicketSlip
      label={t.label}
      title={`${t.hallName} ${t.lineName}`}
      lines={[<b>{ticketWords(t)}</b>, ...lines, `${clockOf(t.takenAt)} 取号`]}
    />
  )
}
