import { yuan } from '../../../core/money.ts'
import { bytes, Change, DayText, FoldedSection, MetadataTable, Prose, Section, Table, Tag } from '../../../ui/index.ts'
import { codeLabel } from '../codes.ts'
import { compareElements } from '../compare.ts'
import type { Guide } from '../guide.store.ts'
import { decidedAtLabels, resultKindLabels, showLimit } from '../labels.ts'
import { itemHref } from './addresses.ts'
import { MaterialTable } from './materials.tsx'

/** All the rest of a guide, each part folded until asked for; what does not exist is left out. */
export function GuideFolds({ guide }: { guide: Guide }) {
  const { elements: e } = guide
  return (
    <div>
      <FoldedSection id="materials" title="申请材料" note={`${e.materials.length} 样`} open>
        <MaterialTable guide={guide} materials={e.materials} caption="申请材料" />
      </FoldedSection>
      <FoldedSection id="conditions" title="受理条件">
        <Text text={e.acceptanceCondition} />
        {e.quantityLimit && <p>数量限制：{e.quantityLimit}</p>}
      </FoldedSection>
      <Places guide={guide} />
      <Steps guide={guide} />
      <Fees guide={guide} />
      <Results guide={guide} />
      {e.faq.length > 0 && (
        <FoldedSection id="faq" title="常见问题" note={`${e.faq.length} 个`}>
          {e.faq.map((f) => (
            <Section key={f.question} title={f.question} level={3}>
              <Text text={f.answer} />
            </Section>
          ))}
        </FoldedSection>
      )}
      {e.legalBasis && (
        <FoldedSection id="basis" title="设定依据">
          <Text text={e.legalBasis} />
        </FoldedSection>
      )}
      <FoldedSection id="facts" title="事项信息">
        <Facts guide={guide} />
      </FoldedSection>
      <Versions guide={guide} />
    </div>
  )
}

function Text({ text }: { text: string }) {
  return (
    <Prose>
      {text.split('\n').map((line, i) => (
        <p key={i}>{line}</p>
      ))}
    </Prose>
  )
}

function Places({ guide: { elements: e } }: { guide: Guide }) {
  if (e.places.length === 0) return null
  return (
    <FoldedSection id="places" title="办理地点和时间" note={`${e.places.length} 处`}>
      <Table
        caption="办理地点和时间"
        captionHidden
        rows={e.places}
        columns={[
          { head: '地点', cell: (p) => [p.name, p.window].filter(Boolean).join(' ') },
          { head: '地址', cell: (p) => p.address },
          { head: '时间', cell: (p) => p.hours },
          { head: '电话', cell: (p) => p.phone && <a href={`tel:${p.phone}`}>{p.phone}</a>, nowrap: true },
        ]}
      />
    </FoldedSection>
  )
}

function Steps({ guide: { elements: e, unitName, units } }: { guide: Guide }) {
  if (e.steps.length === 0 && !e.process) return null
  return (
    <FoldedSection id="steps" title="办理流程" note={e.steps.length > 0 && `${e.steps.length} 步`}>
      {e.process && <Text text={e.process} />}
      {e.steps.length > 0 && (
        <Table
          caption="办理环节"
          captionHidden
          rows={e.steps}
          columns={[
            {
              head: '环节',
              cell: (s) => (
                <>
                  {s.name} {s.group && <Tag>同时办</Tag>}
                </>
              ),
            },
            { head: '时间', cell: (s) => (s.days === 0 ? '当日' : `${s.days} 个工作日`), nowrap: true },
            {
              head: '谁来办',
              cell: (s) =>
                [s.unitCode ? (units[s.unitCode] ?? s.unitCode) : unitName, s.post].filter(Boolean).join(' '),
            },
            { head: '看什么', cell: (s) => s.standard, wide: true },
          ]}
        />
      )}
      {e.specialProcedures.map((p) => (
        <p key={p.name}>
          {p.name}
          {p.days !== null && `：最长 ${p.days} 个工作日`}，不算在承诺的时间里。{p.basis && `依据：${p.basis}`}
        </p>
      ))}
      {e.intermediaryService && <p>中介服务：{e.intermediaryService}</p>}
    </FoldedSection>
  )
}

