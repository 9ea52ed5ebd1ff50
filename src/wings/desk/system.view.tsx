import type { Day } from '../../core/day.ts'
import type { Problem } from '../../core/errors.ts'
import type { Act } from '../../platform/acts.ts'
import type { Settings } from '../../platform/settings.ts'
import {
  Actions,
  Button,
  Card,
  type Column,
  DayField,
  DayText,
  Disclosure,
  FilterForm,
  Form,
  InstantText,
  MetadataTable,
  Notice,
  NumberField,
  type Page,
  Pager,
  Prose,
  Radios,
  Section,
  Stack,
  Table,
  TextArea,
  TextField,
} from '../../ui/index.ts'

const top = [{ label: '工作台', href: '/desk' }]
type Typed = Readonly<Record<string, string>>
type Chain = {
  head: { position: number; hash: Buffer } | undefined
  waiting: number
  published: readonly { day: string; position: number; hash: Buffer }[]
}

export function auditPage({
  acts,
  subject,
  actor,
  chain,
  next,
}: {
  acts: readonly Act[]
  subject: string
  actor: string
  chain: Chain
  next: string | undefined
}): Page {
  const columns: Column<Act>[] = [
    { head: '时间', cell: (a) => <InstantText at={a.at} />, nowrap: true },
    { head: '谁', cell: (a) => a.actor, nowrap: true },
    { head: '做了什么', cell: (a) => a.act, nowrap: true },
    {
      head: '对象',
      cell: (a) => <a href={`/desk/system/acts?subject=${encodeURIComponent(a.subject)}`}>{a.subject}</a>,
      nowrap: true,
    },
    {
      head: '内容',
      cell: (a) =>
        Object.keys((a.data ?? {}) as object).length > 0 && (
          <Disclosure summary="查看">
            <code>{JSON.stringify(a.data, null, 1)}</code>
          </Disclosure>
        ),
      wide: true,
    },
  ]
  const filters = new URLSearchParams({
    ...(subject && { subject }),
    ...(actor && { actor }),
    ...(next && { after: next }),
  })
  return {
    title: '操作记录',
    breadcrumb: top,
    wide: true,
    body: (
      <Stack>
        <Card level={2} title="记录链" tone="mist">
          <Prose>
            <p>
              每一次操作都写成一条记录，记录首尾相连成链，谁也不能悄悄改动。每天零点公布链首，可用{' '}
              <code>mingtang verify</code> 逐条核对。
            </p>
          </Prose>
          <MetadataTable
            rows={[
              { label: '链上记录', value: chain.head ? chain.head.position.toLocaleString('zh-CN') : '0' },
              { label: '待封存', value: String(chain.waiting) },
              { label: '当前链首', value: chain.head && <code>{chain.head.hash.toString('hex')}</code>, wide: true },
            ]}
          />
        </Card>
        <FilterForm label="筛选" clear={subject || actor ? '/desk/system/acts' : undefined}>
          <TextField name="subject" label="对象" hint="如 document:12" value={subject} size="medium" />
          <TextField name="actor" label="姓名" value={actor} size="medium" />
        </FilterForm>
        <Table caption="操作记录" columns={columns} rows={acts} rowKey={(a) => a.id} />
        <Pager next={next && `/desk/system/acts?${filters}`} />
      </Stack>
    ),
  }
}

type CorrectionRow = { day: string; kind: string; reason: string; source: string; changedAt: Date }

