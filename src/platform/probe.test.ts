import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, expect, test } from 'vitest'
import { isPublicAddress, probe } from './probe.ts'

const asked: string[] = []
const server = createServer((req, res) => {
  asked.push(`${req.method} ${req.url}`)
  const [, status = '200', to] = /^\/(\d+)(?:\?to=(.*))?$/.exec(req.url ?? '') ?? []
  if (req.url === '/never') return
  if (req.url === '/round') return void res.writeHead(302, { location: '/round' }).end()
  if (req.url === '/get-only' && req.method === 'HEAD') return void res.writeHead(405).end()
  res.writeHead(Number(status), to ? { location: decodeURIComponent(to) } : {}).end('x'.repeat(100_000))
})
await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
afterAll(() => server.close())
const { port } = server.address() as AddressInfo
const here = `http://127.0.0.1:${port}`
/** This server stands for the open internet. */
const permitted = (address: string) => address === '127.0.0.1'

test.each([
  ['200', 'ok'],
  ['404', 'broken'],
  ['410', 'broken'],
  ['403', 'ok'],
  ['503', 'silent'],
  ['get-only', 'ok'],
  [`302?to=${encodeURIComponent('/200')}`, 'ok'],
  [`302?to=${encodeURIComponent('/404')}`, 'broken'],
])('an address that answers %s is %s', async (path, outcome) => {
  expect(await probe(`${here}/${path}`, { permitted })).toMatchObject({ outcome })
})

test('an address that turns in a circle, is written wrong or never answers is told', async () => {
  expect(await probe(`${here}/round`, { permitted })).toMatchObject({ outcome: 'broken', status: null })
  expect(await probe('http://', { permitted })).toMatchObject({ outcome: 'broken' })
  expect(await probe(`${here}/never`, { permitted, milliseconds: 100 })).toMatchObject({ outcome: 'silent' })
  expect(await probe('http://nothing.invalid/', { permitted })).toMatchObject({ status: null })
})

test('nothing of our own network is visited, neither directly nor by name nor by a redirection', async () => {
  const before = asked.length
  for (const url of [
    here,
    `http://localhost:${port}/200`,
    `http://[::1]:${port}/`,
    'http://169.254.169.254/latest',
    'file:///etc/passwd',
    'gopher://127.0.0.1/',
  ])
    expect(await probe(url)).toMatchObject({ outcome: 'refused', status: null })
  expect(asked).toHaveLength(before)
  const away = `${here}/302?to=${encodeURIComponent(`http://127.0.0.2:${port}/200`)}`
  expect(await probe(away, { permitted })).toMatchObject({ outcome: 'refused' })
})

test.each([
  '127.0.0.1',
  '10.1.2.3',
  '172.31.0.1',
  '192.168.1.1',
  '100.64.0.1',
  '169.254.169.254',
  '0.0.0.0',
  '255.255.255.255',
  '::1',
  '::',
  'fe80::1',
  'fd00::1',
  '::ffff:10.0.0.1',
  '::ffff:a00:1',
  'not an address',
])('%s is not of the open internet', (address) => expect(isPublicAddress(address)).toBe(false))
test.each(['8.8.8.8', '114.114.114.114', '2400:3200::1', '172.32.0.1'])('%s is', (address) =>
  expect(isPublicAddress(address)).toBe(true),
)
