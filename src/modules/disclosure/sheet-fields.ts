import type { Document } from './schema.ts'

/** The columns of a table of documents: the same in export, import and the template. */
export const fields = [
  { name: 'title', head: '标题', required: true },
  { name: 'unitCode', head: '发布单位', required: true },
  { name: 'columnCode', head: '栏目', required: true },
  { name: 'writtenOn', head: '成文日期', required: true },
  { name: 'kind', head: '信息类别' },
  { name: 'documentNumber', head: '文号' },
  { name: 'issuingBody', head: '发文机关' },
  { name: 'subjectCategory', head: '主题分类' },
  { name: 'keywords', head: '关键词' },
  { name: 'source', head: '信息来源' },
  { name: 'effectiveOn', head: '施行日期' },
  { name: 'expiresOn', head: '有效期至' },
  { name: 'attribute', head: '公开属性' },
  { name: 'attributeGround', head: '不主动公开的法定理由' },
  { name: 'fullText', head: '全文公开' },
  { name: 'abstract', head: '内容概述' },
  { name: 'body', head: '正文' },
  { name: 'publishedAt', head: '发布时间' },
  { name: 'channels', head: '发布渠道' },
  { name: 'indexNumber', head: '索引号' },
  // Told by an export; an import passes over them, so that an exported table can be read again.
  { name: 'state', head: '状态' },
  { name: 'validity', head: '有效性' },
  { name: 'dueOn', head: '公开期限' },
  { name: 'id', head: '编号' },
] as const satisfies readonly { name: keyof Document | 'channels'; head: string; required?: boolean }[] as readonly {
  name: keyof Document | 'channels'
  head: string
  required?: boolean
}[]

export const heads = fields.map((f) => f.head)
/** What the template offers: an export tells more than a draft can bring. */
export const template = fields.slice(0, 20)
/** What a page names as columns of a draft. */
export const imported = fields.slice(0, 17)
