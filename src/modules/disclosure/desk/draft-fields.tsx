import type { Day } from '../../../core/day.ts'
import type { Problem } from '../../../core/errors.ts'
import {
  choicesByLabel,
  choicesByName,
  DayField,
  FieldGroup,
  Radios,
  Select,
  TextArea,
  TextField,
} from '../../../ui/index.ts'
import type { Unit } from '../../organisations/index.ts'
import type { Column } from '../columns.store.ts'
import { attributeLabels, kindLabels } from '../labels.ts'

export type Typed = Readonly<Record<string, string>>
type Asked = { typed: Typed; problems: readonly Problem[]; today: Day }
export type DraftView = Asked & { units: readonly Unit[]; columns: readonly Column[] }

const asking =
  ({ typed, problems }: Pick<Asked, 'typed' | 'problems'>) =>
  (name: string, label: string) => ({ name, label, value: typed[name], problems })

/** All that is asked of a draft. */
export function DraftFields({ units, columns, ...asked }: DraftView) {
  const field = asking(asked)
  const depth = (c: Column) => c.path.split('/').length - 3
  return (
    <>
      <FieldGroup title="信息">
        <TextField {...field('title', '标题')} required maxLength={300} />
        <Select {...field('kind', '信息类别')} options={choicesByLabel(kindLabels)} empty={false} required />
        <Select {...field('unitCode', '发布单位')} options={choicesByName(units)} required />
        <Select
          {...field('columnCode', '栏目')}
          options={columns.map((c) => ({ value: c.code, label: `${'　'.repeat(Math.max(0, depth(c)))}${c.name}` }))}
          required
        />
        <Particulars {...asked} />
      </FieldGroup>
      <Content {...asked} />
      <FieldGroup
        title="公开属性"
        hint="每份信息起草时就要确定公开属性；不主动公开的要写明法定理由。（国办发〔2016〕80号）"
      >
        <Radios {...field('attribute', '公开属性')} options={choicesByLabel(attributeLabels)} row required />
        <TextField
          {...field('attributeGround', '不主动公开的法定理由')}
          hint="写明法规和条款，如“《政府信息公开条例》第十六条：内部事务信息”"
        />
      </FieldGroup>
      <FieldGroup title="分类和关联">
        <Classification {...asked} />
        <TextField {...field('replaces', '替代的文件')} hint="被替代文件的索引号；发布时旧文件自动标注废止" />
      </FieldGroup>
    </>
  )
}

/** What of a published document may be put right: neither unit nor column, class nor attribute, by which it is counted. */
export function CorrectionFields(asked: Asked) {
  return (
    <>
      <FieldGroup title="更正说明" hint="会和更正日期一起永久显示在公开页面上，让读过旧内容的人知道改了什么。">
        <TextArea
          {...asking(asked)('note', '更正说明')}
          hint="写明原来怎么写、现在怎么写，如“第三条中的‘三万元’更正为‘二万元’”"
          rows={3}
          maxLength={500}
          required
        />
      </FieldGroup>
      <FieldGroup title="信息">
        <TextField {...asking(asked)('title', '标题')} required maxLength={300} />
        <Particulars {...asked} />
      </FieldGroup>
      <Content {...asked} />
      <FieldGroup title="分类和关联">
        <Classification {...asked} />
      </FieldGroup>
    </>
  )
}

function Particulars({ today, ...asked }: Asked) {
  const field = asking(asked)
  return (
    <>
      <TextField
        {...field('issuingBody', '发文机关')}
        hint="文件落款的机关，如“某某县人民政府办公室”"
        size="medium"
        required
      />
      <TextField {...field('documentNumber', '文号')} hint="如 津政发〔2018〕3号，没有可不填" size="medium" />
      <DayField {...field('writtenOn', '成文日期')} hint="公开期限从这一天的次日起算" max={today} required />
      <DayField {...field('effectiveOn', '施行日期')} />
      <DayField {...field('expiresOn', '有效期至')} hint="到期后系统自动标注失效" />
    </>
  )
}

function Content(asked: Asked) {
  const field = asking(asked)
  return (
    <FieldGroup title="内容">
      <TextArea {...field('abstract', '内容概述')} rows={3} maxLength={2000} />
      <TextArea
        {...field('body', '正文')}
        hint="直接输入文字，每行一段；也可以粘贴带格式的 HTML，保存时只留标题、段落、列表、表格、链接和强调"
        rows={18}
      />
      <Radios
        {...field('fullText', '是否全文公开')}
        options={[
          { value: 'yes', label: '是，正文或附件是全文' },
          { value: 'no', label: '否，只公开概述' },
        ]}
        row
      />
    </FieldGroup>
  )
}

function Classification(asked: Asked) {
  const field = asking(asked)
  return (
    <>
      <TextField {...field('subjectCategory', '主题分类')} size="medium" />
      <TextField {...field('keywords', '关键词')} hint="用空格隔开，便于搜索" size="medium" />
      <TextField {...field('source', '信息来源')} size="medium" />
      <TextField {...field('explains', '解读的文件')} hint="政策解读填写：被解读文件的索引号，多份用空格隔开" />
    </>
  )
}
