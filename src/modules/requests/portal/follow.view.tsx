import { showLongDay } from '../../../core/day.ts'
import type { Problem } from '../../../core/errors.ts'
import {
  Actions,
  Attachments,
  Button,
  ButtonLink,
  Card,
  type Column,
  DayText,
  Disclosure,
  Form,
  KeptUploads,
  KeyForm,
  MetadataTable,
  Notice,
  type Page,
  Section,
  Stack,
  Table,
  Tag,
  TextArea,
  Timeline,
  UploadsField,
} from '../../../ui/index.ts'
import type { Followed } from '../applicant.service.ts'
import { applicantLabels, channelLabels, letterLabels, routeLabels, stateLabels, wantedFormLabels } from '../labels.ts'
import type { Letter, RequestFile } from '../life.store.ts'
import type { InformationRequest } from '../store.ts'
import { crumbs } from './apply.view.tsx'
import { DueCard } from './due-card.tsx'
import { type SentForm, uploadFields } from './uploads.ts'
import { askedIn, stepsOf } from './words.ts'

/** What was done, said once above the page. */
export const doneWords: Readonly<Record<string, string>> = {
  supplement: '补正已经收到，答复期限从今天起重新计算',
  reasons: '您说明的理由已经收到',
  withdraw: '申请已经撤回，不再办理',
}

/** Asks for number and code. */
export function keyPage({
  typed,
  problems,
}: {
  typed: Readonly<Record<string, string>>
  problems: readonly Problem[]
}): Page {
  return {
    title: '查进度',
    breadcrumb: crumbs,
    problems,
    body: (
      <Stack gap="large">
        <p>登记号和查询码都在登记回执上。登录以后提交的申请，也可以在“我的申请”里直接看。</p>
        <KeyForm label="登记号" hint="例如 2026-0012" typed={typed} problems={problems} />
        <p>回执找不到了？请带身份证件到受理机关，或者打电话核实身份后查询。</p>
      </Stack>
    ),
  }
}

/** The same whether there is such a number or not: numbers cannot be tried. */
export function notOpenPage(number: string): Page {
  return {
    title: '没有找到，或者需要查询码',
    status: 404,
    breadcrumb: crumbs,
    body: (
      <Stack>
        <p>这件申请不存在，或者还没有在这台设备上用查询码打开，也可能打开以后过了两个小时。</p>
        <Actions>
          <ButtonLink kind="primary" href={`/requests/follow?number=${encodeURIComponent(number.slice(0, 40))}`}>
            输入登记号和查询码
          </ButtonLink>
        </Actions>
      </Stack>
    ),
  }
}

type FollowView = Followed &
  SentForm & {
    kept: string
    maxBytes: number
    /** Opened as one's own account, not with the query code. */
    byAccount: boolean
    notice: string | undefined
  }

/** Where a request stands, what comes next, by when, and what its applicant may do. */
export function followPage(view: FollowView): Page {
  const { request: r, situation, acts, letters, sent, released, moves, problems, notice } = view
  const at = `/requests/${r.number}`
  return {
    title: `${r.number}号申请`,
    breadcrumb: crumbs,
    problems,
    ...(notice ? { notice } : {}),
    elements: ['mt-upload', 'mt-print'],
    body: (
      <Stack gap="large">
        <Notice title={situation.now}>
          {situation.next && <p>{situation.next}</p>}
          {view.light === 'overdue' && (
            <p>答复期限已经过了。可以打电话催问，也可以向上一级机关或者政府信息公开主管部门投诉、依法申请行政复议。</p>
          )}
          {situation.may.map((m) => (
            <p key={m}>{m}</p>
          ))}
        </Notice>
        {moves.has('supplement') && <SupplementSection {...view} />}
        {moves.has('giveReasons') && <ReasonsSection {...view} />}
        <Section title="文书">
          <Table
            caption="给您的文书"
            captionHidden
            columns={letterColumns(at)}
            rows={letters}
            rowKey={(l) => l.id}
            empty={<p>还没有文书。</p>}
          />
        </Section>
        <Attachments title="随答复提供的文件" files={released.map((f) => linkTo(at, f))} />
        <Section title="您的申请">
          <MetadataTable
            rows={[
              { label: '信息的名称', value: r.subject, wide: true },
              { label: '具体内容', value: r.wanted, wide: true },
              { label: '受理机关', value: r.unitName },
              { label: '状态', value: <Tag>{stateLabels[r.state]}</Tag> },
              { label: '提出方式', value: channelLabels[r.channel] },
              { label: '收到日期', value: <DayText day={r.receivedOn} /> },
              { label: '提供形式', value: r.wantedForm === '' ? undefined : wantedFormLabels[r.wantedForm] },
              { label: '获取方式', value: routeLabels[r.wantedRoute] },
              { label: '申请人', value: `${r.applicantName}（${applicantLabels[r.applicantKind]}）` },
              { label: '联系电话', value: r.applicantContact },
            ]}
          />
        </Section>
        <Attachments title="您提交的文件" files={sent.map((f) => linkTo(at, f))} />
        {!view.byAccount && <p>用的是公共电脑的，看完请退出，别人就打不开这件申请；需要时再用查询码打开。</p>}
        <Actions
          actions={[
            ...(moves.has('withdraw') ? [{ label: '撤回申请', href: `${at}/withdraw` }] : []),
            ...(view.byAccount ? [] : [{ label: '退出查看', href: `${at}/leave`, post: true }]),
          ]}
        />
      </Stack>
    ),
    aside: (
      <Stack gap="large">
        <DueCard request={r} clock={view.clock} light={view.light} daysLeft={view.daysLeft} />
        <Section title="办理经过">
          <Timeline steps={stepsOf(acts)} />
        </Section>
      </Stack>
    ),
  }
}

