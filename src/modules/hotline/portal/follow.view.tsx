import type { CountedDay } from '../../../core/clock.ts'
import { dayOf, showLongDay } from '../../../core/day.ts'
import type { Problem } from '../../../core/errors.ts'
import {
  Actions,
  Button,
  ButtonLink,
  Card,
  ClockCard,
  DayText,
  Disclosure,
  Form,
  KeptUploads,
  KeyForm,
  LinkGrid,
  MetadataTable,
  Notice,
  type Page,
  Paragraphs,
  Radios,
  Section,
  Stack,
  TextArea,
  Timeline,
  UploadsField,
} from '../../../ui/index.ts'
import { channelLabels, groundLabels, kindLabels, resultLabels, satisfactionLabels } from '../labels.ts'
import type { Followed } from '../person.service.ts'
import { satisfactionLevels } from '../schema.ts'
import { crumbs } from './entry.view.tsx'
import { type Uploads, uploadFields } from './uploads.ts'

/** What was done, said once above the page. */
export const doneWords: Readonly<Record<string, string>> = {
  supplement: '补充的情况已经转给承办单位',
  urge: '已经替您催办',
  reopen: '已经重新办理，会换一个人办，答复期限从今天起重新计算',
  rate: '您的评价已经收到，谢谢',
  withdraw: '信已经撤回，不再办理',
}

type Typed = { typed: Readonly<Record<string, string>>; problems: readonly Problem[] }

/** Asks for number and code. */
export function keyPage({ typed, problems }: Typed): Page {
  return {
    title: '查信件的进展',
    breadcrumb: crumbs,
    problems,
    body: (
      <Stack gap="large">
        <p>编号和查询码在寄出以后的页面上，留了手机号的也在短信里。登录以后写的，也可以在“我的信件”里直接看。</p>
        <KeyForm label="编号" hint="例如 G20260112-0003" typed={typed} problems={problems} />
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
        <p>这封信不存在，或者还没有在这台设备上用查询码打开，也可能打开以后过了两个小时。</p>
        <Actions>
          <ButtonLink kind="primary" href={`/letters/follow?number=${encodeURIComponent(number.slice(0, 40))}`}>
            输入编号和查询码
          </ButtonLink>
        </Actions>
      </Stack>
    ),
  }
}

type FollowView = Followed &
  Typed & {
    /** Every day from day zero of the reply on. */
    days: readonly CountedDay[]
    /** Working days left to reply; below zero: late. */
    daysLeft: number
    overdue: boolean
    /** Opened as one's own account, not with the query code. */
    byAccount: boolean
    hotline: string
    /** Files that came with what is being added, and the token that holds them. */
    uploads: Uploads
    kept: string
    /** Of one file. */
    maxBytes: number
    notice?: string | undefined
  }

const waiting: readonly string[] = ['received', 'dispatched', 'handling']

