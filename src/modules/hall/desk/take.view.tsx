import type { Problem, Refusal } from '../../../core/errors.ts'
import { showQueryCode } from '../../../platform/query-code.ts'
import {
  Actions,
  Button,
  ButtonLink,
  Disclosure,
  Form,
  Hidden,
  Lesser,
  NotNow,
  type Page,
  PrintButton,
  QrCode,
  Radios,
  Select,
  Slip,
  Stack,
  TextField,
} from '../../../ui/index.ts'
import { priorityLabels } from '../labels.ts'
import type { Hall, Line } from '../layout.store.ts'
import { priorities } from '../schema.ts'
import type { Taken } from '../take.service.ts'
import type { Outlook } from '../wait.service.ts'
import { ticketHref, waitWords } from '../words.ts'
import { hall, inHall } from './crumbs.ts'

type View = {
  halls: readonly { hall: Hall; lines: readonly Line[] }[]
  typed: Readonly<Record<string, string>>
  problems: readonly Problem[]
  refusal?: Refusal
}

export function takePage({ halls, typed, problems, refusal }: View): Page {
  const field = (name: string) => ({ name, value: typed[name], problems })
  const several = halls.length > 1
  return {
    title: '服务台取号',
    breadcrumb: inHall,
    problems,
    body: (
      <Stack>
        {refusal && <NotNow refusal={refusal} />}
        <Form action={`${hall}/tickets/new`}>
          <Hidden name="press" value={typed.press ?? ''} />
          <Select
            {...field('lineId')}
            label="办什么"
            required
            options={halls.flatMap((h) =>
              h.lines
                .filter((l) => l.open && !l.zoneClosed)
                .map((l) => ({
                  value: l.id,
                  label: l.name,
                  group: several ? `${h.hall.name}　${l.zoneName}` : l.zoneName,
                })),
            )}
          />
          <Radios
            name="priority"
            label="优先"
            value={typed.priority ?? 'none'}
            problems={problems}
            row
            options={priorities.map((value) => ({ value, label: priorityLabels[value] }))}
          />
          <TextField {...field('idNumber')} label="身份证号码" hint="没有带的可以不填" size="medium" />
          <TextField
            {...field('phone')}
            label="手机号码"
            hint="快到的时候可以提醒他；可以不填"
            type="tel"
            size="medium"
          />
          <TextField {...field('name')} label="姓名" hint="只记成“李*”；可以不填" size="short" />
          <Lesser>同一个人办同一项业务，同时只能有一个号。证件和手机号都没有的，靠您看着。</Lesser>
          <Actions>
            <Button>取号</Button>
          </Actions>
        </Form>
      </Stack>
    ),
  }
}

/** The slip to hand over. */
export function takenPage({ ticket, code, outlook, site }: Taken & { outlook: Outlook; site: string }): Page {
  return {
    title: `${ticket.label} ${ticket.lineName}`,
    breadcrumb: [...inHall, { label: '服务台取号', href: `${hall}/tickets/new` }],
    elements: ['mt-print'],
    body: (
      <Stack>
        <Slip
          label="排队号"
          facts={[
            { label: '排队号', value: ticket.label },
            { label: '前面还有', value: `${outlook.ahead} 人` },
            { label: '查询码', value: showQueryCode(code) },
          ]}
        >
          <p>{waitWords(outlook.wait)}</p>
          <QrCode url={`https://${site}${ticketHref(code)}`} label="扫一扫，看前面还有几人" />
        </Slip>
        <Actions>
          <PrintButton />
          <ButtonLink href={`${hall}/tickets/new`} kind="primary">
            再取一个
          </ButtonLink>
        </Actions>
        <Disclosure summary="取错了">
          <Form action={`${hall}/tickets/${ticket.id}/give-up`} inline>
            <Button kind="plain">取消这个号</Button>
          </Form>
        </Disclosure>
      </Stack>
    ),
  }
}