const letterColumns = (at: string): Column<Letter>[] => [
  { head: '文书', cell: (l) => letterLabels[l.kind], names: true, wide: true },
  { head: '文号', cell: (l) => l.number },
  { head: '日期', cell: (l) => <DayText day={l.issuedOn} />, nowrap: true },
  {
    head: '下载',
    nowrap: true,
    cell: (l) => (
      <span>
        <a href={`${at}/letters/${l.id}/pdf`} aria-label={`下载${letterLabels[l.kind]}，PDF`}>
          PDF
        </a>{' '}
        <a href={`${at}/letters/${l.id}/docx`} aria-label={`下载${letterLabels[l.kind]}，Word`}>
          Word
        </a>
      </span>
    ),
  },
]

const linkTo = (at: string, f: RequestFile) => ({
  name: f.name,
  href: `${at}/files/${f.id}`,
  size: f.size,
  type: f.name.split('.').at(-1) ?? '',
})

function SupplementSection({ request: r, acts, typed, uploads, kept, maxBytes, problems }: FollowView) {
  const { points } = askedIn(acts)
  return (
    <Section title="现在补正" note={r.waitingUntil ? `请在 ${showLongDay(r.waitingUntil)} 以前提交` : undefined}>
      <Stack>
        {points && (
          <Card tone="mist" title="需要补正的事项">
            {points.split('\n').map((line, i) => (
              <p key={i}>{line}</p>
            ))}
          </Card>
        )}
        <Form upload action={`/requests/${r.number}/supplement`}>
          <TextArea
            name="wanted"
            label="补正后的内容描述"
            hint="已经填好您原来写的，请在上面修改、补充"
            value={typed.wanted ?? r.wanted}
            problems={problems}
            maxLength={2000}
            rows={8}
            required
          />
          <UploadsField
            name="attachments"
            label="补正材料"
            hint="没有就不用传"
            kind={uploadFields.attachments}
            came={uploads.attachments}
            maxBytes={maxBytes}
            problems={problems}
          />
          <KeptUploads token={kept} />
          <Actions>
            <Button>提交补正</Button>
          </Actions>
        </Form>
      </Stack>
    </Section>
  )
}

function ReasonsSection({ request: r, acts, typed, problems }: FollowView) {
  const { why } = askedIn(acts)
  const given = acts.some((a) => a.act === 'requests.reasonsGiven')
  const form = (
    <Form action={`/requests/${r.number}/reasons`}>
      <TextArea
        name="reasons"
        label="申请的理由"
        hint="为什么需要这些信息；和生产、生活、科研有关的，写明用途"
        value={typed.reasons}
        problems={problems}
        maxLength={2000}
        required
      />
      <Actions>
        <Button>提交理由</Button>
      </Actions>
    </Form>
  )
  if (given && problems.length === 0) return <Disclosure summary="补充申请的理由">{form}</Disclosure>
  return (
    <Section title="请说明理由">
      {why && <p>{why}</p>}
      {form}
    </Section>
  )
}

/** Asks once more: what is withdrawn is not taken up again. */
export function withdrawPage({
  request: r,
  typed,
  problems,
}: {
  request: InformationRequest
  typed: Readonly<Record<string, string>>
  problems: readonly Problem[]
}): Page {
  const at = `/requests/${r.number}`
  return {
    title: '撤回申请',
    breadcrumb: [...crumbs, { label: `${r.number}号申请`, href: at }],
    problems,
    body: (
      <Stack gap="large">
        <Notice kind="warning" title="撤回以后不再办理，不能恢复">
          <p>“{r.subject}”会停在这里，也不会有答复书。以后需要，可以重新申请。</p>
        </Notice>
        <Form>
          <TextArea
            name="reason"
            label="撤回的原因"
            hint="可以不写"
            value={typed.reason}
            problems={problems}
            maxLength={500}
            rows={3}
          />
          <Actions>
            <Button kind="danger">确认撤回</Button>
            <ButtonLink href={at}>不撤回，回到申请</ButtonLink>
          </Actions>
        </Form>
      </Stack>
    ),
  }
}
