import { QuickAnswers } from '../components/answers.tsx'
import { ButtonLink } from '../components/button.tsx'
import { BarChart, LineChart } from '../components/charts.tsx'
import { Figure, Figures } from '../components/figure.tsx'
import { Band, Columns, FoldedSection, Grid, Section, Stack } from '../components/layout.tsx'
import { Light, Tag } from '../components/light.tsx'
import { DatedList, LinkGrid, Tiles } from '../components/lists.tsx'
import { Chips, Facets, Pager, Tabs } from '../components/navigation.tsx'
import { EmptyState } from '../components/notice.tsx'
import { grouped } from '../components/numbers.ts'
import { Table } from '../components/table.tsx'
import { DayText } from '../components/time.tsx'
import { columnVisits, longTitle, monthVisits, rows } from './samples.ts'

const dated = rows.map((r, i) => ({ title: r.title, href: `/documents/${i}`, day: r.on, note: r.unit }))

const facets = [
  {
    label: '栏目',
    options: [
      { label: '规范性文件', count: 16, href: '/search?c=1', current: true },
      { label: '财政预决算', count: 1204, href: '/search?c=2' },
    ],
  },
  { label: '年份', options: [{ label: '2018 年', count: 5078, href: '/search?y=2018' }] },
]

export function Lists() {
  return (
    <Stack gap="large">
      <Tiles
        label="常用服务"
        tiles={[
          { label: '办事', href: '/a', icon: 'handle', note: '找事项，看要带什么' },
          { label: '查政策', href: '/b', icon: 'policy', note: '文件、解读、有效性' },
          { label: '申请公开', href: '/c', icon: 'request', note: '没有公开的可以申请' },
          { label: '写信', href: '/d', icon: 'letter', note: '咨询、建议、投诉' },
          { label: '预约取号', href: '/e', icon: 'ticket', note: '到大厅少排队' },
          { label: '查进度', href: '/f', icon: 'progress', note: '办到哪一步了' },
        ]}
      />
      <Tabs
        label="文件状态"
        tabs={[
          { label: '全部', href: '/?s=all', current: true, count: 5078 },
          { label: '待审核', href: '/?s=review', count: 3 },
          { label: '已撤回', href: '/?s=withdrawn', count: 0 },
        ]}
      />
      <Chips
        label="办理方式"
        chips={[
          { label: '网上能办', href: '/?w=online', count: 943 },
          { label: '最多跑一次', href: '/?w=once', current: true },
        ]}
      />
      <QuickAnswers
        label="办这件事"
        answers={[
          { question: '带什么', answer: '3 样材料', note: '其中 1 样部门之间核验，不用带' },
          { question: '多少钱', answer: '不收费' },
        ]}
      />
      <FoldedSection title="常见问题" note="2 个">
        <p>到期三十日以前提出延续申请。</p>
      </FoldedSection>
      <Table
        caption="文件"
        total={5078}
        rows={rows}
        marked={(r) => r.visits === 0}
        foot={['合计', '', '', '', grouped(13746)]}
        columns={[
          { head: '标题', cell: (r) => <a href="/documents/1">{r.title}</a>, wide: true },
          { head: '文号', cell: (r) => r.number ?? <span class="blank">无</span>, nowrap: true },
          { head: '单位', cell: (r) => r.unit },
          { head: '发布', cell: (r) => <DayText day={r.on} />, nowrap: true },
          { head: '访问', cell: (r) => grouped(r.visits), numeric: true },
        ]}
      />
      <Pager total={5078} from={21} to={40} previous="/?p=1" next="/?p=3" />
      <Table
        caption="待审核文件"
        rows={[]}
        columns={[]}
        empty={<EmptyState title="没有等您审核的文件">编辑提交后会出现在这里。</EmptyState>}
      />
      <Columns aside={<Facets groups={facets} clear="/search" />}>
        <DatedList
          items={[...dated, { title: '收起标签的一条', href: '/documents/9', tag: <Tag tone="warning">已失效</Tag> }]}
        />
      </Columns>
      <Grid columns={2}>
        <Section title="公告公示" level={3} more={{ label: '全部公告', href: '/notices' }}>
          <DatedList items={dated} />
        </Section>
        <Section title="意见征集" level={3}>
          <DatedList items={[]} empty="现在没有正在征集意见的草案" />
        </Section>
      </Grid>
      <LinkGrid
        label="重点领域"
        links={['财政预决算', '三公经费', '保障性住房', '环境保护', '征地拆迁', '价格和收费'].map((label, i) => ({
          label,
          href: `/key/${i}`,
          count: `${i * 37} 条`,
        }))}
      />
      <Band>
        <Figures>
          <Figure label="主动公开信息" value={5078} unit="条" href="/figures/1" period="2018 年" />
          <Figure label="门户访问" value={250000} unit="次" href="/figures/2" period="2018 年" />
          <Figure label="收到公开申请" value={4} unit="件" href="/figures/3" change="与上年持平" />
          <Figure label="举行新闻发布会" value={null} unit="次" href="/figures/4" />
        </Figures>
      </Band>
      <Grid columns={2}>
        <BarChart title="2018 年各栏目访问量" unit="次" of="栏目" data={columnVisits} />
        <LineChart title="2018 年每月访问量" unit="次" of="月份" data={monthVisits} />
      </Grid>
      <BarChart title="2019 年各栏目访问量" unit="次" data={[]} />
      <EmptyState title="还没有草稿" actions={<ButtonLink href="/new">起草一份文件</ButtonLink>}>
        起草后先存着，写好再提交审核。
      </EmptyState>
      <p>
        <Light light="green" daysLeft={12} /> <Tag>{longTitle.slice(0, 12)}</Tag>
      </p>
    </Stack>
  )
}
