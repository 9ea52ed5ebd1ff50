import { showLongDay } from '../../../core/day.ts'
import type { Problem } from '../../../core/errors.ts'
import type { Uploads } from '../../../platform/kept-uploads.ts'
import { Actions, DayText, MetadataTable, Notice, type Page, Section, Stack, Tag, Timeline } from '../../../ui/index.ts'
import { answerFacts } from '../answer-fields.tsx'
import type { Followed } from '../applicant.service.ts'
import { knownOf } from '../intake.service.ts'
import { applicantLabels, channelLabels, deliveryLabels, stateLabels, wayLabels } from '../labels.ts'
import { caseHref, toFollow } from './addresses.ts'
import { DueCard } from './due-card.tsx'
import { BringSection, DeliverySection, MessageSection, SupplementSection } from './follow-forms.view.tsx'
import { Papers, Parcels, Results } from './follow-papers.view.tsx'
import { stepsOf } from './words.ts'

/** What was done, said once above the page. */
export const doneWords: Readonly<Record<string, string>> = {
  supplement: '补正的材料已经收到，五个工作日内告诉您是否受理',
  materials: '补交的材料已经收到',
  withdraw: '申请已经撤回，不再办理',
  message: '留言已经送到办件单位',
  delivery: '领取方式已经改好',
}

export type FollowView = Followed & {
  typed: Readonly<Record<string, string>>
  uploads: Uploads<string>
  problems: readonly Problem[]
  kept: string
  maxBytes: number
  /** Opened as one's own account, not with the query code. */
  byAccount: boolean
  notice: string | undefined
}

/** Where a case stands, what comes next, by when, and what its applicant may do. */
export function followPage(view: FollowView): Page {
  const { file: f, situation, acts, moves, problems, notice, life } = view
  const at = caseHref(f.number)
  return {
    title: f.itemName,
    breadcrumb: view.byAccount
      ? [
          { label: '首页', href: '/' },
          { label: '我的', href: '/my' },
          { label: '我的办件', href: '/my/cases' },
        ]
      : toFollow,
    problems,
    ...(notice ? { notice } : {}),
    elements: ['mt-upload'],
    body: (
      <Stack gap="large">
        <Notice title={situation.now}>
          {situation.next && <p>{situation.next}</p>}
          {view.light === 'overdue' && <p>期限已经过了。可以打电话催问，也可以向办件单位的上级机关投诉。</p>}
          {situation.may.map((m) => (
            <p key={m}>{m}</p>
          ))}
        </Notice>
        {moves.has('supplement') && <SupplementSection view={view} />}
        {moves.has('bringMaterials') && <BringSection view={view} />}
        <Results at={at} results={life.results} />
        <Parcels parcels={life.deliveries.filter((d) => d.way === 'post')} />
        <Papers at={at} papers={view.papers} />
        {view.mayChooseDelivery && <DeliverySection view={view} />}
        <MessageSection view={view} />
        <Section title="您的申请">
          <MetadataTable
            rows={[
              { label: '办件编号', value: f.number },
              { label: '状态', value: <Tag>{stateLabels[f.state]}</Tag> },
              { label: '办理单位', value: f.unitName },
              { label: '现在在哪里', value: f.atUnitName },
              { label: '申请方式', value: channelLabels[f.channel] },
              { label: '收到日期', value: <DayText day={f.receivedOn} /> },
              { label: '申请人', value: `${f.applicantName}（${applicantLabels[f.applicantKind]}）` },
              { label: '联系电话', value: f.applicantPhone },
              { label: '电子邮箱', value: f.applicantEmail },
              { label: '代办人', value: f.agentName },
              {
                label: '领取方式',
                value: [deliveryLabels[f.wantedDelivery], f.wantedDelivery === 'post' ? f.deliveryAddress : '']
                  .filter(Boolean)
                  .join('：'),
              },
            ]}
          />
        </Section>
        <Answered view={view} />
        <Given at={at} view={view} />
        {!view.byAccount && <p>用的是公共电脑的，看完请退出，别人就打不开这件办件；需要时再用查询码打开。</p>}
        <Actions
          actions={[
            ...(f.completedOn && f.state !== 'withdrawn' ? [{ label: '评价这次办事', href: `${at}/rate` }] : []),
            ...(moves.has('withdraw') ? [{ label: '撤回申请', href: `${at}/withdraw` }] : []),
            ...(view.byAccount ? [] : [{ label: '退出查看', href: `${at}/leave`, post: true }]),
          ]}
        />
      </Stack>
    ),
    aside: (
      <Stack gap="large">
        <DueCard followed={view} />
        <Section title="办理经过">
          <Timeline steps={stepsOf(acts)} />
        </Section>
      </Stack>
    ),
  }
}

/** What was answered on the form of the item, beyond who applies. */
function Answered({ view: { file: f, version } }: { view: FollowView }) {
  const { applicantName, applicantIdNumber: idNumber, applicantPhone: phone, applicantAddress: address } = f
  const facts = answerFacts(version.elements.form, f.answers, knownOf({ applicantName, idNumber, phone, address }))
  if (facts.length === 0) return null
  return (
    <Section title="申请的内容">
      <MetadataTable rows={facts} />
    </Section>
  )
}

/** The materials that count: those that were replaced by later ones are not shown. */
function Given({ at, view: { life } }: { at: string; view: FollowView }) {
  const kept = life.materials.filter((m) => !m.replaced)
  if (kept.length === 0) return null
  return (
    <Section title="您的材料">
      <MetadataTable
        columns={1}
        rows={kept.map((m) => ({
          label: m.name,
          value: m.sha256 ? (
            <a href={`${at}/files/${m.id}`} download>
              {m.fileName || m.name}
            </a>
          ) : m.way === 'later' && m.toleratedUntil ? (
            `${showLongDay(m.toleratedUntil)} 以前补交`
          ) : (
            wayLabels[m.way]
          ),
        }))}
      />
    </Section>
  )
}
