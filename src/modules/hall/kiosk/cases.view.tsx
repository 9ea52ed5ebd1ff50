import { showLongDay } from '../../../core/day.ts'
import {
  Actions,
  BigTiles,
  ButtonLink,
  Card,
  EmptyState,
  type Page,
  PaperView,
  PrintButton,
  Stack,
} from '../../../ui/index.ts'
import type { Printable } from '../../cases/index.ts'
import { kioskHref } from './addresses.ts'

/** Where a case stands, in plain words and nothing else. */
export function standingPage({ now, next, hall }: { now: string; next: string; hall: string }): Page {
  return {
    title: '您的办件',
    body: (
      <Stack>
        <Card title="现在" level={2}>
          <p>{now}</p>
        </Card>
        <Card title="接下来" level={2}>
          <p>{next}</p>
        </Card>
        <Actions>
          <ButtonLink icon="print" href={kioskHref(hall, 'print', 'papers')}>
            打印这件办件的文书
          </ButtonLink>
        </Actions>
      </Stack>
    ),
  }
}

/** What there is to print. */
export function papersPage({ papers, href }: { papers: readonly Printable[]; href: (p: Printable) => string }): Page {
  return {
    title: '要打印哪一份？',
    body:
      papers.length === 0 ? (
        <EmptyState title="这件办件还没有文书">
          <p>收件、受理、办好以后，文书会出现在这里。</p>
        </EmptyState>
      ) : (
        <BigTiles
          label="文书"
          columns={1}
          tiles={papers.map((p) => ({
            icon: 'file',
            label: p.name,
            note: `${p.number}，${showLongDay(p.issuedOn)}`,
            href: href(p),
          }))}
        />
      ),
  }
}

/** One paper, as it comes out of the printer. */
export function paperPage({ paper, back }: { paper: Parameters<typeof PaperView>[0]['paper']; back: string }): Page {
  return {
    title: paper.title,
    ownHeading: true,
    elements: ['mt-print'],
    body: (
      <Stack>
        <Actions>
          <PrintButton label="打印" />
          <ButtonLink href={back}>看别的文书</ButtonLink>
        </Actions>
        <PaperView paper={paper} />
      </Stack>
    ),
  }
}
