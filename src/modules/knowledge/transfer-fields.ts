/** The columns of a table of articles: the same in export, import and the template. */
export const fields = [
  { name: 'title', head: '标题', required: true },
  { name: 'unitCode', head: '归口单位', required: true },
  { name: 'topic', head: '类别', required: true },
  { name: 'body', head: '正文', required: true },
  { name: 'keywords', head: '关键词' },
  { name: 'audience', head: '谁可以看' },
  { name: 'reviewOn', head: '复核日期' },
  { name: 'items', head: '相关事项' },
  { name: 'documents', head: '相关文件' },
  // Told by an export; an import passes over them, so that an exported table can be read again.
  { name: 'state', head: '状态' },
  { name: 'publishedAt', head: '发布时间' },
  { name: 'id', head: '编号' },
] as const

export type FieldName = (typeof fields)[number]['name']
/** What may be filled in. */
export const imported = fields.slice(0, 9)
