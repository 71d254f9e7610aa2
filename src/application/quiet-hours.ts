/** The rule is src/domain/quiet.ts's. */
export { afterQuiet } from '../domain/quiet.ts'
