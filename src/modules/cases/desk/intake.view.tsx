import type { Day } from '../../../core/day.ts'
import type { Refusal } from '../../../core/errors.ts'
import { papers } from '../../../platform/kept-uploads.ts'
import {
  Actions,
  Button,
  ButtonLink,
  DayField,
  Disclosure,
  EmptyState,
  FieldGroup,
  Form,
  Grid,
  Hidden,
  KeptUploads,
  Lesser,
  MetadataTable,
  Notice,
  NotNow,
  type Page,
  Radios,
  Search,
  Select,
  Stack,
  Table,
  Tag,
  TextField,
  UploadsField,
} from '../../../ui/index.ts'
import { type ItemVersion, materialsFor } from '../../catalogue/index.ts'
import type { Unit } from '../../organisations/index.ts'
import { AnswerFields, QuestionFields, typedUnder } from '../answer-fields.tsx'
import { isAsked } from '../answers.ts'
import type { Choosable, rightsHere } from '../intake-help.service.ts'
import { applicantLabels, channelLabels, consentLabels, deliveryLabels, idKindLabels } from '../labels.ts'
import type { Reusable } from '../materials.ts'
import { applicantKinds, type Channel, consentWays, deliveryWays, idKinds } from '../schema.ts'
import { inList, list } from './crumbs.ts'
import type { SentMaterials } from './material-form.ts'
import { MaterialRows } from './material-rows.tsx'

const hrefOfItem = (code: string, origin: string) =>
  `${list}/new/${encodeURIComponent(code)}${origin && `?origin=${origin}`}`

/** First the item: by words or code, or one of those that come most. */
export function choosePage({ q, items, origin }: { q: string; items: readonly Choosable[]; origin: string }): Page {
  return {
    title: '收件',
    breadcrumb: inList,
    body: (
      <Stack>
        <p id="field-q" tabindex={-1}>
          先找到要办的事项。
        </p>
        <Search
          action={`${list}/new`}
          value={q}
          label="找事项"
          placeholder="事项的名称、几个字，或者编码"
          keep={origin ? { origin } : {}}
        />
        <Table<Choosable>
          caption={q ? '找到的事项' : '最近收得多的事项'}
          columns={[
            { head: '事项', cell: (i) => <a href={hrefOfItem(i.code, origin)}>{i.name}</a>, wide: true },
            { head: '主管单位', cell: (i) => i.unitName, nowrap: true },
            {
              head: '类型',
              cell: (i) => (i.instant ? <Tag tone="good">即办件</Tag> : <Tag>承诺件</Tag>),
              nowrap: true,
            },
          ]}
          rows={items}
          rowKey={(i) => i.code}
          empty={
            <EmptyState title={q ? '没有找到' : '还没有收过件'}>
              {q ? '请换几个字，例如只写“结婚”“户口”。' : '在上面写几个字，就能找到事项。'}
            </EmptyState>
          }
        />
      </Stack>
    ),
  }
}

type View = SentMaterials & {
  version: ItemVersion
  here: Unit
  today: Day
  channels: readonly Exclude<Channel, 'online'>[]
  rights: Awaited<ReturnType<typeof rightsHere>>
  reusable: readonly (Reusable & { key: string })[]
  /** Names the files that have come. */
  kept: string
  maxBytes: number
  refusal: Refusal | undefined
}

