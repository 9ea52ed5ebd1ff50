import { dayOf } from '../../../core/day.ts'
import type { Problem } from '../../../core/errors.ts'
import {
  Actions,
  Button,
  Card,
  DatedList,
  FieldGroup,
  Form,
  Hidden,
  KeptUploads,
  Notice,
  type Page,
  Radios,
  Select,
  Stack,
  TextArea,
  TextField,
  UploadsField,
} from '../../../ui/index.ts'
import type { Suggestion } from '../../disclosure/index.ts'
import type { Unit } from '../../organisations/index.ts'
import { applicantLabels, idKindLabels, routeLabels, wantedFormLabels } from '../labels.ts'
import { applicantKinds, idKinds, wantedForms } from '../schema.ts'
import { type Uploads, uploadFields } from './uploads.ts'

export const crumbs = [
  { label: '首页', href: '/' },
  { label: '依申请公开', href: '/requests' },
]

type ApplyView = {
  units: readonly Unit[]
  typed: Readonly<Record<string, string>>
  uploads: Uploads
  kept: string
  problems: readonly Problem[]
  /** Published documents that may answer it already. */
  documents: readonly Suggestion[]
  /** Whether they have been looked for. */
  asked: boolean
  maxBytes: number
  signedIn: boolean
}

/**
 * The form of an application. Everything asked for has its reason in the article; nothing else is asked.
 * @basis 《政府信息公开条例》第二十九条；《个人信息保护法》第六条
 */
export function applyPage(view: ApplyView): Page {
  const { typed, documents, asked, uploads, maxBytes } = view
  // Told from the top of the page to its bottom.
  const problems = view.problems.toSorted((a, b) => order.indexOf(a.field) - order.indexOf(b.field))
  const field = (name: string) => ({ name, value: typed[name], problems })
  return {
    title: '填写申请',
    breadcrumb: crumbs,
    problems,
    elements: ['mt-upload'],
    body: (
      <Stack gap="large">
        {asked && <Found documents={documents} subject={typed.subject ?? ''} />}
        {!view.signedIn && (
          <p>
            不用注册就能申请。<a href="/sign-in?next=%2Frequests%2Fnew">登录以后再填</a>
            ，姓名和电话会自动填好，以后在“我的申请”里就能看到进度。
          </p>
        )}
        <Form upload>
          <FieldGroup title="一、要什么信息" hint="一份申请写一件事，办得更快。">
            <TextField
              {...field('subject')}
              label="信息的名称"
              hint="文件名、文号，或者一句话说清是什么，例如：城东片区 2024 年征地补偿安置方案"
              maxLength={100}
              required
            />
            <TextArea
              {...field('wanted')}
              label="具体要哪些内容"
              hint="时间、地点、单位、事项等便于查找的特征，知道多少写多少"
              maxLength={2000}
              required
            />
            <Select
              {...field('unitCode')}
              label="向哪个机关申请"
              hint="不清楚就选市政府，我们会转给负责的单位"
              options={unitOptions(view.units)}
              empty={false}
              required
            />
            <Actions>
              <Button kind="plain" name="check" value="1" icon="search" skipChecks>
                先看看是不是已经公开
              </Button>
            </Actions>
          </FieldGroup>
          <FieldGroup title="二、怎样给您">
            <Radios
              {...field('wantedForm')}
              label="提供形式"
              options={wantedForms.map((value) => ({ value, label: wantedFormLabels[value] }))}
              required
            />
            <Radios
              {...field('wantedRoute')}
              label="获取方式"
              options={(['online', 'mail', 'post', 'inPerson'] as const).map((value) => ({
                value,
                label: routeLabels[value],
                hint: routeHints[value],
              }))}
              required
            />
            <TextField
              {...field('email')}
              label="电子邮箱"
              hint="选“电子邮件”的必填；有新的文书也会发信告诉您"
              type="email"
              autocomplete="email"
              maxLength={120}
            />
            <TextField {...field('address')} label="通信地址和邮编" hint="选“邮寄”的必填" maxLength={200} />
          </FieldGroup>
          <FieldGroup
            title="三、您是谁"
            hint="《政府信息公开条例》第二十九条要求写明。只用于办理这件申请，不公开；查看的人和理由都有记录。"
          >
            <Radios
              {...field('applicantKind')}
              label="以什么身份申请"
              options={applicantKinds.map((value) => ({ value, label: applicantNames[value] }))}
              required
            />
            <TextField
              {...field('applicantName')}
              label="姓名或者单位名称"
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
              hint="身份证号码和统一社会信用代码都是 18 位，会当场核对有没有写错"
              size="medium"
              maxLength={40}
              required
            />
            <UploadsField
              name="identityProof"
              label="身份证明"
              hint="身份证正反面、护照或者营业执照的照片，看得清就行"
              kind={uploadFields.identityProof}
              came={uploads.identityProof}
              maxBytes={maxBytes}
              problems={problems}
              required
            />
            <TextField
              {...field('contactPerson')}
              label="联系人"
              hint="单位申请的必填，个人不用填"
              size="medium"
              maxLength={50}
            />
            <TextField
              {...field('phone')}
              label="联系电话"
              hint="手机或者座机，例如 13812345678、0736-4210000"
              type="tel"
              inputMode="tel"
              autocomplete="tel"
              size="medium"
              maxLength={40}
              required
            />
          </FieldGroup>
          <FieldGroup title="四、还有要说明的">
            <UploadsField
              name="attachments"
              label="其他材料"
              hint="没有就不用传"
              kind={uploadFields.attachments}
              came={uploads.attachments}
              maxBytes={maxBytes}
              problems={problems}
            />
          </FieldGroup>
          <Hidden name="submissionKey" value={typed.submissionKey ?? ''} />
          <KeptUploads token={view.kept} />
          <p>提交以后马上得到登记号和查询码。连着点两次也只登记一件。</p>
          <Actions>
            <Button>提交申请</Button>
          </Actions>
        </Form>
      </Stack>
    ),
  }
}

