import type { Actor } from '../platform/actor.ts'
import { LinkGrid, type Page, Stack } from '../ui/index.ts'

/** The front page of one's own matters. */
export function myFrontPage(actor: Actor): Page {
  return {
    title: `${actor.name}，您好`,
    breadcrumb: [{ label: '首页', href: '/' }],
    body: (
      <Stack gap="large">
        <LinkGrid
          label="我的事项"
          links={[
            { label: '我的申请', href: '/my/requests', note: '依申请公开办到哪一步，要不要补正' },
            { label: '账号与安全', href: '/my/account', note: '改密码、两步验证、登录过的设备' },
            { label: '公开信息', href: '/open', note: '查看法定主动公开内容' },
            { label: '意见征集', href: '/solicitations', note: '正在征集意见的草案' },
            ...(actor.kind === 'staff' ? [{ label: '工作台', href: '/desk', note: '回到办公页面' }] : []),
          ]}
        />
      </Stack>
    ),
  }
}
