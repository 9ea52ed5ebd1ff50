import type { Problem } from '../../../core/errors.ts'
import { Actions, Button, Form, KeypadField, type Page, Stack } from '../../../ui/index.ts'

/** Asks for number and code of a case. @param button - what happens then */
export function caseKeyPage({
  title,
  button,
  typed,
  problems,
}: {
  title: string
  button: string
  typed: Readonly<Record<string, string>>
  problems: readonly Problem[]
}): Page {
  return {
    title,
    problems,
    elements: ['mt-keypad'],
    body: (
      <Stack>
        <p>办件编号和查询码都印在收件凭证上。</p>
        <Form>
          <KeypadField
            name="number"
            label="办件编号"
            hint="只按数字，横线可以不按"
            signs="digits"
            maxLength={30}
            value={typed.number}
            problems={problems}
            required
          />
          <KeypadField
            name="code"
            label="查询码"
            hint="12 个字母和数字，横线可以不按"
            signs="code"
            maxLength={12}
            // Whoever looks over the shoulder does not read it a second time.
            problems={problems}
            required
          />
          <Actions>
            <Button>{button}</Button>
          </Actions>
        </Form>
        <p>收件凭证找不到了？请带身份证到服务台。</p>
      </Stack>
    ),
  }
}
