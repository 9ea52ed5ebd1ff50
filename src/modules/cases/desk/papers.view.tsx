import { Actions, ButtonLink, MetadataTable, type Page, PaperView, Stack } from '../../../ui/index.ts'
import { hrefOf, inCase } from './crumbs.ts'

type View = {
  number: string
  name: string
  documentNumber: string
  /** Where it lies within the case: papers/12. */
  at: string
  paper: Parameters<typeof PaperView>[0]['paper']
}

/** A paper or a result that went out, as it is. */
export function paperPage({ number, name, documentNumber, at, paper }: View): Page {
  const here = `${hrefOf(number)}/${at}`
  return {
    title: name,
    breadcrumb: inCase(number),
    body: (
      <Stack>
        <MetadataTable rows={[{ label: '编号', value: documentNumber, wide: true }]} />
        <Actions>
          <ButtonLink href={`${here}.pdf`} kind="primary" download>
            下载 PDF，打印
          </ButtonLink>
          <ButtonLink href={`${here}.docx`} download>
            下载 Word
          </ButtonLink>
          <ButtonLink href={hrefOf(number)} kind="quiet">
            返回办件
          </ButtonLink>
        </Actions>
        <PaperView paper={paper} />
      </Stack>
    ),
  }
}
