import type { Problem } from '../../core/errors.ts'
import {
  Actions,
  Button,
  ButtonLink,
  Form,
  KeypadField,
  Lesser,
  type Page,
  QrCode,
  Scale,
  Stack,
} from '../../ui/index.ts'
import { kioskHref, type ServedVisit } from '../hall/index.ts'
import { choices } from './portal/rate.view.tsx'

/** Asks for the number on the ticket. */
export function askLabelPage({
  hall,
  typed,
  problems,
}: {
  hall: string
  typed: Readonly<Record<string, string>>
  problems: readonly Problem[]
}): Page {
  return {
    title: '评价服务',
    problems,
    elements: ['mt-keypad'],
    body: (
      <Stack>
        <p>请输入您今天的排队号，在取的号上，例如 A001。</p>
        <Form>
          <KeypadField
            name="label"
            label="排队号"
            signs="label"
            maxLength={6}
            value={typed.label}
            problems={problems}
            required
          />
          <Actions>
            <Button>去评价</Button>
            <ButtonLink href={kioskHref(hall, 'rate-case')}>评价办完的办件</ButtonLink>
          </Actions>
        </Form>
        <Lesser>评不评由您。被评的单位和工作人员看不到您是谁。</Lesser>
      </Stack>
    ),
  }
}

type Pad = { counter: number } & (
  | { thanks: boolean; visit?: never }
  | { visit: ServedVisit; at: string; phone: string }
)

/** The pad at a window: asks whoever was served last, and waits otherwise. It looks by itself every few seconds. */
export function padPage(view: Pad): Page {
  if (!view.visit)
    return {
      title: view.thanks ? '评价收到了，谢谢您' : `${view.counter} 号窗口`,
      refreshSeconds: 4,
      body: <p>{view.thanks ? '欢迎您再来。' : '办完以后，请在这里评价我们的服务。'}</p>,
    }
  const { visit, at, phone } = view
  return {
    title: `${visit.label} 号，这次办事您满意吗`,
    refreshSeconds: 15,
    body: (
      <Stack gap="large">
        <p>{visit.itemName}</p>
        <Scale label="满意程度" choices={choices(at)} />
        <QrCode url={phone} label="也可以用手机扫码评价" />
        <Lesser>评不评由您。被评的单位和工作人员看不到您是谁。不想评，直接离开就行。</Lesser>
      </Stack>
    ),
  }
}
