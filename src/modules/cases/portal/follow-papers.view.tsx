import { showQueryCode } from '../../../platform/query-code.ts'
import { type Column, DayText, Section, Stack, Table, Tag, Timeline } from '../../../ui/index.ts'
import { paperLabels } from '../labels.ts'
import type { CasePaper } from '../papers.store.ts'
import type { CaseDelivery, CaseResult } from '../results.store.ts'

/** The same file in both forms, each link saying of what. */
function Both({ at, name }: { at: string; name: string }) {
  return (
    <span>
      <a href={`${at}/pdf`} aria-label={`下载${name}，PDF`}>
        PDF
      </a>{' '}
      <a href={`${at}/docx`} aria-label={`下载${name}，Word`}>
        Word
      </a>
    </span>
  )
}

/** Certificates and documents, with the code by which anyone may verify them. */
export function Results({ at, results }: { at: string; results: readonly CaseResult[] }) {
  if (results.length === 0) return null
  const columns: Column<CaseResult>[] = [
    { head: '名称', cell: (r) => r.name, names: true, wide: true },
    { head: '编号', cell: (r) => r.number },
    { head: '有效期至', cell: (r) => (r.validUntil ? <DayText day={r.validUntil} /> : '长期'), nowrap: true },
    {
      head: '核验码',
      cell: (r) => <a href={`/verify/${r.verificationCode}`}>{showQueryCode(r.verificationCode)}</a>,
      nowrap: true,
    },
    {
      head: '下载',
      nowrap: true,
      cell: (r) =>
        r.revokedOn ? <Tag tone="warning">已撤销</Tag> : <Both at={`${at}/results/${r.id}`} name={r.name} />,
    },
  ]
  return (
    <Section title="办理结果" note="别人要核对真假的，把核验码给他，或者让他扫证上的二维码">
      <Table caption="办理结果" captionHidden columns={columns} rows={results} rowKey={(r) => r.id} />
    </Section>
  )
}

export function Papers({ at, papers }: { at: string; papers: readonly CasePaper[] }) {
  const columns: Column<CasePaper>[] = [
    { head: '文书', cell: (p) => paperLabels[p.kind], names: true, wide: true },
    { head: '文号', cell: (p) => p.number },
    { head: '日期', cell: (p) => <DayText day={p.issuedOn} />, nowrap: true },
    { head: '下载', nowrap: true, cell: (p) => <Both at={`${at}/papers/${p.id}`} name={paperLabels[p.kind]} /> },
  ]
  return (
    <Section title="文书">
      <Table
        caption="给您的文书"
        captionHidden
        columns={columns}
        rows={papers}
        rowKey={(p) => p.id}
        empty={<p>还没有文书。</p>}
      />
    </Section>
  )
}

/** Where each parcel is, the newest word last. */
export function Parcels({ parcels }: { parcels: readonly CaseDelivery[] }) {
  if (parcels.length === 0) return null
  return (
    <Section title="快递到了哪里">
      <Stack>
        {parcels.map((p) => (
          <div key={p.id}>
            <p>
              {p.carrier}，单号 {p.trackingNumber}，寄到{p.address}
            </p>
            <Timeline
              label={`${p.carrier} ${p.trackingNumber}`}
              steps={p.events.map((e, i) => ({
                title: e.text,
                at: e.on,
                state: i < p.events.length - 1 || e.state === 'delivered' ? 'done' : 'now',
              }))}
            />
          </div>
        ))}
      </Stack>
    </Section>
  )
}
