import {
  Actions,
  ButtonLink,
  type Column,
  DatedList,
  EmptyState,
  Grid,
  grouped,
  type Page,
  Prose,
  Section,
  Stack,
  Table,
} from '../../../ui/index.ts'
import type { KindTerms } from '../catalogue.store.ts'
import { kindLabels } from '../labels.ts'
import type { PublishedLetter } from '../published.store.ts'
import type { Told } from '../results.service.ts'
import { orderKinds } from '../schema.ts'

export const crumbs = [
  { label: '首页', href: '/' },
  { label: '市长信箱和留言', href: '/letters' },
]

type EntryView = {
  terms: readonly KindTerms[]
  letters: readonly PublishedLetter[]
  /** What was received this year, and how it stands. */
  sum: Told
  hotline: string
}

/** What belongs here, where else to go, how long it takes, and what others wrote. */
export function entryPage({ terms, letters, sum, hotline }: EntryView): Page {
  const rows = orderKinds.flatMap((kind) => terms.filter((t) => t.kind === kind))
  return {
    title: '市长信箱和留言',
    breadcrumb: crumbs.slice(0, 1),
    body: (
      <Stack gap="large">
        <p>有事要问、要帮忙、要投诉，或者有好的建议，写给我们。不用注册，寄出以后凭编号和查询码随时看进展。</p>
        <Actions>
          <ButtonLink kind="primary" href="/letters/new" icon="letter">
            写信
          </ButtonLink>
          <ButtonLink href="/letters/follow" icon="progress">
            查进展
          </ButtonLink>
        </Actions>
        {sum.received > 0 && <YearLine sum={sum} />}
        <Grid columns={2}>
          <Section title="可以写什么">
            <Prose>
              <ul>
                <li>咨询：政策、办事上不清楚的</li>
                <li>求助：路灯不亮、停水停电、垃圾没人清运一类的难处</li>
                <li>投诉：对服务和管理不满意</li>
                <li>举报：看到违法违规的事</li>
                <li>建议：怎样能做得更好</li>
              </ul>
            </Prose>
          </Section>
          <Section title="这些请到别处">
            <Prose>
              <ul>
                <li>紧急的：报警拨 110，火灾拨 119，急救拨 120</li>
                <li>已经打官司、申请仲裁或者行政复议的：请找办理的法院、仲裁机构或者复议机关</li>
                <li>信访正在办理的：请找受理的信访部门，不重复受理</li>
                <li>
                  人大、政协、监察、法院、检察院职权内的事：请直接找这些机关，监督举报可拨 12388，检察服务拨 12309
                </li>
                <li>
                  要政府的文件、数据：请<a href="/requests">申请信息公开</a>
                </li>
              </ul>
            </Prose>
          </Section>
        </Grid>
        <Section title="多久答复" note="从收到的第二天起算，都是工作日；紧急的当天办">
          <Table
            caption="各类来信的答复期限"
            captionHidden
            columns={termColumns}
            rows={rows}
            rowKey={(t) => t.kind}
            empty={<p>期限还没有设定。</p>}
          />
          {rows.some((t) => !t.confirmed) && <p>国家没有统一规定期限。以上是参考各地做法暂定的，待本地正式公布。</p>}
        </Section>
        <Section
          title="别人写的信和答复"
          more={letters.length > 0 ? { label: '全部来信', href: '/letters/published' } : undefined}
        >
          {letters.length > 0 ? (
            <DatedList items={letters.map(letterItem)} />
          ) : (
            <EmptyState title="还没有公开的来信">只公开写信人同意公开的，姓名、电话等个人信息都会去掉。</EmptyState>
          )}
        </Section>
        <p>
          不方便上网的，请拨打 <strong>{hotline}</strong>
          ，话务员帮您登记。依据：《国务院办公厅关于进一步优化地方政务服务便民热线的指导意见》（国办发〔2020〕53号）。
        </p>
      </Stack>
    ),
  }
}

/** How it goes this year, in one line; each number leads to how it is counted. */
function YearLine({ sum }: { sum: Told }) {
  const rates = [
    ['hotline.replyRate', '答复率', sum.replyRate],
    ['hotline.completionRate', '办结率', sum.completionRate],
    ['hotline.satisfactionRate', '满意率', sum.satisfactionRate],
  ] as const
  return (
    <p>
      今年热线和信箱收到 <a href="/figures/hotline.received">{grouped(sum.received)} 件</a>
      {rates.map(([id, label, value]) =>
        value === null ? null : (
          <>
            ，{label} <a href={`/figures/${id}`}>{`${value}\u00A0%`}</a>
          </>
        ),
      )}
      。
    </p>
  )
}

/** A published letter as lists show it. */
export const letterItem = (l: PublishedLetter) => ({
  title: l.title,
  href: `/letters/published/${l.number}`,
  day: l.publishedOn,
  note: [l.topicName, l.unitName && `${l.unitName}答复`].filter(Boolean).join('，') || undefined,
})

const termColumns: Column<KindTerms>[] = [
  { head: '类别', cell: (t) => kindLabels[t.kind as keyof typeof kindLabels], names: true },
  { head: '联系您', cell: (t) => inDays(t.contactDays), nowrap: true },
  { head: '答复', cell: (t) => inDays(t.replyDays), nowrap: true },
  { head: '办结后多久可以要求重办', cell: (t) => `${t.reopenDays} 天内` },
]
const inDays = (days: number) => (days === 0 ? '当天' : `${days} 个工作日内`)
