import type { Module } from '../../platform/module.ts'
import { apiRoutes } from './api.ts'
import { inbox } from './inbox.ts'
import { jobs, runningClock } from './jobs.ts'

export { HotlineData, hasTerms, loadHotline } from './county.ts'
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
  api: apiRoutes,
  inbox,
  jobs,
  clocks: [runningClock],
}
