import {
  Actions,
  BigTiles,
  ButtonLink,
  EmptyState,
  KeyLinks,
  type Page,
  QrCode,
  QuickAnswers,
  Section,
  Stack,
  Tabs,
} from '../../../ui/index.ts'
import type { Brief, FoundItem } from '../../catalogue/index.ts'
import { kioskHref } from './addresses.ts'

type Way = { who: 'person' | 'firm'; topic?: string | undefined; letter?: string | undefined }

const guideHref = (hall: string, way: Way & { after?: string }): string => {
  const said = Object.entries(way).filter((e): e is [string, string] => e[1] !== undefined)
  return `${kioskHref(hall, 'guide')}?${new URLSearchParams(said)}`
}

/** For whom, what about, or by which letter. */
export function choosePage({
  hall,
  who,
  topics,
  letters,
}: {
  hall: string
  who: 'person' | 'firm'
  topics: readonly { value: string; label: string; count: number }[]
  letters: readonly string[]
}): Page {
  return {
    title: '办事指南：您要办什么？',
    body: (
      <Stack gap="large">
        <Tabs
          label="办事的人"
          tabs={[
            { label: '个人办事', href: guideHref(hall, { who: 'person' }), current: who === 'person' },
            { label: '单位办事', href: guideHref(hall, { who: 'firm' }), current: who === 'firm' },
          ]}
        />
        {letters.length === 0 && <EmptyState title="还没有公布的事项" />}
        {topics.length > 0 && (
          <Section title="按主题找">
            <BigTiles
              label="主题"
              tiles={topics.map((t) => ({
                label: t.label,
                note: `${t.count} 项`,
                href: guideHref(hall, { who, topic: t.value }),
              }))}
            />
          </Section>
        )}
        {letters.length > 0 && (
          <Section title="按事项名称的拼音首字母找">
            <KeyLinks
              label="首字母"
              links={letters.map((l) => ({ label: l, href: guideHref(hall, { who, letter: l }) }))}
            />
          </Section>
        )}
      </Stack>
    ),
  }
}

/** Items to choose from. */
export function itemsPage({
  hall,
  title,
  found,
  way,
  next,
  isFirst,
}: {
  hall: string
  title: string
  found: { rows: readonly FoundItem[]; total: number }
  way: Way
  next: string | undefined
  isFirst: boolean
}): Page {
  return {
    title,
    body: (
      <Stack>
        <p>一共 {found.total} 项。</p>
        <BigTiles
          label="事项"
          columns={1}
          tiles={found.rows.map((r) => ({ label: r.name, note: r.unitName, href: kioskHref(hall, 'guide', r.code) }))}
        />
        <Actions>
          {next && (
            <ButtonLink kind="primary" href={guideHref(hall, { ...way, after: next })}>
              后面的事项
            </ButtonLink>
          )}
          {!isFirst && <ButtonLink href={guideHref(hall, way)}>从头看</ButtonLink>}
          <ButtonLink href={guideHref(hall, { who: way.who })}>重新选</ButtonLink>
        </Actions>
      </Stack>
    ),
  }
}

/** The guide of one item, in large type. @param take - address at which a number for it is taken; @param url - its page for a phone */
export function briefPage({
  hall,
  brief,
  take,
  url,
}: {
  hall: string
  brief: Brief
  take: string | undefined
  url: string
}): Page {
  return {
    title: brief.name,
    body: (
      <Stack gap="large">
        <p>{brief.unitName}</p>
        {brief.parts.length > 0 && (
          <Section title="先选您要办的">
            <BigTiles
              label="下级事项"
              columns={1}
              tiles={brief.parts.map((p) => ({ label: p.name, href: kioskHref(hall, 'guide', p.code) }))}
            />
          </Section>
        )}
        <QuickAnswers label="先看这五条" answers={brief.answers} />
        {brief.bring.length > 0 && (
          <Section title="要带的材料">
            <ul>
              {brief.bring.map((m) => (
                <li key={m.name}>
                  {m.name}（{m.copies}）
                </li>
              ))}
            </ul>
          </Section>
        )}
        <QrCode url={url} label="扫一扫，带走整份指南" />
        <Actions>
          {take && (
            <ButtonLink kind="primary" icon="ticket" href={`${take}?item=${encodeURIComponent(brief.code)}`}>
              取这项业务的号
            </ButtonLink>
          )}
          <ButtonLink href={kioskHref(hall, 'guide')}>看别的指南</ButtonLink>
        </Actions>
      </Stack>
    ),
  }
}
