/** How long what is kept of people stays: each kind of thing has one rule, and those that end have a number of days in the town's policy. */
import type { Policy } from './policy.ts'

export const KEEPING = [
  'register',
  'record',
  'ledger',
  'chat',
  'chatText',
  'media',
  'said',
  'talk',
  'logIn',
  'upload',
  'imports',
  'audit',
] as const
export type Keeping = (typeof KEEPING)[number]

/** Days after which it goes, by the town's policy; undefined for what stays with the register and the record. */
export const keepDays = (keeping: Keeping, policy: Policy): number | undefined =>
  ({
    register: undefined,
    record: undefined,
    ledger: undefined,
    chat: undefined,
    chatText: policy.keepTextDays,
    media: policy.keepMediaDays,
    said: policy.keepSaidDays,
    talk: policy.keepTalkDays,
    logIn: policy.keepLogInDays,
    upload: 1,
    imports: policy.keepImportDays,
    audit: policy.keepAuditDays,
  })[keeping]
