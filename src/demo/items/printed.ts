import { unzipSync, zipSync } from 'fflate'
import type { ApplicationForm, FormField } from '../../modules/catalogue/index.ts'
import { renderDocx } from '../../platform/paper/index.ts'

/** What stands in the field of the paper form, to be filled in or ticked by hand. */
function blankOf(field: FormField): string {
  if (field.enum) return field.enum.map((option) => `□ ${option}`).join('　')
  if (field.type === 'boolean') return '□ 是　□ 否'
  if (field.format === 'date') return '　　　　年　　月　　日'
  if (field.format === 'multiline') return '\n\n\n'
  return field.description ? `（${field.description}）` : ''
}

/** The form of an item as a .docx that one can print and fill in; the same form gives the same bytes. */
export async function blankForm(about: { issuer: string; title: string; form: ApplicationForm }): Promise<Buffer> {
  const { issuer, title, form } = about
  const required = new Set(form.required)
  const bytes = await renderDocx({
    ...{ kind: 'letter', issuer, title },
    blocks: [
      {
        type: 'fields',
        rows: Object.entries(form.properties).map(
          ([name, field]) => [`${field.title}${required.has(name) ? ' *' : ''}`, blankOf(field)] as const,
        ),
      },
      { type: 'paragraph', text: '本人保证以上填写的内容真实，愿意承担不实的法律责任。' },
      { type: 'paragraph', text: '申请人（签名）：　　　　　　　　　年　　月　　日' },
      { type: 'note', text: '带 * 的必须填写。请用黑色笔填写，字迹要清楚。' },
    ],
  })
  return timeless(bytes)
}

/** What one gets, to see beforehand; every value stands for another. */
export async function resultSample(about: {
  issuer: string
  name: string
  validMonths: number | null
}): Promise<Buffer> {
  const { issuer, name, validMonths } = about
  const bytes = await renderDocx({
    ...{ kind: 'letter', issuer, title: `${name}（样本）` },
    blocks: [
      {
        type: 'fields',
        rows: [
          ['编号', '样本 00000000'],
          ['持有人', '张某某'],
          ['办理单位', issuer],
          ['有效期', validMonths === null ? '长期' : `${validMonths} 个月`],
        ],
      },
      { type: 'note', text: '这是样本，只让您知道办好以后拿到的是什么。式样以实际发给的为准。' },
    ],
  })
  return timeless(bytes)
}

/** Without the hour at which it was made, so that every load gives the same file. */
function timeless(docx: Buffer): Buffer {
  const parts = unzipSync(docx)
  const core = parts['docProps/core.xml']
  const at = '2018-01-02T00:00:00Z'
  if (core)
    parts['docProps/core.xml'] = Buffer.from(
      Buffer.from(core)
        .toString('utf8')
        .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, at),
    )
  return Buffer.from(zipSync(parts, { mtime: new Date(2018, 0, 2) }))
}
