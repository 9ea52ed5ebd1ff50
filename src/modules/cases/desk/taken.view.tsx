import type { Refusal } from '../../../core/errors.ts'
import { showQueryCode } from '../../../platform/query-code.ts'
import {
  Actions,
  ButtonLink,
  DayText,
  MetadataTable,
  Notice,
  NotNow,
  type Page,
  PaperLinks,
  PrintButton,
  Section,
  Slip,
  Stack,
  Table,
} from '../../../ui/index.ts'
import { paperLabels, stateLabels } from '../labels.ts'
import type { CaseRecord } from '../service.ts'
import { may, placeOf } from './actions.ts'
import { hrefOf, inList, list } from './crumbs.ts'

type Taken = {
  record: CaseRecord
  code: string
  site: string
  /** Why it did not go on at once. */
  refusal: Refusal | undefined
}

/** Number and query code, the papers to print, and what comes next. */
export function takenPage({ record, code, site, refusal }: Taken): Page {
  const { file: c, life } = record
  const here = hrefOf(c.number)
  const papers = [
    ...life.results.map((r) => ({ name: r.name, at: `${here}/results/${r.id}` })),
    ...life.papers
      .filter((p) => p.kind !== 'transfer')
      .toReversed()
      .map((p) => ({ name: paperLabels[p.kind], at: `${here}/papers/${p.id}` })),
  ]
  return {
    title: `已收件：${c.number}`,
    breadcrumb: inList,
    elements: ['mt-print'],
    body: (
      <Stack>
        {refusal ? (
          <Notice kind="warning" title="已经收件，后面一步没有办成">
            <p>申请没有丢，已经登记在案。</p>
          </Notice>
        ) : (
          <Notice kind="success" title={c.decision ? '已当场办结' : c.acceptedOn ? '已收件并受理' : '已收件'} />
        )}
        {refusal && <NotNow refusal={refusal} />}
        <Slip
          label="办件编号和查询码"
          facts={[
            { label: '办件编号', value: c.number },
            { label: '查询码', value: showQueryCode(code) },
          ]}
        >
          <p>请打印收件凭证交给申请人。查询码只在这里和凭证上出现；凭它们在 https://{site}/cases/follow 查看进度。</p>
        </Slip>
        <MetadataTable
          rows={[
            { label: '事项', value: c.itemName, wide: true },
            { label: '状态', value: stateLabels[c.state] },
            { label: '现在在哪里', value: c.completedOn ? '' : c.atUnitName },
            { label: '期限', value: !c.completedOn && c.dueOn && <DayText day={c.dueOn} /> },
          ]}
        />
        <Actions>
          {may(record, 'deliver') && (
            <ButtonLink href={placeOf(c.number, 'deliver')} kind="primary">
              当场领取，登记送达
            </ButtonLink>
          )}
          {may(record, 'post') && c.wantedDelivery === 'post' && (
            <ButtonLink href={placeOf(c.number, 'post')}>登记寄出</ButtonLink>
          )}
          <ButtonLink href={here}>打开这件办件</ButtonLink>
          <ButtonLink href={`${list}/new`}>再收一件</ButtonLink>
          <PrintButton label="打印这一页" />
        </Actions>
        <Section title="打印">
          <Table
            caption="文书"
            captionHidden
            columns={[
              { head: '文书', cell: (p) => <a href={p.at}>{p.name}</a>, wide: true },
              { head: '下载', cell: (p) => <PaperLinks href={p.at} of={p.name} />, nowrap: true },
            ]}
            rows={papers}
            rowKey={(p) => p.at}
          />
        </Section>
      </Stack>
    ),
  }
}
