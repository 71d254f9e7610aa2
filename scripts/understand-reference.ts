/** `npm run understand:reference` writes the tables of docs/reference/understand.md from the code. */
import { readFileSync, writeFileSync } from 'node:fs'
import { filled } from '../src/understand/reference.ts'

const page = new URL('../docs/reference/understand.md', import.meta.url)
writeFileSync(page, filled(readFileSync(page, 'utf8')))
