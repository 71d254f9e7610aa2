/**
 * `npm run retention [-- --dry-run]`: what has been kept long enough goes (each night it does by itself), or is only counted. How long is the
 * town's policy (设置 → 规则里的数字).
 */
import { retain } from '../src/application/clock/retention.ts'
import { fail, withTown } from './town-database.ts'

const [flag, ...more] = process.argv.slice(2)
if (more.length > 0 || (flag !== undefined && flag !== '--dry-run')) fail('usage: npm run retention [-- --dry-run]')
const dryRun = flag === '--dry-run'

await withTown(async (deps) => {
  const went = await retain(deps, { dryRun })
  for (const { name, days, count } of went) console.log(`${name}：留${days}天，${dryRun ? '会删' : '删了'}${count}条`)
  console.log(dryRun ? '只是看看，什么都没删。' : '删好了。')
}).catch((error: Error) => fail(error.message))
