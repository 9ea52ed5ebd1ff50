import type { Problem } from '../../../core/errors.ts'
import {
  Actions,
  type BigTile,
  BigTiles,
  Button,
  Form,
  KeypadField,
  type Page,
  QrCode,
  Stack,
} from '../../../ui/index.ts'
import type { Hall } from '../layout.store.ts'
import { kioskHref } from './addresses.ts'

/** A device that is not paired yet, or no longer. */
export function pairPage(problems: readonly Problem[]): Page {
  return {
    title: '这台设备还没有配对',
    problems,
    elements: ['mt-keypad'],
    body: (
      <Stack>
        <p>如果您是来办事的，请到服务台，我们马上帮您。</p>
        <p>工作人员：请在工作台“大厅设备”里登记这台设备，把得到的 6 位配对码输入在下面。</p>
        <Form>
          <KeypadField name="code" label="配对码" signs="code" maxLength={6} problems={problems} required />
          <Actions>
            <Button>配对</Button>
          </Actions>
        </Form>
      </Stack>
    ),
  }
}

const tiles: readonly (Omit<BigTile, 'href'> & { path: string })[] = [
  { path: 'take', label: '取号', icon: 'ticket', note: '选业务，排队等叫号' },
  { path: 'keep', label: '预约取号', icon: 'calendar', note: '预约过的，到了在这里取号' },
  { path: 'check', label: '查办件', icon: 'progress', note: '办到哪一步了' },
  { path: 'guide', label: '办事指南', icon: 'policy', note: '带什么、多久、多少钱' },
  { path: 'print', label: '打印文书', icon: 'print', note: '回执、通知书、办理结果' },
  { path: 'rate', label: '评价服务', icon: 'check', note: '说说今天办得怎么样' },
]

/** What one can do here. @param has - whether the house has this page; @param takeUrl - where a phone takes a number */
export function startPage({
  hall,
  has,
  takeUrl,
}: {
  hall: Hall
  has: (path: string) => boolean
  takeUrl: string
}): Page {
  return {
    title: hall.name,
    body: (
      <Stack gap="large">
        <p>请按一下您要办的。</p>
        <BigTiles
          label="在这台机器上可以"
          tiles={tiles.filter((t) => has(t.path)).map(({ path, ...t }) => ({ ...t, href: kioskHref(hall.code, path) }))}
        />
        <QrCode url={takeUrl} label="有人在用这台机器？扫一扫，用手机取号" />
      </Stack>
    ),
  }
}