/** All on one page: who, what they are asked, what they bring, and one button. */
export function intakePage(view: View): Page {
  const { version, problems, typed, refusal, kept } = view
  const { elements } = version
  return {
    title: `收件：${elements.name}`,
    breadcrumb: [...inList, { label: '收件', href: `${list}/new` }],
    problems,
    elements: ['mt-upload'],
    body: (
      <Stack>
        {refusal && <NotNow refusal={refusal} />}
        <MetadataTable
          rows={[
            { label: '收件单位', value: view.here.name },
            { label: '类型', value: elements.caseType === '1' ? '即办件，当场办结' : '承诺件' },
            { label: '受理条件', value: elements.acceptanceCondition, wide: true },
          ]}
        />
        <Form upload>
          <Hidden name="submissionKey" value={typed.submissionKey ?? ''} />
          <Hidden name="origin" value={typed.origin ?? ''} />
          <KeptUploads token={kept} />
          <Arrival view={view} />
          <Applicant view={view} />
          <Agent view={view} />
          {elements.questions.length > 0 && (
            <FieldGroup title="情形" hint="回答以后，只列这种情形要交的材料。">
              <QuestionFields questions={elements.questions} typed={typed} problems={problems} />
              <Actions>
                <Button kind="plain" name="press" value="list" skipChecks>
                  按回答列材料
                </Button>
              </Actions>
            </FieldGroup>
          )}
          <Application view={view} />
          <Materials view={view} />
          <Delivery view={view} />
          <Send view={view} />
        </Form>
      </Stack>
    ),
  }
}

/** The item's own form; what only repeats the applicant is filled in by itself. */
function Application({ view: { version, typed, problems } }: { view: View }) {
  const { form } = version.elements
  const names = Object.entries(form.properties).flatMap(([name, field]) =>
    isAsked(field, typed.applicantKind) || problems.some((p) => p.field === `answers.${name}`) ? [name] : [],
  )
  if (names.length === 0) return null
  return (
    <FieldGroup title="申请表">
      <AnswerFields form={form} names={names} typed={typed} problems={problems} />
    </FieldGroup>
  )
}

function Arrival({ view: { channels, typed, problems, today } }: { view: View }) {
  return (
    <FieldGroup title="怎样收到的">
      <Radios
        name="channel"
        label="收件方式"
        row
        value={typed.channel}
        problems={problems}
        options={channels.map((value) => ({ value, label: channelLabels[value] }))}
        required
      />
      <DayField
        name="receivedOn"
        label="邮件收到的日期"
        hint="邮寄来的才填：期限从这一天起算"
        value={typed.receivedOn}
        max={today}
        problems={problems}
      />
    </FieldGroup>
  )
}

function Applicant({ view: { typed, problems } }: { view: View }) {
  const field = (name: string) => ({ name, value: typed[name], problems })
  return (
    <FieldGroup title="申请人">
      <Radios
        {...field('applicantKind')}
        label="申请人类别"
        row
        options={applicantKinds.map((value) => ({ value, label: applicantLabels[value] }))}
        required
      />
      <Grid>
        <Select
          {...field('idKind')}
          label="证件种类"
          options={idKinds.map((value) => ({ value, label: idKindLabels[value] }))}
          required
        />
        <TextField {...field('idNumber')} label="证件号码" size="medium" required />
      </Grid>
      <Actions>
        <Button kind="plain" name="press" value="recall" skipChecks>
          按号码带出以前填写的
        </Button>
      </Actions>
      <Grid>
        <TextField {...field('applicantName')} label="姓名或者单位名称" required />
        <TextField {...field('phone')} label="联系电话" type="tel" inputMode="tel" size="medium" required />
        <TextField
          {...field('email')}
          label="电子邮箱"
          hint="填了，办理的消息也发到这里"
          type="email"
          inputMode="email"
          size="medium"
        />
        <TextField {...field('contactPerson')} label="联系人" hint="单位申请的填写" size="medium" />
        <TextField {...field('address')} label="联系地址" />
      </Grid>
    </FieldGroup>
  )
}

