import { Value } from 'typebox/value'
import type { Problem } from '../../../../core/errors.ts'
import { problemsFrom } from '../../../../ui/index.ts'
import { ItemElements } from '../../schema.ts'
import { type FillSection, isRows } from './spec.ts'

/** The section on which an element is filled in. */
export function sectionOf(sections: readonly FillSection[], field: string): FillSection | undefined {
  const [element] = field.split('.')
  return sections.find((s) => s.covers.some((c) => c === element))
}

/**
 * The field of the page where a path within the elements is put right, such as `formFields.2.title` for
 * `form.properties.area`. A path of no single field leads to the first one below it, or to
 * the head of its rows.
 */
export function fieldFor(section: FillSection, elements: ItemElements, path: string): string {
  const sheetPath = path
    .replace(/^form\.properties\.([^.]+).*$/, (_, name: string) => {
      const i = Object.keys(elements.form.properties).indexOf(name)
      return i < 0 ? 'formFields' : `formFields.${i}.title`
    })
    .replace(/^form(?:\..*)?$/, 'formFields')
    .replace(/^(questions\.\d+)\.options.*$/, '$1.labels')
    .replace(/^(materials\.\d+)\.when$/, '$1.whenNote')
    .replace(/^(questions\.\d+|materials\.\d+|steps\.\d+)\.key$/, '$1')
  const names = section.blocks.flatMap((block) => {
    if (!isRows(block)) return block.specs.map((s) => s.name)
    const rows = elements[block.list as keyof ItemElements]
    const count = block.list === 'formFields' ? Object.keys(elements.form.properties).length : [rows].flat().length
    return Array.from({ length: count }, (_, i) => block.specs.map((s) => `${block.list}.${i}.${s.name}`)).flat()
  })
  if (names.includes(sheetPath)) return sheetPath
  const near = names.find((n) => n.startsWith(`${sheetPath}.`)) ?? names.find((n) => sheetPath.startsWith(`${n}.`))
  const list = section.blocks.find((b) => isRows(b) && sheetPath.split('.')[0] === b.list)
  return near ?? (list && isRows(list) ? list.list : '')
}

/** What of a section does not fit the shape of a list: too long, too large, left empty though a name is needed. */
export function shapeProblems(section: FillSection, elements: ItemElements): Problem[] {
  if (Value.Check(ItemElements, elements)) return []
  const found = problemsFrom(Value.Errors(ItemElements, elements) as never, ItemElements as never)
  return found.map(({ field, message }) => {
    const name = fieldFor(section, elements, field)
    return { field: name, message: message.replaceAll('此项', labelOf(section, name)) }
  })
}

function labelOf(section: FillSection, name: string): string {
  for (const block of section.blocks)
    for (const spec of block.specs)
      if (isRows(block) ? name.startsWith(`${block.list}.`) && name.endsWith(`.${spec.name}`) : name === spec.name)
        return isRows(block) ? `第 ${Number(name.split('.')[1]) + 1} 行的${spec.label}` : spec.label
  return '此项'
}
