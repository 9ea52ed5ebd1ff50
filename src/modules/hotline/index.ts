import type { Module } from '../../platform/module.ts'
import { apiRoutes } from './api.ts'
import { deskRoutes } from './desk.ts'
import { indicators, rates } from './figures.ts'
import { inbox } from './inbox.ts'
import { jobs, runningClock } from './jobs.ts'
import { myRoutes } from './my.ts'
import { portalRoutes } from './portal.ts'

export { bulletinFile, bulletinFormats, isMonth } from './bulletin.service.ts'
export { HotlineData, hasTerms, loadHotline } from './county.ts'
export { importOrders } from './import-orders.ts'
export { openWorkOrder } from './register.service.ts'

export const hotline: Module = {
  name: 'hotline',
  permissions: {
    'hotline.view': '查看工单（个人信息遮盖）',
    'hotline.register': '登记来电、来信和上级交办',
    'hotline.dispatch': '派单、改派、合并重复的诉求',
    'hotline.handle': '承办工单：签收、联系、答复',
    'hotline.ask': '申请退单、延期，转办给下级',
    'hotline.review': '审核退单、延期和办结',
    'hotline.followUp': '回访',
    'hotline.supervise': '催办、督办、报领导',
    'hotline.lead': '批示工单',
    'hotline.publish': '公开答复',
    'hotline.unseal': '查看要求保密的来访人的姓名和电话（每次留痕）',
    'hotline.arrange': '维护派单目录和期限',
  },
  desk: deskRoutes,
  deskLinks: [
    { duty: '热线', label: '登记来电、来信', href: '/desk/hotline/new', may: 'hotline.register' },
    { duty: '热线', label: '工单', href: '/desk/hotline', may: 'hotline.view' },
    { duty: '热线', label: '热线统计', href: '/desk/hotline/figures', may: 'hotline.view' },
    { duty: '热线', label: '热线月报', href: '/desk/hotline/bulletin', may: 'hotline.review' },
    { duty: '热线', label: '待审核', href: '/desk/hotline/proposals', may: 'hotline.review' },
    { duty: '热线', label: '待协办', href: '/desk/hotline/assisting', may: 'hotline.handle' },
    { duty: '热线', label: '派单目录', href: '/desk/hotline/catalogue', may: 'hotline.arrange' },
    { duty: '热线', label: '工单期限', href: '/desk/hotline/terms', may: 'hotline.arrange' },
  ],
  portal: portalRoutes,
  my: myRoutes,
  api: apiRoutes,
  inbox,
  jobs,
  clocks: [runningClock],
  indicators,
  rates,
}
