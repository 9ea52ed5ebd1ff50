import { expect, test } from 'vitest'
import { configTable, loadConfig } from './config.ts'

test('with nothing set the server listens on the loopback address and uses its own database', () => {
  const config = loadConfig({})
  expect(config).toMatchObject({
    port: 3000,
    host: '127.0.0.1',
    loopback: true,
    role: 'all',
    databaseUrl: undefined,
    trustProxy: false,
  })
  expect(config.dataFolder).toMatch(/[\\/]var$/)
})

test('a flag wins over the environment, and an empty variable counts as not set', () => {
  expect(loadConfig({ PORT: '4000' }, { PORT: '5000' }).port).toBe(5000)
  expect(loadConfig({ PORT: '4000' }, { PORT: undefined }).port).toBe(4000)
  expect(loadConfig({ PORT: '', DATABASE_URL: '' })).toMatchObject({ port: 3000, databaseUrl: undefined })
  expect(loadConfig({ TRUST_PROXY: 'true' }).trustProxy).toBe(true)
})

test.each([
  ['PORT', 'abc', /^PORT must be a port between 0 and 65535\.$/],
  ['PORT', '70000', /PORT/],
  ['PORT', '30.5', /PORT/],
  ['DATABASE_URL', 'mysql://host/db', /^DATABASE_URL must be an address such as postgres:/],
  ['MINGTANG_ROLE', 'boss', /^MINGTANG_ROLE must be all, web or worker\.$/],
  ['MINGTANG_SECRET', 'short', /^MINGTANG_SECRET must be at least 32 characters\.$/],
  ['LOG_LEVEL', 'loud', /LOG_LEVEL/],
  ['TRUST_PROXY', 'perhaps', /^TRUST_PROXY must be true or false\.$/],
  ['PUBLIC_URL', 'https://host/path', /PUBLIC_URL/],
])('%s=%s is refused in one line that says what it should be', (name, value, message) => {
  const attempt = () => loadConfig({ [name]: value })
  expect(attempt).toThrow(message)
  expect(attempt).toThrow(expect.objectContaining({ status: 2 }))
})

test('all wrong settings are named at once, and never their values', () => {
  const attempt = () => loadConfig({ PORT: 'x', SMTP_URL: 'http://me:secret@host' })
  expect(attempt).toThrow(/PORT must .*; SMTP_URL must /)
  expect(attempt).not.toThrow(/secret@/)
})

test.each(['0.0.0.0', '::', '192.168.1.4', 'www.example.gov.cn'])('%s can be reached by others', (host) => {
  expect(loadConfig({ HOST: host }).loopback).toBe(false)
})

test('every setting has a note for the README', () => {
  for (const row of configTable()) expect(row.description.length, row.name).toBeGreaterThan(10)
})
