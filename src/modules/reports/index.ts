import type { Module } from '../../platform/module.ts'

export { reportForCli, reportFormats } from './cli.ts'

export const reports: Module = {
  name: 'reports',
}
