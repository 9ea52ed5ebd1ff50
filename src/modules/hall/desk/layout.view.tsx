import type { Problem } from '../../../core/errors.ts'
import {
  Actions,
  Button,
  ButtonLink,
  Checkbox,
  Checkboxes,
  type Crumb,
  FoldedSection,
  Form,
  Lesser,
  NumberField,
  type Page,
  Radios,
  Section,
  Select,
  Stack,
  Table,
  Tag,
  TextArea,
  TextField,
} from '../../../ui/index.ts'
import type { Unit } from '../../organisations/index.ts'
import { counterKindLabels, counterTitle } from '../labels.ts'
import type { Counter, Hall, Line, Zone } from '../layout.store.ts'
import { counterKinds } from '../schema.ts'
import { inHall, hall as list } from './crumbs.ts'
import { HallTabs } from './days.view.tsx'

const at = (hall: Hall, path: string): string => `${list}/at/${hall.code}/${path}`
const inLayout = (hall: Hall): readonly Crumb[] => [
  ...inHall,
  { label: hall.name, href: `${list}/at/${hall.code}` },
  { label: '窗口和业务', href: at(hall, 'layout') },
]

type Parts = {
  hall: Hall
  zones: readonly Zone[]
  lines: readonly Line[]
  counters: readonly Counter[]
  served: ReadonlyMap<number, readonly number[]>
  arranges: boolean
}

export function layoutPage({ hall, zones, lines, counters, served, arranges }: Parts): Page {
  const names = new Map(lines.map((l) => [l.id, l.name]))
  const zoneNames = new Map(zones.map((z) => [z.id, z.name]))
  const link = (path: string, label: string) => (arranges ? <a href={at(hall, path)}>{label}</a> : label)
  const more = (path: string, label: string) => (arranges ? { label, href: at(hall, path) } : undefined)
  return {
    title: '窗口和业务',
    breadcrumb: [...inHall, { label: hall.name, href: `${list}/at/${hall.code}` }],
    wide: true,
    body: (
      <Stack>
        <HallTabs hall={hall} at="layout" />
        <Section title="窗口" more={more('counters/new', '添加窗口')}>
          <Table<Counter>
            caption="窗口"
            captionHidden
            columns={[
              { head: '窗口', cell: (c) => link(`counters/${c.id}`, `${counterTitle(c)} ${c.name}`), nowrap: true },
              { head: '类型', cell: (c) => counterKindLabels[c.kind], nowrap: true },
              { head: '区域', cell: (c) => (c.zoneId === null ? '各区域之间' : zoneNames.get(c.zoneId)), nowrap: true },
              {
                head: '办什么',
                cell: (c) => (served.get(c.id) ?? []).map((id) => names.get(id)).join('、') || '还没有设置',
                wide: true,
              },
              { head: '在用', cell: (c) => (c.inUse ? '是' : <Tag>停用</Tag>), nowrap: true },
            ]}
            rows={counters}
            rowKey={(c) => c.id}
          />
        </Section>
        <Section title="排队业务" more={more('lines/new', '添加业务')}>
          <Table<Line>
            caption="排队业务"
            captionHidden
            columns={[
              { head: '业务', cell: (l) => link(`lines/${l.id}`, l.name), wide: true },
              { head: '区域', cell: (l) => `${l.letter} ${l.zoneName}`, nowrap: true },
              { head: '一件大约', cell: (l) => `${l.usualMinutes} 分钟`, nowrap: true },
              { head: '每天最多', cell: (l) => (l.dailyLimit === null ? '不限' : `${l.dailyLimit} 个`), nowrap: true },
              { head: '取号', cell: (l) => (l.open ? '可以' : <Tag tone="warning">停取</Tag>), nowrap: true },
            ]}
            rows={lines}
            rowKey={(l) => l.id}
          />
        </Section>
        <Section title="区域" more={more('zones/new', '添加区域')}>
          <Table<Zone>
            caption="区域"
            captionHidden
            columns={[
              { head: '区域', cell: (z) => link(`zones/${z.id}`, z.name), wide: true },
              { head: '号的字母', cell: (z) => z.letter, nowrap: true },
              { head: '在用', cell: (z) => (z.closed ? <Tag>停用</Tag> : '是'), nowrap: true },
            ]}
            rows={zones}
            rowKey={(z) => z.id}
          />
        </Section>
      </Stack>
    ),
  }
}

type Filled = { hall: Hall; typed: Readonly<Record<string, string>>; problems: readonly Problem[] }

