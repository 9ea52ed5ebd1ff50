import { grouped } from './numbers.ts'

type Piece = { kind: 'same' | 'added' | 'removed'; text: string }

function Pieces({ pieces }: { pieces: readonly Piece[] }) {
  return (
    <>
      {pieces.map((p, i) =>
        p.kind === 'added' ? <ins key={i}>{p.text}</ins> : p.kind === 'removed' ? <del key={i}>{p.text}</del> : p.text,
      )}
    </>
  )
}

/** Two texts as one: what was taken out is struck through, what came in is underlined, what is the same is left out where it is long. */
export function Comparison({ lines }: { lines: readonly ({ pieces: readonly Piece[] } | { skipped: number })[] }) {
  return (
    <div class="prose comparison">
      {lines.map((line, i) =>
        'skipped' in line ? (
          <p key={i} class="comparison-skipped">
            {grouped(line.skipped)} 段没有变化
          </p>
        ) : (
          <p key={i}>
            <Pieces pieces={line.pieces} />
          </p>
        ),
      )}
    </div>
  )
}

/** A short value before and after. */
export function Change({ before, after }: { before: string; after: string }) {
  return (
    <span class="comparison">
      <del>{before || '空'}</del> <ins>{after || '空'}</ins>
    </span>
  )
}
