import { Actions, ButtonLink, MetadataTable, type Page, Prose, Section, type SiteInfo, Stack } from '../../ui/index.ts'

const verbs = {
  appointments: {
    title: '预约取号',
    lead: '网上预约还没有开通。今天请到政务服务中心现场取号，人少的时候一般是上午刚开门和下午。',
    steps: ['在开放时间内到大厅入口取号', '老年人、残疾人、孕妇和军人可以请导办员优先安排'],
  },
} as const

type Verb = keyof typeof verbs

export const notYetOnline = Object.keys(verbs) as Verb[]

type Centre = { name: string; address: string; officeHours: string; phone: string }

/** What to do today for what is not yet online: where to go, whom to call. */
export function servicePage({ verb, site, centre }: { verb: Verb; site: SiteInfo; centre: Centre | undefined }): Page {
  const { title, lead, steps } = verbs[verb]
  return {
    title,
    breadcrumb: [{ label: '首页', href: '/' }],
    body: (
      <Stack gap="large">
        <Prose>
          <p>{lead}</p>
          <ol>
            {steps.map((s) => (
              <li key={s}>{s}</li>
            ))}
          </ol>
        </Prose>
        <Section title="去哪里、找谁">
          <MetadataTable
            columns={1}
            rows={[
              { label: '地点', value: centre?.name ?? site.operator },
              { label: '地址', value: centre?.address ?? site.address },
              { label: '时间', value: centre?.officeHours },
              { label: '电话', value: <Call number={centre?.phone || site.phone} /> },
              { label: '热线', value: <Call number={site.hotline} /> },
              { label: '邮箱', value: site.email },
            ]}
          />
        </Section>
        <Section title="现在就能在网上做的">
          <Actions>
            <ButtonLink icon="search" href="/search">
              搜政策和文件
            </ButtonLink>
            <ButtonLink icon="request" href="/requests">
              申请公开
            </ButtonLink>
            <ButtonLink icon="letter" href="/solicitations">
              对草案提意见
            </ButtonLink>
            <ButtonLink icon="info" href="/units">
              查各单位的职能和电话
            </ButtonLink>
          </Actions>
        </Section>
      </Stack>
    ),
  }
}

function Call({ number }: { number: string }) {
  return <a href={`tel:${number}`}>{number}</a>
}
