/** `npm run personal-data:reference > docs/personal-data.zh-CN.md`: what is kept of whom, made of the schema's own list. */
import { personalDataReference } from '../src/store/personal/reference.ts'

process.stdout.write(personalDataReference())
