/** The signs of this moment: what the tables tell, and what only the machine knows. */
import type { Signs } from '../../domain/signs/signs.ts'
import { readSigns } from '../../store/reading/signs.ts'
import type { Deps } from '../ports.ts'

export interface Machine {
  /** Real time, also where the town's clock is moved by hand. */
  wall(): number
  disk(): Promise<Signs['disk']>
}

export async function signsOf({ db, clock }: Pick<Deps, 'db' | 'clock'>, machine: Machine): Promise<Signs> {
  const [kept, disk] = await Promise.all([readSigns(db, clock.now(), machine.wall()), machine.disk()])
  return { ...kept, disk }
}
