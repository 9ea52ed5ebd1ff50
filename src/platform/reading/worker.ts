import { parentPort, workerData } from 'node:worker_threads'
import { read } from './read.ts'

parentPort?.postMessage(await read(workerData as Uint8Array))
