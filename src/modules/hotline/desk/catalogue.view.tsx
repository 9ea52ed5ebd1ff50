import {
  Actions,
  ButtonLink,
  type Column,
  DayField,
  EmptyState,
  Figure,
  Figures,
  FilterForm,
  FoldedSection,
  grouped,
  Lesser,
  type Page,
  Stack,
  Table,
  Tag,
} from '../../../ui/index.ts'
import { type Catalogue, misleads, type TopicLine } from '../hits.service.ts'
import { inList, list } from './crumbs.ts'

const here = `${list}/catalogue`

/** How right the catalogue was in a period, by topic and word; each topic leads to where it is changed. */
export function cataloguePage(c: Catalogue): Page {
  const { period, sum, least, groups } = c
  const known = sum.orders - sum.unknown
  return {
    title: '派单目录',
    breadcrumb: inList,
    wide: true,
    body: (
      <Stack gap="large">
        <p>诉求里说到目录的词，就推荐事项和单位，由话务员决定。这里看哪些词用上了，推荐得准不准，不准的改一改。</p>
        <FilterForm action={here}>
          <DayField name="from" label="派单日期从" value={period.from} />
          <DayField name="to" label="到" value={period.to} />
        </FilterForm>
        {sum.orders === 0 ? (
          <EmptyState title="这段时间没有派单">请换一段时间再看。下面是现在的目录。</EmptyState>
        ) : (
          <Figures>
            <Figure label="首次派单" value={sum.orders} unit="件" />
            <Figure
              label="有推荐"
              value={known}
              unit="件"
              definition={`另有 ${grouped(sum.unknown)} 件一个词也没有说到`}
            />
            <Figure
              label="事项照推荐"
              value={sum.topicRate}
              unit="%"
              definition={`${grouped(sum.orders)} 件中 ${grouped(sum.topicTaken)} 件`}
            />
            <Figure
              label="单位照推荐"
              value={sum.unitRate}
              unit="%"
              definition={`${grouped(sum.orders)} 件中 ${grouped(sum.unitTaken)} 件`}
            />
          </Figures>
        )}
        <Actions>
          <ButtonLink href={`${here}/new`}>新增事项</ButtonLink>
        </Actions>
        {groups.map(({ group, lines }) => (
          <FoldedSection key={group.code} title={group.name} note={`${lines.length} 项${leadingOf(lines)}`}>
            <Stack>
              <Table
                caption={`${group.name}的事项`}
                captionHidden
                columns={columnsFor(least)}
                rows={lines}
                rowKey={(l) => l.topic.code}
                empty={<p>这一类还没有事项。</p>}
              />
              <Actions>
                <ButtonLink href={`${here}/${group.code}`} kind="quiet">
                  改这一类的名称
                </ButtonLink>
              </Actions>
            </Stack>
          </FoldedSection>
        ))}
        <Lesser>
          只算第一次派单，按当时留下的记录统计；改派的不算。不到 {least}{' '}
          件的不算比率。词后面的数是说到这个词、推荐了这个事项的件数； 标“常不准”的，推荐了至少 {least}{' '}
          件，照着派的不到一半。
        </Lesser>
      </Stack>
    ),
  }
}

/** How many orders the topics of a group were proposed for. */
function leadingOf(lines: readonly TopicLine[]): string {
  const proposed = lines.reduce((all, l) => all + l.proposed.orders, 0)
  return proposed === 0 ? '' : `，推荐过 ${grouped(proposed)} 件`
}

const columnsFor = (least: number): Column<TopicLine>[] => [
  {
    head: '事项',
    cell: ({ topic }) => (
      <>
        <a href={`${here}/${topic.code}`}>{topic.name}</a> {topic.retired && <Tag>停用</Tag>}
      </>
    ),
    names: true,
  },
  {
    head: '由谁办',
    cell: ({ topic, units }) =>
      topic.ofPlace ? '所在乡镇、街道' : units.length > 0 ? units[0] : <Tag tone="warning">没有单位</Tag>,
  },
  { head: '推荐', cell: ({ proposed }) => grouped(proposed.orders), numeric: true },
  {
    head: '照着派',
    cell: ({ proposed, takenRate }) =>
      proposed.orders === 0
        ? '没有推荐过'
        : takenRate === null
          ? `${grouped(proposed.topicTaken)} 件`
          : `${takenRate} %`,
    numeric: true,
    nowrap: true,
  },
  { head: '没有推荐到', cell: ({ missed }) => grouped(missed), numeric: true },
  { head: '识别词', cell: (line) => <Words line={line} least={least} />, wide: true },
]

/** Words that hit with how often, the most first; then those that nobody said. */
function Words({ line: { words }, least }: { line: TopicLine; least: number }) {
  const said = words.filter((w) => w.orders > 0).toSorted((a, b) => b.orders - a.orders)
  const unsaid = words.filter((w) => w.orders === 0).map((w) => w.word)
  return (
    <>
      {said.map((w, i) => (
        <>
          {i > 0 && '、'}
          {w.word} {grouped(w.orders)}
          {misleads(w, least) && (
            <>
              {' '}
              <Tag tone="warning">常不准</Tag>
            </>
          )}
        </>
      ))}
      {unsaid.length > 0 && (
        <>
          {said.length > 0 && <br />}
          <small>没有说到：{unsaid.join('、')}</small>
        </>
      )}
    </>
  )
}
