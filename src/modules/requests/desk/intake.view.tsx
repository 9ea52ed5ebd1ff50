import type { Day } from '../../../core/day.ts'
import type { Problem } from '../../../core/errors.ts'
import type { Regime } from '../../../core/regime.ts'
import { showQueryCode } from '../../../platform/query-code.ts'
import {
  Actions,
  Button,
  ButtonLink,
  bytes,
  Checkbox,
  choicesByName,
  DatedList,
  DayField,
  DayText,
  FieldGroup,
  FileField,
  Form,
  Hidden,
  MetadataTable,
  type Page,
  PrintButton,
  Radios,
  Section,
  Select,
  Slip,
  Stack,
  TextArea,
  TextField,
} from '../../../ui/index.ts'
import type { Unit } from '../../organisations/index.ts'
import {
  applicantLabels,
  channelLabels,
  idKindLabels,
  postKindLabels,
  routeLabels,
  stateLabels,
  wantedFormLabels,
} from '../labels.ts'
import { applicantKinds, idKinds, postKinds, routes, wantedForms } from '../schema.ts'
import type { RequestRecord } from '../service.ts'
import { hrefOf, inList, list } from './crumbs.ts'

type View = {
  units: readonly Unit[]
  typed: Readonly<Record<string, string>>
  problems: readonly Problem[]
  limits: { uploadBytes: number }
  today: Day
  regime: Regime
}

export function intakePage(view: View): Page {
  const { typed, problems, units, limits, today } = view
  const field = (name: string) => ({ name, value: typed[name], problems })
  return {
    title: '登记申请',
    breadcrumb: inList,
    problems,
    elements: ['mt-upload'],
    body: (
      <Form upload>
        <Hidden name="submissionKey" value={typed.submissionKey ?? ''} />
        <Receipt view={view} />
        <FieldGroup title="申请人">
          <Select
            {...field('applicantKind')}
            label="申请人类别"
            options={applicantKinds.map((value) => ({ value, label: applicantLabels[value] }))}
            required
          />
          <TextField {...field('applicantName')} label="姓名或者单位名称" required />
          <Select
            {...field('idKind')}
            label="证件种类"
            hint="个人用身份证等，单位用统一社会信用代码"
            options={idKinds.map((value) => ({ value, label: idKindLabels[value] }))}
            required
          />
          <TextField {...field('idNumber')} label="证件号码" size="medium" required />
          <TextField {...field('contactPerson')} label="联系人" hint="单位申请的填写" size="medium" />
          <TextField {...field('phone')} label="联系电话" type="tel" inputMode="tel" size="medium" required />
          <TextField {...field('email')} label="电子邮箱" type="email" size="medium" />
          <TextField {...field('address')} label="通信地址" hint="邮寄答复的必填，写明邮编" />
        </FieldGroup>
        <FieldGroup title="申请的内容">
          <Select {...field('unitCode')} label="向哪个机关申请" options={choicesByName(units)} required />
          <TextField {...field('subject')} label="所需信息的名称" hint="文件名称、文号，或者一句话" required />
          <TextArea {...field('wanted')} label="所需信息的内容描述" hint="照申请书的原话写" rows={5} required />
          <TextArea
            {...field('need')}
            label="生产、生活、科研等特殊需要"
            hint="2019年5月15日以前收到的申请才要求说明"
            rows={2}
          />
          <Radios
            {...field('wantedForm')}
            label="提供形式"
            row
            options={wantedForms.map((value) => ({ value, label: wantedFormLabels[value] }))}
            required
          />
          <Radios
            {...field('wantedRoute')}
            label="获取方式"
            row
            options={routes.map((value) => ({ value, label: routeLabels[value] }))}
            required
          />
        </FieldGroup>
        <FieldGroup title="材料">
          <FileField
            name="identityProof"
            label="身份证明"
            multiple
            maxBytes={limits.uploadBytes}
            problems={problems}
            hint={`扫描件或者照片；当面核对过原件的可以不传。每个不超过 ${bytes(limits.uploadBytes)}`}
          />
          <FileField
            name="application"
            label="申请书"
            multiple
            maxBytes={limits.uploadBytes}
            problems={problems}
            hint="收到的申请书、传真、信件的扫描件"
          />
        </FieldGroup>
        <Actions>
          <Button>登记，给出登记号和查询码</Button>
          <ButtonLink href={list} kind="quiet">
            先不登记
          </ButtonLink>
        </Actions>
        <p>今天是 {today}。登记以后，登记回执随即生成。</p>
      </Form>
    ),
  }
}

