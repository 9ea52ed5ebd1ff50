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
import type { CasePaper } from '../papers.store.ts'
import type { CaseFile } from '../store.ts'
import { caseHref, toDraft } from './addresses.ts'

/** What the applicant takes away: number, code, and by when they hear. */
export function receiptPage({
  code,
  file: f,
  paper,
}: {
  /** As it is shown: `7KQM-2T9B-XE4H`. */
  code: string
  file: CaseFile
  paper: Pick<CasePaper, 'id'> | undefined
}): Page {
  const at = caseHref(f.number)
  return {
    title: '申请已经提交',
    breadcrumb: toDraft,
    elements: ['mt-print', 'mt-copy'],
    body: (
      <Stack gap="large">
        <Notice kind="success" title={`“${f.itemName}”的申请收到了`}>
          {f.dueOn && (
            <p>
              {f.atUnitName}最迟在 <strong>{showLongDay(f.dueOn)}</strong> 告诉您是否受理、还要补什么。
            </p>
          )}
        </Notice>
        <KeySlip label="办件编号" number={f.number} code={code}>
          请记下或者拍下来。查询码只在这里和收件凭证上出现，不要告诉别人。
        </KeySlip>
        <Actions>
          <ButtonLink href={at} kind="primary" icon="progress">
            查看进度
          </ButtonLink>
          {paper && (
            <ButtonLink href={`${at}/papers/${paper.id}/pdf`} icon="download">
              下载收件凭证（PDF）
            </ButtonLink>
          )}
          {paper && (
            <ButtonLink href={`${at}/papers/${paper.id}/docx`} kind="quiet" icon="download">
              Word 版
            </ButtonLink>
          )}
          <PrintButton label="打印这一页" />
        </Actions>
        <Section title="接下来">
          <Prose>
            <ol>
              <li>材料不齐或者不合要求的，5 个工作日内一次告诉您全部要补的；到期没有告诉您，就算受理。</li>
              <li>受理以后发给您受理通知书，写明承诺哪天办好。</li>
              <li>
                办好以后，
                {f.wantedDelivery === 'post'
                  ? '寄到您填的地址，单号和走到哪里都能看到。'
                  : `到${f.intakeUnitName}领取。`}
                在这以前都可以改领取方式。
              </li>
              <li>每走一步都能在“我的办件”里看到，也会发短信告诉您。</li>
            </ol>
          </Prose>
        </Section>
      </Stack>
    ),
  }
}
