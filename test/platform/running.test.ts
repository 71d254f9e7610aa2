/** What the program is run with: the unit, the containers, the proxy in front, the PC's own way. Each is held against what it may say. */
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { VARIABLES } from '../../src/config.ts'
import { findProgram, missing } from '../support/optional-part.ts'

const project = join(import.meta.dirname, '../..')
const read = (path: string): string => readFileSync(join(project, path), 'utf8')

describe('the systemd unit', () => {
  const systemd = findProgram('systemd-analyze')
  if (!systemd) missing('systemd', 'systemd-analyze is not installed')

  test.skipIf(!systemd)('is one, says systemd itself, without a word', () => {
    const { status, stdout, stderr } = spawnSync('systemd-analyze', ['verify', join(project, 'ops/wuchang.service')], { encoding: 'utf8' })
    expect({ status, told: `${stdout}${stderr}` }).toEqual({ status: 0, told: '' })
  })

  test('starts what npm start starts, as an account of its own, and gives it one folder to write', () => {
    const unit = read('ops/wuchang.service')
    const start = (JSON.parse(read('package.json')) as { scripts: { start: string } }).scripts.start.replace(/^exec /, '')
    expect(unit).toContain(`ExecStart=/usr/bin/env ${start}\n`)
    for (const line of [
      'User=wuchang',
      'ProtectSystem=strict',
      'StateDirectory=wuchang',
      'NoNewPrivileges=yes',
      'CapabilityBoundingSet=',
      'Restart=always',
    ])
      expect(unit.split('\n')).toContain(line)
    for (const [, name = ''] of unit.matchAll(/^Environment=(?:.* )?([A-Z_]+)=/gm))
      expect([...Object.keys(VARIABLES), 'NODE_ENV']).toContain(name)
  })
})

/** What the Compose Specification allows of what stands in ours; a key that it does not know is an error, as for docker itself. */
const healthcheck = z.strictObject({
  test: z.tuple([z.literal('CMD')]).rest(z.string()),
  interval: z.string().regex(/^\d+s$/),
  timeout: z.string().regex(/^\d+s$/),
  start_period: z
    .string()
    .regex(/^\d+s$/)
    .optional(),
  retries: z.int().min(1),
})
const service = z.strictObject({
  build: z.string().optional(),
  image: z
    .string()
    .regex(/^[a-z]+:\d+$/)
    .optional(),
  user: z.string(),
  command: z.array(z.string()).optional(),
  depends_on: z.record(z.string(), z.strictObject({ condition: z.literal('service_healthy') })).optional(),
  volumes: z.array(z.string().regex(/^[a-z]+:\/[a-z/]+$/)).optional(),
  tmpfs: z.array(z.string().regex(/^\/[a-z/]+:mode=1777$/)).optional(),
  environment: z.record(z.string(), z.string()).optional(),
  ports: z.array(z.string()).optional(),
  restart: z.enum(['no', 'always', 'on-failure', 'unless-stopped']),
  read_only: z.literal(true),
  cap_drop: z.tuple([z.literal('ALL')]),
  security_opt: z.tuple([z.literal('no-new-privileges:true')]),
  logging: z.strictObject({ driver: z.literal('json-file'), options: z.strictObject({ 'max-size': z.string(), 'max-file': z.string() }) }),
  init: z.boolean().optional(),
  stop_grace_period: z
    .string()
    .regex(/^\d+s$/)
    .optional(),
  shm_size: z
    .string()
    .regex(/^\d+m$/)
    .optional(),
  healthcheck,
})
const compose = z.strictObject({
  name: z.string(),
  'x-confined': z.unknown(),
  services: z.record(z.string(), service),
  volumes: z.record(z.string(), z.null()),
})