/** Who came for the applicant, and how they consented. */
function Agent({ view: { typed, problems, channels, uploads, maxBytes } }: { view: View }) {
  const field = (name: string) => ({ name, value: typed[name], problems })
  const names = ['agentName', 'agentIdNumber', 'agentPhone', 'consentHow', 'consent']
  const nearby = !channels.includes('window')
  const begun = names.some((name) => typed[name]) || problems.some((p) => names.includes(p.field))
  return (
    <Disclosure summary="不是本人来的：代办人和本人的同意" open={begun || nearby}>
      <FieldGroup title="代办" hint={nearby ? '您替群众代办的，写您自己。本人来的不用填。' : '本人来的不用填。'}>
        <Grid>
          <TextField {...field('agentName')} label="代办人姓名" size="medium" />
          <TextField {...field('agentIdNumber')} label="代办人身份证号码" size="medium" />
          <TextField {...field('agentPhone')} label="代办人电话" type="tel" inputMode="tel" size="medium" />
        </Grid>
        <Radios
          {...field('consentHow')}
          label="申请人怎样同意代办"
          row
          value={typed.consentHow ?? ''}
          options={[
            ...consentWays.map((value) => ({ value, label: consentLabels[value] })),
            { value: '', label: '没有代办' },
          ]}
        />
        <UploadsField
          name="consent"
          label="同意的凭证"
          hint="书面委托的传委托书，电话同意的传录音；本人在场的可以不传"
          kind={consentKind}
          came={uploads.consent ?? []}
          maxBytes={maxBytes}
          problems={problems}
        />
      </FieldGroup>
    </Disclosure>
  )
}

function Materials({ view }: { view: View }) {
  const { version, typed, uploads, problems, maxBytes, reusable } = view
  const { needed, perhaps, optional } = materialsFor(version.elements, typedUnder('choices', typed))
  const shown = [...needed, ...perhaps, ...optional]
  if (shown.length === 0) return <Lesser>这个事项不用交材料。</Lesser>
  return (
    <FieldGroup title="材料" hint={`一共 ${shown.length} 样，逐样核对。容缺的，受理以后在期限内补交。`}>
      <Actions>
        <Button kind="plain" name="press" value="paper" skipChecks>
          都带齐了：看过原件，收纸质
        </Button>
      </Actions>
      <MaterialRows
        materials={shown}
        typed={typed}
        uploads={uploads}
        problems={problems}
        maxBytes={maxBytes}
        none="没有交"
        reusable={reusable}
        later
      />
    </FieldGroup>
  )
}

function Delivery({ view: { typed, problems, version } }: { view: View }) {
  const { express } = version.elements
  return (
    <FieldGroup title="结果怎样领取">
      <Radios
        name="wantedDelivery"
        label="领取方式"
        row
        value={typed.wantedDelivery}
        problems={problems}
        options={deliveryWays
          .filter((way) => way === 'counter' || express)
          .map((value) => ({ value, label: deliveryLabels[value] }))}
        required
      />
      {express && (
        <TextField
          name="deliveryAddress"
          label="邮寄地址"
          hint="选择邮寄的填写"
          value={typed.deliveryAddress}
          problems={problems}
        />
      )}
    </FieldGroup>
  )
}

/** One button for what the clerk may do at once; what needs a letter of authorisation says so before anything is typed. */
function Send({ view: { version, rights } }: { view: View }) {
  const instant = version.elements.caseType === '1' || version.elements.commitmentLimit.unit === 'instant'
  const decides = instant && rights.decide === 'yes' && !version.elements.fourEyes
  const accepts = rights.accept === 'yes'
  return (
    <>
      {!accepts && (
        <Notice title="您可以收件，受理由主管单位办理">
          <p>要在这里受理的，请主管单位给您签授权委托书，写明“受理”。</p>
        </Notice>
      )}
      {instant && accepts && !decides && (
        <Notice title="这是即办件，您的授权委托书不包括决定">
          <p>收件以后交给有权决定的人；要在这里当场办结的，请主管单位补签，写明“决定”。</p>
        </Notice>
      )}
      <Actions>
        {decides && (
          <Button name="press" value="decide">
            收件并当场办结
          </Button>
        )}
        {accepts && (
          <Button kind={decides ? 'plain' : 'primary'} name="press" value="accept">
            收件并受理
          </Button>
        )}
        <Button kind={accepts ? 'plain' : 'primary'} name="press" value="take">
          只收件
        </Button>
        <ButtonLink href={`${list}/new`} kind="quiet">
          换一个事项
        </ButtonLink>
      </Actions>
    </>
  )
}

const consentKind = { ...papers, kinds: '照片、PDF 或者录音', accept: `${papers.accept},audio/*` }
