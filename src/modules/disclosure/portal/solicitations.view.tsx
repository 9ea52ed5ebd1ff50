import type { Day } from '../../../core/day.ts'
import { dayOf, daysBetween } from '../../../core/day.ts'
import type { Problem, Refusal } from '../../../core/errors.ts'
import {
  Actions,
  Button,
  ButtonLink,
  Card,
  DatedList,
  DayText,
  EmptyState,
  Form,
  MetadataTable,
  Notice,
  type Page,
  Prose,
  Section,
  Stack,
  Tag,
  TextArea,
  TextField,
  Trap,
} from '../../../ui/index.ts'
import { home } from './addresses.ts'
import type { Solicitation, SolicitationRow } from './answers.store.ts'

const trail = [home, { label: '政民互动', href: '/columns/interaction' }]
const inside = [...trail, { label: '征集调查', href: '/solicitations' }]

/** How long opinions may still be given, in words. */
function timeLeft(closesOn: Day, today: Day): string {
  const days = daysBetween(today, closesOn)
  return days === 0 ? '今天截止' : `还有 ${days} 天`
}

export function solicitationItem(s: SolicitationRow, today: Day) {
  const openNow = s.closesOn >= today
  return {
    title: s.title,
    href: `/solicitations/${s.id}`,
    day: s.closesOn,
    note: `${s.unitName} · ${s.opensOn} 至 ${s.closesOn}${openNow ? `，${timeLeft(s.closesOn, today)}` : ''}`,
    tag: openNow ? (
      <Tag tone="good">正在征集</Tag>
    ) : s.outcomeOn ? (
      <Tag>结果已公布</Tag>
    ) : (
      <Tag tone="warning">结果整理中</Tag>
    ),
  }
}

export function solicitationsPage({ rows, today }: { rows: readonly SolicitationRow[]; today: Day }): Page {
  const openNow = rows.filter((r) => r.closesOn >= today)
  const closed = rows.filter((r) => r.closesOn < today)
  return {
    title: '征集调查',
    breadcrumb: trail,
    meta: {
      ColumnName: '征集调查',
      ColumnType: '互动交流',
      ColumnDescription: '就草案征求意见，公布采纳情况',
      ColumnKeywords: '征求意见',
    },
    body: (
      <Stack gap="large">
        <Section title="正在征集">
          <DatedList
            items={openNow.map((s) => solicitationItem(s, today))}
            empty={<EmptyState title="现在没有正在征集的事项">有新的草案需要听取意见时，会在这里公布。</EmptyState>}
          />
        </Section>
        {closed.length > 0 && (
          <Section title="已经结束">
            <DatedList items={closed.map((s) => solicitationItem(s, today))} />
          </Section>
        )}
      </Stack>
    ),
  }
}

type Opinions = {
  received: number
  published: readonly { id: number; receivedAt: Date; opinion: string; answer: string | null }[]
}

export function solicitationPage({
  solicitation: s,
  opinions,
  refusal,
  today,
}: {
  solicitation: Solicitation
  opinions: Opinions
  refusal: Refusal | undefined
  today: Day
}): Page {
  return {
    title: s.title,
    breadcrumb: inside,
    meta: {
      ArticleTitle: s.title,
      PubDate: `${s.opensOn} 00:00`,
      ContentSource: s.unitName,
      ColumnName: '征集调查',
      ColumnType: '互动交流',
    },
    body: (
      <Stack gap="large">
        <MetadataTable
          rows={[
            { label: '征集时间', value: `${s.opensOn} 至 ${s.closesOn}` },
            { label: '征集单位', value: <a href={`/units/${s.unitCode}`}>{s.unitName}</a> },
            { label: '收到意见', value: `${opinions.received} 条` },
            { label: '联系电话', value: s.phone },
          ]}
        />
        {refusal ? (
          <Notice title={refusal.message}>{s.outcome ? null : <p>征集单位正在整理意见，结果会在这里公布。</p>}</Notice>
        ) : (
          <Actions>
            <ButtonLink kind="primary" icon="letter" href={`/solicitations/${s.id}/opinion`}>
              我要提意见
            </ButtonLink>
            <span>{timeLeft(s.closesOn, today)}</span>
          </Actions>
        )}
        {s.outcome && (
          <Section
            title="征集结果"
            note={
              s.outcomeOn && (
                <>
                  公布日期：
                  <DayText day={s.outcomeOn} />
                </>
              )
            }
          >
            <Prose html={s.outcome} />
          </Section>
        )}
        <Section title="征求意见的内容">
          <Prose html={s.body} />
        </Section>
        {opinions.published.length > 0 && (
          <Section title="公开的意见和答复" note="姓名和联系方式不公开">
            <Stack>
              {opinions.published.map((o) => (
                <Card key={o.id} tone="mist">
                  <Prose>
                    <p>{o.opinion}</p>
                  </Prose>
                  <p>
                    <DayText day={dayOf(o.receivedAt)} /> 收到
                  </p>
                  {o.answer && (
                    <Prose>
                      <p>
                        <strong>答复：</strong>
                        {o.answer}
                      </p>
                    </Prose>
                  )}
                </Card>
              ))}
            </Stack>
          </Section>
        )}
      </Stack>
    ),
  }
}

export function opinionPage({
  solicitation: s,
  typed,
  problems,
}: {
  solicitation: Solicitation
  typed: Record<string, string>
  problems: readonly Problem[]
}): Page {
  return {
    title: '提意见',
    problems,
    breadcrumb: [...inside, { label: s.title, href: `/solicitations/${s.id}` }],
    body: (
      <Form>
        <p>
          您正在对《{s.title}》提意见，
          <DayText day={s.closesOn} style="weekday" /> 截止。
        </p>
        <TextArea
          name="opinion"
          label="您的意见"
          hint="写明哪一条、怎样改、为什么。最多 3,000 字。"
          value={typed.opinion}
          problems={problems}
          rows={10}
          maxLength={3000}
          required
        />
        <TextField
          name="name"
          label="姓名或单位名称"
          hint="可以不填。"
          value={typed.name}
          problems={problems}
          autocomplete="name"
          maxLength={60}
          size="medium"
        />
        <TextField
          name="contact"
          label="联系方式"
          hint="可以不填。填写电话或邮箱，征集单位需要问清楚时可以联系您。"
          value={typed.contact}
          problems={problems}
          autocomplete="tel"
          maxLength={80}
          size="medium"
        />
        <Trap name="website" />
        <Notice>
          <p>
            您的姓名和联系方式只供征集单位核实意见时使用，不会公开，也不会提供给他人。公开意见时会去掉可以认出您的内容。
          </p>
        </Notice>
        <Actions>
          <Button>提交意见</Button>
          <ButtonLink kind="quiet" href={`/solicitations/${s.id}`}>
            返回
          </ButtonLink>
        </Actions>
      </Form>
    ),
  }
}

export function thanksPage({ solicitation: s }: { solicitation: Solicitation }): Page {
  return {
    title: '意见已收到，谢谢您',
    breadcrumb: inside,
    body: (
      <Stack>
        <p>
          您对《{s.title}》的意见已经交给{s.unitName}。
        </p>
        <p>
          征集到 <DayText day={s.closesOn} style="weekday" />{' '}
          结束，之后会在征集页面公布收到多少意见、采纳了哪些、没有采纳的为什么。
        </p>
        <Actions>
          <ButtonLink kind="primary" href={`/solicitations/${s.id}`}>
            回到征集页面
          </ButtonLink>
          <ButtonLink href="/solicitations">看其他征集</ButtonLink>
        </Actions>
      </Stack>
    ),
  }
}
