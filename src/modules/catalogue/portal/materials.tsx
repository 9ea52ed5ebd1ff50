import { bytes, Lesser, Table, Tag } from '../../../ui/index.ts'
import type { Guide } from '../guide.store.ts'
import { materialFormLabels, sourceLabels } from '../labels.ts'
import type { Material } from '../schema.ts'
import { itemHref } from './addresses.ts'
import { copiesOf } from './words.ts'

/**
 * Materials as a table: what, from whom, how many, whether needed, and the forms to download.
 * @param checklist - with a box in front, to be ticked off on paper
 */
export function MaterialTable({
  guide,
  materials,
  caption,
  checklist = false,
}: {
  guide: Pick<Guide, 'code' | 'files'>
  materials: readonly Material[]
  caption: string
  checklist?: boolean
}) {
  const downloads = materials.some((m) => m.blankForm !== null || m.sample !== null)
  return (
    <Table
      caption={caption}
      captionHidden={!checklist}
      rows={materials}
      rowKey={(m) => m.key}
      empty={<p>办这件事不用交材料。</p>}
      columns={[
        { head: '材料', cell: (m) => <Name material={m} checklist={checklist} />, names: true, wide: true },
        { head: '需要吗', cell: (m) => <Need material={m} checklist={checklist} /> },
        { head: '份数', cell: copiesOf },
        { head: '形式', cell: (m) => materialFormLabels[m.form], nowrap: true },
        { head: '来自', cell: (m) => m.issuer || sourceLabels[m.source] },
        ...(downloads ? [{ head: '表格', cell: (m: Material) => <Downloads guide={guide} material={m} /> }] : []),
      ]}
    />
  )
}

function Name({ material: m, checklist }: { material: Material; checklist: boolean }) {
  const told = [m.acceptance, m.timeRule, m.fillNote, m.sourceNote].filter(Boolean)
  return (
    <>
      {checklist && <span aria-hidden="true">☐ </span>}
      {m.name}
      {told.length > 0 && <Lesser>{told.join('；')}</Lesser>}
      {!checklist && m.basis && <Lesser>依据：{m.basis}</Lesser>}
    </>
  )
}

function Need({ material: m, checklist }: { material: Material; checklist: boolean }) {
  return (
    <>
      {m.source === 'shared' ? (
        <Tag tone="good">部门核验，不用带</Tag>
      ) : m.necessity === 'optional' ? (
        <Tag>可带可不带</Tag>
      ) : (
        (m.necessity === 'required' || checklist) && <Tag tone="accent">要带</Tag>
      )}
      {m.necessity === 'conditional' && m.whenNote && <Lesser>{m.whenNote}才要</Lesser>}
      {m.tolerable && <Lesser>可以先受理，{m.tolerableDays ?? ''} 个工作日内补交</Lesser>}
    </>
  )
}

function Downloads({ guide: { code, files }, material }: { guide: Pick<Guide, 'code' | 'files'>; material: Material }) {
  const found = (id: number | null) => files.find((f) => f.id === id)
  const [blank, sample] = [found(material.blankForm), found(material.sample)]
  const href = (id: number) => itemHref(code, `files/${id}`)
  return (
    <>
      {blank && (
        <a href={href(blank.id)} download>
          空白表（{bytes(blank.size)}）
        </a>
      )}
      {sample && (
        <a href={href(sample.id)} download>
          样表（{bytes(sample.size)}）
        </a>
      )}
    </>
  )
}
