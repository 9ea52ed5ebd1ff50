import type { Problem } from '../../../core/errors.ts'
import {
  Actions,
  Button,
  ButtonLink,
  Card,
  FieldGroup,
  Form,
  Hidden,
  MetadataTable,
  Notice,
  type Page,
  Radios,
  Section,
  Select,
  Stack,
  TextField,
} from '../../../ui/index.ts'
import { materialsFor } from '../../catalogue/index.ts'
import { AnswerFields, answerFacts, QuestionFields } from '../answer-fields.tsx'
import { withKnown } from '../answers.ts'
import { type DraftView, knownIn } from '../drafts.service.ts'
import { applicantLabels, deliveryLabels, idKindLabels } from '../labels.ts'
import { applicantKinds, deliveryWays, idKinds } from '../schema.ts'
import { draftHref, toDraft } from './addresses.ts'
import { askedNames, stepOf } from './draft-form.ts'
import { givenWords } from './draft-materials.view.tsx'
import { StepActions, type StepView, stepPage } from './draft-step.view.tsx'

type TypedView = StepView & { typed: Readonly<Record<string, string>> }

export function questionsPage(view: TypedView): Page {
  const { version, typed, problems } = view
  return stepPage(
    view,
    'questions',
    <Form>
      <QuestionFields questions={version.elements.questions} typed={typed} problems={problems} />
      <StepActions next="保存，下一步填表" />
    </Form>,
  )
}

/**
 * Who applies, what the item asks, how the result is to come. Nothing is asked that is known.
 * @basis 国务院令第716号第六条；《个人信息保护法》第六条
 */
export function formPage(view: TypedView): Page {
  const { version, typed, problems } = view
  const { form, express } = version.elements
  const names = askedNames(view, problems)
  const field = (name: string) => ({ name, value: typed[name], problems })
  const addressKnown = Object.entries(form.properties).some(
    ([name, f]) => f.known === 'applicant.address' && form.required.includes(name),
  )
  return stepPage(
    view,
    'form',
    <Form>
      <FieldGroup title="谁来申请" hint="只用于办理这件申请，不公开；查看的人和理由都有记录。">
        <Radios
          {...field('applicantKind')}
          label="以什么身份申请"
          options={applicantKinds.map((value) => ({ value, label: applicantLabels[value] }))}
          row
          required
        />
        {typed.applicantKind === 'organisation' && problemAt(problems, 'idKind') === undefined ? (
          <Firm typed={typed} problems={problems} />
        ) : (
          <Person typed={typed} problems={problems} firmToo={typed.applicantKind !== 'naturalPerson'} />
        )}
        <TextField
          {...field('phone')}
          label="联系电话"
          hint="填手机号码的，办理的消息发短信到这里"
          type="tel"
          inputMode="tel"
          autocomplete="tel"
          size="medium"
          maxLength={40}
          required
        />
        <TextField
          {...field('email')}
          label="电子邮箱"
          hint="填了，办理的消息也发邮件到这里"
          type="email"
          inputMode="email"
          autocomplete="email"
          maxLength={120}
        />
        <TextField
          {...field('address')}
          label="联系地址"
          autocomplete="address-line1"
          maxLength={200}
          required={addressKnown}
        />
      </FieldGroup>
      {names.length > 0 && (
        <FieldGroup title="申请的内容">
          <AnswerFields form={form} typed={typed} problems={problems} names={names} />
        </FieldGroup>
      )}
      <FieldGroup title="怎样领取结果">
        <Radios
          {...field('wantedDelivery')}
          value={typed.wantedDelivery ?? 'counter'}
          label="领取方式"
          options={deliveryWays
            .filter((way) => way === 'counter' || express)
            .map((value) => ({ value, label: deliveryLabels[value] }))}
          row
          required
        />
        {express && (
          <TextField
            {...field('deliveryAddress')}
            label="邮寄地址"
            hint="选“邮寄”的必填，写到门牌号"
            autocomplete="address-line1"
            maxLength={200}
          />
        )}
      </FieldGroup>
      <StepActions next="保存，下一步交材料" />
    </Form>,
  )
}

type Fields = Pick<TypedView, 'typed' | 'problems'>

/** A firm has one number, its credit code, and someone who answers for the application. */
function Firm({ typed, problems }: Fields) {
  const field = (name: string) => ({ name, value: typed[name], problems })
  return (
    <>
      <Hidden name="idKind" value="creditCode" />
      <TextField
        {...field('applicantName')}
        label="单位名称"
        hint="和营业执照或者登记证书上的一致"
        autocomplete="organization"
        maxLength={100}
        required
      />
      <TextField
        {...field('idNumber')}
        label="统一社会信用代码"
        hint="18 位，会当场核对有没有写错"
        size="medium"
        maxLength={40}
        required
      />
      <TextField
        {...field('contactPerson')}
        label="负责人姓名"
        hint="单位里负责这件申请的人，我们有事找他；不用填他的身份证号码"
        autocomplete="name"
        size="medium"
        maxLength={50}
        required
      />
    </>
  )
}