export function calendarPage({
  corrections,
  knownUntil,
  typed,
  problems,
}: {
  corrections: readonly CorrectionRow[]
  knownUntil: Day
  typed: Typed
  problems: readonly Problem[]
}): Page {
  const columns: Column<CorrectionRow>[] = [
    { head: '日期', cell: (c) => <DayText day={c.day as Day} style="weekday" />, nowrap: true },
    { head: '更正为', cell: (c) => (c.kind === 'off' ? '放假' : '上班'), nowrap: true },
    { head: '事由', cell: (c) => c.reason, wide: true },
    { head: '依据', cell: (c) => c.source, wide: true },
    { head: '登记时间', cell: (c) => <InstantText at={c.changedAt} />, nowrap: true },
  ]
  return {
    title: '工作日历',
    breadcrumb: top,
    problems,
    body: (
      <Stack gap="large">
        <Notice>
          国务院办公厅公布的节假日安排已知到 <DayText day={knownUntil} style="long" />
          ，之后算出的期限只是暂定。下面登记的更正优先于公布的安排，正在办理的事项会重新计算期限。
        </Notice>
        <Form>
          <DayField name="day" label="日期" value={typed.day} problems={problems} required />
          <Radios
            name="kind"
            label="这一天"
            options={[
              { value: 'off', label: '放假' },
              { value: 'work', label: '上班' },
            ]}
            value={typed.kind}
            problems={problems}
            required
          />
          <TextField
            name="reason"
            label="事由"
            hint="如：防汛应急，全市停工"
            value={typed.reason}
            problems={problems}
            required
          />
          <TextField
            name="source"
            label="依据的通知"
            hint="发文机关和文号"
            value={typed.source}
            problems={problems}
            required
          />
          <Actions>
            <Button>登记更正</Button>
          </Actions>
        </Form>
        <Table
          caption="已登记的更正"
          columns={columns}
          rows={corrections}
          total={corrections.length}
          rowKey={(c) => c.day}
        />
      </Stack>
    ),
  }
}

const siteFields: readonly [keyof Settings['site'], string, string?][] = [
  ['name', '网站名称'],
  ['shortName', '简称'],
  ['domain', '域名'],
  ['siteCode', '网站标识码', '十位'],
  ['regionCode', '行政区划代码', '六位'],
  ['rootUnit', '本级政府的单位代码'],
  ['host', '主办单位'],
  ['operator', '承办单位'],
  ['icp', 'ICP 备案号'],
  ['police', '公安备案号'],
  ['phone', '联系电话'],
  ['hotline', '求助电话', '页面出错时请群众拨打'],
  ['address', '地址'],
  ['email', '电子邮箱'],
  ['formPrefix', '统计表标题前缀', '上级市名加本级名，如：某某市某某县'],
  ['superior', '上一级人民政府', '本级政府答复的行政复议机关，如：某某市人民政府'],
  ['court', '有管辖权的人民法院', '写在文书的救济途径里'],
  ['feePayment', '信息处理费缴费方式', '写在缴费通知书里'],
  ['hallUnit', '政务大厅的单位代码', '大厅事项的网上申请由它收件；没有大厅的留空'],
]
const limitFields: readonly [keyof Settings['limits'], string, string][] = [
  ['uploadBytes', '单个文件上限', '字节'],
  ['uploadsPerDocument', '每份文件的附件上限', '个'],
  ['yellowDays', '剩余几天亮黄灯', '个工作日'],
  ['redDays', '剩余几天亮红灯', '个工作日'],
  ['calendarAlarmDays', '离新年几天还没有放假安排就提醒', '天'],
  ['linksPerNight', '每夜检查几个通往其他网站的链接，0 为不检查', '个'],
  ['caseWarnPercent', '承诺时限剩余多少时亮黄灯', '%'],
  ['redCardDays', '超期黄牌以后几天转红牌', '个工作日'],
  ['ratingDays', '办完以后多久内可以评价', '天'],
  ['ratingDefaultDays', '邀请以后多久没有评价就默认满意（单独统计），0 为不用默认', '个工作日'],
  ['ratingOrderDays', '差评的整改期限', '个工作日'],
  ['ratingMinimum', '有几条真实评价才算满意率、排名次', '条'],
  ['enquiryDays', '咨询几天内答复', '个工作日'],
  ['draftDays', '网上申请的草稿保留多久', '天'],
  ['casesPerHourAccount', '一个账号一小时最多提交几件网上申请', '件'],
  ['casesPerHourAddress', '一个网络地址一小时最多提交几件网上申请', '件'],
  ['searchMatches', '搜索最多查看', '条'],
  ['missedCalls', '叫号几次没有人应就作废', '次'],
  ['missedBehind', '过号以后排到几个人后面', '人'],
  ['waitYellowMinutes', '等候多少分钟亮黄灯', '分钟'],
  ['waitRedMinutes', '等候多少分钟亮红灯', '分钟'],
  ['noShows', '预约未到几次就暂停预约', '次'],
  ['noShowWindowDays', '未到次数在多少天以内计算', '天'],
  ['noShowBarDays', '暂停预约多少天，0 为不暂停', '天'],
  ['appointmentDays', '可以预约几天以内的号', '天'],
]

