import { BoardVoice, CallBoard, LiveView, type Page, QrCode } from '../../../ui/index.ts'
import type { BoardCall } from '../board.ts'
import { callWords, placeOfCounter } from '../words.ts'

export type BoardView = {
  hall: string
  day: string
  clock: string
  /** Newest first. */
  calls: readonly (BoardCall & { recent: boolean })[]
  waiting: readonly { letter: string; label: string; count: number }[]
  closed: { title: string; text?: string | undefined } | undefined
  /** Where a number is taken by phone, while the hall is open. */
  takeUrl: string | undefined
}

/** A screen without scripts asks for itself again so often, seconds. */
const again = 15

/** The wall screen of a hall. */
export function boardPage(hall: string, view: BoardView): Page {
  return {
    title: view.hall,
    ownHeading: true,
    elements: ['mt-live', 'mt-board'],
    refreshSeconds: again,
    body: (
      <>
        <LiveView from={`/board/${encodeURIComponent(hall)}/live`}>
          <BoardPart {...view} />
        </LiveView>
        <BoardVoice />
      </>
    ),
  }
}

/** The part of it that changes. */
export function BoardPart({ hall, day, clock, calls, waiting, closed, takeUrl }: BoardView) {
  return (
    <CallBoard
      title={hall}
      day={day}
      clock={clock}
      closed={closed}
      waiting={waiting}
      calls={calls.map((c) => ({
        key: `${c.callId}-${c.times}`,
        label: c.label,
        place: placeOfCounter(c.counterNumber, c.counterName),
        say: callWords(c),
        recent: c.recent,
      }))}
    >
      {takeUrl && <QrCode url={takeUrl} label="扫一扫，用手机取号" />}
    </CallBoard>
  )
}

type DoorView = Pick<BoardView, 'hall' | 'closed'> & { takeUrl: string }

/** A screen at the door: the code by which a number is taken by phone, and nothing else. */
export function doorPage(hall: string, view: DoorView): Page {
  return {
    title: `${view.hall}：手机取号`,
    elements: ['mt-live'],
    refreshSeconds: 60,
    body: (
      <LiveView from={`/board/${encodeURIComponent(hall)}/door/live`}>
        <DoorPart {...view} />
      </LiveView>
    ),
  }
}

export function DoorPart({ closed, takeUrl }: DoorView) {
  if (closed)
    return (
      <>
        <h2>{closed.title}</h2>
        {closed.text && <p>{closed.text}</p>}
      </>
    )
  return <QrCode url={takeUrl} label="扫一扫取号，不用在机器前排队。二维码每五分钟换一次" />
}
