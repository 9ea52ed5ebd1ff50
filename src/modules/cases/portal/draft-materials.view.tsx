import { showDay } from '../../../core/day.ts'
import { papers } from '../../../platform/kept-uploads.ts'
import {
  Actions,
  Button,
  bytes,
  Card,
  FileField,
  Form,
  Hidden,
  Lesser,
  type Page,
  Section,
  Stack,
  Tag,
} from '../../../ui/index.ts'
import { type Material, materialsFor } from '../../catalogue/index.ts'
import type { DraftView } from '../drafts.service.ts'
import { itemHref } from './addresses.ts'
import { StepActions, type StepView, stepPage } from './draft-step.view.tsx'

type MaterialsView = StepView & { maxBytes: number }

/** Materials one by one: each is uploaded by itself, taken from before, or left for later. */
export function materialsPage(view: MaterialsView): Page {
  const { version, draft } = view
  const { needed, perhaps, optional } = materialsFor(version.elements, draft.form.choices ?? {})
  const list = (materials: readonly Material[]) =>
    materials.map((m) => <OneMaterial key={m.key} view={view} material={m} />)
  const none = needed.length + perhaps.length + optional.length === 0
  return stepPage(
    view,
    'materials',
    <Stack gap="large">
      {none && <p>按您的情形，不用交材料。</p>}
      {needed.length > 0 && (
        <Section title="要交的材料" note="传好一样就保存一样，网断了也不用重来">
          <Stack>{list(needed)}</Stack>
        </Section>
      )}
      {perhaps.length > 0 && (
        <Section title="符合情形才要的材料">
          <Stack>{list(perhaps)}</Stack>
        </Section>
      )}
      {optional.length > 0 && (
        <Section title="可以不交的材料">
          <Stack>{list(optional)}</Stack>
        </Section>
      )}
      <Form>
        <StepActions next="下一步，核对" />
      </Form>
    </Stack>,
    ['mt-upload'],
  )
}

const wayTo = (id: string, key: string) => `/my/cases/drafts/${id}/materials/${encodeURIComponent(key)}`

function OneMaterial({ view, material: m }: { view: MaterialsView; material: Material }) {
  const { draft, version, files, reusable, maxBytes, problems } = view
  const said = draft.form.materials?.find((g) => g.key === m.key)
  const came = files.filter((f) => f.key === m.key)
  const earlier = reusable.find((r) => r.key === m.key)
  const at = wayTo(draft.id, m.key)
  const settled = said !== undefined || (m.source === 'shared' && came.length === 0)
  return (
    <Card title={m.name} tone={settled || came.length > 0 ? 'mist' : 'paper'}>
      <Stack gap="small">
        <Told version={version} material={m} />
        {m.source === 'shared' && <Tag tone="good">政府已有，不用您交</Tag>}
        {said?.way === 'reused' && <Tag tone="good">用您以前交过的</Tag>}
        {said?.way === 'later' && <Tag tone="warning">受理以后 {m.tolerableDays ?? 0} 个工作日内补交</Tag>}
        {came.map((f) => (
          <Form key={f.id} action={`/my/cases/drafts/${draft.id}/files/${f.id}/remove`} inline>
            <span>
              已收到：{f.name}（{bytes(f.size)}）
            </span>
            <Button kind="quiet" icon="cross">
              不要{f.name}
            </Button>
          </Form>
        ))}
        {said && (
          <Way
            at={at}
            way="none"
            kind="quiet"
            label={`${said.way === 'later' ? '现在就交' : '不用以前的'}“${m.name}”`}
          />
        )}
        {!said && m.source !== 'shared' && (
          <Form upload action={at}>
            <FileField
              name={`materials.${m.key}`}
              label={came.length > 0 ? `再加一个文件：${m.name}` : `选择文件：${m.name}`}
              hint={`${papers.kinds}，每个不超过 ${bytes(maxBytes)}`}
              accept={papers.accept}
              maxBytes={maxBytes}
              problems={problems}
              multiple
            />
            <Actions>
              <Button kind="plain" icon="upload">
                上传{m.name}
              </Button>
            </Actions>
          </Form>
        )}
        {!said && came.length === 0 && earlier && (
          <Way
            at={at}
            way="reused"
            from={earlier.id}
            label={`用 ${showDay(earlier.addedOn)} 交过的“${earlier.fileName}”`}
          />
        )}
        {!said && came.length === 0 && m.tolerable && m.source !== 'shared' && (
          <Way at={at} way="later" label={`先申请，${m.tolerableDays ?? 0} 个工作日内补交“${m.name}”`} />
        )}
      </Stack>
    </Card>
  )
}

function Told({ version, material: m }: { version: DraftView['version']; material: Material }) {
  const told = [
    m.whenNote && m.necessity === 'conditional' ? `${m.whenNote}才要` : '',
    m.acceptance,
    m.timeRule,
    m.fillNote,
  ]
  const words = told.filter(Boolean).join('；')
  const file = (id: number) => `${itemHref(version.code)}/files/${id}`
  return (
    <>
      {words && <Lesser>{words}</Lesser>}
      {(m.blankForm !== null || m.sample !== null) && (
        <p>
          {m.blankForm !== null && (
            <a href={file(m.blankForm)} download>
              下载空白表
            </a>
          )}{' '}
          {m.sample !== null && (
            <a href={file(m.sample)} download>
              看样表
            </a>
          )}
        </p>
      )}
    </>
  )
}

function Way({
  at,
  way,
  from,
  label,
  kind = 'plain',
}: {
  at: string
  way: 'reused' | 'later' | 'none'
  from?: number
  label: string
  kind?: 'plain' | 'quiet'
}) {
  return (
    <Form action={`${at}/way`} inline>
      <Hidden name="way" value={way} />
      {from !== undefined && <Hidden name="from" value={from} />}
      <Button kind={kind}>{label}</Button>
    </Form>
  )
}

/** How a material is given, in words; undefined when it is not. */
export function givenWords({ draft, files, reusable }: DraftView, m: Material): string | undefined {
  const said = draft.form.materials?.find((g) => g.key === m.key)
  if (said?.way === 'reused') return `用以前交过的“${reusable.find((r) => r.key === m.key)?.fileName ?? m.name}”`
  if (said?.way === 'later') return `受理以后 ${m.tolerableDays ?? 0} 个工作日内补交`
  const came = files.filter((f) => f.key === m.key)
  if (came.length > 0) return came.map((f) => `${f.name}（${bytes(f.size)}）`).join('，')
  return m.source === 'shared' ? '政府已有，不用交' : undefined
}