/** Where a letter stands, what comes next, by when, and what its person may do. */
export function followPage(view: FollowView): Page {
  const { order: o, replies, replyFiles, supplements, files, problems, notice } = view
  const at = `/letters/${o.number}`
  const may = (name: string) => view.moves.some((m) => m.name === name && !m.refusal)
  return {
    title: `${o.number}号信件`,
    breadcrumb: crumbs,
    problems,
    ...(notice ? { notice } : {}),
    elements: ['mt-print', 'mt-upload'],
    body: (
      <Stack gap="large">
        <Notice title={view.state}>
          <p>{nextOf(view)}</p>
        </Notice>
        {replies.length > 0 && (
          <Section title="答复">
            {replies.map((r) => (
              <Card key={r.id} tone="mist" title={`${r.unitName}的答复`}>
                <Paragraphs text={r.text} />
              </Card>
            ))}
            {replyFiles.length > 0 && <LinkGrid label="答复的附件" links={replyFiles.map(linkTo(at))} />}
          </Section>
        )}
        {may('followUp') && <RatingSection {...view} />}
        {may('reopen') && <ReopenSection {...view} />}
        {may('supplement') && <SupplementSection {...view} />}
        {may('urge') && <UrgeSection {...view} />}
        <Section title="您写的信">
          <MetadataTable
            rows={[
              { label: '标题', value: o.title, wide: true },
              { label: '内容', value: <Paragraphs text={o.text} />, wide: true },
              ...supplements.map((s) => ({
                label: '补充',
                value: (
                  <>
                    <DayText day={dayOf(s.at)} />
                    <Paragraphs text={s.words} />
                  </>
                ),
                wide: true,
              })),
              { label: '地点', value: [o.placeName, o.place].filter(Boolean).join(' ') || undefined },
              { label: '类别', value: kindLabels[o.kind] },
              { label: '来源', value: channelLabels[o.channel] },
              { label: '收到日期', value: <DayText day={o.receivedOn} /> },
              { label: '承办单位', value: view.unitName ?? '还没有确定' },
              { label: '办理结果', value: o.result ? resultLabels[o.result] : undefined },
              { label: '您的评价', value: o.satisfaction ? satisfactionLabels[o.satisfaction] : undefined },
              { label: '您的姓名', value: privacyOf(o) },
              { label: '公开', value: publicationOf(o) },
            ]}
          />
        </Section>
        {files.length > 0 && (
          <Section title="材料">
            <LinkGrid label="材料" links={files.map(linkTo(at))} />
          </Section>
        )}
        {!view.byAccount && <p>用的是公共电脑的，看完请退出，别人就打不开这封信；需要时再用查询码打开。</p>}
        <Actions
          actions={[
            ...(may('withdraw') ? [{ label: '撤回这封信', href: `${at}/withdraw` }] : []),
            ...(view.byAccount ? [] : [{ label: '退出查看', href: `${at}/leave`, post: true }]),
          ]}
        />
      </Stack>
    ),
    aside: (
      <Stack gap="large">
        {(waiting.includes(o.state) || o.repliedOn) && (
          <ClockCard
            title="答复期限"
            due={o.replyDueOn}
            light={view.overdue ? 'overdue' : view.daysLeft <= 1 ? 'yellow' : 'green'}
            daysLeft={view.daysLeft}
            limit={o.replyDays + o.extension}
            basis={o.reopened > 0 ? '从重新办理的第二天起算' : '从收到的第二天起算'}
            working={view.days}
            done={o.repliedOn ? `${showLongDay(o.repliedOn)} 答复` : undefined}
          />
        )}
        <Section title="办理经过">
          <Timeline steps={view.events.map(({ at, what }) => ({ title: what, at }))} />
        </Section>
      </Stack>
    ),
  }
}

const linkTo = (at: string) => (f: { id: number; name: string }) => ({ label: f.name, href: `${at}/files/${f.id}` })

/** What comes next, in a plain sentence. */
function nextOf({ order: o, overdue, hotline, unitName }: FollowView): string {
  const until = showLongDay(o.replyDueOn)
  if (waiting.includes(o.state)) {
    if (overdue) return `答复期限 ${until} 已经过了，我们正在催办。您也可以在下面催一次，或者拨打 ${hotline}。`
    return o.state === 'received'
      ? `接下来：转给负责的单位。最迟 ${until} 答复您。`
      : `接下来：${unitName ?? '承办单位'}办理并答复，最迟 ${until}。`
  }
  switch (o.state) {
    case 'replied':
    case 'closing':
      return '接下来：核实事情办好了没有，然后办结。答复在下面。'
    case 'closed':
      return '请您评价。没有解决的，可以要求重新办理。'
    case 'notAccepted':
      return o.ground ? `原因：${groundLabels[o.ground]}。` : '原因和去处写在下面的答复里。'
    case 'withdrawn':
      return '您撤回了这封信。以后需要，可以重新写。'
    case 'merged':
      return '别人也说了同样的事，我们一起办理，答复会同时给您。'
    default:
      return '这件事办完了。有新的情况，可以重新写信。'
  }
}

