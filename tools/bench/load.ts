import autocannon from 'autocannon'
import type { Load } from './measure.ts'

// Runs in a process of its own, so that making the load does not slow what is measured.
process.once('message', async (load: Load) => {
  const { url, seconds, connections, requests, amount } = load
  const result = await autocannon({
    url,
    connections,
    ...(amount ? { amount, connections: Math.min(connections, amount) } : { duration: seconds }),
    requests: requests.map((r) => ({ method: 'GET' as const, ...r })),
    timeout: 60,
  })
  process.send?.({
    perSecond: result.requests.total / result.duration,
    p50: result.latency.p50,
    p99: result.latency.p99,
    p975: result.latency.p97_5,
    failed: result.non2xx - (result['3xx'] ?? 0) + result.errors + result.timeouts,
    total: result.requests.total,
  })
  process.disconnect()
})
