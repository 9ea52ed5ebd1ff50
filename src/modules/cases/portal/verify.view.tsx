import { type Day, day, showLongDay } from '../../../core/day.ts'
import type { Problem } from '../../../core/errors.ts'
import {
  Actions,
  Button,
  ButtonLink,
  DayText,
  Form,
  MetadataTable,
  Notice,
  type Page,
  Stack,
  TextField,
} from '../../../ui/index.ts'
import type { Verified } from '../applicant.service.ts'

const crumbs = [{ label: '首页', href: '/' }]

export function askCodePage({ typed, problems }: { typed: string; problems: readonly Problem[] }): Page {
  return {
    title: '核验证照和文书',
    breadcrumb: crumbs,
    problems,
    body: (
      <Stack gap="large">
        <p>输入证照或者文书上的核验码，就能知道它是不是真的、现在有没有效。也可以直接扫上面的二维码。</p>
        <Form method="get" action="/verify">
          <TextField
            name="code"
            label="核验码"
            hint="16 个字母和数字，不分大小写，横线可以不输"
            value={typed}
            problems={problems}
            size="medium"
            maxLength={60}
            required
          />
          <Actions>
            <Button icon="search">核验</Button>
          </Actions>
        </Form>
      </Stack>
    ),
  }
}

/**
 * What it is, to whom, and whether it holds. Nothing else of the case is told.
 * @basis 《个人信息保护法》第六条：限于实现处理目的的最小范围
 */
export function verifiedPage(v: Verified, today: Day): Page {
  return {
    title: '核验结果',
    breadcrumb: [...crumbs, { label: '核验证照和文书', href: '/verify' }],
    body: (
      <Stack gap="large">
        <Standing verified={v} today={today} />
        <MetadataTable
          rows={[
            { label: '名称', value: v.name },
            { label: '编号', value: v.number },
            { label: '持有人', value: v.holder },
            { label: '签发单位', value: v.unitName },
            { label: '事项', value: v.itemName },
            { label: '签发日期', value: <DayText day={day(v.issuedOn)} /> },
            { label: '有效期至', value: v.validUntil ? <DayText day={day(v.validUntil)} /> : '长期' },
          ]}
        />
        <p>请和手里的证照或者文书逐项核对；有一项对不上，就不是这里签发的那一份。个人姓名只显示一部分。</p>
        <Actions>
          <ButtonLink href="/verify">核验另一份</ButtonLink>
        </Actions>
      </Stack>
    ),
  }
}

function Standing({ verified: v, today }: { verified: Verified; today: Day }) {
  if (v.status === 'revoked')
    return (
      <Notice kind="error" title="已经撤销，不再有效">
        <p>{v.revokedOn ? `${showLongDay(day(v.revokedOn))} 由签发单位撤销。` : ''}</p>
      </Notice>
    )
  if (v.status === 'expired')
    return (
      <Notice kind="warning" title="是真的，但已经过期">
        <p>{v.validUntil ? `有效期到 ${showLongDay(day(v.validUntil))} 为止。` : ''}</p>
      </Notice>
    )
  return (
    <Notice kind="success" title="真实有效">
      <p>核验日期：{showLongDay(today)}</p>
    </Notice>
  )
}
