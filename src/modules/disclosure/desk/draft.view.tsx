import type { Day } from '../../../core/day.ts'
import type { Problem } from '../../../core/errors.ts'
import {
  Actions,
  Button,
  ButtonLink,
  bytes,
  DayField,
  FieldGroup,
  FileField,
  Form,
  Hidden,
  Notice,
  type Page,
  Prose,
  Radios,
  Section,
  Select,
  Stack,
  Table,
  TextArea,
  TextField,
} from '../../../ui/index.ts'
import type { Unit } from '../../organisations/index.ts'
import type { Column } from '../columns.store.ts'
import { attributeLabels, kindLabels, personalDataLabels } from '../labels.ts'
import type { Document, PersonalDataFinding } from '../schema.ts'
import { crumbs, crumbsOf, list } from './crumbs.ts'
import type { Detail } from './documents.ts'

type Choices = { units: readonly Unit[]; columns: readonly Column[]; today: Day }
type Typed = Readonly<Record<string, string>>
type DraftView = Choices & { typed: Typed; problems: readonly Problem[] }

export function draftPage(view: DraftView): Page {
  return {
    title: '起草信息',
    breadcrumb: crumbs,
    problems: view.problems,
    body: (
      <Form>
        <DraftFields {...view} />
        <Actions>
          <Button>保存草稿</Button>
          <ButtonLink href={list} kind="quiet">
            不保存，返回
          </ButtonLink>
        </Actions>
      </Form>
    ),
  }
}

/** @param saved - what another person saved meanwhile, shown beside what was typed */
export function editPage({ document, saved, ...view }: DraftView & { document: Document; saved?: Document }): Page {
  return {
    title: '修改信息',
    breadcrumb: crumbsOf(document),
    problems: view.problems,
    body: (
      <Stack>
        {saved && (
          <Notice kind="warning" title="在您修改期间，另一位同事已经保存了这份信息，您的修改还没有保存">
            <p>下面的表单里是您填写的内容，表单之后是同事刚保存的内容。请合并两边的修改，再点“保存”。</p>
          </Notice>
        )}
        <Form>
          <Hidden name="version" value={view.typed.version ?? document.version} />
          <DraftFields {...view} />
          <Actions>
            <Button>保存</Button>
            <ButtonLink href={`${list}/${document.id}/files`}>管理附件</ButtonLink>
            <ButtonLink href={`${list}/${document.id}`} kind="quiet">
              不保存，返回
            </ButtonLink>
          </Actions>
        </Form>
        {saved && (
          <Section title={`同事刚保存的内容（第 ${saved.version} 版）`}>
            <p>
              <strong>{saved.title}</strong>
            </p>
            {saved.abstract !== '' && <p>{saved.abstract}</p>}
            <Prose html={saved.body} paper />
          </Section>
        )}
      </Stack>
    ),
  }
}

function options(labels: Record<string, string>) {
  return Object.entries(labels).map(([value, label]) => ({ value, label }))
}

function DraftFields({ units, columns, today, typed, problems }: DraftView) {
  const field = (name: string, label: string) => ({ name, label, value: typed[name], problems })
  const depth = (c: Column) => c.path.split('/').length - 3
  return (
    <>
      <FieldGroup title="信息">
        <TextField {...field('title', '标题')} required maxLength={300} />
        <Select {...field('kind', '信息类别')} options={options(kindLabels)} empty={false} required />
        <Select
          {...field('unitCode', '发布单位')}
          options={units.map((u) => ({ value: u.code, label: u.name }))}
          required
        />
        <Select
          {...field('columnCode', '栏目')}
          options={columns.map((c) => ({ value: c.code, label: `${'　'.repeat(Math.max(0, depth(c)))}${c.name}` }))}
          required
        />
        <TextField
          {...field('issuingBody', '发文机关')}
          hint="文件落款的机关，如“津市市人民政府办公室”"
          size="medium"
          required
        />
        <TextField {...field('documentNumber', '文号')} hint="如 津政发〔2018〕3号，没有可不填" size="medium" />
        <DayField {...field('writtenOn', '成文日期')} hint="公开期限从这一天的次日起算" max={today} required />
        <DayField {...field('effectiveOn', '施行日期')} />
        <DayField {...field('expiresOn', '有效期至')} hint="到期后系统自动标注失效" />
      </FieldGroup>
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
      <FieldGroup
        title="公开属性"
        hint="每份信息起草时就要确定公开属性；不主动公开的要写明法定理由。（国办发〔2016〕80号）"
      >
        <Radios {...field('attribute', '公开属性')} options={options(attributeLabels)} row required />
        <TextField
          {...field('attributeGround', '不主动公开的法定理由')}
          hint="写明法规和条款，如“《政府信息公开条例》第十六条：内部事务信息”"
        />
      </FieldGroup>
      <FieldGroup title="分类和关联">
        <TextField {...field('subjectCategory', '主题分类')} size="medium" />
        <TextField {...field('keywords', '关键词')} hint="用空格隔开，便于搜索" size="medium" />
        <TextField {...field('source', '信息来源')} size="medium" />
        <TextField {...field('explains', '解读的文件')} hint="政策解读填写：被解读文件的索引号，多份用空格隔开" />
        <TextField {...field('replaces', '替代的文件')} hint="被替代文件的索引号；发布时旧文件自动标注废止" />
      </FieldGroup>
    </>
  )
}

