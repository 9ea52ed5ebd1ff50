import { showLongDay } from '../../../core/day.ts'
import type { Regime } from '../../../core/regime.ts'
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
import type { Suggestion } from '../../disclosure/index.ts'
import type { clockOf } from '../service.ts'
import type { InformationRequest } from '../store.ts'
import { crumbs, Found } from './apply.view.tsx'
import { DueCard } from './due-card.tsx'

type ReceiptView = {
  /** As it is shown: `7KQM-2T9B-XE4H`. */
  code: string
  request: InformationRequest
  limits: Regime['limits']
  clock: ReturnType<typeof clockOf>
  letter: { id: number } | undefined
  documents: readonly Suggestion[]
}

/** What the applicant takes away: number, code, and by when there is an answer. */
export function receiptPage({ code, request: r, limits, clock, letter, documents }: ReceiptView): Page {
  const at = `/requests/${r.number}`
  return {
    title: '申请已经登记',
    breadcrumb: crumbs,
    elements: ['mt-print', 'mt-copy'],
    body: (
      <Stack gap="large">
        <Notice kind="success" title="申请收到了，已经登记">
          <p>
            {r.unitName}最迟在 <strong>{showLongDay(r.dueOn)}</strong> 答复您。
          </p>
        </Notice>
        <KeySlip label="登记号" number={r.number} code={code}>
          请记下或者拍下来。查询码只在这里和登记回执上出现，不要告诉别人。
        </KeySlip>
        <Actions>
          <ButtonLink href={at} kind="primary" icon="progress">
            查看进度
          </ButtonLink>
          {letter && (
            <>
              <ButtonLink href={`${at}/letters/${letter.id}/pdf`} icon="download">
                下载登记回执（PDF）
              </ButtonLink>
              <ButtonLink href={`${at}/letters/${letter.id}/docx`} kind="quiet" icon="download">
                Word 版
              </ButtonLink>
            </>
          )}
          <PrintButton label="打印这一页" />
        </Actions>
        <Section title="接下来">
          <Prose>
            <ol>
              <li>内容不清楚的，{within(limits.supplementNoticeDays)}一次告诉您要补正什么。</li>
              <li>信息涉及别人或者由几个机关共同制作的，要先征求意见，这段时间不计入期限。</li>
              <li>需要延长的，会在期限以前告诉您理由，最多延长一次。</li>
              <li>每走一步都能凭登记号和查询码看到；留了手机号或者邮箱的，还会发消息提醒。</li>
            </ol>
          </Prose>
        </Section>
        {documents.length > 0 && <Found documents={documents} subject={r.subject} />}
      </Stack>
    ),
    aside: <DueCard request={r} clock={clock} light="green" />,
  }
}

/** Not every order sets a limit. */
const within = (days: number | null) => (days === null ? '会' : `${days} 个工作日内`)
