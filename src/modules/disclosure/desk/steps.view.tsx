import type { ComponentChildren } from 'preact'
import { addDays, type Day } from '../../../core/day.ts'
import type { Problem, Refusal } from '../../../core/errors.ts'
import {
  Actions,
  Button,
  ButtonLink,
  Checkboxes,
  choicesByLabel,
  DayField,
  DayText,
  Disclosure,
  FieldGroup,
  Form,
  Hidden,
  InstantText,
  MetadataTable,
  NotNow,
  type Page,
  Prose,
  Radios,
  Section,
  Stack,
  TextArea,
  TextField,
} from '../../../ui/index.ts'
import { attributeLabels, channelLabels, channelReferenceLabels, kindLabels, withdrawalLabels } from '../labels.ts'
import type { MoveName } from '../rules.ts'
import { channels as channelNames, type PersonalDataFinding } from '../schema.ts'
import { crumbsOf, list } from './crumbs.ts'
import type { Detail } from './documents.ts'
import { AttachmentList } from './documents.view.tsx'
import { ConfirmFindings, FindingsNotice } from './findings.tsx'

export type StepView = Detail & {
  typed: Readonly<Record<string, string | readonly string[]>>
  problems: readonly Problem[]
  findings: readonly PersonalDataFinding[]
  today: Day
}

const text = (view: StepView, name: string): string => {
  const value = view.typed[name]
  return typeof value === 'string' ? value : ''
}
const field = (view: StepView, name: string, label: string) => ({
  name,
  label,
  value: text(view, name),
  problems: view.problems,
})
const refusalOf = (view: StepView, name: MoveName): Refusal | undefined =>
  view.moves.find((m) => m.name === name)?.refusal

/** A page for one step: what it does, its form, or why it may not be done now. */
function step(view: StepView, title: string, move: MoveName, intro: string, form: ComponentChildren): Page {
  const refusal = refusalOf(view, move)
  return {
    title,
    breadcrumb: crumbsOf(view.document),
    problems: view.problems,
    body: (
      <Stack>
        <p>{intro}</p>
        {refusal ? <NotNow refusal={refusal} /> : form}
        <Actions>
          <ButtonLink href={`${list}/${view.document.id}`} kind="quiet">
            返回这份信息
          </ButtonLink>
        </Actions>
      </Stack>
    ),
  }
}

function Reading({ view }: { view: StepView }) {
  const { document, attachments, unit, column } = view
  return (
    <>
      <MetadataTable
        rows={[
          { label: '发文机关', value: document.issuingBody },
          { label: '文号', value: document.documentNumber },
          { label: '发布单位', value: unit.name },
          { label: '栏目', value: column.name },
          { label: '信息类别', value: kindLabels[document.kind] },
          { label: '成文日期', value: <DayText day={document.writtenOn} /> },
          { label: '公开属性', value: attributeLabels[document.attribute] },
          { label: '法定理由', value: document.attributeGround, wide: true },
          { label: '内容概述', value: document.abstract, wide: true },
        ]}
      />
      <Disclosure summary="正文和附件" open>
        {document.body === '' ? <p>没有正文。</p> : <Prose html={document.body} paper />}
        <AttachmentList attachments={attachments} />
      </Disclosure>
    </>
  )
}

export function reviewPage(view: StepView): Page {
  const { document } = view
  const withheld = document.attribute !== 'proactive'
  const refusal = refusalOf(view, withheld ? 'withhold' : 'approve')
  const back = refusalOf(view, 'return')
  return {
    title: '审核',
    breadcrumb: crumbsOf(document),
    problems: view.problems,
    body: (
      <Stack gap="large">
        <h2>{document.title}</h2>
        <FindingsNotice findings={document.personalData} />
        <Reading view={view} />
        {refusal ? (
          <NotNow refusal={refusal} />
        ) : (
          <Section title={withheld ? '确认不主动公开' : '审核通过'}>
            <Form action={`${list}/${document.id}/${withheld ? 'withhold' : 'approve'}`}>
              <TextField
                {...field(view, 'secrecyNote', '保密审查意见')}
                hint="如“不涉及国家秘密、商业秘密和个人隐私，可以公开”。（《政府信息公开条例》第十七条）"
                required
              />
              <TextArea {...field(view, 'note', '审核意见')} rows={3} />
              {withheld && (
                <DayField
                  {...field(view, 'reassessOn', '再次评估日期')}
                  value={text(view, 'reassessOn') || addDays(view.today, 365)}
                  hint="到期由系统提醒再次评估，最迟五年。（《政府信息公开条例》第十八条）"
                  required
                />
              )}
              <Actions>
                <Button>{withheld ? '确认不主动公开' : '审核通过，交发布人'}</Button>
              </Actions>
            </Form>
          </Section>
        )}
        {!back && (
          <Section title="退回修改">
            <Form action={`${list}/${document.id}/return`}>
              <TextArea
                name="note"
                id="field-return-note"
                label="退回意见"
                hint="写明要改什么"
                value=""
                problems={view.problems.filter((p) => p.field === 'return-note').map((p) => ({ ...p, field: 'note' }))}
                rows={3}
                required
              />
              <Actions>
                <Button kind="plain">退回给起草人</Button>
              </Actions>
            </Form>
          </Section>
        )}
      </Stack>
    ),
  }
}

