import { keysFor } from '../../../platform/signed.ts'

/** Keys to letters that were opened with their query code. */
export const { giveKey, takeKey, keyOf, giveReceipt, receiptIn } = keysFor('letter', '/letters')
