import { showLongDay } from '../../../core/day.ts'
import { papers } from '../../../platform/kept-uploads.ts'
import {
  Actions,
  Button,
  Card,
  Disclosure,
  FieldGroup,
  Form,
  InstantText,
  KeptUploads,
  Radios,
  Section,
  Stack,
  TextArea,
  TextField,
  UploadsField,
} from '../../../ui/index.ts'
import { materialsFor } from '../../catalogue/index.ts'
import { AnswerFields, typedAnswers } from '../answer-fields.tsx'
import { deliveryLabels } from '../labels.ts'
import { deliveryWays } from '../schema.ts'
import { caseHref } from './addresses.ts'
import type { FollowView } from './follow.view.tsx'
import { pointsIn } from './words.ts'

function MaterialUploads({
  view,
  materials,
}: {
  view: FollowView
  materials: readonly { key: string; name: string }[]
}) {
  return (
    <>
      {materials.map((m) => (
        <UploadsField
          key={m.key}
          name={`materials.${m.key}`}
          label={m.name}
          kind={papers}
          came={view.uploads[`materials.${m.key}`] ?? []}
          maxBytes={view.maxBytes}
          problems={view.problems}
        />
      ))}
      <KeptUploads token={view.kept} />
    </>
  )
}

/** What was asked for, once and all of it, and where it is sent. */
export function SupplementSection({ view }: { view: FollowView }) {
  const { file: f, version, acts, typed, problems } = view
  const { needed, perhaps, optional } = materialsFor(version.elements, f.choices)
  const points = pointsIn(acts)
  return (
    <Section title="现在补正" note={f.waitingUntil ? `请在 ${showLongDay(f.waitingUntil)} 以前一次交齐` : undefined}>
      <Stack>
        {points.length > 0 && (
          <Card tone="mist" title="需要补正的内容">
            {points.map((line) => (
              <p key={line}>{line}</p>
            ))}
          </Card>
        )}
        <Form upload screenOnly action={`${caseHref(f.number)}/supplement`}>
          <Corrections view={view} />
          <p>只传要补的那几样，新传的代替原来的；没有要求补的不用再传。</p>
          <MaterialUploads
            view={view}
            materials={[...needed, ...perhaps, ...optional].filter((m) => m.source !== 'shared')}
          />
          <TextArea
            name="note"
            label="补正说明"
            hint="还有要说明的写在这里，可以不写"
            value={typed.note}
            problems={problems}
            maxLength={1000}
            rows={4}
          />
          <Actions>
            <Button>提交补正</Button>
          </Actions>
        </Form>
      </Stack>
    </Section>
  )
}

/** The fields that the notice names, with what was answered: here and now to be put right. */
function Corrections({ view: { corrections, version, file, typed, problems } }: { view: FollowView }) {
  const { form } = version.elements
  const names = corrections.map((c) => c.field)
  if (names.length === 0) return null
  return (
    <FieldGroup title="申请表里要改的内容" hint="原来填的在里面，直接改。其余的不用再填。">
      <AnswerFields form={form} names={names} typed={{ ...typedAnswers(file.answers), ...typed }} problems={problems} />
    </FieldGroup>
  )
}

/** Materials that were to come later. */
export function BringSection({ view }: { view: FollowView }) {
  const { file: f, life } = view
  const waiting = life.materials.filter((m) => m.way === 'later' && !m.replaced)
  return (
    <Section title="补交材料" note="交齐以后，承诺期限接着往下算">
      <Form upload screenOnly action={`${caseHref(f.number)}/materials`}>
        <MaterialUploads view={view} materials={waiting.map((m) => ({ key: m.materialKey, name: m.name }))} />
        <Actions>
          <Button>补交材料</Button>
        </Actions>
      </Form>
    </Section>
  )
}

/** At the counter, or by post to which address. */
export function DeliverySection({ view: { file: f, version, typed, problems } }: { view: FollowView }) {
  if (!version.elements.express) return null
  const wrong = problems.some((p) => p.field === 'deliveryAddress' || p.field === 'wantedDelivery')
  return (
    <Disclosure summary="改领取方式" open={wrong} screenOnly>
      <Form action={`${caseHref(f.number)}/delivery`}>
        <Radios
          name="wantedDelivery"
          label="怎样领取结果"
          options={deliveryWays.map((value) => ({
            value,
            label: value === 'counter' ? `到${f.intakeUnitName}领取` : deliveryLabels[value],
          }))}
          value={typed.wantedDelivery ?? f.wantedDelivery}
          problems={problems}
          required
        />
        <TextField
          name="deliveryAddress"
          label="邮寄地址"
          hint="选“邮寄”的必填，写到门牌号"
          value={typed.deliveryAddress ?? f.deliveryAddress}
          problems={problems}
          autocomplete="address-line1"
          maxLength={200}
        />
        <Actions>
          <Button kind="plain">保存领取方式</Button>
        </Actions>
      </Form>
    </Disclosure>
  )
}

/** What both sides wrote, and where to write. */
export function MessageSection({ view: { file: f, life, typed, problems } }: { view: FollowView }) {
  const form = (
    <Form action={`${caseHref(f.number)}/messages`}>
      <TextArea
        name="body"
        label="给办件单位留言"
        hint="办这件事的人会看到；回复也在这里"
        value={typed.body}
        problems={problems}
        maxLength={1000}
        rows={3}
        required
      />
      <Actions>
        <Button kind="plain">发送留言</Button>
      </Actions>
    </Form>
  )
  const wrong = problems.some((p) => p.field === 'body')
  return (
    <Section title="留言">
      <Stack>
        {life.messages.map((m) => (
          <Card key={m.id} tone={m.fromApplicant ? 'paper' : 'mist'}>
            <p>{m.body}</p>
            <p>
              {m.fromApplicant ? '您' : m.author}，<InstantText at={m.at} />
            </p>
          </Card>
        ))}
        <Disclosure summary={life.messages.length > 0 ? '再写一条' : '有问题要问'} open={wrong} screenOnly>
          {form}
        </Disclosure>
      </Stack>
    </Section>
  )
}