const privacyOf = (o: Followed['order']) =>
  o.anonymous ? '匿名，没有留下' : o.confidential ? '保密，承办单位看不到' : '承办单位可以看到'

function publicationOf(o: Followed['order']): string {
  if (o.publishedOn) return `${showLongDay(o.publishedOn)} 公开，去掉了个人信息`
  return o.publicWish ? '您同意公开，审核以后公开' : '不公开'
}

function RatingSection({ order: o, typed, problems }: FollowView) {
  return (
    <Section title="办得怎么样">
      <Form action={`/letters/${o.number}/rate`}>
        <Radios
          name="satisfaction"
          label="您满意吗"
          options={satisfactionLevels.map((value) => ({ value, label: satisfactionLabels[value] }))}
          value={typed.satisfaction}
          problems={problems}
          required
        />
        <TextArea
          name="words"
          label="想说的话"
          hint="可以不写"
          value={typed.words}
          problems={problems}
          maxLength={1000}
          rows={3}
        />
        <Actions>
          <Button>提交评价</Button>
        </Actions>
      </Form>
    </Section>
  )
}

function ReopenSection({ order: o, typed, problems }: FollowView) {
  const wrong = problems.some((p) => p.field === 'again')
  return (
    <Disclosure summary="没有解决，要求重新办理" open={wrong}>
      <Form action={`/letters/${o.number}/reopen`}>
        <TextArea
          name="again"
          label="哪里没有解决"
          hint={`会换一个人办。${o.reopenUntil ? `${showLongDay(o.reopenUntil)} 以前可以要求` : ''}`}
          value={typed.again}
          problems={problems}
          maxLength={1000}
          required
        />
        <Actions>
          <Button>要求重新办理</Button>
        </Actions>
      </Form>
    </Disclosure>
  )
}

function SupplementSection({ order: o, typed, uploads, kept, maxBytes, problems }: FollowView) {
  return (
    <Disclosure
      summary="有新的情况，补充说明"
      open={problems.some((p) => p.field === 'more' || p.field === 'evidence')}
    >
      <Form action={`/letters/${o.number}/supplement`} upload>
        <TextArea
          name="more"
          label="补充的内容"
          hint="写明新的情况，承办单位马上收到；不影响答复期限"
          value={typed.more}
          problems={problems}
          maxLength={2000}
          required
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
        <KeptUploads token={kept} />
        <Actions>
          <Button>提交补充</Button>
        </Actions>
      </Form>
    </Disclosure>
  )
}

function UrgeSection({ order: o, typed, problems }: FollowView) {
  return (
    <Section title="催一催" note="每天可以催一次，我们马上转告承办单位">
      <Form action={`/letters/${o.number}/urge`}>
        <TextArea
          name="words"
          label="催办时想说的话"
          hint="可以不写"
          value={typed.words}
          problems={problems}
          maxLength={500}
          rows={3}
        />
        <Actions>
          <Button kind="plain">催办</Button>
        </Actions>
      </Form>
    </Section>
  )
}

/** Asks once more: what is withdrawn is not taken up again. */
export function withdrawPage({ order: o, typed, problems }: Typed & { order: Followed['order'] }): Page {
  const at = `/letters/${o.number}`
  return {
    title: '撤回这封信',
    breadcrumb: [...crumbs, { label: `${o.number}号信件`, href: at }],
    problems,
    body: (
      <Stack gap="large">
        <Notice kind="warning" title="撤回以后不再办理，不能恢复">
          <p>“{o.title}”会停在这里。以后需要，可以重新写信。</p>
        </Notice>
        <Form>
          <TextArea
            name="words"
            label="撤回的原因"
            hint="可以不写"
            value={typed.words}
            problems={problems}
            maxLength={500}
            rows={3}
          />
          <Actions>
            <Button kind="danger">确认撤回</Button>
            <ButtonLink href={at}>不撤回，回到信件</ButtonLink>
          </Actions>
        </Form>
      </Stack>
    ),
  }
}