function Fees({ guide: { elements: e } }: { guide: Guide }) {
  return (
    <FoldedSection id="fees" title="收费" note={e.chargeable ? `${e.fees.length} 项` : '不收费'}>
      {e.chargeable ? (
        <Table
          caption="收费项目"
          captionHidden
          rows={e.fees}
          columns={[
            { head: '项目', cell: (f) => f.name },
            { head: '金额', cell: (f) => (f.amountFen === null ? '按标准' : yuan(f.amountFen)), nowrap: true },
            { head: '标准', cell: (f) => f.standard },
            { head: '依据', cell: (f) => f.basis },
            { head: '减免', cell: (f) => f.reduction || '没有减免规定' },
          ]}
        />
      ) : (
        <p>办理这个事项不收任何费用。有人向您收费的，请拨打投诉电话 {e.supervisePhone}。</p>
      )}
      {e.payOnline && <p>可以网上缴费。</p>}
    </FoldedSection>
  )
}

function Results({ guide: { elements: e, code, files } }: { guide: Guide }) {
  if (e.results.length === 0) return null
  return (
    <FoldedSection id="results" title="办好以后拿到什么" note={e.results.map((r) => r.name).join('、')}>
      <Table
        caption="办理结果"
        captionHidden
        rows={e.results}
        columns={[
          { head: '名称', cell: (r) => r.name },
          { head: '种类', cell: (r) => resultKindLabels[r.kind] },
          { head: '有效期', cell: (r) => (r.validMonths === null ? '长期有效' : monthsText(r.validMonths)) },
          {
            head: '样本',
            cell: (r) => {
              const sample = files.find((f) => f.id === r.sample)
              return sample && <a href={itemHref(code, `files/${sample.id}`)}>下载样本（{bytes(sample.size)}）</a>
            },
          },
        ]}
      />
      {e.express && <p>可以邮寄送达，申请时填写收件地址。</p>}
    </FoldedSection>
  )
}

const monthsText = (months: number) => (months % 12 === 0 ? `${months / 12} 年` : `${months} 个月`)

function Facts({ guide }: { guide: Guide }) {
  const { elements: e, code, unitCode, unitName, units, decidedAt } = guide
  return (
    <MetadataTable
      rows={[
        { label: '实施编码', value: code, wide: true },
        { label: '实施主体', value: e.body.name || <a href={`/units/${unitCode}`}>{unitName}</a> },
        { label: '主体性质', value: e.body.kind && codeLabel('bodyKind', e.body.kind) },
        { label: '委托部门', value: e.entrustedBy },
        { label: '联办机构', value: e.jointAgencies.map((a) => units[a] ?? a).join('、') },
        { label: '行使层级', value: e.exerciseLevel && codeLabel('exerciseLevel', e.exerciseLevel) },
        { label: '权限划分', value: e.powerDivision },
        { label: '行使内容', value: e.exerciseContent },
        { label: '权力来源', value: e.powerSource },
        { label: '事项下沉', value: decidedAt && `由${decidedAtLabels[decidedAt]}办理` },
        { label: '法定期限', value: showLimit(e.statutoryLimit) },
        { label: '承诺期限', value: showLimit(e.commitmentLimit) },
        { label: '办理形式', value: e.handlingForms.map((f) => codeLabel('handlingForm', f)).join('、') },
        { label: '通办范围', value: e.crossRegionScope && codeLabel('crossRegionScope', e.crossRegionScope) },
        { label: '进驻大厅', value: e.inHall ? '是' : '否' },
        { label: '自助终端', value: e.terminal ? '可以办' : '不能办' },
        { label: '预约', value: e.canReserve && (e.dailyQuota ? `可以预约，每天 ${e.dailyQuota} 个号` : '可以预约') },
      ]}
    />
  )
}

/** What only machines read, or what is told elsewhere in plain words. */
const untold = /^form\.|\.(blankForm|sample|when|key)$/

function Versions({ guide: { versions, version, elements, before } }: { guide: Guide }) {
  const changes = before ? compareElements(before, elements).filter((c) => !untold.test(c.field)) : []
  return (
    <FoldedSection id="versions" title="版本" note={`第 ${version} 版`}>
      <Table
        caption="本指南的版本"
        captionHidden
        rows={versions}
        columns={[
          { head: '版本', cell: (v) => `第 ${v.version} 版`, nowrap: true },
          { head: '起', cell: (v) => <DayText day={v.effectiveOn} />, nowrap: true },
          { head: '止', cell: (v) => (v.endedOn ? <DayText day={v.endedOn} /> : '现在'), nowrap: true },
          { head: '说明', cell: (v) => v.note || (v.version === 1 ? '第一次发布' : ''), wide: true },
        ]}
      />
      {changes.length > 0 && (
        <Section title={`第 ${version} 版与上一版相比`} level={3}>
          <MetadataTable
            columns={1}
            rows={changes.map((c) => ({ label: c.label, value: <Change before={c.before} after={c.after} /> }))}
          />
        </Section>
      )}
    </FoldedSection>
  )
}
