import {
  Card,
  type Column,
  EmptyState,
  Grid,
  LinkGrid,
  MetadataTable,
  type Page,
  Prose,
  Section,
  Stack,
  Table,
  Tag,
} from '../../ui/index.ts'
import { siteKindLabels, unitKindLabels } from './labels.ts'
import type { Unit, UnitKind } from './schema.ts'

type Child = { code: string; name: string; kind: string; phone: string; address: string }
type Person = { id: number; name: string; title: string | null; duties: string; biography: string; phone: string }
type Office = {
  id: number
  name: string
  address: string
  phone: string
  fax: string
  email: string
  officeHours: string
}
type UnitDetail = {
  code: string
  name: string
  kind: string
  address: string
  phone: string
  email: string
  officeHours: string
  duties: string
  creditCode: string | null
  closedOn: string | null
}

const groups: readonly { title: string; kinds: readonly UnitKind[] }[] = [
  { title: '政府办公室和工作部门', kinds: ['office', 'department'] },
  { title: '事业单位', kinds: ['institution'] },
  { title: '镇和街道', kinds: ['subdistrict', 'town'] },
  { title: '社区和行政村', kinds: ['community', 'village'] },
]

export function unitsPage({ root, children }: { root: Unit; children: readonly Child[] }): Page {
  return {
    title: '政府机构',
    breadcrumb: [{ label: '首页', href: '/' }],
    body: (
      <Stack gap="large">
        <LinkGrid
          label="本级政府"
          links={[
            { label: root.name, href: `/units/${root.code}`, note: '职能、地址、联系方式' },
            { label: '领导分工', href: '/leaders', note: '市政府领导和分工' },
            { label: '信息查阅场所', href: '/consultation-sites', note: '去哪里看政府信息' },
          ]}
        />
        <ChildGroups units={children} />
      </Stack>
    ),
  }
}

function ChildGroups({ units }: { units: readonly Child[] }) {
  return (
    <>
      {groups.map(({ title, kinds }) => {
        const members = units.filter((u) => kinds.includes(u.kind as UnitKind))
        return (
          members.length > 0 && (
            <Section key={title} title={title} note={`共 ${members.length} 个`}>
              <LinkGrid label={title} links={members.map((u) => ({ label: u.name, href: `/units/${u.code}` }))} />
            </Section>
          )
        )
      })}
    </>
  )
}

export function unitPage({
  unit,
  leaders,
  children,
  offices,
  parent,
}: {
  unit: UnitDetail
  leaders: readonly Person[]
  children: readonly Child[]
  offices: readonly Office[]
  parent: Unit | undefined
}): Page {
  return {
    title: unit.name,
    breadcrumb: [
      { label: '首页', href: '/' },
      { label: '政府机构', href: '/units' },
      ...(parent?.parentCode ? [{ label: parent.name, href: `/units/${parent.code}` }] : []),
    ],
    body: (
      <Stack gap="large">
        {unit.closedOn && <Tag>已于 {unit.closedOn} 撤销</Tag>}
        <MetadataTable
          rows={[
            { label: '机构类别', value: unitKindLabels[unit.kind as UnitKind] },
            { label: '办公地址', value: unit.address },
            { label: '联系电话', value: unit.phone && <a href={`tel:${unit.phone}`}>{unit.phone}</a> },
            { label: '电子邮箱', value: unit.email },
            { label: '办公时间', value: unit.officeHours },
            { label: '统一社会信用代码', value: unit.creditCode },
          ]}
        />
        {unit.duties && (
          <Section title="主要职责">
            <Prose>
              {unit.duties.split('\n').map((line) => (
                <p key={line}>{line}</p>
              ))}
            </Prose>
          </Section>
        )}
        {leaders.length > 0 && (
          <Section title="领导和分工">
            <People people={leaders} />
          </Section>
        )}
        {offices.map((office) => (
          <Section key={office.id} title={`政府信息公开工作机构：${office.name}`}>
            <MetadataTable
              rows={[
                { label: '办公地址', value: office.address },
                { label: '联系电话', value: office.phone },
                { label: '传真', value: office.fax },
                { label: '电子邮箱', value: office.email },
                { label: '办公时间', value: office.officeHours },
              ]}
            />
          </Section>
        ))}
        <Section title="本单位公开的信息" more={{ label: '查看全部', href: `/search?unit=${unit.code}` }}>
          <p>本单位公开的文件和信息，都可以在搜索中按发布机构查看。</p>
        </Section>
        <ChildGroups units={children} />
      </Stack>
    ),
  }
}

function People({ people, level = 3 }: { people: readonly Person[]; level?: 2 | 3 }) {
  return (
    <Grid columns={2}>
      {people.map((person) => (
        <Card key={person.id} title={person.name} level={level}>
          <MetadataTable
            columns={1}
            rows={[
              { label: '职务', value: person.title ?? '' },
              { label: '分工', value: person.duties },
              { label: '简历', value: person.biography },
              { label: '电话', value: person.phone },
            ]}
          />
        </Card>
      ))}
    </Grid>
  )
}

export function leadersPage({ root, leaders }: { root: Unit; leaders: readonly Person[] }): Page {
  return {
    title: '领导分工',
    breadcrumb: [
      { label: '首页', href: '/' },
      { label: '政府机构', href: '/units' },
    ],
    body:
      leaders.length > 0 ? (
        <People people={leaders} level={2} />
      ) : (
        <EmptyState title={`${root.name}还没有公布领导分工`}>可以先查看政府机构的职能和联系方式。</EmptyState>
      ),
  }
}

type SiteRow = {
  id: number
  name: string
  kind: string
  address: string
  officeHours: string
  unitName: string
  phone: string
}

export function consultationSitesPage({ sites }: { sites: readonly SiteRow[] }): Page {
  const columns: Column<SiteRow>[] = [
    { head: '名称', cell: (s) => s.name, wide: true },
    { head: '类别', cell: (s) => siteKindLabels[s.kind as keyof typeof siteKindLabels], nowrap: true },
    { head: '地址', cell: (s) => s.address, wide: true },
    { head: '开放时间', cell: (s) => s.officeHours },
    { head: '电话', cell: (s) => s.phone, nowrap: true },
  ]
  return {
    title: '政府信息查阅场所',
    breadcrumb: [
      { label: '首页', href: '/' },
      { label: '政府机构', href: '/units' },
    ],
    body: (
      <Stack>
        <p>在这些地方可以免费查阅已经公开的政府信息，工作人员会帮助您查找和复制。</p>
        <Table caption="政府信息查阅场所" columns={columns} rows={sites} total={sites.length} rowKey={(s) => s.id} />
      </Stack>
    ),
  }
}
