/**
 * `npm run personal-keys -- rotate`: puts a new key in front of those in DATA_DIR/keys/personal; at the next start everything is encrypted with it.
 * With PERSONAL_KEYS in the environment it prints a key to put in front there.
 */
import { loadConfig } from '../src/config.ts'
import { newKey, writeKey } from '../src/kernel/keyring.ts'
import { addKey, keyFile } from '../src/store/personal/keys.ts'
import { fail, PROJECT_DIR } from './town-database.ts'

const [order, ...more] = process.argv.slice(2)
if (order !== 'rotate' || more.length > 0) fail('usage: npm run personal-keys -- rotate')
const { dataDir, personalKeys } = loadConfig(PROJECT_DIR)
if (personalKeys === undefined) {
  console.log(`${keyFile(dataDir)}：加了新钥匙 ${await addKey(dataDir)}，旧的留着开旧备份。现在重启程序，全部换成新钥匙加密。`)
} else {
  console.log(`${writeKey(newKey())}\n把它放在 PERSONAL_KEYS 最前面，用空格和旧的隔开，然后重启每一个进程。`)
}
