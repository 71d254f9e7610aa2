/** Which columns of what is read are instants: their names say it. Fails to compile where a column of the schema does not keep to it. */
import type { Prisma } from '../generated/client.ts'

type InstantName = 'at' | 'since' | 'from' | 'to' | 'options' | 'notBefore' | `${string}At` | `${string}Since` | `${string}Until`

type Models = Prisma.TypeMap['model']
type Instants<M> = { [K in keyof M]: NonNullable<M[K]> extends Date | Date[] ? K : never }[keyof M]
type OfTheSchema = { [K in keyof Models]: Instants<Models[K]['payload']['scalars']> }[keyof Models]
type Kept = [OfTheSchema] extends [InstantName] ? true : never

const NAME: Record<'kept', Kept> & { pattern: RegExp } = {
  kept: true,
  pattern: /^(?:at|since|from|to|options|notBefore|.*(?:At|Since|Until))$/,
}

export const isInstantName = (name: string): boolean => NAME.pattern.test(name)
