import { commands, intent } from '../context.ts'
import type { Command } from './order.ts'

/** letLateIn := 算上 | 算进去 | 补算   The answer to “…晚到了”: from the head alone; anybody else says it of anything. */
export const letLateIn: Command = ({ core }, ctx) =>
  commands(ctx, 'letLateIn') && /^(?:晚到的)?(?:都|也|全部?)?(?:算上|算进[去来]|补算|补进去)(?:他们|它们)?$/.test(core)
    ? intent('letLateIn', {})
    : undefined
