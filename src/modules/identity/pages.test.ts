import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { type Client, openHouse, signedInAs, visitorAt } from '../../../tests/support/app.ts'
import { expectValidHtml } from '../../../tests/support/html.ts'
import { db, world } from '../../../tests/support/world.ts'
import { jobs } from '../../platform/jobs.ts'
import { createDemonstrationAccounts } from './demonstration.ts'
import { openIdentity } from './identity.ts'

// scrypt takes its time on purpose, and much of it on a machine that is busy with other things.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 })

const house = await openHouse()
const secret = 'made for opening accounts in this test only'
const identity = openIdentity({ db, jobs, secret, origin: 'http://localhost', siteName: '测试' })

beforeAll(async () => {
  await createDemonstrationAccounts(identity, world())
})
beforeEach(async () => {
  await db.deleteFrom('throttles').execute()
})

async function codeFor(phone: string): Promise<string> {
  const query = db.selectFrom('outboxMessages').select('body').where('recipient', '=', phone).orderBy('id', 'desc')
  return /\d{6}/.exec((await query.executeTakeFirstOrThrow()).body)?.[0] ?? ''
}

/** The code an authenticator app would show for the secret printed on the set-up page. */
async function appCode(body: string): Promise<string> {
  const secret = /密钥：([A-Z2-7]+)/.exec(body)?.[1] ?? ''
  const bits = [...secret]
    .map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0'))
    .join('')
  const bytes = bits.match(/.{8}/g)?.map((b) => Number.parseInt(b, 2)) ?? []
  return (await identity.auth.api.generateTOTP({ body: { secret: Buffer.from(bytes).toString('latin1') } })).code
}

async function accountId(username: string): Promise<string> {
  return (await db.selectFrom('accounts').select('id').where('username', '=', username).executeTakeFirstOrThrow()).id
}

describe('the way in', () => {
  test('a visitor of the desk is led to the sign-in page, and after it to where they wanted', async () => {
    const client = visitorAt(house)
    const away = await client.get('/desk/accounts?kind=staff')
    expect(away.statusCode).toBe(303)
    expect(away.headers.location).toBe('/desk/sign-in?next=%2Fdesk%2Faccounts%3Fkind%3Dstaff')
    const page = await client.get(String(away.headers.location))
    await expectValidHtml(page.body)
    const wrong = await client.post('/desk/sign-in', { name: 'guanli', password: 'nonsense', next: '/desk/accounts' })
    expect(wrong.statusCode).toBe(422)
    expect(wrong.body).toContain('<title>有误：')
    expect(wrong.body).toContain('value="guanli"')
    expect(wrong.body).not.toContain('nonsense')
    const right = await client.post('/desk/sign-in', { name: 'guanli', password: 'mingtang', next: '/desk/accounts' })
    expect(right.headers.location).toBe('/desk/accounts')
    expect((await client.get('/desk/accounts')).statusCode).toBe(200)
  })

  test.each(['https://evil.example/', '//evil.example/', '/\\evil.example', '/sign-out'])(
    'next=%s is not followed',
    async (next) => {
      const client = visitorAt(house)
      const reply = await client.post('/desk/sign-in', { name: 'bianji', password: 'mingtang', next })
      expect(reply.headers.location).toBe('/desk')
    },
  )

  test('a form without its token is refused', async () => {
    const client = visitorAt(house)
    const reply = await client.send({
      method: 'POST',
      url: '/sign-in',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: 'name=guanli&password=mingtang',
    })
    expect(reply.statusCode).toBe(403)
  })

  test('after too many tries the page answers 429 and says when to try again', async () => {
    const client = visitorAt(house)
    for (let i = 0; i < 5; i++) await client.post('/desk/sign-in', { name: 'shenhe', password: `guess ${i}` })
    const reply = await client.post('/desk/sign-in', { name: 'shenhe', password: 'mingtang' })
    expect(reply.statusCode).toBe(429)
    expect(reply.body).toMatch(/请在 \d\d:\d\d 之后再试/)
  })

  test('signing out leads back and closes the desk', async () => {
    const client = visitorAt(house)
    await client.post('/desk/sign-in', { name: 'bianji', password: 'mingtang' })
    expect((await client.get('/sign-out')).body).toContain('编小文')
    const out = await client.post('/sign-out')
    expect(out.headers.location).toBe('/sign-in?done=signedOut')
    expect((await client.get('/desk')).statusCode).toBe(303)
  })
})