function Save({ hall }: { hall: Hall }) {
  return (
    <Actions>
      <Button>保存</Button>
      <ButtonLink href={at(hall, 'layout')} kind="quiet">
        不改了
      </ButtonLink>
    </Actions>
  )
}

export function zonePage({ hall, zone, typed, problems }: Filled & { zone: Zone | undefined }): Page {
  const field = (name: string) => ({ name, value: typed[name], problems })
  return {
    title: zone ? zone.name : '添加区域',
    breadcrumb: inLayout(hall),
    problems,
    body: (
      <Form>
        <TextField {...field('name')} label="区域名称" required maxLength={40} />
        <TextField
          {...field('letter')}
          label="号的字母"
          hint="一个大写字母，例如 A，号就是 A001"
          size="short"
          required
        />
        <NumberField {...field('position')} label="次序" hint="小的排在前面" />
        <Checkbox
          name="closed"
          label="不再使用"
          hint="以前的号都留着"
          checked={typed.closed === 'true'}
          problems={problems}
        />
        <Save hall={hall} />
      </Form>
    ),
  }
}

type LineView = Filled & {
  line: Line | undefined
  zones: readonly Zone[]
  units: readonly Unit[]
  chosen: readonly string[]
}

export function linePage({ hall, line, zones, units, chosen, typed, problems }: LineView): Page {
  const field = (name: string) => ({ name, value: typed[name], problems })
  const departments = units.filter((u) => !['village', 'community', 'town', 'subdistrict'].includes(u.kind))
  return {
    title: line ? line.name : '添加排队业务',
    breadcrumb: inLayout(hall),
    problems,
    body: (
      <Form>
        <TextField
          {...field('name')}
          label="业务名称"
          hint="群众看得懂的说法，例如“户口、身份证”"
          required
          maxLength={40}
        />
        <Select
          {...field('zoneId')}
          label="区域"
          options={zones.map((z) => ({ value: z.id, label: z.name }))}
          required
        />
        <NumberField
          {...field('usualMinutes')}
          label="一件大约多久"
          hint="办得多了，就按实际的时间估计"
          unit="分钟"
          required
        />
        <NumberField {...field('dailyLimit')} label="每天最多" hint="不限的留空" unit="个" />
        <NumberField {...field('position')} label="次序" hint="小的排在前面" />
        <Checkbox name="open" label="可以取号" checked={typed.open === 'true'} problems={problems} />
        <FoldedSection title="单位" note={`选了 ${chosen.length} 个`} open={chosen.length > 0}>
          <Checkboxes
            name="units"
            label="哪些单位的事项在这里排队"
            value={chosen}
            problems={problems}
            options={departments.map((u) => ({ value: u.code, label: u.shortName }))}
          />
        </FoldedSection>
        <TextArea
          {...field('items')}
          label="单独指定的事项"
          hint="每行一个事项编码。写在这里的事项只在这个业务排队，不看单位"
          rows={4}
        />
        <Save hall={hall} />
      </Form>
    ),
  }
}

type CounterView = Filled & {
  counter: Counter | undefined
  zones: readonly Zone[]
  lines: readonly Line[]
  chosen: readonly number[]
}

export function counterPage({ hall, counter, zones, lines, chosen, typed, problems }: CounterView): Page {
  const field = (name: string) => ({ name, value: typed[name], problems })
  return {
    title: counter ? `${counterTitle(counter)} ${counter.name}` : '添加窗口',
    breadcrumb: inLayout(hall),
    problems,
    body: (
      <Form>
        <NumberField {...field('number')} label="窗口号" hint="挂在窗口上的号，本大厅不能重复" required />
        <TextField {...field('name')} label="窗口名称" required maxLength={40} />
        <Radios
          {...field('kind')}
          label="类型"
          row
          options={counterKinds.map((value) => ({ value, label: counterKindLabels[value] }))}
        />
        <Select
          {...field('zone')}
          label="区域"
          empty="各区域之间（综合窗口）"
          options={zones.map((z) => ({ value: z.id, label: z.name }))}
        />
        <Checkboxes
          name="lines"
          label="办哪些业务"
          value={chosen}
          problems={problems}
          options={lines.map((l) => ({ value: l.id, label: `${l.name}（${l.zoneName}）` }))}
        />
        <Checkbox name="inUse" label="在用" checked={typed.inUse === 'true'} problems={problems} />
        <Lesser>停用的窗口不能上岗；以前办过的都留着。</Lesser>
        <Save hall={hall} />
      </Form>
    ),
  }
}
