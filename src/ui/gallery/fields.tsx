import { Actions, Button, ButtonLink } from '../components/button.tsx'
import { Checkbox, Checkboxes, Radios, Select } from '../components/choice-fields.tsx'
import { FileField } from '../components/file-field.tsx'
import { FieldGroup, FilterForm, Form } from '../components/form.tsx'
import { Confirm } from '../components/helpers.tsx'
import { Stack } from '../components/layout.tsx'
import { Search } from '../components/search.tsx'
import { DayField, Hidden, NumberField, TextArea, TextField } from '../components/text-fields.tsx'
import { problems } from './samples.ts'

const channels = [
  { value: 'website', label: '政府网站' },
  { value: 'gazette', label: '政府公报' },
  { value: 'wechat', label: '政务微信', hint: '正文超过 2 万字的不能发微信' },
  { value: 'other', label: '其他渠道', disabled: true },
]

export function Fields() {
  return (
    <Stack gap="large">
      <Form>
        <Hidden name="version" value={3} />
        <FieldGroup title="基本信息" hint="带“必填”的要写，其余没有可以空着。">
          <TextField name="title" label="标题" hint="写文件的全称" value="" problems={problems} required />
          <TextField name="number" label="文号" value="津政发〔2018〕9号" size="medium" />
          <NumberField name="days" label="延长的工作日数" unit="个工作日" value="三十" problems={problems} required />
          <DayField name="writtenOn" label="成文日期" value="2018-12-03" />
          <Select
            name="column"
            label="栏目"
            value="files"
            options={[
              { value: 'files', label: '规范性文件', group: '政策' },
              { value: 'plans', label: '规划计划', group: '政策' },
              { value: 'news', label: '政务动态', group: '动态' },
            ]}
          />
        </FieldGroup>
        <FieldGroup title="公开">
          <Checkboxes name="channel" label="公开渠道" options={channels} value={[]} problems={problems} required />
          <Radios
            name="attribute"
            label="公开属性"
            row
            value="open"
            options={[
              { value: 'open', label: '主动公开' },
              { value: 'onRequest', label: '依申请公开' },
              { value: 'closed', label: '不予公开' },
            ]}
          />
          <TextArea
            name="reason"
            label="理由"
            hint="不超过 500 个字"
            value="内容涉及多个单位，需要逐一征求意见。"
            rows={4}
          />
          <FileField name="files" label="附件" accept=".pdf,.docx" multiple maxBytes={50 * 1024 * 1024} />
          <TextField name="index" label="索引号" value="006642/2018-00126" disabled size="medium" />
          <Checkbox name="checked" label="我已核对文中没有身份证号、电话和银行账号" required />
        </FieldGroup>
        <Actions
          actions={[
            { label: '延长 10 个工作日', href: '/extend' },
            { label: '撤回', href: '/withdraw', post: true },
            {
              label: '发布',
              href: '/publish',
              refused: { message: '审核人与起草人不能是同一个人', basis: '《政府信息公开条例》第十七条' },
            },
          ]}
        >
          <Button>提交审核</Button>
          <Button kind="plain" name="draft" value="1" skipChecks>
            存为草稿
          </Button>
          <ButtonLink href="/" kind="quiet">
            先不写了
          </ButtonLink>
        </Actions>
      </Form>
      <Form action="/delete">
        <Confirm question="撤回后，这份文件在门户上只留下标题和撤回的原因。现在撤回吗？" yes="撤回这份文件">
          <Button kind="danger">撤回这份文件</Button>
        </Confirm>
      </Form>
      <FilterForm clear="/">
        <TextField name="q" label="标题或文号" value="" />
        <Select name="state" label="状态" empty="全部" options={[{ value: 'draft', label: '草稿' }]} />
        <DayField name="from" label="从" />
      </FilterForm>
      <Search size="large" hotWords={['低保', '社保', '公积金', '不动产登记', '义务教育招生']} />
    </Stack>
  )
}