/** How it came, and what that means for the day on which the clock starts. */
function Receipt({ view }: { view: View }) {
  const { typed, problems, today, regime } = view
  const field = (name: string) => ({ name, value: typed[name], problems })
  return (
    <FieldGroup
      title="怎样收到的"
      hint={`收到申请之日不计入，从第二天起算 ${regime.limits.replyDays} 个工作日。各种方式的收到之日不同（《政府信息公开条例》第三十一条）：`}
    >
      <Radios
        {...field('channel')}
        label="收到方式"
        required
        options={[
          { value: 'inPerson', label: channelLabels.inPerson, hint: '提交的当天，就是收到申请之日' },
          { value: 'letter', label: channelLabels.letter, hint: '要签收的，签收之日；平信，当天与申请人确认之日' },
          { value: 'fax', label: channelLabels.fax, hint: '与申请人双方确认之日' },
        ]}
      />
      <DayField
        {...field('arrivedOn')}
        label="到达日期"
        max={today}
        hint="当面提交、签收、平信或者传真到达的那一天"
        required
      />
      <Radios
        {...field('postKind')}
        label="信函种类"
        hint="信函才选"
        options={[
          { value: '', label: '不是信函' },
          ...postKinds.map((value) => ({ value, label: postKindLabels[value] })),
        ]}
      />
      <DayField
        {...field('confirmedOn')}
        label="与申请人确认的日期"
        max={today}
        hint="传真、平信必填：从这一天起算。请在到达当天就与申请人联系"
      />
      <Checkbox
        name="oral"
        label="口头提出，由工作人员代填"
        hint="采用书面形式确有困难的，可以口头提出（第二十九条）；请念给申请人核对"
        value="yes"
        checked={typed.oral === 'yes'}
        problems={problems}
      />
    </FieldGroup>
  )
}

type Registered = { record: RequestRecord; code: string; site: string }

/** Number and query code, to be printed or read out; and what the clerk should look at now. */
export function registeredPage({ record, code, site }: Registered): Page {
  const { request: r, similar, life } = record
  const again = similar.filter((s) => s.sameApplicant)
  const receipt = life.letters.find((l) => l.kind === 'receipt')
  return {
    title: `已登记：${r.number}`,
    breadcrumb: inList,
    elements: ['mt-print'],
    body: (
      <Stack>
        <Slip
          label="登记号和查询码"
          facts={[
            { label: '登记号', value: r.number },
            { label: '查询码', value: showQueryCode(code) },
          ]}
        >
          <p>
            请念给申请人，或者打印出来交给申请人。查询码只在这里和登记回执上出现；凭它们在 https://{site}
            /requests/follow 查看进度。
          </p>
        </Slip>
        <MetadataTable
          rows={[
            { label: '所需信息', value: r.subject, wide: true },
            { label: '收到申请之日', value: <DayText day={r.receivedOn} /> },
            { label: '最迟答复', value: <DayText day={r.dueOn} /> },
            { label: '办理单位', value: r.unitName },
          ]}
        />
        <Actions>
          {receipt && (
            <ButtonLink href={`${hrefOf(r.number)}/letters/${receipt.id}.pdf`} kind="primary" download>
              下载登记回执
            </ButtonLink>
          )}
          <ButtonLink href={hrefOf(r.number)}>打开这件申请</ButtonLink>
          <ButtonLink href={`${list}/new`}>再登记一件</ButtonLink>
          <PrintButton label="打印这一页" />
        </Actions>
        {again.length > 0 && (
          <Section title="这位申请人提过相近的申请" note="先看看是不是同一件，免得重复办理">
            <DatedList
              items={again.map((s) => ({
                title: `${s.number}：${s.subject}`,
                href: hrefOf(s.number),
                day: s.receivedOn,
                note: stateLabels[s.state],
              }))}
            />
          </Section>
        )}
      </Stack>
    ),
  }
}
