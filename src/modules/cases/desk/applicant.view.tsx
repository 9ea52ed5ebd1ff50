import { MetadataTable, Notice, RevealForm, Section } from '../../../ui/index.ts'
import { applicantLabels, consentLabels, idKindLabels, personalLabels } from '../labels.ts'
import { personalFields } from '../schema.ts'
import { hrefOf } from './crumbs.ts'
import type { CaseView } from './record.view.tsx'

/** Who applies and who acts for them, masked; what is behind the mask is shown for a reason. */
export function Applicant({ view }: { view: CaseView }) {
  const { file: c, mayReveal, mayOpen, revealed, typed, problems } = view
  return (
    <Section title="申请人" note="个人信息已遮盖">
      <MetadataTable
        rows={[
          { label: '姓名或名称', value: c.applicantName },
          { label: '类别', value: applicantLabels[c.applicantKind] },
          { label: idKindLabels[c.idKind], value: c.applicantIdNumber },
          { label: '联系人', value: c.contactPerson },
          { label: '联系电话', value: c.applicantPhone },
          { label: '电子邮箱', value: c.applicantEmail },
          { label: '联系地址', value: c.applicantAddress },
          { label: '邮寄地址', value: c.deliveryAddress },
          { label: '代办人', value: c.agentName && `${c.agentName} ${c.agentIdNumber}` },
          { label: '代办人电话', value: c.agentPhone },
          {
            label: '申请人怎样同意代办',
            value: c.consentHow && (
              <>
                {consentLabels[c.consentHow]}
                {c.consentSha256 && mayOpen && (
                  <>
                    {' '}
                    <a href={`${hrefOf(c.number)}/consent`} download>
                      看凭证
                    </a>
                  </>
                )}
              </>
            ),
          },
        ]}
      />
      {revealed && (
        <Notice kind="warning" title={`${revealed.label}：${revealed.value || '未登记'}`}>
          <p>这次查看已经记录在案。离开本页后会重新遮盖。</p>
        </Notice>
      )}
      {mayReveal && (
        <RevealForm
          action={`${hrefOf(c.number)}/reveal`}
          options={personalFields.map((value) => ({ value, label: personalLabels[value] }))}
          typed={typed}
          problems={problems}
        />
      )}
    </Section>
  )
}