describe('registering', () => {
  test('a citizen registers in two steps and afterwards sees the name masked everywhere', async () => {
    const client = visitorAt(house)
    for (const path of ['/register', '/register/person', '/register/organisation', '/sign-in', '/sign-in/code'])
      await expectValidHtml((await client.get(path)).body)
    expect((await client.post('/register/person', { phone: '123' })).statusCode).toBe(422)
    const second = await client.post('/register/person', { phone: '13512345678' })
    expect(second.statusCode).toBe(200)
    await expectValidHtml(second.body)
    const form = {
      phone: '13512345678',
      code: await codeFor('13512345678'),
      name: '欧阳春',
      idNumber: '11010519491231002X',
    }
    const wrong = await client.post('/register/person/finish', { ...form, idNumber: '110105194912310021' })
    expect(wrong.statusCode).toBe(422)
    expect(wrong.body).toContain('最后一位')
    const done = await client.post('/register/person/finish', form)
    expect(done.headers.location).toBe('/my')
    const account = await client.get('/my/account')
    await expectValidHtml(account.body)
    expect(account.body).toContain('欧**')
    expect(account.body).not.toContain('欧阳春')
    expect(account.body).toContain('135****5678')
  })

  test('empty and overlong forms name their fields', async () => {
    const client = visitorAt(house)
    const reply = await client.post('/register/organisation/finish', { phone: '13512345679', name: 'x'.repeat(500) })
    expect(reply.statusCode).toBe(422)
    for (const field of ['code', 'name', 'creditCode', 'contactName'])
      expect(reply.body).toContain(`href="#field-${field}"`)
  })

  test('whoever has forgotten the password sets a new one with a phone code', async () => {
    const client = visitorAt(house)
    const phone = '13000000001'
    await client.post('/sign-in/code', { phone })
    const password = 'neues langes Passwort'
    const reply = await client.post('/sign-in/code/verify', { phone, code: await codeFor(phone), password })
    expect(reply.headers.location).toBe('/my')
    expect((await visitorAt(house).post('/sign-in', { name: phone, password })).headers.location).toBe('/my')
    expect((await visitorAt(house).post('/sign-in', { name: phone, password: 'mingtang' })).statusCode).toBe(422)
  })
})

describe('one’s own account', () => {
  test('the second factor is set up on the page, asked for at the next sign-in, and switched off again', async () => {
    const client = visitorAt(house)
    await client.post('/desk/sign-in', { name: 'gongkai', password: 'mingtang' })
    expect((await client.post('/my/account/second-factor/start', { password: 'wrong' })).statusCode).toBe(422)
    const setup = await client.post('/my/account/second-factor/start', { password: 'mingtang' })
    await expectValidHtml(setup.body)
    expect((await client.post('/my/account/second-factor/confirm', { code: '12' })).statusCode).toBe(422)
    const on = await client.post('/my/account/second-factor/confirm', { code: await appCode(setup.body) })
    expect(on.headers.location).toBe('/my/account?done=on')

    const again = visitorAt(house)
    const step = await again.post('/desk/sign-in', { name: 'gongkai', password: 'mingtang', next: '/desk/x' })
    expect(step.headers.location).toBe('/desk/sign-in/second-factor?next=%2Fdesk%2Fx')
    await expectValidHtml((await again.get(String(step.headers.location))).body)
    expect((await again.get('/desk')).statusCode).toBe(303)
    const done = await again.post('/desk/sign-in/second-factor', { code: await appCode(setup.body), next: '/desk/x' })
    expect(done.headers.location).toBe('/desk/x')

    expect((await again.post('/my/account/second-factor/off', { password: 'mingtang' })).headers.location).toBe(
      '/my/account?done=off',
    )
    expect(
      (await visitorAt(house).post('/desk/sign-in', { name: 'gongkai', password: 'mingtang' })).headers.location,
    ).toBe('/desk')
  })

  test('sessions are listed and another browser’s can be ended', async () => {
    const [here, there] = [visitorAt(house), visitorAt(house)]
    for (const client of [here, there]) await client.post('/desk/sign-in', { name: 'bumen', password: 'mingtang' })
    const page = await here.get('/my/account')
    const address = /action="(\/my\/account\/sessions\/[^"]+\/end)"/.exec(page.body)?.[1] ?? ''
    expect((await here.post(address)).statusCode).toBe(303)
    expect((await there.get('/my/account')).statusCode).toBe(303)
    expect((await here.get('/my/account')).statusCode).toBe(200)
  })
})

