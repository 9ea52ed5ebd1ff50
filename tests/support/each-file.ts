import { readFileSync } from 'node:fs'
import { expect } from 'vitest'
import { standAnew } from './world.ts'

// Runs before each test file. Those that use nothing of this folder are about pure rules and need no world to stand in.
if (/\/support\//.test(readFileSync(expect.getState().testPath ?? '', 'utf8'))) await standAnew()
