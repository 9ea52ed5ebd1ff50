import { showLongDay } from '../../../core/day.ts'
import {
  Actions,
  ButtonLink,
  KeySlip,
  Notice,
  type Page,
  PrintButton,
  Prose,
  Section,
  Stack,
} from '../../../ui/index.ts'
import type { WorkOrder } from '../store.ts'
import { crumbs } from './entry.view.tsx'

/** What the person takes away: number, code, and by when there is an answer. */
export function receiptPage({ code, order: o }: { code: string; order: WorkOrder }): Page {
  return {
    title: '信已经收到',
    breadcrumb: crumbs,
    elements: ['mt-print', 'mt-copy'],
    body: (
      <Stack gap="large">
        <Notice kind="success" title="您的信收到了">
          <p>
            最迟在 <strong>{showLongDay(o.replyDueOn)}</strong> 答复您。
          </p>
        </Notice>
        <KeySlip label="编号" number={o.number} code={code}>
          请记下或者拍下来，不要告诉别人。
        </KeySlip>
        <Actions>
          <ButtonLink href={`/letters/${o.number}`} kind="primary" icon="progress">
            看进展
          </ButtonLink>
          <PrintButton label="打印这一页" />
        </Actions>
        <Section title="接下来">
          <Prose>
            <ol>
              <li>我们把信转给负责的单位，转给哪里，进展页上看得到。</li>
              <li>承办单位签收，需要时先联系您问清情况。</li>
              <li>到期没有答复的，您可以每天催一次，我们也会督办。</li>
              <li>办结以后请您评价；没有解决的，可以要求换人重新办理。</li>
            </ol>
          </Prose>
        </Section>
      </Stack>
    ),
  }
}
