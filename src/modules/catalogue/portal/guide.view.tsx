import type { ItemLine } from '../../../platform/module.ts'
import {
  Actions,
  ButtonLink,
  Card,
  DayText,
  LinkGrid,
  Notice,
  type Page,
  PaperHead,
  PrintButton,
  QrCode,
  QuickAnswers,
  Section,
  SpeakButton,
  Stack,
} from '../../../ui/index.ts'
import { codeLabel } from '../codes.ts'
import type { Guide } from '../guide.store.ts'
import { itemHref, toItem } from './addresses.ts'
import { GuideFolds } from './guide-folds.tsx'
import { beginningOf, bringWords, feeWords, placeWords, targetWords, timeWords } from './words.ts'

type GuideView = {
  guide: Guide
  /** What other modules tell of it. */
  told: readonly ItemLine[]
  /** Whole address of the page, for the QR code. */
  url: string
}

const answersId = 'answers'

/** One page that says whether it can be done, what to bring, where to go, how long it takes and what it costs. */
export function guidePage({ guide, told, url }: GuideView): Page {
  const { name, elements, main, cancelledOn } = guide
  return {
    title: name,
    ownHeading: true,
    // A search engine forgets what no longer exists; a person is told where to go.
    ...(cancelledOn ? { status: 410 } : {}),
    breadcrumb: main ? [...toItem, { label: main.name, href: itemHref(main.code) }] : toItem,
    meta: {
      Description: beginningOf(`${name}：${elements.acceptanceCondition}`, 150),
      Keywords: [name, guide.unitName, codeLabel('itemType', guide.itemType)].join('，'),
    },
    elements: ['mt-print', 'mt-speak'],
    aside: <Beside guide={guide} told={told} url={url} />,
    body: (
      <Stack gap="large">
        {cancelledOn && <Cancelled guide={guide} />}
        <Stack>
          <PaperHead
            title={name}
            facts={[
              <a href={`/units/${guide.unitCode}`}>{guide.unitName}</a>,
              codeLabel('itemType', guide.itemType),
              codeLabel('caseType', elements.caseType),
            ]}
          >
            <SpeakButton of={answersId} />
            <PrintButton label="打印指南" />
          </PaperHead>
          <Parts guide={guide} />
          <Begin guide={guide} />
          <div id={answersId}>
            <QuickAnswers label="先看这五条" answers={answersOf(guide)} />
          </div>
        </Stack>
        <GuideFolds guide={guide} />
      </Stack>
    ),
  }
}

function answersOf(guide: Guide) {
  const { elements: e, code } = guide
  const bring = bringWords(e)
  const place = placeWords(guide)
  const time = timeWords(e)
  return [
    {
      question: '能不能办',
      answer: targetWords(e) ? `${targetWords(e)}可以办` : '看受理条件',
      note: (
        <>
          {beginningOf(e.acceptanceCondition)} <a href="#conditions">看全部条件</a>
        </>
      ),
    },
    {
      question: '带什么',
      answer: bring.answer,
      note: (
        <>
          {bring.note && `${bring.note}。`}
          {e.materials.length > 0 &&
            !guide.cancelledOn &&
            (e.questions.length > 0 ? (
              <a href={itemHref(code, 'prepare')}>答 {e.questions.length} 个问题，只列您要带的</a>
            ) : (
              <a href={itemHref(code, 'prepare')}>打印材料清单</a>
            ))}
        </>
      ),
    },
    { question: '去哪里', answer: place.answer, note: place.note },
    { question: '多久', answer: time.answer, note: time.note },
    { question: '多少钱', answer: feeWords(e), note: e.chargeable && <a href="#fees">看收费标准和减免</a> },
  ]
}

/** What there is to choose from below a main item. */
function Parts({ guide: { parts } }: { guide: Guide }) {
  if (parts.length === 0) return null
  return (
    <Section title="选您要办的" note={`这个事项分为 ${parts.length} 种，请先选一种，再看它的指南`}>
      <LinkGrid
        label="下级事项"
        links={parts.map((p) => ({ label: p.name, href: itemHref(p.code), ...(p.online ? { note: '网上能办' } : {}) }))}
      />
    </Section>
  )
}

function Cancelled({ guide: { cancelledOn, cancelReason, successors, unitCode, unitName } }: { guide: Guide }) {
  return (
    <Notice kind="warning" title="这个事项已经取消">
      <p>
        自 <DayText day={cancelledOn} style="long" /> 起不再办理。
        {cancelReason && `原因：${cancelReason}。`}
        {successors.length === 0 && (
          <>
            需要了解的，请联系 <a href={`/units/${unitCode}`}>{unitName}</a>。
          </>
        )}
      </p>
      {successors.map((s) => (
        <p key={s.code}>
          现在请看：
          <a href={itemHref(s.code)}>
            {s.name}（{s.unitName}）
          </a>
        </p>
      ))}
      <p>下面是取消以前的指南，仅供查考。</p>
    </Notice>
  )
}

function Beside({ guide, url, told }: GuideView) {
  const { elements: e, onApplication, version, effectiveOn } = guide
  return (
    <Stack>
      {!onApplication && (
        <Card title="不用申请" level={2}>
          <p>这是行政机关依职权做的事，公布出来供您了解和监督。</p>
        </Card>
      )}
      <Card title="有不明白的" tone="mist" level={2}>
        {e.consultPhone && (
          <p>
            咨询：<a href={`tel:${e.consultPhone}`}>{e.consultPhone}</a>
          </p>
        )}
        <p>
          <a href={`/knowledge?q=${encodeURIComponent(guide.name)}`}>看这方面的办事知识</a>，或者
          <a href="/consult">在网上问一问</a>
        </p>
        {e.supervisePhone && (
          <p>
            投诉：<a href={`tel:${e.supervisePhone}`}>{e.supervisePhone}</a>
          </p>
        )}
      </Card>
      {told.map((line) => (
        <p key={line.href}>
          <a href={line.href}>{line.label}</a>
        </p>
      ))}
      <QrCode url={url} label="用手机看这份指南" />
      <p>
        本指南第 {version} 版，
        <DayText day={effectiveOn} /> 起。
        {guide.versions.length > 1 && <a href="#versions">改了什么</a>}
      </p>
    </Stack>
  )
}

/** The one button; where an item cannot be done online, the way to its places. */
function Begin({ guide: { code, onApplication, elements: e, parts, cancelledOn } }: { guide: Guide }) {
  if (cancelledOn || !onApplication || parts.length > 0) return null
  return (
    <Actions>
      {e.online ? (
        <ButtonLink kind="primary" icon="handle" href={itemHref(code, 'apply')}>
          在线办理
        </ButtonLink>
      ) : (
        <ButtonLink kind="primary" href="#places">
          到窗口办，看地点
        </ButtonLink>
      )}
      {e.canReserve && <ButtonLink href={`/appointments/items/${encodeURIComponent(code)}`}>预约办理</ButtonLink>}
      {e.materials.length > 0 && <ButtonLink href={itemHref(code, 'prepare')}>我要带什么</ButtonLink>}
    </Actions>
  )
}
