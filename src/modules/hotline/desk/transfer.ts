import type { Routes } from '../../../platform/http.ts'
import { importRoutes } from '../../organisations/index.ts'
import { importOrders, orderFields } from '../import-orders.ts'
import { inList, list } from './crumbs.ts'

/** The superior's list of assigned orders as a table. */
export const transferRoutes: Routes = (app) =>
  importRoutes(app, {
    look: {
      title: '导入上级交办的工单',
      breadcrumb: inList,
      href: `${list}/import`,
      note: '来源和编号已有的不重复登记，没有的登记成待派单的工单。',
      fields: orderFields,
      done: { label: '看待派单的工单', href: `${list}?group=dispatch` },
    },
    template: orderFields,
    act: 'hotline.listChecked',
    may: 'hotline.register',
    read: importOrders,
  })
