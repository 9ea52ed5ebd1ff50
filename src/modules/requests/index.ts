export { answeredIn2014, answeredInTable3, type Flow, flowInTable3, indicators } from './figures.ts'
export { applicantLabels } from './labels.ts'
export { applicantKinds } from './schema.ts'
