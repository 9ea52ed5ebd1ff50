import { MetadataTable, Notice, RevealForm, Section } from '../../../ui/index.ts'
import { applicantFieldLabels, applicantLabels, idKindLabels } from '../labels.ts'
import { applicantFields } from '../schema.ts'
import { hrefOf } from './crumbs.ts'
import type { RequestView } from './record.view.tsx'

/** Who asks, masked; what is behind the mask is shown for a reason. */
export function Applicant({ view }: { view: RequestView }) {
  const { request: r, mayReveal, revealed, typed, problems } = view
  return (
    <Section title="申请人" note="个人信息已遮盖">
      <MetadataTable
        rows={[
          { label: '姓名或名称', value: r.applicantName },
          { label: '类别', value: applicantLabels[r.applicantKind] },
          { label: idKindLabels[r.idKind] ?? '证件号码', value: r.applicantIdNumber },
          { label: '联系人', value: r.contactPerson },
          { label: '联系电话', value: r.applicantContact },
          { label: '电子邮箱', value: r.applicantEmail },
          { label: '通信地址', value: r.applicantAddress },
        ]}
      />
      {revealed && (
        <Notice kind="warning" title={`${revealed.label}：${revealed.value || '未登记'}`}>
          <p>这次查看已经记录在案。离开本页后会重新遮盖。</p>
        </Notice>
      )}
      {mayReveal && (
        <RevealForm
          action={`${hrefOf(r.number)}/reveal`}
          options={applicantFields.map((value) => ({ value, label: applicantFieldLabels[value] }))}
          typed={typed}
          problems={problems}
        />
      )}
    </Section>
  )
}
