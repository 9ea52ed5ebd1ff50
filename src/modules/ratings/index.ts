import type { Module } from '../../platform/module.ts'
import { apiRoutes } from './api.ts'
import { deskRoutes } from './desk.ts'
import { indicators, rates } from './figures.ts'
import { inbox } from './inbox.ts'
import { lineOfItem } from './item-line.ts'
import { jobs } from './jobs.ts'
import { kioskRoutes } from './kiosk.ts'
import { portalRoutes } from './portal.ts'

export const ratings: Module = {
  name: 'ratings',
  permissions: {
    'ratings.view': '查看评价（不显示评价人）',
    'ratings.appeal': '对不实评价提出申诉',
    'ratings.paper': '印发纸质评价表、录入收回的评价',
    'ratings.review': '审核申诉、管理评价设备',
  },
  portal: portalRoutes,
  desk: deskRoutes,
  api: apiRoutes,
  kiosk: kioskRoutes,
  deskLinks: [
    { duty: '政务服务', label: '好差评', href: '/desk/ratings', may: 'ratings.view' },
    { duty: '政务服务', label: '好差评统计', href: '/desk/ratings/results', may: 'ratings.view' },
  ],
  inbox,
  jobs,
  lineOfItem,
  indicators,
  rates,
}
