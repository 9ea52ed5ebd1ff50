import type { Problem } from '../../../core/errors.ts'
import { Actions, Button, ButtonLink, Form, Hidden, KeypadField, type Page, Radios, Stack } from '../../../ui/index.ts'
import type { Appointment } from '../appointments.store.ts'
import { appointmentStateLabels } from '../labels.ts'

/** Asks whose appointment it is. What was typed is not shown again. */
export function keepPage({
  by,
  press,
  problems,
}: {
  by: 'id' | 'number'
  press: string
  problems: readonly Problem[]
}): Page {
  return {
    title: '预约取号',
    problems,
    elements: ['mt-keypad'],
    body: (
      <Stack>
        <p>约了今天在这里办事的，在这里取号，叫号优先。</p>
        <Form>
          <Hidden name="press" value={press} />
          {by === 'id' ? (
            <KeypadField
              name="idNumber"
              label="请刷身份证，或者按出身份证号码"
              signs="idNumber"
              maxLength={18}
              problems={problems}
              required
            />
          ) : (
            <>
              <KeypadField
                name="number"
                label="预约号"
                hint="在短信里；只按数字，字母和横线可以不按"
                signs="digits"
                maxLength={20}
                problems={problems}
                required
              />
              <KeypadField
                name="phoneEnd"
                label="预约时留的手机号码的后四位"
                signs="digits"
                maxLength={4}
                problems={problems}
                required
              />
            </>
          )}
          <Actions>
            <Button icon="ticket">取号</Button>
            {by === 'id' ? (
              <ButtonLink href="?by=number">没带身份证，用预约号</ButtonLink>
            ) : (
              <ButtonLink href="?by=id">用身份证</ButtonLink>
            )}
          </Actions>
        </Form>
        <p>都不方便的，请到服务台，我们帮您取。</p>
      </Stack>
    ),
  }
}

/** Which of several. */
export function choosePage({
  appointments,
  press,
  problems,
}: {
  appointments: readonly Appointment[]
  press: string
  problems: readonly Problem[]
}): Page {
  return {
    title: '您今天约了几件事，先办哪一件？',
    problems,
    body: (
      <Form>
        <Hidden name="press" value={press} />
        <Radios
          name="number"
          label="您的预约"
          value={appointments[0]?.number}
          problems={problems}
          options={appointments.map((a) => ({
            value: a.number,
            label: `${a.starts}—${a.ends} ${a.itemName}`,
            ...(a.state === 'booked' ? {} : { hint: appointmentStateLabels[a.state] }),
          }))}
          required
        />
        <Actions>
          <Button icon="ticket">取这一件的号</Button>
        </Actions>
      </Form>
    ),
  }
}