describe('accounts on the desk', () => {
  async function administrator(): Promise<Client> {
    const client = visitorAt(house)
    await client.post('/desk/sign-in', { name: 'guanli', password: 'mingtang' })
    return client
  }

  test('an administrator opens an account, gives it a role, and its owner must change the password first', async () => {
    const client = await administrator()
    for (const path of ['/desk/accounts', '/desk/accounts/new', '/desk/roles'])
      await expectValidHtml((await client.get(path)).body)
    const taken = await client.post('/desk/accounts/new', { name: '周小舟', username: 'Bianji', unitCode: 'jinshi' })
    expect(taken.statusCode).toBe(422)
    const made = await client.post('/desk/accounts/new', { name: '周小舟', username: 'zhouxz', unitCode: 'jinshi' })
    await expectValidHtml(made.body)
    const password = /[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}/.exec(made.body)?.[0] ?? ''
    const id = await accountId('zhouxz')
    const roles = `/desk/accounts/${id}/roles`
    await expectValidHtml((await client.get(roles)).body)
    const given = await client.post(roles, { roleCode: 'editor', unitCode: 'jinshi', validFrom: '2018-01-01' })
    expect(given.statusCode).toBe(303)
    expect(
      (await client.post(roles, { roleCode: 'editor', unitCode: 'jinshi', validFrom: '2018-01-01' })).statusCode,
    ).toBe(409)
    expect((await client.post(roles, { roleCode: 'chief', unitCode: 'jinshi', validFrom: 'today' })).statusCode).toBe(
      422,
    )
    await expectValidHtml((await client.get(`/desk/accounts/${id}`)).body)

    const owner = visitorAt(house)
    const first = await owner.post('/desk/sign-in', { name: 'zhouxz', password })
    expect(first.headers.location).toBe('/my/account')
    expect((await owner.get('/my/account')).body).toContain('请先修改密码')
    const next = 'one long new pass phrase'
    const changed = await owner.post('/my/account/password', { current: password, next, again: next })
    expect(changed.headers.location).toBe('/my/account?done=password')
    expect((await owner.get('/my/account')).body).not.toContain('请先修改密码')

    const disabled = await client.post(`/desk/accounts/${id}/disable`, { reason: '调离本单位，不再使用' })
    expect(disabled.statusCode).toBe(303)
    expect((await owner.get('/my/account')).statusCode).toBe(303)
  })

  test('nobody is offered or allowed to raise themselves', async () => {
    const client = await administrator()
    const roles = `/desk/accounts/${await accountId('guanli')}/roles`
    expect((await client.get(roles)).body).toContain('不能给自己授予')
    const reply = await client.post(roles, { roleCode: 'editor', unitCode: 'jinshi', validFrom: '2018-01-01' })
    expect(reply.statusCode).toBe(409)
  })

  test('a town’s administrator neither sees nor reaches another town, nor citizens', async () => {
    const towns = await db
      .selectFrom('units')
      .select(['code', 'path'])
      .where('kind', 'in', ['town', 'subdistrict'])
      .orderBy('path')
      .execute()
    const agent = await db
      .selectFrom('accounts')
      .select(['id', 'unitCode'])
      .where('username', '=', 'xiangzhen')
      .executeTakeFirstOrThrow()
    const other = towns.find((t) => t.code !== agent.unitCode)?.code ?? ''
    const client = await signedInAs(house, 'administrator', { unitCode: other })
    const list = await client.get('/desk/accounts')
    expect(list.statusCode).toBe(200)
    expect(list.body).not.toContain('向珍')
    expect(list.body).not.toContain('张**')
    expect((await client.get(`/desk/accounts/${agent.id}`)).statusCode).toBe(403)
    expect((await client.post(`/desk/accounts/${agent.id}/reset-password`)).statusCode).toBe(403)
    expect((await client.post(`/desk/accounts/${agent.id}/enable`)).statusCode).toBe(409)
    const mine = await signedInAs(house, 'administrator', { unitCode: agent.unitCode ?? '' })
    expect((await mine.get(`/desk/accounts/${agent.id}`)).statusCode).toBe(200)
  })

  test('searching finds by name and user name, and says how many', async () => {
    const client = await administrator()
    const found = await client.get(`/desk/accounts?q=${encodeURIComponent('沈')}&kind=staff`)
    expect(found.body).toContain('沈清和')
    expect(found.body).not.toContain('卜小敏')
    expect((await client.get('/desk/accounts?q=%25')).body).toContain('没有符合条件的账号')
    expect((await client.get('/desk/accounts?after=nonsense')).statusCode).toBe(200)
  })
})

