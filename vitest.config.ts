import { defineConfig } from 'vitest/config'

// Vite compiles TSX with the options of tsconfig.json, so pages render in tests as they do in the house.
const shared = { environment: 'node', globals: false, pool: 'forks', restoreMocks: true } as const

/** Tests of what holds state of its own in a module: each gets a process for itself. */
const alone = ['src/modules/identity/rights.test.ts', 'src/modules/identity/sign-in.test.ts']

export default defineConfig({
  test: {
    // Two cores are what the smallest machine has; more workers would only wait for each other.
    maxWorkers: 2,
    globalSetup: ['tests/support/global-setup.ts'],
    projects: [
      {
        extends: true,
        test: {
          ...shared,
          name: 'house',
          // The files of a process share its modules: loading the house anew for each took longer than its tests.
          isolate: false,
          setupFiles: ['tests/support/each-file.ts'],
          include: ['src/**/*.test.{ts,tsx}', 'tests/*.test.{ts,tsx}', 'tools/**/*.test.ts'],
          exclude: alone,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          ...shared,
          name: 'journeys',
          setupFiles: ['tests/support/each-file.ts'],
          include: ['tests/journeys/**/*.test.{ts,tsx}', 'tests/support/browser.test.ts', ...alone],
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
})
