import { keysFor } from '../../../platform/signed.ts'

/** Keys to enquiries that were opened with their query code. */
export const { giveKey, takeKey, keyOf, giveReceipt, receiptIn } = keysFor('enquiry', '/consult')
