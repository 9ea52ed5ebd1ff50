import type { Problem, Refusal } from '../../../core/errors.ts'
import {
  Actions,
  Button,
  ButtonLink,
  DayField,
  FieldGroup,
  Form,
  Grid,
  Hidden,
  NotNow,
  type Page,
  Radios,
  Section,
  Select,
  Stack,
  TextArea,
  TextField,
} from '../../../ui/index.ts'
import { filePurposeLabels, wantedFormLabels } from '../labels.ts'
import { answersUnder } from '../rules.ts'
import { wantedForms } from '../schema.ts'
import type { RequestRecord } from '../service.ts'
import { hrefOf, inRequest } from './crumbs.ts'
import type { Row } from './reply.ts'

type View = {
  record: RequestRecord
  typed: Readonly<Record<string, string>>
  rows: readonly Row[]
  /** How many empty rows follow. */
  spare: number
  problems: readonly Problem[]
  refusal?: Refusal
}

/** What is answered: of which kind, on what ground, with what reasons, what is given and what is kept back. */
export function replyPage(view: View): Page {
  const { record, problems, refusal, typed } = view
  const { request } = record
  const standing = record.moves.find((m) => m.name === 'draftReply')?.refusal
  return {
    title: '拟写答复',
    breadcrumb: inRequest(request.number),
    problems,
    body: (
      <Stack>
        <p>
          {request.number}号申请：{request.subject}
        </p>
        {(refusal ?? standing) && <NotNow refusal={(refusal ?? standing) as Refusal} />}
        {standing ? (
          <>
            {refusal && (
              <Section title="您刚才写的答复" note="还没有保存。需要的请先复制下来。">
                <p>
                  {[typed.reasons, typed.provided, typed.organ, typed.otherLaw, typed.override]
                    .filter(Boolean)
                    .join('\n')}
                </p>
              </Section>
            )}
            <Actions>
              <ButtonLink href={hrefOf(request.number)} kind="primary">
                返回申请
              </ButtonLink>
            </Actions>
          </>
        ) : (
          <ReplyFields view={view} />
        )}
      </Stack>
    ),
  }
}

function ReplyFields({ view }: { view: View }) {
  const { record, typed, problems } = view
  const { request, regime, life } = record
  const field = (name: string) => ({ name, value: typed[name], problems })
  const lines = answersUnder(regime)
  const articleOf = (a: (typeof lines)[number]) => a.articles[regime.code as 'R2008' | 'R2019'] ?? ''
  const kinds = lines
    .filter((a) => !a.ground)
    .concat(lines.filter((a) => a.ground).slice(0, 1))
    .map((a) =>
      a.ground
        ? { value: a.kind, label: '不予公开（在下面选理由）' }
        : { value: a.kind, label: `${a.label}（${articleOf(a)}）` },
    )
  const grounds = lines
    .filter((a) => a.ground)
    .map((a) => ({ value: a.ground ?? '', label: `${a.label.replace(/^不予公开./, '')}（${articleOf(a)}）` }))
  const objected = life.consultations.some((c) => c.answer === 'objects' && c.reasonable)
  const release = life.files.filter((f) => f.purpose === 'release')
  return (
    <Form>
      <Hidden name="version" value={request.version} />
      <Select {...field('kind')} label="答复类型" options={kinds} required hint={`只列出${regime.orderNumber}规定的`} />
      <Select
        {...field('ground')}
        label="不予公开的理由"
        options={grounds}
        empty="不适用"
        hint="答复类型是“不予公开”的才选"
      />
      <TextArea
        {...field('reasons')}
        label="理由和事实"
        rows={6}
        hint="会写进答复书。除了给予和告知已公开，都要写：查了什么、为什么这样答复"
      />
      <TextArea
        {...field('provided')}
        label="提供的内容、公开的网址或者获取办法"
        rows={5}
        hint="一行一项。给予公开、部分公开、已主动公开的都要写"
      />
      <Radios
        {...field('form')}
        label="提供形式"
        row
        value={typed.form ?? ''}
        options={[
          { value: '', label: '不适用' },
          ...wantedForms.map((value) => ({ value, label: wantedFormLabels[value] })),
        ]}
        hint={`申请人希望：${request.wantedForm ? wantedFormLabels[request.wantedForm] : '没有写'}`}
      />
      <FieldGroup title="按答复类型还要写的" hint="用得着哪项填哪项，缺了会提醒">
        <TextField {...field('organ')} label="负责的机关" hint="不属于本机关公开、信访投诉等要告知向谁提出的" />
        <TextField {...field('organContact')} label="负责机关的联系方式" />
        <TextField
          {...field('otherLaw')}
          label="其他法律、行政法规及条款"
          hint="其他法律禁止公开、另有查询办法的，例如“《不动产登记暂行条例》第二十七条”"
        />
        <TextField {...field('earlierNumber')} label="先前申请的登记号" hint="重复申请的" size="medium" />
        <DayField {...field('earlierOn')} label="先前答复的日期" />
      </FieldGroup>
      {objected && (
        <TextArea
          {...field('override')}
          label="不征得同意而公开的重大公共利益"
          rows={4}
          hint="第三方有理由地不同意，而不公开会对公共利益造成重大影响的才填，会书面告知第三方（第三十二条）"
        />
      )}
      <WithheldRows view={view} grounds={grounds} />
      <FieldGroup title="随答复提供的文件">
        {release.length === 0 ? (
          <p>还没有上传。</p>
        ) : (
          <ul>
            {release.map((f) => (
              <li key={f.id}>{f.name}</li>
            ))}
          </ul>
        )}
        <p>
          <a href={`${hrefOf(request.number)}/files`}>上传、移除“{filePurposeLabels.release}”的文件</a>
          （请先保存上面写的内容）
        </p>
      </FieldGroup>
      <Actions>
        <Button>保存，看答复书</Button>
        <ButtonLink href={hrefOf(request.number)} kind="quiet">
          先不写，返回申请
        </ButtonLink>
      </Actions>
    </Form>
  )
}

/** Passages that are kept back, place by place; more rows come with the button, without any script. */
function WithheldRows({ view, grounds }: { view: View; grounds: { value: string; label: string }[] }) {
  const { rows, spare, problems } = view
  const all: readonly Row[] = [...rows, ...Array.from({ length: Math.min(spare, 50 - rows.length) }, () => ({}))]
  return (
    <FieldGroup
      title="不予公开的部分"
      hint="部分公开的，逐处写明位置、理由和说明，会列成表附在答复书里（第三十七条）。空行不算。"
    >
      <span id="field-withheld" tabindex={-1} />
      {all.map((row, i) => {
        const at = (name: keyof Row) => ({ name: `withheld.${i}.${name}`, value: row[name], problems })
        return (
          <FieldGroup key={i} title={`第 ${i + 1} 处`}>
            <Grid>
              <TextField {...at('place')} label="位置" hint={i === 0 ? '例如“第 3 页第 2 段”' : undefined} />
              <TextField {...at('what')} label="是什么内容" hint={i === 0 ? '例如“第三方的报价明细”' : undefined} />
              <Select {...at('ground')} label="不予公开的理由" options={grounds} />
              <TextField {...at('reason')} label="说明" hint={i === 0 ? '为什么属于这一条' : undefined} />
            </Grid>
          </FieldGroup>
        )
      })}
      <Actions>
        <Button kind="plain" name="more" value="yes" skipChecks>
          再加几行
        </Button>
      </Actions>
    </FieldGroup>
  )
}
