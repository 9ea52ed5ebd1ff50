import { type Day, showLongDay } from '../../core/day.ts'
import type { Life } from './life.store.ts'
import type { CaseFile } from './store.ts'

/** Where a case stands, in words for the person who applied. */
export type Situation = {
  /** What is now. */
  now: string
  /** What comes next, and by when. */
  next: string
  /** The day that matters next. */
  by: Day | undefined
  /** What the applicant may do now. */
  may: string[]
}

const withdraw = '不想办了的，可以撤回。'
const again = '以后需要的，可以重新申请。'
const remedies = '对决定不服的，可以按文书上写的期限申请行政复议或者提起行政诉讼。'

const promised = (f: CaseFile): string =>
  f.promisedDueOn === null
    ? '办好以后会告诉您。'
    : `承诺在 ${showLongDay(f.promisedDueOn)} 以前办好${f.provisional ? '（这一天是暂定的，还可能顺延）' : ''}。`

/** What an applicant wants to know: where it stands, what happens next, by when, and what they may do. */
export function situationOf(f: CaseFile, life: Pick<Life, 'deliveries' | 'materials' | 'steps'>): Situation {
  const by = f.dueOn ?? undefined
  const tolerated = life.materials.filter((m) => m.way === 'later' && !m.replaced)
  const bring = tolerated.map((m) => `请在 ${showLongDay(m.toleratedUntil ?? f.receivedOn)} 以前补交“${m.name}”。`)
  switch (f.state) {
    case 'submitted':
      return {
        now: `申请已经收到，正等${f.atUnitName}审查材料。`,
        next: `最迟 ${f.dueOn ? showLongDay(f.dueOn) : ''} 告诉您是否受理、还要补什么；到期没有告知的，就算受理。`,
        by,
        may: [withdraw],
      }
    case 'supplementAsked':
      return {
        now: '有些材料需要补正，正等您补交。',
        next: `请在 ${f.waitingUntil ? showLongDay(f.waitingUntil) : ''} 以前，按补正告知书列出的内容一次补齐。`,
        by: f.waitingUntil ?? undefined,
        may: ['在下面补交材料。', withdraw],
      }
    case 'accepted':
    case 'inReview': {
      const doing = life.steps.filter((s) => s.state === 'doing').map((s) => `${s.unitName}：${s.name}`)
      return {
        now: doing.length > 0 ? `正在办理，现在的环节是${doing.join('、')}。` : `${f.atUnitName}正在办理。`,
        next: promised(f),
        by,
        may: [...bring, withdraw],
      }
    }
    case 'specialProcedure':
      return {
        now: '正在进行特别程序，这段时间不计入办理期限。',
        next: '特别程序结束以后接着计时，我们会告诉您。',
        by: undefined,
        may: [...bring, withdraw],
      }
    case 'approved':
      return {
        now: '已经批准，正在制作结果。',
        next: f.dueOn ? `最迟 ${showLongDay(f.dueOn)} 做好并送达。` : '做好以后会告诉您。',
        by,
        may: f.feeAskedFen > 0 && f.paidOn === null ? ['请按缴费通知书缴费，缴清以后才能领取。'] : [],
      }
    case 'completed':
      return {
        now: `已在 ${f.completedOn ? showLongDay(f.completedOn) : ''} 办结。`,
        next: wayHome(f, life),
        by: undefined,
        may: [],
      }
    case 'rejected':
      return { now: '没有获得批准，理由写在决定书里。', next: wayHome(f, life), by: undefined, may: [remedies, again] }
    case 'notAccepted':
      return { now: '没有受理，理由写在通知书里。', next: '', by: undefined, may: [remedies, again] }
    case 'returned':
      return { now: `已经退件：${f.closingNote}`, next: '', by: undefined, may: [remedies, again] }
    case 'withdrawn':
      return { now: '您已经撤回，不再办理。', next: '', by: undefined, may: [again] }
    case 'delivered':
    case 'archived':
      return ended(f)
  }
}

function wayHome(f: CaseFile, { deliveries }: Pick<Life, 'deliveries'>): string {
  const parcel = deliveries.findLast((d) => d.way === 'post')
  if (parcel && parcel.state !== 'returned')
    return `已由${parcel.carrier}寄出，单号 ${parcel.trackingNumber}：${parcel.events.at(-1)?.text ?? ''}。`
  return f.wantedDelivery === 'post' ? '很快寄给您，寄出以后会告诉您单号。' : `请带身份证到${f.intakeUnitName}领取。`
}

function ended(f: CaseFile): Situation {
  const reached = f.deliveredOn ? `，${showLongDay(f.deliveredOn)} 已经送达` : ''
  if (f.decision === 'approve')
    return { now: `已经办好${reached}。`, next: '', by: undefined, may: ['结果可以在下面下载和核验。'] }
  if (f.decision === 'reject')
    return { now: `没有获得批准${reached}。`, next: '', by: undefined, may: [remedies, again] }
  return {
    now: f.closingNote === '' ? '已经结束，不再办理。' : `已经结束：${f.closingNote}`,
    next: '',
    by: undefined,
    may: [again],
  }
}
