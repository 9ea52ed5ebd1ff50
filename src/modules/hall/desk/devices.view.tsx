import type { Problem } from '../../../core/errors.ts'
import {
  Actions,
  Button,
  ButtonLink,
  type Column,
  choicesByLabel,
  EmptyState,
  Form,
  InstantText,
  type Page,
  Section,
  Select,
  Slip,
  Stack,
  Table,
  Tabs,
  Tag,
  TextField,
} from '../../../ui/index.ts'
import { pairingMinutes } from '../devices.service.ts'
import type { Device } from '../devices.store.ts'
import { deviceKindLabels } from '../labels.ts'
import type { Counter, Hall } from '../layout.store.ts'

const top = [{ label: '工作台', href: '/desk' }]
const at = (hall: string): string => `/desk/hall/devices?hall=${encodeURIComponent(hall)}`

/** Devices of one hall, and the form that registers another. */
export function devicesPage(view: {
  halls: readonly Hall[]
  hall: Hall | undefined
  devices: readonly Device[]
  counters: readonly Counter[]
  now: Date
  typed: Readonly<Record<string, string>>
  problems: readonly Problem[]
}): Page {
  const { halls, hall, devices, now } = view
  return {
    title: '大厅设备',
    breadcrumb: top,
    wide: true,
    problems: view.problems,
    body: (
      <Stack gap="large">
        {halls.length > 1 && (
          <Tabs
            label="大厅"
            tabs={halls.map((h) => ({ label: h.name, href: at(h.code), current: h.code === hall?.code }))}
          />
        )}
        <Table
          caption={hall ? `${hall.name}的设备` : '设备'}
          columns={columns(now)}
          rows={devices}
          rowKey={(d) => d.id}
          empty={
            <EmptyState title="还没有登记设备">
              <p>登记以后会得到一个配对码，在设备上输入就能用。</p>
            </EmptyState>
          }
        />
        {hall && <NewDevice {...view} hall={hall} />}
      </Stack>
    ),
  }
}

const columns = (now: Date): Column<Device>[] => [
  { head: '名称', cell: (d) => d.name, wide: true },
  {
    head: '种类',
    cell: (d) => deviceKindLabels[d.kind] + (d.counterNumber === null ? '' : `，${d.counterNumber} 号窗口`),
    nowrap: true,
  },
  { head: '状态', cell: (d) => <State device={d} now={now} />, nowrap: true },
  { head: '配对时间', cell: (d) => d.pairedAt && <InstantText at={d.pairedAt} />, nowrap: true },
  { head: '最近在线', cell: (d) => d.lastSeenAt && <InstantText at={d.lastSeenAt} />, nowrap: true },
  { head: '操作', cell: (d) => <Moves device={d} /> },
]

/** Away for longer than this, a device that is on would have been seen, milliseconds. */
const silent = 3 * 60_000

function State({ device: d, now }: { device: Device; now: Date }) {
  if (d.revokedAt) return <Tag>已停用</Tag>
  if (d.pairedAt === null)
    return d.pairingEndsAt && d.pairingEndsAt > now ? (
      <Tag tone="warning">等待配对</Tag>
    ) : (
      <Tag tone="warning">未配对</Tag>
    )
  // The others are silent while they work.
  if (d.kind !== 'kiosk') return <Tag tone="good">已配对</Tag>
  const online = d.lastSeenAt !== null && now.getTime() - d.lastSeenAt.getTime() < silent
  return online ? <Tag tone="good">在线</Tag> : <Tag>不在线</Tag>
}

function Moves({ device: d }: { device: Device }) {
  if (d.revokedAt) return null
  const base = `/desk/hall/devices/${d.hallCode}/${d.id}`
  return (
    <Actions
      actions={[
        { label: d.pairedAt ? '重新配对' : '生成配对码', href: `${base}/code`, post: true },
        { label: '停用', href: `${base}/revoke`, post: true, kind: 'quiet' },
      ]}
    />
  )
}

function NewDevice({
  hall,
  counters,
  typed,
  problems,
}: {
  hall: Hall
  counters: readonly Counter[]
  typed: Readonly<Record<string, string>>
  problems: readonly Problem[]
}) {
  return (
    <Section title="登记设备">
      <Form action={`/desk/hall/devices/${hall.code}`}>
        <Select
          name="kind"
          label="设备种类"
          empty={false}
          value={typed.kind}
          options={choicesByLabel(deviceKindLabels)}
          problems={problems}
          required
        />
        <TextField
          name="name"
          label="设备名称"
          hint="一看就知道是哪一台，例如：东门 1 号自助机"
          value={typed.name}
          problems={problems}
          maxLength={40}
          size="medium"
          required
        />
        <Select
          name="counter"
          label="窗口"
          hint="只有评价器要选"
          empty="不放在窗口上"
          value={typed.counter}
          options={counters.map((c) => ({ value: c.number, label: `${c.number} 号 ${c.name}` }))}
          problems={problems}
        />
        <Actions>
          <Button>登记，生成配对码</Button>
        </Actions>
      </Form>
    </Section>
  )
}

/** The code, shown once. */
export function pairingPage(hall: string, { name, code }: { name: string; code: string }): Page {
  return {
    title: `配对“${name}”`,
    breadcrumb: [...top, { label: '大厅设备', href: at(hall) }],
    body: (
      <Stack>
        <Slip label="配对码" facts={[{ label: '配对码', value: code.replace(/(.{3})(?=.)/, '$1 ') }]}>
          <p>在设备的浏览器里打开 /kiosk，输入这个配对码。{pairingMinutes} 分钟内有效，只能用一次。</p>
        </Slip>
        <p>离开这一页以后不再显示，需要时可以重新生成。</p>
        <Actions>
          <ButtonLink href={at(hall)}>回到大厅设备</ButtonLink>
        </Actions>
      </Stack>
    ),
  }
}
