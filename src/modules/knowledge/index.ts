import type { Module } from '../../platform/module.ts'

export { type KnowledgeHit, suggestKnowledge } from './search.store.ts'

export const knowledge: Module = {
  name: 'knowledge',
  permissions: {
    'knowledge.view': '查阅知识库和咨询记录',
    'knowledge.enquire': '登记咨询、当场答复',
    'knowledge.write': '起草、修改本单位的知识和问答',
    'knowledge.publish': '审核、发布知识和问答',
  },
}
