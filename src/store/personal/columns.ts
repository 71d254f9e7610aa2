/**
 * What is kept of whom, why and how long: every table and every column of the schema, each classified in one place. The table for people
 * (docs/personal-data.zh-CN.md) is made of it, and a test refuses a column that is not in it.
 */

import { OF_PEOPLE } from './columns-people.ts'
import { OF_WORK } from './columns-work.ts'
import type { Kept } from './kept.ts'

export const KEPT: Readonly<Record<string, Kept>> = { ...OF_PEOPLE, ...OF_WORK }