/** Fields as they stand on the page. */
const order = [
  'subject',
  'wanted',
  'unitCode',
  'wantedForm',
  'wantedRoute',
  'email',
  'address',
  'applicantKind',
  'applicantName',
  'idKind',
  'idNumber',
  'identityProof',
  'contactPerson',
  'phone',
  'attachments',
]

/** Published documents that may answer an application, before it is sent or while it waits. */
export function Found({ documents, subject }: { documents: readonly Suggestion[]; subject: string }) {
  if (documents.length === 0) return <Notice title={`没有找到已经公开的“${subject}”`}>请接着填写下面的申请。</Notice>
  return (
    <Card level={2} tone="mist" title="先看看这些已经公开的，也许有您要的">
      <DatedList items={documents.map((d) => ({ ...d, day: dayOf(d.publishedAt) }))} />
      <p>
        找到了就不用申请了。还想再找，<a href={`/search?q=${encodeURIComponent(subject)}`}>到搜索里看更多</a>。
      </p>
    </Card>
  )
}

const applicantNames = { ...applicantLabels, naturalPerson: '个人', otherOrganisation: '其他单位' }

const routeHints = {
  online: '凭查询码随时下载，最快',
  mail: '发到您的电子邮箱',
  post: '寄到您的通信地址',
  inPerson: '带身份证件到机关领取或者查阅',
}

const unitGroups: Partial<Record<Unit['kind'], string>> = {
  government: '政府和办公室',
  office: '政府和办公室',
  department: '部门',
  institution: '部门',
  town: '镇和街道',
  subdistrict: '镇和街道',
}

function unitOptions(units: readonly Unit[]) {
  const order = ['政府和办公室', '部门', '镇和街道']
  return units
    .map((u) => ({ value: u.code, label: u.name, group: unitGroups[u.kind] ?? '部门' }))
    .toSorted((a, b) => order.indexOf(a.group) - order.indexOf(b.group))
}