describe('registered persons on the desk', () => {
  test('whoever may look sees them masked, and behind the mask only with a reason, which is an act', async () => {
    const person = { phone: '13512340000', name: '诸葛亮', idNumber: '510105199003070011' }
    const citizen = visitorAt(house)
    await citizen.post('/register/person', { phone: person.phone })
    await citizen.post('/register/person/finish', { ...person, code: await codeFor(person.phone) })
    const query = db.selectFrom('accounts').select('id').where('phoneNumber', '=', person.phone)
    const { id } = await query.executeTakeFirstOrThrow()
    const client = visitorAt(house)
    await client.post('/desk/sign-in', { name: 'zhuren', password: 'mingtang' })
    const list = await client.get('/desk/persons')
    await expectValidHtml(list.body)
    expect(list.body).toContain('诸**')
    const page = await client.get(`/desk/persons/${id}`)
    await expectValidHtml(page.body)
    for (const hidden of Object.values(person)) expect(page.body).not.toContain(hidden)
    const acts = () => db.selectFrom('acts').select(['actor', 'data']).where('act', '=', 'identity.revealed').execute()
    expect((await client.post(`/desk/persons/${id}/reveal`, { field: 'idNumber', reason: '看看' })).statusCode).toBe(
      422,
    )
    expect(await acts()).toEqual([])
    const shown = await client.post(`/desk/persons/${id}/reveal`, { field: 'idNumber', reason: '核对申请人身份' })
    expect(shown.body).toContain(person.idNumber)
    expect(await acts()).toEqual([{ actor: '朱主任', data: { field: 'idNumber', reason: '核对申请人身份' } }])
  })

  test('managing accounts does not let one look, and neither does a reach that ends at a town', async () => {
    const administrator = visitorAt(house)
    await administrator.post('/desk/sign-in', { name: 'guanli', password: 'mingtang' })
    expect((await administrator.get('/desk/persons')).statusCode).toBe(403)
    const town = await db.selectFrom('units').select('code').where('kind', '=', 'town').executeTakeFirstOrThrow()
    const head = await signedInAs(house, 'disclosureHead', { unitCode: town.code })
    expect((await head.get('/desk/persons')).statusCode).toBe(403)
  })
})
