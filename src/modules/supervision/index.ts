export { indicators, litigationBy, remediesBy } from './figures.ts'
export { outcomeLabels, remedyLabels } from './labels.ts'
export { outcomes, remedyKinds } from './schema.ts'
