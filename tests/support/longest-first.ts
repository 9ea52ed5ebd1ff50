import { BaseSequencer, type TestSpecification } from 'vitest/node'

/**
 * Files that take longest, the longest first: begun last, one of them would keep one core busy while the other waits. The
 * first makes the demonstration year; meanwhile the other core does what needs none.
 */
const longest = [
  'tests/journeys/every-page-desk.test.ts',
  'tests/journeys/case.test.ts',
  'tests/journeys/hotline.test.ts',
  'src/demo/demo.test.ts',
  'tests/journeys/every-page-portal.test.ts',
  'tests/journeys/',
  'src/demo/',
  'tests/',
]

/** Begins with the files that take longest, then goes on in the order of Vitest. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const at = longest.findIndex((part) => moduleId.includes(`/${part}`))
      return at < 0 ? longest.length : at
    }
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b))
  }
}
