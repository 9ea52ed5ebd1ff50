import type { Problem } from '../../../core/errors.ts'
import { papers } from '../../../platform/kept-uploads.ts'
import type { Upload } from '../../../platform/web.ts'
import { Card, Disclosure, Radios, Stack, UploadsField } from '../../../ui/index.ts'
import type { Material } from '../../catalogue/index.ts'
import type { Reusable } from '../materials.ts'
import { wayName } from './material-form.ts'

/** The materials of a case as a check list: how each one is given, and a file where there is one. */
export function MaterialRows({
  materials,
  typed,
  uploads,
  problems,
  maxBytes,
  none,
  reusable = [],
  later = false,
}: {
  materials: readonly Material[]
  typed: Readonly<Record<string, string>>
  /** Files that have come already. */
  uploads: Readonly<Record<string, readonly Upload[]>>
  problems: readonly Problem[]
  maxBytes: number
  /** What it is called when one is not given. */
  none: string
  /** What the same person gave before, by material. */
  reusable?: readonly (Reusable & { key: string })[]
  /** Whether what is tolerable may come later. */
  later?: boolean
}) {
  const isOpen = (key: string) =>
    typed[wayName(key)] === 'upload' ||
    (uploads[`materials.${key}`] ?? []).length > 0 ||
    problems.some((p) => p.field === `materials.${key}`)
  return (
    <Stack>
      {materials.map((m) => (
        <Card key={m.key} title={m.name} level={2} tone={typed[wayName(m.key)] ? 'mist' : 'paper'}>
          <Radios
            name={wayName(m.key)}
            label="怎样提交"
            hint={hintOf(m)}
            row
            options={[
              ...(m.source === 'shared' ? [{ value: 'shared', label: '政府已有，不用交' }] : []),
              ...reusable
                .filter((r) => r.key === m.key)
                .map((r) => ({ value: `reused:${r.id}`, label: `沿用 ${r.addedOn} 交的` })),
              { value: 'paper', label: '看过原件，收纸质' },
              { value: 'upload', label: '上传' },
              ...(later && m.tolerable
                ? [{ value: 'later', label: `容缺，${m.tolerableDays ?? 0} 个工作日内补` }]
                : []),
              { value: '', label: none },
            ]}
            value={typed[wayName(m.key)] ?? ''}
            problems={problems}
          />
          <Disclosure
            summary={
              <>
                选扫描件或者照片<span class="sr-only">：{m.name}</span>
              </>
            }
            open={isOpen(m.key)}
          >
            <UploadsField
              name={`materials.${m.key}`}
              label={m.name}
              kind={papers}
              came={uploads[`materials.${m.key}`] ?? []}
              maxBytes={maxBytes}
              problems={problems}
            />
          </Disclosure>
        </Card>
      ))}
    </Stack>
  )
}

function hintOf({ necessity, whenNote, originals, copies, acceptance }: Material): string {
  const need = necessity === 'optional' ? '可以不交' : necessity === 'conditional' ? `${whenNote}的要交` : '必交'
  const count = [originals > 0 ? `原件 ${originals} 份` : '', copies > 0 ? `复印件 ${copies} 份` : '']
  return [need, count.filter(Boolean).join('、'), acceptance].filter(Boolean).join('；')
}
