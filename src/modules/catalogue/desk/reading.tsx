import { yuan } from '../../../core/money.ts'
import { FoldedSection, MetadataTable, Section, Stack } from '../../../ui/index.ts'
import type { ItemElements } from '../schema.ts'
import { sheetOf } from './fill/sheet.ts'
import { type FillSection, isRows, type Spec } from './fill/spec.ts'
import { valueAt } from './fill/typed.ts'

/** What a field says, as it is read; empty when nothing is filled in. */
function shown({ kind, choices = [], unit }: Spec, value: unknown): string {
  if (value === null || value === undefined || value === '') return ''
  const label = (code: unknown) => choices.find((c) => c.value === String(code))?.label ?? String(code)
  switch (kind) {
    case 'choices':
      return (value as unknown[]).map(label).join('、')
    case 'choice':
      return label(value)
    case 'lines':
      return (value as string[]).join('、')
    case 'yes':
      return value ? '是' : '否'
    case 'yuan':
      return yuan(value as number)
    default:
      return `${value}${kind === 'count' && unit ? ` ${unit}` : ''}`
  }
}

/** An implementation list to be read, section by section, folded but for the first. */
export function Reading({ sections, elements }: { sections: readonly FillSection[]; elements: ItemElements }) {
  const sheet = sheetOf(elements)
  const facts = (specs: readonly Spec[], from: unknown) =>
    specs.map((s) => ({
      label: s.label,
      value: shown(s, valueAt(from, s.name)),
      wide: s.kind === 'area' || s.kind === 'lines',
    }))
  return (
    <>
      {sections.map((section) => (
        <FoldedSection key={section.slug} title={section.title}>
          <Stack>
            {section.blocks.map((block) => {
              if (!isRows(block))
                return (
                  <Section key={block.title} title={block.title} level={3}>
                    <MetadataTable rows={facts(block.specs, sheet)} />
                  </Section>
                )
              const rows = sheet[block.list] as unknown as Record<string, unknown>[]
              return (
                <Section key={block.list} title={`${block.title}（${rows.length}）`} level={3}>
                  {rows.length === 0 ? (
                    <p>没有。</p>
                  ) : (
                    <Stack>
                      {rows.map((row, i) => (
                        <MetadataTable key={i} rows={facts(block.specs, row)} />
                      ))}
                    </Stack>
                  )}
                </Section>
              )
            })}
          </Stack>
        </FoldedSection>
      ))}
    </>
  )
}
