import { clockOf } from '../../../core/day.ts'
import type { Problem, Refusal } from '../../../core/errors.ts'
import {
  Actions,
  BigTiles,
  Button,
  ButtonLink,
  Form,
  Hidden,
  KeypadField,
  NotNow,
  type Page,
  PrintButton,
  QrCode,
  Radios,
  Stack,
  TicketSlip,
} from '../../../ui/index.ts'
import { priorityLabels } from '../labels.ts'
import type { Line, Zone } from '../layout.store.ts'
import type { Ticket } from '../queue.store.ts'
import { priorities } from '../schema.ts'
import type { Outlook } from '../wait.service.ts'
import { aheadWords, ticketWords, waitWords } from '../words.ts'
import { kioskHref } from './addresses.ts'

type Waiting = ReadonlyMap<number, number>

const waitingWords = (n: number): string => (n === 0 ? '现在没有人等' : `${n} 人在等`)

/** Which zone. */
export function zonesPage({
  zones,
  lines,
  waiting,
}: {
  zones: readonly Zone[]
  lines: readonly Line[]
  waiting: Waiting
}): Page {
  const linesOf = (z: Zone) => lines.filter((l) => l.zoneId === z.id)
  return {
    title: '您要办哪一类业务？',
    body: (
      <BigTiles
        label="功能区"
        tiles={zones.map((z) => ({
          letter: z.letter,
          label: z.name,
          href: kioskHref(z.hallCode, 'take', z.code),
          note: waitingWords(linesOf(z).reduce((sum, l) => sum + (waiting.get(l.id) ?? 0), 0)),
          closed: linesOf(z).some((l) => l.open) ? undefined : '现在不取号',
        }))}
      />
    ),
  }
}

/** Which line of the zone. */
export function linesPage({ zone, lines, waiting }: { zone: Zone; lines: readonly Line[]; waiting: Waiting }): Page {
  return {
    title: `${zone.name}：您要办什么？`,
    body: (
      <BigTiles
        label="排队业务"
        columns={1}
        tiles={lines.map((l) => ({
          label: l.name,
          href: kioskHref(zone.hallCode, 'take', zone.code, l.code),
          note: waitingWords(waiting.get(l.id) ?? 0),
          closed: l.open ? undefined : '现在不取号',
        }))}
      />
    ),
  }
}

/** Who takes it, so that one person holds one number of a line; and whether they need to be called sooner. */
export function takePage({
  line,
  outlook,
  refusal,
  by,
  typed,
  problems,
}: {
  line: Line
  outlook: Outlook
  refusal: Refusal | undefined
  by: 'id' | 'phone'
  typed: Readonly<Record<string, string>>
  problems: readonly Problem[]
}): Page {
  const item = typed.item ? `&item=${encodeURIComponent(typed.item)}` : ''
  return {
    title: line.name,
    problems,
    elements: ['mt-keypad'],
    body: refusal ? (
      <NotNow refusal={refusal} />
    ) : (
      <Stack>
        <p>
          {aheadWords(outlook.ahead)}，{waitWords(outlook.wait)}。
        </p>
        <Form>
          <Hidden name="press" value={typed.press ?? ''} />
          <Hidden name="item" value={typed.item ?? ''} />
          {by === 'id' ? (
            <KeypadField
              name="idNumber"
              label="请刷身份证，或者按出身份证号码"
              signs="idNumber"
              maxLength={18}
              value={typed.idNumber}
              problems={problems}
            />
          ) : (
            <KeypadField
              name="phone"
              label="请按出手机号码"
              signs="digits"
              maxLength={11}
              value={typed.phone}
              problems={problems}
            />
          )}
          <Radios
            name="priority"
            label="需要优先照顾吗？"
            hint="请如实选择，窗口会看证件"
            row
            value={typed.priority ?? 'none'}
            options={priorities.map((p) => ({ value: p, label: priorityLabels[p] }))}
            problems={problems}
          />
          <Actions>
            <Button icon="ticket">取号</Button>
            {by === 'id' ? (
              <ButtonLink href={`?by=phone${item}`}>没带身份证，用手机号</ButtonLink>
            ) : (
              <ButtonLink href={`?by=id${item}`}>用身份证</ButtonLink>
            )}
          </Actions>
        </Form>
        <p>号码只用来保证一人一号，机器上不保留。都不方便的，请到服务台取号。</p>
      </Stack>
    ),
  }
}

/** The ticket, on the screen and on the slip. @param url - whole address of the page that follows it */
export function ticketPage({
  ticket: t,
  outlook,
  url,
}: {
  ticket: Ticket
  outlook: Outlook | undefined
  url: string
}): Page {
  const lines = outlook ? [aheadWords(outlook.ahead), waitWords(outlook.wait)] : [ticketWords(t)]
  return {
    title: '取号成功',
    elements: ['mt-print'],
    body: (
      <Stack>
        <TicketSlip
          label={t.label}
          title={`${t.hallName} ${t.lineName}`}
          lines={[...lines, `${clockOf(t.takenAt)} 取号`, '请留意大屏和广播，过号三次作废']}
        >
          <QrCode url={url} label="扫一扫，在手机上看轮到哪里" />
        </TicketSlip>
        <Actions>
          <PrintButton label="打印小票" />
          <ButtonLink kind="primary" href={kioskHref(t.hallCode)}>
            好了，返回首页
          </ButtonLink>
        </Actions>
      </Stack>
    ),
  }
}