export function reassessPage(view: StepView): Page {
  const { document } = view
  return step(
    view,
    '再次评估',
    'reassess',
    `这份信息的公开属性是“${attributeLabels[document.attribute]}”，理由：${document.attributeGround ?? '未填写'}。不予公开的信息要定期评估，情况变化的应当公开。（《政府信息公开条例》第十八条）`,
    <Form>
      <Radios
        {...field(view, 'outcome', '评估结论')}
        options={[
          { value: 'keep', label: '继续不主动公开' },
          { value: 'open', label: '转为主动公开', hint: '回到草稿，由起草人整理后提交审核' },
        ]}
        required
      />
      <TextArea {...field(view, 'note', '评估意见')} rows={3} required />
      <DayField
        {...field(view, 'reassessOn', '下次评估日期')}
        value={text(view, 'reassessOn') || addDays(view.today, 365)}
      />
      <Actions>
        <Button>提交评估结论</Button>
      </Actions>
    </Form>,
  )
}

function ChannelFields({ view, present = [] }: { view: StepView; present?: readonly string[] }) {
  const chosen = view.typed.channels
  return (
    <FieldGroup title="发布渠道" hint="同一份信息从几个渠道发布，统计时只算一条，各渠道分别计数。">
      <Checkboxes
        name="channels"
        label="从哪些渠道发布"
        options={channelNames.map((c) => ({
          value: c,
          label: channelLabels[c],
          ...(present.includes(c) ? { disabled: true, hint: '已登记' } : {}),
        }))}
        value={Array.isArray(chosen) ? chosen : []}
        problems={view.problems}
        required
      />
      {channelNames
        .filter((c) => !present.includes(c))
        .map((c) => (
          <TextField key={c} {...field(view, `reference_${c}`, `${channelLabels[c]}：${channelReferenceLabels[c]}`)} />
        ))}
    </FieldGroup>
  )
}

export function publishPage(view: StepView): Page {
  return step(
    view,
    '发布',
    'publish',
    `《${view.document.title}》已通过审核。发布后立即在网站可见，并给出索引号。`,
    <Form>
      <ConfirmFindings
        findings={view.document.personalData}
        typed={{ personalDataConfirmed: text(view, 'personalDataConfirmed') }}
        problems={view.problems}
      />
      <ChannelFields view={view} />
      <TextField
        {...field(view, 'publishAt', '定时发布')}
        hint="留空立即发布；定时请写成 2018-12-03T08:30 的样子"
        size="medium"
      />
      <Actions>
        <Button>发布</Button>
      </Actions>
    </Form>,
  )
}

export function forcePage(view: StepView): Page {
  return step(
    view,
    '紧急发布',
    'force',
    '只用于来不及由第二人审核的紧急信息。谁发布的、为什么，会永久标注在这份信息上。',
    <Form>
      <FindingsNotice findings={view.findings} />
      <TextArea {...field(view, 'reason', '紧急发布的理由')} rows={3} required />
      <TextField {...field(view, 'secrecyNote', '保密审查意见')} required />
      {view.findings.some((f) => f.kind !== 'unread') ? (
        <TextField {...field(view, 'personalDataReason', '保留个人信息的理由')} />
      ) : (
        <Hidden name="personalDataReason" value="" />
      )}
      <ChannelFields view={view} />
      <Actions>
        <Button kind="danger">不经审核，立即发布</Button>
      </Actions>
    </Form>,
  )
}

export function channelsPage(view: StepView): Page {
  return step(
    view,
    '增加发布渠道',
    'addChannel',
    '这份信息还从别的渠道发布了，在这里登记。',
    <Form>
      <ChannelFields view={view} present={view.channels.map((c) => c.channel)} />
      <Actions>
        <Button>登记渠道</Button>
      </Actions>
    </Form>,
  )
}

export function repealPage(view: StepView): Page {
  return step(
    view,
    '标注废止',
    'repeal',
    '废止的文件仍可查阅，页面上会标明已经废止。',
    <Form>
      <DayField {...field(view, 'repealedOn', '废止日期')} value={text(view, 'repealedOn') || view.today} required />
      <TextField {...field(view, 'by', '依据的新文件')} hint="新文件的索引号，没有可不填" size="medium" />
      <TextArea {...field(view, 'note', '说明')} rows={3} />
      <Actions>
        <Button>标注废止</Button>
      </Actions>
    </Form>,
  )
}

export function revisitPage(view: StepView): Page {
  return step(
    view,
    '复核',
    'revisit',
    '核对这份信息现在是否还准确，如电话、地址、办事程序。内容要改的，请先点“更正”。',
    <Form>
      <TextArea {...field(view, 'note', '复核意见')} hint="如“电话、地址无变化”" rows={3} required />
      <DayField
        {...field(view, 'reviewBy', '下次复核日期')}
        hint="到期由系统提醒发布单位；不用再复核的可不填"
        min={addDays(view.today, 1)}
      />
      <Actions>
        <Button>记录复核</Button>
      </Actions>
    </Form>,
  )
}

export function withdrawPage(view: StepView): Page {
  return step(
    view,
    '撤回已发布的信息',
    'withdraw',
    '撤回后，列表、搜索和附件里立即不再出现。索引号和发布记录保留，撤回不能取消；改正后的内容请另起草一份。',
    <Form>
      <p>
        发布时间：
        <InstantText at={view.document.publishedAt} />
      </p>
      <Radios {...field(view, 'withdrawal', '撤回方式')} options={choicesByLabel(withdrawalLabels)} required />
      <TextArea {...field(view, 'reason', '撤回原因')} hint="会写在公开页面上" rows={3} required />
      <TextField
        {...field(view, 'movedTo', '新的地址')}
        hint="内容移到别处的，写新的网址，如 /documents/12"
        size="medium"
      />
      <Actions>
        <Button kind="danger">撤回</Button>
      </Actions>
    </Form>,
  )
}