/** A person; or, where it is not known yet which, either. */
function Person({ typed, problems, firmToo }: Fields & { firmToo: boolean }) {
  const field = (name: string) => ({ name, value: typed[name], problems })
  return (
    <>
      <TextField
        {...field('applicantName')}
        label={firmToo ? '姓名或者单位名称' : '姓名'}
        hint="和证件上的一致"
        autocomplete="name"
        size="medium"
        maxLength={100}
        required
      />
      <Select
        {...field('idKind')}
        label="证件种类"
        options={idKinds.map((value) => ({ value, label: idKindLabels[value] }))}
        required
      />
      <TextField
        {...field('idNumber')}
        label="证件号码"
        hint={
          firmToo
            ? '身份证号码和统一社会信用代码都是 18 位，会当场核对有没有写错'
            : '身份证号码 18 位，会当场核对有没有写错'
        }
        size="medium"
        maxLength={40}
        required
      />
      {(firmToo || typed.contactPerson || problemAt(problems, 'contactPerson')) && (
        <TextField
          {...field('contactPerson')}
          label="联系人"
          hint="单位申请的必填，个人不用填"
          size="medium"
          maxLength={50}
        />
      )}
    </>
  )
}

const problemAt = (problems: readonly Problem[], name: string) => problems.find((p) => p.field === name)

/** Everything once more, and what is still missing; then the one button. */
export function checkPage(view: TypedView & { open: readonly Problem[]; wait: string | undefined }): Page {
  const { draft, version, open, refusal, typed, wait } = view
  const { elements } = version
  const { form } = draft
  const answers = withKnown(elements.form, form.answers ?? {}, knownIn(form))
  const { needed, perhaps, optional } = materialsFor(elements, form.choices ?? {})
  const given = [...needed, ...perhaps, ...optional].flatMap((m) => {
    const words = givenWords(view, m)
    return words === undefined ? [] : [{ label: m.name, value: words, wide: true }]
  })
  const chosen = elements.questions.map((q) => ({
    label: q.text,
    value: q.options.find((o) => o.value === form.choices?.[q.key])?.label,
  }))
  return stepPage(
    { ...view, problems: [] },
    'check',
    <Stack gap="large">
      {open.length > 0 && <Missing id={draft.id} open={open} />}
      {wait !== undefined && (
        <Notice kind="warning" title={wait}>
          <p>填好的内容和上传的文件都在这份草稿里，到时候打开它，再点“提交申请”就行。着急的，可以带材料到窗口办理。</p>
        </Notice>
      )}
      <Section title="谁来申请" more={{ label: '修改', href: draftHref(draft.id, 'form') }}>
        <MetadataTable
          rows={[
            { label: '申请人', value: form.applicantName },
            { label: '身份', value: form.applicantKind && applicantLabels[form.applicantKind] },
            { label: '证件', value: form.idKind && idKindLabels[form.idKind] },
            { label: '证件号码', value: form.idNumber },
            { label: '负责人', value: form.applicantKind === 'organisation' ? form.contactPerson : '' },
            { label: '联系电话', value: form.phone },
            { label: '电子邮箱', value: form.email },
            { label: '联系地址', value: form.address },
            {
              label: '领取方式',
              value: [deliveryLabels[form.wantedDelivery ?? 'counter'], typed.deliveryAddress]
                .filter(Boolean)
                .join('：'),
            },
          ]}
        />
      </Section>
      {chosen.length > 0 && (
        <Section title="情形" more={{ label: '修改', href: draftHref(draft.id, 'questions') }}>
          <MetadataTable rows={chosen} />
        </Section>
      )}
      <Section title="申请的内容" more={{ label: '修改', href: draftHref(draft.id, 'form') }}>
        <MetadataTable rows={answerFacts(elements.form, answers, knownIn(form))} />
      </Section>
      <Section title="材料" more={{ label: '修改', href: draftHref(draft.id, 'materials') }}>
        {given.length > 0 ? <MetadataTable rows={given} columns={1} /> : <p>没有材料。</p>}
      </Section>
      {open.length === 0 && !refusal && (
        <Form>
          <p>提交就是确认以上内容真实。提交以后马上得到办件编号和查询码，连着点两次也只登记一件。</p>
          <Actions>
            <Button icon="check">提交申请</Button>
          </Actions>
        </Form>
      )}
    </Stack>,
  )
}

/** What is missing, each with the way to where it is put right. */
function Missing({ id, open }: { id: string; open: readonly Problem[] }) {
  return (
    <Card tone="mist" level={2} title={`还有 ${open.length} 处没有填好，填好以后才能提交`}>
      <ul>
        {open.map((p) => (
          <li key={`${p.field} ${p.message}`}>
            <a href={`${draftHref(id, stepOf(p))}#field-${p.field.replace(/[^A-Za-z0-9_-]+/g, '-')}`}>{p.message}</a>
          </li>
        ))}
      </ul>
    </Card>
  )
}

/** Asks once more before everything typed is deleted. */
export function dropPage({ draft, version, files }: DraftView): Page {
  return {
    title: '删除草稿',
    breadcrumb: toDraft,
    body: (
      <Stack gap="large">
        <Notice kind="warning" title="删除以后不能恢复">
          <p>
            “{version.elements.name}”填过的内容
            {files.length > 0 && `和上传的 ${files.length} 个文件`}都会删掉。
          </p>
        </Notice>
        <Form>
          <Actions>
            <Button kind="danger">删除草稿</Button>
            <ButtonLink href={draftHref(draft.id, 'form')}>不删，接着填</ButtonLink>
          </Actions>
        </Form>
      </Stack>
    ),
  }
}
