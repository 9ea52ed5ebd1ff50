import type { Problem } from '../../../core/errors.ts'
import {
  Actions,
  Button,
  Checkbox,
  DatedList,
  FieldGroup,
  Form,
  Hidden,
  KeptUploads,
  Lookup,
  type Page,
  Radios,
  Section,
  Select,
  Stack,
  TextArea,
  TextField,
  Trap,
  UploadsField,
} from '../../../ui/index.ts'
import type { KnowledgeHit } from '../../knowledge/index.ts'
import type { Unit } from '../../organisations/index.ts'
import { channelLabels, kindLabels } from '../labels.ts'
import type { PublishedLetter } from '../published.store.ts'
import { orderKinds, writtenChannels } from '../schema.ts'
import { crumbs, letterItem } from './entry.view.tsx'
import { type Uploads, uploadFields } from './uploads.ts'

type WriteView = {
  units: readonly Unit[]
  /** What was answered already, to what stands in the title. */
  knowledge: readonly KnowledgeHit[]
  letters: readonly PublishedLetter[]
  typed: Readonly<Record<string, string>>
  uploads: Uploads
  kept: string
  problems: readonly Problem[]
  maxBytes: number
  hotline: string
  signedIn: boolean
}

/**
 * The form of a letter. Only what is needed to handle it is asked.
 * @basis 《个人信息保护法》第六条
 */
export function writePage(view: WriteView): Page {
  const { typed, uploads, maxBytes, hotline } = view
  // Told from the top of the page to its bottom.
  const problems = view.problems.toSorted((a, b) => order.indexOf(a.field) - order.indexOf(b.field))
  const field = (name: string) => ({ name, value: typed[name], problems })
  return {
    title: '写信',
    breadcrumb: crumbs,
    problems,
    elements: ['mt-upload', 'mt-lookup'],
    body: (
      <Stack gap="large">
        <p>一封信写一件事，办得更快。着急的请拨打 {hotline}；有危险的马上拨 110、119、120。</p>
        {!view.signedIn && (
          <p>
            不用注册就能写。<a href="/sign-in?next=%2Fletters%2Fnew">登录以后再写</a>
            ，姓名和电话会自动填好，以后在“我的信件”里就能看到进展。
          </p>
        )}
        <Form upload>
          <FieldGroup title="一、什么事">
            <Radios
              {...field('channel')}
              label="写给谁"
              options={writtenChannels.map((value) => ({
                value,
                label: channelLabels[value],
                hint: channelHints[value],
              }))}
              required
            />
            <Radios
              {...field('kind')}
              label="哪一类"
              options={orderKinds.map((value) => ({ value, label: kindLabels[value], hint: kindHints[value] }))}
              required
            />
            <TextField
              {...field('title')}
              label="一句话说清是什么事"
              hint="例如：朝阳路路灯不亮"
              maxLength={100}
              required
            />
            <Lookup of="title" label="先看看有没有现成的答复">
              <Found {...view} />
            </Lookup>
            <TextArea
              {...field('text')}
              label="写清经过"
              hint="什么时间、什么地方、什么情况、希望怎样解决。请不要写身份证号码、银行卡号"
              maxLength={5000}
              rows={8}
              required
            />
            <Select
              {...field('placeUnitCode')}
              label="在哪个乡镇、街道或者村、社区"
              hint="和地点没有关系的不用选"
              options={placeOptions(view.units)}
              empty="不清楚，或者和地点无关"
            />
            <TextField
              {...field('place')}
              label="具体地点"
              hint="路名、门牌、村民小组，例如：朝阳路 8 号门口"
              maxLength={200}
            />
            <UploadsField
              name="evidence"
              label="照片和材料"
              hint="没有就不用传"
              kind={uploadFields.evidence}
              came={uploads.evidence}
              maxBytes={maxBytes}
              problems={problems}
            />
            <Select
              {...field('complainedUnitCode')}
              label="投诉、举报的是哪个单位"
              hint="举报和要求保密的，不会转给您选的这个单位"
              options={unitOptions(view.units)}
              empty="没有，或者不是政府单位"
            />
          </FieldGroup>
          <FieldGroup title="二、您是谁" hint="只用于办理这件事，不公开。查看的人都有记录。">
            <Radios
              {...field('from')}
              label="您的姓名给不给承办单位看"
              options={[
                { value: 'named', label: '可以看', hint: '承办单位直接联系您，办得最快' },
                {
                  value: 'confidential',
                  label: '替我保密',
                  hint: '姓名和电话只有热线专门的人能看，每看一次都有记录；承办单位看不到，信也不会公开',
                },
                {
                  value: 'anonymous',
                  label: '匿名',
                  hint: '不留姓名。不留电话的，我们没法问您情况，也不能回访，请保存好编号和查询码',
                },
              ]}
              required
            />
            <TextField
              {...field('personName')}
              label="姓名"
              hint="选“匿名”的不用填"
              autocomplete="name"
              size="medium"
              maxLength={50}
            />
            <TextField
              {...field('personPhone')}
              label="联系电话"
              hint="手机或者座机，例如 13812345678、0736-4210000；选“匿名”的可以不填"
              type="tel"
              inputMode="tel"
              autocomplete="tel"
              size="medium"
              maxLength={40}
            />
            <TextField
              {...field('personEmail')}
              label="电子邮箱"
              hint="可以不填"
              type="email"
              autocomplete="email"
              size="medium"
              maxLength={100}
            />
          </FieldGroup>
          <FieldGroup title="三、公开">
            <Checkbox
              name="publicWish"
              label="同意公开这封信和答复，让有同样问题的人看到"
              hint="姓名、电话等个人信息会先去掉，由另一位工作人员审核；要求保密的不公开"
              checked={typed.publicWish === 'true'}
              problems={problems}
            />
          </FieldGroup>
          <Trap name="website" />
          <Hidden name="submissionKey" value={typed.submissionKey ?? ''} />
          <KeptUploads token={view.kept} />
          <p>寄出以后马上得到编号和查询码。连着点两次也只登记一件。</p>
          <Actions>
            <Button>寄出</Button>
          </Actions>
        </Form>
      </Stack>
    ),
  }
}

