import Fastify from 'fastify'

// The measure of all others: what this machine's Fastify answers when there is nothing to do.
const app = Fastify()
app.get('/', async () => ({ hello: 'world' }))
await app.listen({ host: '127.0.0.1', port: Number(process.argv[2]) })
process.send?.('ready')