describe('the compose file', () => {
  const text = read('docker-compose.yml')
  const file = compose.parse(parse(text, { merge: true }))

  test('runs the program, PostgreSQL and Redis: none of them as root, all of them read-only but for their volumes, each looked after', () => {
    expect(Object.keys(file.services).sort()).toEqual(['app', 'postgres', 'redis'])
    for (const { user } of Object.values(file.services)) expect(user).not.toMatch(/^(root|0)\b/)
    expect(Object.keys(file.services.app?.depends_on ?? {}).sort()).toEqual(['postgres', 'redis'])
  })

  test('keeps data and backups in volumes that are declared and used', () => {
    const used = Object.values(file.services).flatMap(({ volumes = [] }) => volumes.map((volume) => volume.split(':')[0]))
    expect([...used].sort()).toEqual(Object.keys(file.volumes).sort())
    expect(file.services.app?.volumes).toEqual(['data:/app/data', 'backups:/app/backups'])
    expect(read('Dockerfile')).toContain('chown node:node data backups')
  })

  test('sets and asks for nothing that the program does not know, and is published to its own machine alone', () => {
    const known = new Set([...Object.keys(VARIABLES), 'POSTGRES_PASSWORD'])
    for (const name of Object.keys(file.services.app?.environment ?? {})) expect(known, name).toContain(name)
    for (const [, name = ''] of text.matchAll(/\$\{([A-Z_]+)/g)) expect(known, name).toContain(name)
    expect(file.services.app?.ports).toEqual([`127.0.0.1:\${PORT:-3000}:3000`])
    for (const name of ['postgres', 'redis']) expect(file.services[name]?.ports).toBeUndefined()
  })
})

describe('the proxy in front', () => {
  const text = read('ops/Caddyfile')
  const lines = text.split('\n').map((line) => line.replace(/#.*$/, '').trim())

  test('hands everything on to this machine alone, adds no header of its own, and keeps /metrics at home', () => {
    expect(lines.filter((line) => line.startsWith('reverse_proxy'))).toEqual(['reverse_proxy 127.0.0.1:3000 {'])
    expect(lines).toContain('respond /metrics 404')
    expect(lines.filter((line) => /^(header|tls internal|trusted_proxies)/.test(line))).toEqual([])
    const depth = lines.reduce((open, line) => open + (line.endsWith('{') ? 1 : 0) - (line === '}' ? 1 : 0), 0)
    expect(depth).toBe(0)
  })
})

describe('the PC’s own way', () => {
  const scripts = readdirSync(join(project, 'ops/windows')).filter((name) => name.endsWith('.ps1'))
  const CMDLETS = new Set([
    ...['Get-Command', 'Join-Path', 'Resolve-Path', 'Test-Path', 'Select-String', 'New-Item', 'Out-Null', 'Push-Location', 'Pop-Location'],
    ...['New-ScheduledTaskAction', 'New-ScheduledTaskTrigger', 'New-ScheduledTaskPrincipal', 'New-ScheduledTaskSettingsSet'],
    ...['Register-ScheduledTask', 'Start-ScheduledTask', 'Stop-ScheduledTask', 'Unregister-ScheduledTask', 'Get-ScheduledTask'],
    ...['New-TimeSpan', 'Write-Output', 'Set-StrictMode'],
  ])
  test('there is a script to put it in place and one to take it away', () => expect(scripts).toEqual(['install.ps1', 'uninstall.ps1']))

  test.each(scripts)('%s: what PowerShell 5.1 reads, strict, every program’s end looked at, nothing unknown called', (name) => {
    const text = read(`ops/windows/${name}`)
    expect(text).toMatch(/^\p{ASCII}*$/u)
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
    const code = text.replace(/<#.*?#>/gs, '').replace(/^\s*#.*$/gm, '')
    const bare = code.replace(/'[^']*'|"[^"]*"/g, "''")
    expect(bare).toContain('Set-StrictMode -Version 3.0')
    expect(code).toContain("$ErrorActionPreference = 'Stop'")
    for (const pair of ['()', '{}', '[]']) expect(bare.split(pair[0] as string).length, pair).toBe(bare.split(pair[1] as string).length)
    for (const [cmdlet] of bare.matchAll(/\b[A-Z][a-z]+-[A-Z]\w+/g)) expect(CMDLETS, cmdlet).toContain(cmdlet)
    const lines = bare
      .split('\r\n')
      .map((line) => line.trim())
      .filter((line) => line !== '')
    for (const [i, line] of lines.entries()) if (line.startsWith('& ')) expect(lines[i + 1]).toMatch(/^if \(\$LASTEXITCODE -ne 0\)/)
    for (const [, path = ''] of code.matchAll(/'(scripts\\[\w.]+)'/g)) expect(read(path.replace('\\', '/')).length).toBeGreaterThan(0)
  })
})
