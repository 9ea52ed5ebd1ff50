import type { Problem } from '../../../core/errors.ts'
import { Actions, Button, ButtonLink, Form, type Page, PrintButton, Radios, Section, Stack } from '../../../ui/index.ts'
import type { Guide } from '../guide.store.ts'
import { type Answers, materialsFor } from '../rules-materials.ts'
import { itemHref, toItem } from './addresses.ts'
import { MaterialTable } from './materials.tsx'

type PrepareView = {
  guide: Guide
  answers: Answers
  /** Whether every question is answered. */
  complete: boolean
  problems: readonly Problem[]
}

export function preparePage(view: PrepareView): Page {
  const { guide, complete, problems } = view
  return {
    title: '我要带什么',
    breadcrumb: [...toItem, { label: guide.name, href: itemHref(guide.code) }],
    problems,
    elements: ['mt-print'],
    body: (
      <Stack gap="large">
        {guide.elements.questions.length > 0 && <Questions {...view} />}
        {complete && <Checklist {...view} />}
      </Stack>
    ),
  }
}

function Questions({ guide, answers, complete, problems }: PrepareView) {
  const { questions } = guide.elements
  return (
    <Form method="get" action={itemHref(guide.code, 'prepare')}>
      {!complete && (
        <p>
          办“{guide.name}”，回答 {questions.length} 个问题，就只列您要带的材料。
        </p>
      )}
      {questions.map((q) => (
        <Radios
          key={q.key}
          name={q.key}
          label={q.text}
          options={q.options}
          value={answers[q.key]}
          problems={problems}
          row
        />
      ))}
      <Actions>
        <Button kind={complete ? 'plain' : 'primary'}>{complete ? '改了答案，重新列' : '看要带什么'}</Button>
      </Actions>
    </Form>
  )
}

function Checklist({ guide, answers }: PrepareView) {
  const { code, name, elements: e, onApplication, parts } = guide
  const { needed, perhaps, optional } = materialsFor(e, answers)
  const own = needed.filter((m) => m.source !== 'shared')
  const shared = needed.filter((m) => m.source === 'shared')
  const query = new URLSearchParams(answers).toString()
  return (
    <Section title={`“${name}”要带的材料`} note={answerWords(guide, answers)}>
      <Stack gap="large">
        {own.length > 0 ? (
          <MaterialTable guide={guide} materials={own} caption={`一共 ${own.length} 样`} checklist />
        ) : (
          <p>您什么都不用带，带上身份证件核对本人就行。</p>
        )}
        {perhaps.length > 0 && (
          <MaterialTable guide={guide} materials={perhaps} caption="符合这些情形的还要带" checklist />
        )}
        {optional.length > 0 && <MaterialTable guide={guide} materials={optional} caption="有的话可以带上" checklist />}
        {shared.length > 0 && <p>不用带的：{shared.map((m) => m.name).join('、')}。我们向有关部门核验。</p>}
        <Actions>
          {e.online && onApplication && parts.length === 0 && (
            <ButtonLink kind="primary" href={itemHref(code, 'apply') + (query && `?${query}`)}>
              材料齐了，在线办理
            </ButtonLink>
          )}
          <ButtonLink href={itemHref(code)}>看完整指南</ButtonLink>
          <PrintButton label="打印清单" />
        </Actions>
        <p>
          还有不明白的，请打咨询电话 <a href={`tel:${e.consultPhone}`}>{e.consultPhone}</a>。
        </p>
      </Stack>
    </Section>
  )
}

/** For which case the list is, so that a printed one says it too. */
function answerWords({ elements: { questions } }: Guide, answers: Answers): string {
  return questions
    .flatMap(({ key, text, options }) => {
      const chosen = options.find((o) => o.value === answers[key])
      return chosen ? [`${text}：${chosen.label}`] : []
    })
    .join('；')
}
