import { defineConfig } from 'vitest/config'
import { LongestFirst } from './tests/support/longest-first.ts'

export default defineConfig({
  test: {
    environment: 'node',
    pool: 'forks',
    // Two cores are what the smallest machine has; more workers would only wait for each other.
    maxWorkers: 2,
    // The files of a process share its modules: loading the house anew for each took longer than its tests.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    globalSetup: ['tests/support/global-setup.ts'],
    setupFiles: ['tests/support/each-file.ts'],
    include: ['src/**/*.test.{ts,tsx}', 'tests/**/*.test.{ts,tsx}', 'tools/**/*.test.ts'],
    restoreMocks: true,
    testTimeout: 120_000,
    hookTimeout: 240_000,
  },
})
