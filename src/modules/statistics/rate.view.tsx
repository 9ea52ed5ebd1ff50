import { Figure, Figures, Notice, Section } from '../../ui/index.ts'
import { periodOf } from './period.ts'
import type { Figure as Value } from './service.ts'

/** A rate and, below it, the two figures it is made of. @param href - where the records of one of the two are shown */
export function RateParts({ value, href }: { value: Value; href: (id: string) => string }) {
  return (
    <>
      <Figure
        label={value.label}
        value={value.value}
        unit={value.unit}
        period={periodOf(value.period)}
        definition={`怎么算的：${value.definition}`}
        remark={value.remark}
      />
      {value.blankBecause && <Notice title="为什么没有数">{value.blankBecause}</Notice>}
      <Section title="由哪两个数算出" note="点开任何一个，可以看到它背后的记录。">
        <Figures>
          {value.of?.map((part) => (
            <Figure
              key={part.id}
              label={part.label}
              value={part.value}
              unit={part.unit}
              period={periodOf(part.period)}
              href={href(part.id)}
            />
          ))}
        </Figures>
      </Section>
    </>
  )
}
