import { BoardVoice, CallBoard, type CalledNumber } from '../components/board.tsx'
import { Actions, Button } from '../components/button.tsx'
import { Form } from '../components/form.tsx'
import { BigTiles, KeyLinks, KeypadField, TicketSlip } from '../components/kiosk.tsx'
import { Section, Stack } from '../components/layout.tsx'
import { LiveView } from '../components/live.tsx'
import { QrCode } from '../components/paper.tsx'
import { Scale } from '../components/scale.tsx'
import type { Page } from '../page.ts'

/** What a terminal in the hall is made of: tiles, keys, a slip, faces. */
export function kioskGallery(): Page {
  const problems = [{ field: 'idNumber', message: '身份证号码的最后一位与前面各位对不上，请再看一遍' }]
  return {
    title: '自助机构件陈列',
    problems,
    elements: ['mt-keypad'],
    body: (
      <Stack gap="large">
        <BigTiles
          label="您要办什么"
          tiles={[
            { label: '取号', href: '/k/take', icon: 'ticket', note: '现在等候 12 人' },
            { label: '预约取号', href: '/k/keep', icon: 'progress', note: '约好了的，提前 30 分钟以内' },
            { label: '办事指南', href: '/k/guide', icon: 'handle' },
            { label: '打印材料', href: '/k/print', icon: 'policy', closed: '打印机缺纸，请到服务台' },
          ]}
        />
        <BigTiles
          label="办哪一类"
          columns={1}
          tiles={[
            {
              label: '社会保险、医疗保险和住房公积金综合服务',
              href: '/k/a',
              letter: 'A',
              note: '等候 3 人，大约 15 分钟',
            },
            { label: '不动产登记', href: '/k/b', letter: 'B', closed: '今天的号已经取完，请明天再来' },
          ]}
        />
        <KeyLinks
          label="姓氏的第一个字母"
          links={[...'ABCDEFGH'].map((sign) => ({ label: sign, href: `/k/${sign}` }))}
        />
        <Form>
          <Stack gap="large">
            <KeypadField
              name="idNumber"
              label="身份证号码"
              signs="idNumber"
              value="43078119"
              problems={problems}
              required
            />
            <KeypadField name="phone" label="手机号码" hint="可以不填" signs="digits" maxLength={11} />
            <KeypadField name="code" label="查询码" hint="12 个字母和数字" signs="code" maxLength={12} />
            <KeypadField name="label" label="您的号" signs="label" maxLength={4} />
            <Actions>
              <Button>取号</Button>
            </Actions>
          </Stack>
        </Form>
        <TicketSlip
          label="A012"
          title="市政务服务大厅 综合服务"
          lines={['前面还有 12 人，大约 40 分钟', '过号三次作废', '2026年11月24日 9:41']}
        >
          <QrCode url="https://www.example.gov.cn/tickets/A012" label="扫一扫，在手机上看还有几个人" />
        </TicketSlip>
        <Section title="您满意吗">
          <Scale
            label="您满意吗"
            choices={['非常满意', '满意', '基本满意', '不满意', '非常不满意'].map((label, i) => ({
              ...{ value: i + 1, label, href: `/k/rate/${i + 1}`, current: i === 1 },
            }))}
          />
        </Section>
      </Stack>
    ),
  }
}

const calls: readonly CalledNumber[] = [
  { key: '3-1', label: 'A012', place: '3 号综合窗口', say: '请 A012 号到 3 号综合窗口', recent: true },
  {
    key: '2-1',
    label: 'B007',
    place: '12 号不动产登记和交易缴税联办窗口',
    say: '请 B007 号到 12 号窗口',
    recent: false,
  },
  { key: '1-2', label: 'C120', place: '7 号窗口', say: '请 C120 号到 7 号窗口', recent: false },
]
const waiting = [
  { letter: 'A', label: '社会保险、医疗保险和住房公积金综合服务', count: 128 },
  { letter: 'B', label: '不动产登记', count: 0 },
]

/** A wall screen as it stands while numbers are called, before the first, and outside the hours. */
export function boardGallery(state: 'calling' | 'quiet' | 'closed'): Page {
  const closed = { title: '现在不办公', text: '周一至周五 9:00 至 12:00，13:30 至 17:00' }
  return {
    title: '叫号屏构件陈列',
    ownHeading: true,
    elements: ['mt-live', 'mt-board'],
    body: (
      <>
        <LiveView from="/board/main/live">
          <CallBoard
            title="津市市政务服务大厅"
            day="11月24日 星期二"
            clock="9:41"
            calls={state === 'calling' ? calls : []}
            waiting={waiting}
            closed={state === 'closed' ? closed : undefined}
          >
            {state !== 'closed' && <QrCode url="https://www.example.gov.cn/take/main" label="扫一扫，用手机取号" />}
          </CallBoard>
        </LiveView>
        <BoardVoice />
      </>
    ),
  }
}
