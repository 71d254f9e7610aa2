/** The keys of the personal columns, for every test that runs in this process. A program that a test starts makes its own. */
import { Keyring } from '../../src/kernel/keyring.ts'
import { sealWith } from '../../src/store/personal/sealed.ts'

sealWith(new Keyring([{ id: 'test', bytes: Buffer.alloc(32, 7) }]))
