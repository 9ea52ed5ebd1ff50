import type { Regime } from '../../../core/regime.ts'
import { Actions, Band, ButtonLink, Grid, type Page, Prose, Search, Section, Stack } from '../../../ui/index.ts'

type EntryView = {
  limits: Regime['limits']
  order: string
  /** What the county says of it, as clean HTML. */
  text: string | undefined
}

/** Looks first, then applies, then follows. */
export function entryPage({ limits, order, text }: EntryView): Page {
  return {
    title: '依申请公开',
    breadcrumb: [
      { label: '首页', href: '/' },
      { label: '政府信息公开', href: '/open' },
    ],
    body: (
      <Stack gap="large">
        <Band tone="light">
          <Stack>
            <h2>先找一找，也许已经公开了</h2>
            <Search size="large" place="搜索已经公开的信息" placeholder="您想要的文件、事项或者单位" />
          </Stack>
        </Band>
        <Actions>
          <ButtonLink kind="primary" href="/requests/new" icon="request">
            我要申请
          </ButtonLink>
          <ButtonLink href="/requests/follow" icon="progress">
            查进度
          </ButtonLink>
        </Actions>
        <Grid columns={3}>
          <Section title="要准备什么">
            <p>身份证或者营业执照的照片，和一个能联系到您的电话。不用注册，不用说明用途，十分钟填完。</p>
          </Section>
          <Section title="要等多久">
            <p>
              一般 {limits.replyDays} 个工作日内答复；需要延长的，最多再延长 {limits.extensionDays}{' '}
              个工作日，会先告诉您。每一天怎么算，进度页上逐日列出。
            </p>
          </Section>
          <Section title="要不要钱">
            <p>一般不收费。数量、频次明显超过合理范围的，可能收取信息处理费，会先书面通知。</p>
          </Section>
        </Grid>
        {text && <Prose html={text} />}
        <p>依据：《中华人民共和国政府信息公开条例》（{order}）。不方便上网的，可以当面、写信或者传真提出申请。</p>
      </Stack>
    ),
  }
}