/** Fields as they stand on the page. */
const order = [
  'channel',
  'kind',
  'title',
  'text',
  'placeUnitCode',
  'place',
  'evidence',
  'complainedUnitCode',
  'from',
  'personName',
  'personPhone',
  'personEmail',
  'publicWish',
]

const channelHints = {
  mayorMailbox: '重要的事、别处没有解决的事',
  message: '一般的事，话务员收到就转给承办单位',
  websiteError: '这个网站上的错字、打不开的网页、过时的信息',
}
const kindHints = {
  consultation: '想问清楚',
  help: '需要帮忙解决',
  complaint: '对服务或者管理不满意',
  report: '看到违法违规的事',
  suggestion: '有好的想法',
}

function Found({ knowledge, letters, typed }: WriteView) {
  const items = [
    ...letters.map(letterItem),
    ...knowledge.map((h) => ({
      title: h.title,
      href: h.kind === 'article' ? `/knowledge/${h.id}` : `/consult/answers/${h.id}`,
      note: h.text,
    })),
  ]
  if (items.length > 0)
    return (
      <Section title="也许已经有答复了">
        <DatedList items={items} />
      </Section>
    )
  return typed.look === undefined ? null : <p>没有找到现成的答复，请接着写。</p>
}

const towns: readonly string[] = ['town', 'subdistrict']
const villages: readonly string[] = ['village', 'community']

/** Towns with their villages, each town's together. */
function placeOptions(units: readonly Unit[]) {
  return units
    .filter((u) => towns.includes(u.kind))
    .flatMap((town) => [
      { value: town.code, label: town.shortName, group: town.shortName },
      ...units
        .filter((u) => villages.includes(u.kind) && u.path.startsWith(town.path))
        .map((u) => ({ value: u.code, label: `${town.shortName}${u.shortName}`, group: town.shortName })),
    ])
}

const unitOptions = (units: readonly Unit[]) =>
  units.filter((u) => !villages.includes(u.kind)).map((u) => ({ value: u.code, label: u.name }))
