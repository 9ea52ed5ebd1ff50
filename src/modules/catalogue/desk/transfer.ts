import type { Routes } from '../../../platform/http.ts'
import { importRoutes } from '../../organisations/index.ts'
import { basicFields, importBasic } from '../import-basic.ts'
import { importItems } from '../import-items.ts'
import { itemFields } from '../item-columns.ts'
import { at, inBasic, inItems } from './crumbs.ts'

/** Tables of many items at once: the superior's catalogue, and the lists of units as drafts. */
export const transferRoutes: Routes = (app) => {
  importRoutes(app, {
    look: {
      title: '导入目录清单',
      breadcrumb: inBasic,
      href: `${at.basic}/import`,
      note: '编码已有的更新，没有的增加，不删除；取消的请填取消日期。',
      fields: basicFields,
      done: { label: '看基本目录', href: at.basic },
    },
    template: basicFields,
    act: 'catalogue.basicChecked',
    may: 'catalogue.keepBasic',
    read: importBasic,
  })
  importRoutes(app, {
    look: {
      title: '导入实施清单',
      breadcrumb: inItems,
      href: '/desk/catalogue/import',
      note: '导入的是草稿，仍要审核后才能发布；还没有引用的一并引用。材料、环节、申请表请导入以后在页面上填。',
      fields: itemFields,
      done: { label: '看填报中的事项', href: `${at.items}?state=filling` },
    },
    template: itemFields,
    act: 'catalogue.itemsChecked',
    may: 'catalogue.fill',
    read: importItems,
  })
}
