/** The client is made when it has to be, and only then; in any folder; by any number of processes at once. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'

const project = resolve(import.meta.dirname, '../..')
const schema = (model: string) => `generator client {
  provider = "prisma-client"
  output   = "../src/store/generated"
  runtime  = "nodejs"
  importFileExtension = "ts"
}
datasource db {
  provider = "postgresql"
}
model ${model} {
  id Int @id
}
`

let copy: string
beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), 'wuchang generate 生成-'))
  await mkdir(join(copy, 'scripts'))
  await mkdir(join(copy, 'src/store'), { recursive: true })
  await mkdir(join(copy, 'prisma'))
  await cp(join(project, 'scripts/generate.mjs'), join(copy, 'scripts/generate.mjs'))
  await symlink(join(project, 'node_modules'), join(copy, 'node_modules'))
  await writeFile(join(copy, 'prisma/schema.prisma'), schema('Hamlet'))
})
afterAll(() => rm(copy, { recursive: true, force: true }))

/** Runs it with a home of its own; resolves with its exit code, what it said on standard error, and what it left in that home. */
async function generate(): Promise<{ code: number; said: string; left: string[] }> {
  const home = await mkdtemp(join(tmpdir(), 'wuchang-home-'))
  const child = spawn(process.execPath, [join(copy, 'scripts/generate.mjs')], {
    cwd: '/',
    env: { PATH: process.env.PATH, HOME: home, TMPDIR: home },
    stdio: ['ignore', 'inherit', 'pipe'],
  })
  let said = ''
  child.stderr.on('data', (chunk) => {
    said += chunk
  })
  const [code] = await once(child, 'exit')
  const left = await readdir(home)
  await rm(home, { recursive: true })
  return { code: code as number, said, left }
}

const models = async () => (await readdir(join(copy, 'src/store/generated/models'))).sort()

it('three at once make it once; nothing is left beside it, in the home or in the temporary folder', async () => {
  expect(await Promise.all([generate(), generate(), generate()])).toEqual(Array(3).fill({ code: 0, said: '', left: [] }))
  expect(await models()).toEqual(['Hamlet.ts'])
  expect(await readdir(join(copy, 'src/store'))).toEqual(['generated'])
})

it('nothing is done again for the same schema, and a changed one makes it anew', async () => {
  const client = join(copy, 'src/store/generated/client.ts')
  const before = (await stat(client)).mtimeMs
  await generate()
  expect((await stat(client)).mtimeMs).toBe(before)
  await writeFile(join(copy, 'prisma/schema.prisma'), schema('Village'))
  await generate()
  expect(await models()).toEqual(['Village.ts'])
})

it('where Prisma has been taken out, a client that was made is enough, and without one the way out is named', async () => {
  await rm(join(copy, 'node_modules'))
  expect(await generate()).toEqual({ code: 0, said: '', left: [] })
  await rm(join(copy, 'src/store/generated'), { recursive: true })
  const { code, said } = await generate()
  expect({ code, said }).toEqual({ code: 1, said: 'Prisma is not installed and its client has not been made: run npm ci first\n' })
  await symlink(join(project, 'node_modules'), join(copy, 'node_modules'))
})

it('a schema with a mistake is told, and not taken for done', async () => {
  await writeFile(join(copy, 'prisma/schema.prisma'), schema('Hamlet').replace('Int @id', 'Int @idd'))
  for (let attempt = 0; attempt < 2; attempt++) {
    const { code, said } = await generate()
    expect(code).toBe(1)
    expect(said).toContain('Attribute not known: "@idd"')
  }
  await expect(readFile(join(copy, 'src/store/generated/.made-from'))).rejects.toThrow('ENOENT')
})
