import { day } from '../../core/day.ts'
import { ButtonLink } from '../components/button.tsx'
import { ClockCard } from '../components/clock-card.tsx'
import { CopyButton } from '../components/helpers.tsx'
import { Card, Columns, Disclosure, Grid, Stack } from '../components/layout.tsx'
import { Light, type LightColour, Tag } from '../components/light.tsx'
import { Notice } from '../components/notice.tsx'
import { InstantText } from '../components/time.tsx'
import { Timeline } from '../components/timeline.tsx'
import { sampleWorking } from './samples.ts'

const lights: [LightColour, number | undefined][] = [
  ['green', 12],
  ['yellow', 4],
  ['red', 0],
  ['overdue', -3],
  ['none', undefined],
]

export function Marks() {
  return (
    <Columns
      aside={
        <>
          <ClockCard
            title="答复期限"
            due={day('2018-10-17')}
            light="yellow"
            daysLeft={4}
            limit={15}
            basis="《政府信息公开条例》（国务院令第492号）第二十四条"
            working={sampleWorking}
            provisional
          />
          <ClockCard
            title="公开期限"
            due={day('2018-12-03')}
            light="none"
            limit={20}
            basis="《政府信息公开条例》第二十六条"
            working={[]}
            done="已于 11月30日 公开"
          />
        </>
      }
    >
      <Stack>
        <Stack gap="small">
          {lights.map(([light, left]) => (
            <Light key={light} light={light} daysLeft={left} />
          ))}
        </Stack>
        <p>
          <Tag>草稿</Tag> <Tag tone="accent">待审核</Tag> <Tag tone="good">有效</Tag> <Tag tone="warning">已失效</Tag>{' '}
          <Tag tone="bad">强制发布</Tag>
        </p>
        <Notice title="请带身份证原件">代办的还要带委托书和代办人的身份证。</Notice>
        <Notice kind="success">已经收到，编号 JS2018-0004。</Notice>
        <Notice kind="warning" title="这份文件 7 天后失效" />
        <Notice kind="error" title="上传没有完成">
          文件超过 50 MB，请分开上传。
        </Notice>
        <Timeline
          steps={[
            { title: '答复申请人', at: day('2018-10-17'), state: 'next' },
            {
              title: '市财政局正在办理',
              at: day('2018-09-25'),
              by: '李*',
              state: 'now',
              children: '需要征求第三方意见，已发函。',
            },
            { title: '已退回补正：缺少身份证明', at: new Date('2018-09-21T02:10:00Z'), by: '政务公开办', state: 'bad' },
            { title: '收到申请', at: new Date('2018-09-20T01:30:00Z'), by: '网上提交' },
          ]}
        />
        <Grid columns={2}>
          <Card title="带链接的卡片" href="/card">
            一句话说明里面是什么。
          </Card>
          <Card title="浅底卡片" tone="mist" actions={<ButtonLink href="/go">去办理</ButtonLink>}>
            登记于 <InstantText at={new Date('2018-09-20T01:30:00Z')} />
          </Card>
        </Grid>
        <Disclosure summary="为什么要填这一项？">《政府信息公开条例》要求公开时注明来源。</Disclosure>
        <CopyButton text="JS2018-0004" label="复制编号" />
      </Stack>
    </Columns>
  )
}