export function filesPage({
  document,
  attachments,
  moves,
  problems,
  limits,
}: Detail & { problems: readonly Problem[]; limits: { uploadBytes: number; uploadsPerDocument: number } }): Page {
  const refusal = moves.find((m) => m.name === 'save')?.refusal
  return {
    title: '附件',
    breadcrumb: crumbsOf(document),
    problems,
    elements: ['mt-upload'],
    body: (
      <Stack>
        <Table
          caption="现有附件"
          columns={[
            { head: '名称', cell: (a) => <a href={`/desk/disclosure/attachments/${a.id}`}>{a.name}</a>, wide: true },
            { head: '类型', cell: (a) => a.mediaType, nowrap: true },
            { head: '大小', cell: (a) => bytes(a.size), numeric: true },
            {
              head: '移除',
              cell: (a) =>
                !refusal && (
                  <Form action={`${list}/${document.id}/files/${a.id}/remove`} inline>
                    <Button kind="quiet">移除</Button>
                  </Form>
                ),
            },
          ]}
          rows={attachments}
          rowKey={(a) => a.id}
        />
        {refusal ? (
          <Notice title="现在不能增减附件">
            <p>{refusal.message}</p>
          </Notice>
        ) : (
          <Form upload action={`${list}/${document.id}/files`}>
            <FileField
              name="files"
              label="添加附件"
              multiple
              maxBytes={limits.uploadBytes}
              problems={problems}
              hint={`一份信息最多 ${limits.uploadsPerDocument} 个，每个不超过 ${bytes(limits.uploadBytes)}；类型按文件内容识别`}
            />
            <Actions>
              <Button>上传</Button>
            </Actions>
          </Form>
        )}
        <Actions>
          <ButtonLink href={`${list}/${document.id}`}>完成，返回</ButtonLink>
        </Actions>
      </Stack>
    ),
  }
}

export function submitPage({
  document,
  findings,
  typed,
  problems,
}: Detail & { findings: readonly PersonalDataFinding[]; typed: Typed; problems: readonly Problem[] }): Page {
  const missing = problems.filter((p) => p.field !== 'personalDataReason')
  return {
    title: '提交审核',
    breadcrumb: crumbsOf(document),
    problems,
    body: (
      <Stack>
        <p>提交后由另一位同事审核公开属性和保密事项，审核期间不能修改。</p>
        {missing.length > 0 && (
          <Notice kind="warning" title="还有内容没有写全">
            <p>
              <a href={`${list}/${document.id}/edit`}>去修改这份信息</a>
            </p>
          </Notice>
        )}
        <Form>
          {findings.length > 0 ? (
            <FieldGroup
              title={`文中有 ${findings.length} 处疑似个人信息`}
              hint="请回到正文删去或遮盖。法律要求公开、或本人同意公开的，在下面写明理由。（《个人信息保护法》第二十五条）"
            >
              <ul>
                {findings.map((f, i) => (
                  <li key={i}>
                    {personalDataLabels[f.kind]}：{f.quote}
                  </li>
                ))}
              </ul>
              <TextField
                name="personalDataReason"
                label="保留个人信息的理由"
                value={typed.personalDataReason}
                problems={problems}
              />
            </FieldGroup>
          ) : (
            <Hidden name="personalDataReason" value="" />
          )}
          <Actions>
            <Button>提交审核</Button>
            <ButtonLink href={`${list}/${document.id}`} kind="quiet">
              返回
            </ButtonLink>
          </Actions>
        </Form>
      </Stack>
    ),
  }
}

export function discardPage({ document, moves }: Detail): Page {
  const refusal = moves.find((m) => m.name === 'discard')?.refusal
  return {
    title: '作废草稿',
    breadcrumb: crumbsOf(document),
    body: (
      <Stack>
        <p>作废后不能再修改和发布，记录和经过都会保留。</p>
        <Actions
          actions={[
            {
              label: '作废这份草稿',
              href: `${list}/${document.id}/discard`,
              post: true,
              kind: 'danger',
              ...(refusal ? { refused: refusal } : {}),
            },
          ]}
        >
          <ButtonLink href={`${list}/${document.id}`}>返回</ButtonLink>
        </Actions>
      </Stack>
    ),
  }
}
