import type { Problem } from '../../../core/errors.ts'
import {
  Actions,
  Button,
  ButtonLink,
  Checkbox,
  DayField,
  Disclosure,
  FieldGroup,
  Form,
  Hidden,
  Lookup,
  MetadataTable,
  Notice,
  type Page,
  Radios,
  Select,
  Stack,
  TextArea,
  TextField,
} from '../../../ui/index.ts'
import type { KnowledgeHit } from '../../knowledge/index.ts'
import type { DispatchProposal, Place } from '../dispatch.ts'
import { channelLabels, kindLabels, stateLabels } from '../labels.ts'
import type { besides, OrderRecord } from '../service.ts'
import { moveAt } from './actions.ts'
import { hrefOf, inList, list } from './crumbs.ts'
import { Caller, Helps } from './help.view.tsx'
import { leadUnits, named } from './move-looks.ts'
import { placeOptions } from './place-options.ts'

export type IntakeView = Awaited<ReturnType<typeof besides>> & {
  units: readonly Place[]
  proposed: readonly DispatchProposal[]
  hits: readonly KnowledgeHit[]
  emergencies: readonly { number: string; hit: string; say: string }[]
  /** Whether there is text that was looked for. */
  asked: boolean
  typed: Readonly<Record<string, string>>
  problems: readonly Problem[]
}

/** Who is on the phone, what they say, and what may be done with it, in the order of the call. */
export function intakePage(view: IntakeView): Page {
  const { typed, problems, units } = view
  const field = (name: string) => ({ name, value: typed[name], problems })
  const box = (name: string) => ({ name, checked: typed[name] === 'true', problems })
  const { badRating: _, ...channels } = channelLabels
  return {
    title: '登记来电、来信',
    breadcrumb: inList,
    problems,
    elements: ['mt-lookup'],
    body: (
      <Form action={`${list}/new`}>
        <Hidden name="submissionKey" value={typed.submissionKey ?? ''} />
        <TextField {...field('personPhone')} label="来电号码" type="tel" size="medium" inputMode="tel" />
        <Lookup of="personPhone" label="查以前的来电" begin>
          <Caller view={view} />
        </Lookup>
        <TextArea {...field('text')} label="说了什么" rows={5} hint="时间、地点、经过，照来访人的话记" required />
        <Lookup of="text" label="查一查">
          <Helps view={view} />
        </Lookup>
        <TextField {...field('title')} label="标题" hint="不写的，取第一句话" />
        <Radios {...field('kind')} label="类别" options={named(kindLabels)} row required />
        <Select {...field('placeUnitCode')} label="地点" options={placeOptions(units)} empty="不清楚" />
        <TextField {...field('place')} label="具体地点" hint="门牌、路口、小区" />
        <TextField {...field('personName')} label="姓名" size="short" />
        <FieldGroup title="保护来访人">
          <Checkbox {...box('anonymous')} label="匿名：来访人不愿意留名" />
          <Checkbox {...box('confidential')} label="保密：不让被投诉、举报的单位知道是谁说的" />
        </FieldGroup>
        <Checkbox {...box('publicWish')} label="来访人同意公开诉求和答复" />
        <Checkbox {...box('urgent')} label="紧急，当天答复" />
        <Disclosure summary="来信、上级交办、投诉举报的单位" open={more.some((name) => openFor(view, name))}>
          <Stack>
            <Select {...field('channel')} label="来源" options={named(channels)} empty={false} />
            <TextField {...field('superiorNumber')} label="上级的编号" size="medium" />
            <DayField {...field('superiorDueOn')} label="上级要求的期限" />
            <Select
              {...field('complainedUnitCode')}
              label="被投诉、举报的单位"
              options={leadUnits(view)}
              empty="没有"
              hint="它看不到举报和要求保密的工单"
            />
            <TextField {...field('personEmail')} label="电子邮箱" type="email" size="medium" />
          </Stack>
        </Disclosure>
        <TextArea {...field('answer')} label="当场答复" rows={3} hint="能当场答复的写在这里，按“登记并当场答复”办结" />
        <Select
          {...field('unitCode')}
          label="主办单位"
          hint="不写的，照上面选的推荐"
          options={leadUnits(view)}
          empty="照推荐"
        />
        <Actions>
          <Button name="press" value="register">
            登记
          </Button>
          <Button kind="plain" name="press" value="dispatch">
            登记并派单
          </Button>
          <Button kind="plain" name="press" value="answer">
            登记并当场答复
          </Button>
        </Actions>
      </Form>
    ),
  }
}

const more = ['channel', 'superiorNumber', 'superiorDueOn', 'complainedUnitCode', 'personEmail'] as const
const openFor = ({ typed, problems }: IntakeView, name: (typeof more)[number]): boolean =>
  problems.some((p) => p.field === name) || Boolean(name === 'channel' ? typed.channel !== 'phone' : typed[name])

type Taken = { record: OrderRecord; code: string; hindrance: string | undefined }

/** What the operator tells the caller: the number, the code, until when. */
export function takenPage({ record: { order }, code, hindrance }: Taken): Page {
  const { number, state } = order
  return {
    title: `已登记：${number}`,
    breadcrumb: inList,
    body: (
      <Stack gap="large">
        {hindrance && (
          <Notice kind="warning" title="已经登记，下一步没有办成">
            <p>{hindrance}</p>
          </Notice>
        )}
        <Notice kind="success" title={`${number}号工单：${stateLabels[state]}`}>
          <p>请告诉来访人编号、查询码和答复的期限。留了电话的，也会收到短信。</p>
        </Notice>
        <MetadataTable
          rows={[
            { label: '编号', value: number },
            { label: '查询码', value: code },
            { label: '标题', value: order.title },
            { label: '答复期限', value: order.replyDueOn },
            { label: '主办单位', value: order.unitName },
          ]}
        />
        <Actions>
          {state === 'received' && (
            <ButtonLink href={moveAt(number, 'dispatch')} kind="primary">
              派单
            </ButtonLink>
          )}
          <ButtonLink href={hrefOf(number)}>看工单</ButtonLink>
          <ButtonLink href={`${list}/new`}>登记下一个</ButtonLink>
        </Actions>
      </Stack>
    ),
  }
}
