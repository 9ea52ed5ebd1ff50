import {
  Actions,
  Button,
  Disclosure,
  Form,
  MetadataTable,
  Notice,
  Section,
  Select,
  TextField,
} from '../../../ui/index.ts'
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
        <Disclosure summary="查看被遮盖的内容" open={problems.length > 0}>
          <Form action={`${hrefOf(r.number)}/reveal`}>
            <Select
              name="field"
              label="要查看的内容"
              value={typed.field}
              options={applicantFields.map((value) => ({ value, label: applicantFieldLabels[value] }))}
              problems={problems}
              required
            />
            <TextField
              name="reason"
              label="查看的理由"
              hint="会和您的姓名、时间一起记录"
              value={typed.reason}
              problems={problems}
              required
            />
            <Actions>
              <Button kind="plain">查看</Button>
            </Actions>
          </Form>
        </Disclosure>
      )}
    </Section>
  )
}
