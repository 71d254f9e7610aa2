/** Which month and which place a page of 考核 is asked for. */
import { dateOf } from '../../../kernel/time.ts'
import { monthAsked } from '../../times.ts'
import type { View } from '../../view.ts'

export const thisMonth = (view: View): string => dateOf(view.now).slice(0, 7)
export const asked = (view: View): string => monthAsked(view.query('month')) ?? thisMonth(view)
export const placeOf = (view: View) => ({ villageId: view.query('village'), hamletId: view.query('hamlet') })
