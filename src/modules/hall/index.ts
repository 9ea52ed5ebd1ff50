import type { Module } from '../../platform/module.ts'
import { ledgerLinks } from '../organisations/index.ts'
import { apiRoutes } from './api.ts'
import { boardRoutes } from './board/screen.ts'
import { deskRoutes } from './desk.ts'
import { indicators, rates } from './figures.ts'
import { jobs } from './jobs.ts'
import { kioskRoutes } from './kiosk/kiosk.ts'
import { ledgers } from './ledgers.ts'
import { myRoutes } from './my.ts'
import { portalRoutes } from './portal.ts'

export { deviceOf } from './device-cookie.ts'
export { ByHall, kiosk, kioskHref, visitOf } from './kiosk/addresses.ts'
export { caseKeyRoutes } from './kiosk/case-key.ts'
export { Halls, loadHalls } from './layout-data.ts'
export { ledgers as hallLedgers } from './ledgers.ts'
export { findServedAt, findServedByLabel, findServedVisit, listServedVisits, type ServedVisit } from './served.store.ts'

export const hall: Module = {
  name: 'hall',
  permissions: {
    'hall.view': '查看大厅的排队、预约和窗口',
    'hall.serve': '在窗口叫号、办理',
    'hall.issue': '替群众取号、登记预约',
    'hall.arrange': '设置大厅、区域、窗口、排队业务、预约名额、值班和设备，登记建设改造',
    'hall.close': '收号清场',
    'hall.figures': '查看和导出等候、办理时间',
  },
  portal: portalRoutes,
  api: apiRoutes,
  my: myRoutes,
  kiosk: kioskRoutes,
  board: boardRoutes,
  desk: deskRoutes,
  deskLinks: [
    { duty: '政务大厅', label: '我的窗口', href: '/desk/hall/counter', may: 'hall.serve' },
    { duty: '政务大厅', label: '服务台取号', href: '/desk/hall/tickets/new', may: 'hall.issue' },
    { duty: '政务大厅', label: '预约', href: '/desk/hall/appointments', may: 'hall.view' },
    { duty: '政务大厅', label: '大厅', href: '/desk/hall', may: 'hall.view' },
    { duty: '政务大厅', label: '等候和办理', href: '/desk/hall/figures', may: 'hall.figures' },
    ...ledgerLinks(ledgers, '政务大厅'),
    { duty: '政务大厅', label: '大厅设备', href: '/desk/hall/devices', may: 'hall.arrange' },
  ],
  jobs,
  indicators,
  rates,
}
