import { randomUUID } from 'node:crypto'
import type { Day } from '../../src/core/day.ts'
import { apply } from '../../src/modules/requests/intake.service.ts'
import type { ApplicationForm, ReplyForm } from '../../src/modules/requests/schema.ts'
import { visitor } from '../../src/platform/actor.ts'
import { db, world } from './world.ts'

/** A citizen's application, complete and right. */
export const applicationForm = (change: Partial<ApplicationForm> = {}): ApplicationForm => ({
  unitCode: 'jinshi',
  applicantKind: 'naturalPerson',
  applicantName: '李小梅',
  idKind: 'residentId',
  idNumber: '11010519491231002X',
  contactPerson: '',
  phone: '13812345678',
  email: '',
  address: '',
  subject: '城东安置小区补偿标准',
  wanted: '批准文件和补偿安置方案',
  wantedForm: 'electronic',
  wantedRoute: 'online',
  submissionKey: randomUUID(),
  ...change,
})

/** A reply that grants what was asked. */
export const replyForm = (change: Partial<ReplyForm> = {}): ReplyForm => ({
  kind: 'granted',
  ground: '',
  reasons: '',
  provided: '方案全文',
  form: 'electronic',
  organ: '',
  organContact: '',
  otherLaw: '',
  earlierNumber: '',
  earlierOn: '',
  override: '',
  withheld: [],
  ...change,
})

/** A request that came online. @returns its number */
export async function requestOf(change: Partial<ApplicationForm> = {}, today?: Day): Promise<string> {
  const { sha256 } = await world().files.save(db, Buffer.from('身份证的照片'), { maxBytes: 1000 })
  const files = { identityProof: [{ name: '身份证.jpg', sha256 }], application: [] }
  const ctx = world({ ...(today ? { today } : {}), actor: visitor })
  return (await apply(ctx, applicationForm(change), files)).number
}