export function settingsPage({ settings, problems }: { settings: Settings; problems: readonly Problem[] }): Page {
  return {
    title: '站点设置',
    breadcrumb: top,
    problems,
    body: (
      <Stack gap="large">
        <Section title="网站">
          <Form action="/desk/system/settings/site">
            {siteFields.map(([name, label, hint]) => (
              <TextField
                key={name}
                name={name}
                label={label}
                hint={hint}
                value={String(settings.site[name] ?? '')}
                problems={problems}
              />
            ))}
            <TextArea
              name="hotWords"
              label="热门搜索词"
              hint="一行一个"
              value={[settings.site.hotWords].flat().join('\n')}
              problems={problems}
              rows={4}
            />
            <Actions>
              <Button>保存网站设置</Button>
            </Actions>
          </Form>
        </Section>
        <Section title="限度">
          <Form action="/desk/system/settings/limits">
            {limitFields.map(([name, label, unit]) => (
              <NumberField
                key={name}
                name={name}
                label={label}
                unit={unit}
                value={settings.limits[name]}
                problems={problems}
              />
            ))}
            <Actions>
              <Button>保存限度</Button>
            </Actions>
          </Form>
        </Section>
      </Stack>
    ),
  }
}

type Message = {
  id: number
  channel: string
  recipient: string
  subject: string
  body: string
  state: string
  tries: number
  lastError: string | null
  createdAt: Date
  sentAt: Date | null
}
const states: Record<string, string> = { waiting: '等待发送', sent: '已发送', failed: '发送失败，稍后自动重试' }

export function outboxPage({ messages, next }: { messages: readonly Message[]; next: string | undefined }): Page {
  const columns: Column<Message>[] = [
    { head: '时间', cell: (m) => <InstantText at={m.createdAt} />, nowrap: true },
    { head: '方式', cell: (m) => (m.channel === 'sms' ? '短信' : '邮件'), nowrap: true },
    { head: '收件人', cell: (m) => m.recipient, nowrap: true },
    {
      head: '内容',
      cell: (m) => (
        <Disclosure summary={m.subject || m.body.slice(0, 20)}>
          <p>{m.body}</p>
        </Disclosure>
      ),
      wide: true,
    },
    { head: '状态', cell: (m) => states[m.state] ?? m.state },
    { head: '试过', cell: (m) => `${m.tries} 次`, numeric: true },
    { head: '最近的错误', cell: (m) => m.lastError ?? '' },
    {
      head: '操作',
      cell: (m) =>
        m.state !== 'sent' && (
          <Form action={`/desk/system/outbox/${m.id}/again`} inline>
            <Button kind="plain">再发一次</Button>
          </Form>
        ),
    },
  ]
  return {
    title: '待发邮件短信',
    breadcrumb: top,
    wide: true,
    body: (
      <Stack>
        <p>没有配置邮件服务器或短信网关时，消息都留在这里，可以照着转告收件人。</p>
        <Table caption="邮件和短信" columns={columns} rows={messages} rowKey={(m) => m.id} />
        <Pager next={next && `/desk/system/outbox?after=${encodeURIComponent(next)}`} />
      </Stack>
    ),
  }
}
