/**
 * The environment, read once at the start. A value that cannot work stops the start with a line that names the variable and the right
 * form; values that are secrets are never repeated. `.env` in the project's folder is read first; what is set outside wins over it.
 * An empty value counts as not set.
 */
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { loadEnvFile } from 'node:process'
import { z } from 'zod'
import { addressesOf } from './kernel/addresses.ts'
import { readKeys } from './kernel/keyring.ts'
import { LOG_LEVELS } from './kernel/log.ts'

/** Told to whoever starts the program; never has a secret in it. */
export class ConfigError extends Error {
  override name = 'ConfigError'
}

const wholeNumber = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .refine((n) => n >= least && n <= most)

const text = z.string().trim().min(1)
const urlOf = (...schemes: string[]) =>
  z.string().refine((value) => URL.canParse(value) && schemes.includes(new URL(value).protocol.replace(/:$/, '')))

const MAIL_ADDRESS = /^[^\s@,]+@[^\s@,]+$/

export interface RobotConfig {
  kind: 'wecom' | 'feishu' | 'dingtalk'
  /** Address with its key: a secret. */
  url: string
  /** What signs the messages, from behind the # of the address. */
  secret: string | undefined
}

function readRobots(text: string, ctx: z.RefinementCtx): RobotConfig[] {
  return text.split(/\s+/).map((part): RobotConfig => {
    const [, kind, url = '', secret] = /^(wecom|feishu|dingtalk)=(https?:\/\/[^\s#]+)(?:#(\S+))?$/.exec(part) ?? []
    if (kind === undefined) ctx.addIssue({ code: 'custom', message: 'not a robot' })
    return { kind: kind as RobotConfig['kind'], url, secret }
  })
}

/** The address of a store of the S3 kind: who, where, and the bucket. */
function isStore(value: string): boolean {
  if (!URL.canParse(value)) return false
  const { protocol, username, password, pathname } = new URL(value)
  return /^https?:$/.test(protocol) && username !== '' && password !== '' && pathname.length > 1
}

interface Variable {
  schema: z.ZodType<unknown, string>
  /** As it would be written in the environment; absent: not set. */
  fallback?: string
  /** The right form, as the end of "must be …". */
  form: string
  secret?: true
}

const DAY_MS = 86_400_000

/** Every variable there is. `.env.example` says the same for people; a test compares the two. */
export const VARIABLES = {
  PORT: { schema: wholeNumber(0, 65_535), fallback: '3000', form: 'a port number from 0 to 65535' },
  HOST: { schema: text, fallback: '127.0.0.1', form: 'an address to listen on' },
  DATA_DIR: { schema: text, fallback: './data', form: 'a folder' },
  DATABASE_URL: { schema: urlOf('postgresql', 'postgres'), form: 'like postgresql://user:password@host:5432/database', secret: true },
  REDIS_URL: { schema: urlOf('redis', 'rediss'), form: 'like redis://host:6379', secret: true },
  ROLE: { schema: z.enum(['all', 'bot', 'jobs', 'api']), fallback: 'all', form: 'one of all, bot, jobs, api' },
  WECHATY_PUPPET: { schema: text, form: 'the npm name of a Wechaty puppet' },
  WECHATY_PUPPET_SERVICE_TOKEN: { schema: text, form: 'a puppet service token', secret: true },
  WECHATY_PUPPET_SERVICE_ENDPOINT: { schema: z.string().regex(/^[^\s:/]+:\d{1,5}$/), form: 'host:port' },
  WECHATY_PUPPET_SERVICE_NO_TLS_INSECURE_CLIENT: { schema: z.enum(['true', 'false']), fallback: 'false', form: 'true or false' },
  WECHATY_TOKEN: { schema: text, form: 'a Wechaty token', secret: true },
  BRIDGE_SECRET: { schema: z.string().min(32), form: 'at least 32 characters that only the other program knows', secret: true },
  DIGEST_ROBOTS: {
    schema: z.string().transform(readRobots),
    form: 'robots separated by blanks, each like wecom=https://…, feishu=https://…#secret or dingtalk=https://…#secret',
    secret: true,
  },
  MAIL_SERVER: { schema: urlOf('smtp', 'smtps'), form: 'like smtps://user:password@smtp.host:465', secret: true },
  MAIL_FROM: { schema: z.string().regex(MAIL_ADDRESS), form: 'a mail address' },
  ALERT_MAIL: {
    schema: z
      .string()
      .transform((text) => text.split(/[\s,]+/).filter((one) => one !== ''))
      .refine((listed) => listed.every((one) => MAIL_ADDRESS.test(one))),
    form: 'mail addresses separated by blanks',
  },
  PERSONAL_KEYS: {
    schema: z.string().refine((text) => readKeys(text) !== undefined),
    form: 'keys separated by blanks, each like name=base64 of 32 bytes, the one to encrypt with first',
    secret: true,
  },
  METRICS_TOKEN: { schema: z.string().regex(/^[\x21-\x7e]{20,200}$/), form: 'at least 20 letters, digits and signs', secret: true },
  TRUSTED_PROXIES: {
    schema: z
      .string()
      .transform((text) => text.split(/[\s,]+/).filter((one) => one !== ''))
      .refine((listed) => addressesOf(listed) !== undefined),
    form: 'addresses or subnets separated by blanks, such as 127.0.0.1 10.0.0.0/8',
  },
  BACKUP_PASSPHRASE: { schema: z.string().min(12), form: 'at least 12 characters that the town keeps elsewhere too', secret: true },
  BACKUP_DIR: { schema: text, form: 'a folder' },
  BACKUP_STORE: {
    schema: z.string().refine(isStore),
    form: 'like https://key:secret@host/bucket or https://key:secret@host/bucket/folder?region=cn-north-1',
    secret: true,
  },
  LOG_LEVEL: { schema: z.enum(LOG_LEVELS), fallback: 'info', form: `one of ${LOG_LEVELS.join(', ')}` },
  LOG_TO: { schema: z.enum(['file', 'stderr']), fallback: 'file', form: 'file or stderr' },
  SEND_MIN_GAP_MS: { schema: wholeNumber(0, DAY_MS), fallback: '3000', form: 'milliseconds, a whole number' },
  SEND_MAX_GAP_MS: { schema: wholeNumber(0, DAY_MS), fallback: '6000', form: 'milliseconds, a whole number' },
  SEND_ROOM_GAP_MS: { schema: wholeNumber(0, DAY_MS), fallback: '10000', form: 'milliseconds, a whole number' },
  SEND_PER_HOUR: { schema: wholeNumber(1, 100_000), fallback: '200', form: 'a whole number from 1' },
  SEND_PER_DAY: { schema: wholeNumber(1, 1_000_000), fallback: '1000', form: 'a whole number from 1' },
} as const satisfies Record<string, Variable>

type Name = keyof typeof VARIABLES
type Value<N extends Name> = z.output<(typeof VARIABLES)[N]['schema']>
type Parsed = { [N in Name]: (typeof VARIABLES)[N] extends { fallback: string } ? Value<N> : Value<N> | undefined }

type Role = Value<'ROLE'>

export interface Config {
  /** Absolute path of the project's folder. */
  projectDir: string
  /** Absolute; a relative DATA_DIR is taken from the project's folder. */
  dataDir: string
  port: number
  host: string
  /** Without one, the embedded PostgreSQL. */
  databaseUrl: string | undefined
  /** Without one, jobs lie in PostgreSQL. */
  redisUrl: string | undefined
  role: Role
  /** Which puppet carries WeChat; undefined in the sandbox and in processes that carry no chat. */
  puppet: { name: string; token: string | undefined; endpoint: string | undefined; insecure: boolean } | undefined
  /** The signed bridge for another program that carries messages; undefined when it is not used. */
  bridgeSecret: string | undefined
  /** Robots of the officials' office chats that the daily digest goes to. */
  robots: readonly RobotConfig[]
  /** Who is told by mail when something is wrong with the program itself; undefined: nobody. */
  mail: { server: string; from: string; to: readonly string[] } | undefined
  /** Keys of the columns that are encrypted; undefined: those in the data folder. */
  personalKeys: string | undefined
  /** With which /metrics may be asked for from elsewhere; undefined: from this machine only. */
  metricsToken: string | undefined
  /** Reverse proxies whose word is taken for who is calling. */
  trustedProxies: readonly string[]
  backup: {
    /** Undefined: nothing is encrypted, and nothing is backed up by itself. */
    passphrase: string | undefined
    /** Absolute. */
    folder: string
    /** Address of a store of the S3 kind, with its key: a secret. */
    store: string | undefined
  }
  /** A village without WeChat: when nothing names a puppet or a bridge and this process does everything. */
  sandbox: boolean
  log: { level: Value<'LOG_LEVEL'> /** Absolute; undefined: standard error. */; file: string | undefined }
  /** For the sender of each account: gaps in milliseconds, messages per hour and day. */
  pace: { minGapMs: number; maxGapMs: number; roomGapMs: number; perHour: number; perDay: number }
}

type Environment = Record<string, string | undefined>

function parse(env: Environment): Parsed {
  const values: Record<string, unknown> = {}
  for (const [name, variable] of Object.entries<Variable>(VARIABLES)) {
    const given = env[name]?.trim() || variable.fallback
    if (given === undefined) continue
    const result = variable.schema.safeParse(given)
    if (!result.success)
      throw new ConfigError(`${name}: must be ${variable.form}${variable.secret ? '' : `, not ${JSON.stringify(given)}`}`)
    values[name] = result.data
  }
  return values as Parsed
}

function puppetOf(values: Parsed): Config['puppet'] {
  const token = values.WECHATY_PUPPET_SERVICE_TOKEN ?? values.WECHATY_TOKEN
  const endpoint = values.WECHATY_PUPPET_SERVICE_ENDPOINT
  const name = values.WECHATY_PUPPET ?? (token || endpoint ? 'wechaty-puppet-service' : undefined)
  if (name === undefined) return undefined
  if (name === 'wechaty-puppet-service' && !token) {
    throw new ConfigError('WECHATY_PUPPET_SERVICE_TOKEN: must be set for wechaty-puppet-service (WECHATY_TOKEN does too)')
  }
  return { name, token, endpoint, insecure: values.WECHATY_PUPPET_SERVICE_NO_TLS_INSECURE_CLIENT === 'true' }
}

const LOOPBACK = ['127.0.0.1', '::1', 'localhost']

function mailOf({ MAIL_SERVER: server, MAIL_FROM: from, ALERT_MAIL: to }: Parsed): Config['mail'] {
  if (to === undefined) return undefined
  if (server === undefined) throw new ConfigError('MAIL_SERVER: must be set when ALERT_MAIL is')
  if (from === undefined) throw new ConfigError('MAIL_FROM: must be set when ALERT_MAIL is')
  return { server, from, to }
}

/** What is right one by one and cannot work together. */
function checkTogether(values: Parsed, puppet: Config['puppet'], sandbox: boolean): void {
  if (values.ROLE !== 'all' && values.DATABASE_URL === undefined) {
    throw new ConfigError(`DATABASE_URL: must be set when ROLE is ${values.ROLE}: processes cannot share the embedded PostgreSQL`)
  }
  if (values.ROLE === 'bot' && !puppet && !values.BRIDGE_SECRET) throw new ConfigError('WECHATY_PUPPET: must be set when ROLE is bot')
  if (sandbox && !LOOPBACK.includes(values.HOST)) {
    throw new ConfigError(`HOST: must be 127.0.0.1 in the sandbox, where anybody may speak as anybody, not ${JSON.stringify(values.HOST)}`)
  }
  if (values.SEND_MAX_GAP_MS < values.SEND_MIN_GAP_MS) {
    throw new ConfigError(`SEND_MAX_GAP_MS: must be at least SEND_MIN_GAP_MS (${values.SEND_MIN_GAP_MS}), not ${values.SEND_MAX_GAP_MS}`)
  }
}

/** Reads an environment. Throws ConfigError. */
export function readConfig(env: Environment, projectDir: string): Config {
  const values = parse(env)
  const puppet = puppetOf(values)
  const sandbox = values.ROLE === 'all' && puppet === undefined && values.BRIDGE_SECRET === undefined
  checkTogether(values, puppet, sandbox)
  const dataDir = resolve(projectDir, values.DATA_DIR)
  return {
    projectDir,
    dataDir,
    port: values.PORT,
    host: values.HOST,
    databaseUrl: values.DATABASE_URL,
    redisUrl: values.REDIS_URL,
    role: values.ROLE,
    puppet,
    bridgeSecret: values.BRIDGE_SECRET,
    robots: values.DIGEST_ROBOTS ?? [],
    mail: mailOf(values),
    personalKeys: values.PERSONAL_KEYS,
    metricsToken: values.METRICS_TOKEN,
    trustedProxies: values.TRUSTED_PROXIES ?? [],
    backup: {
      passphrase: values.BACKUP_PASSPHRASE,
      folder: values.BACKUP_DIR === undefined ? join(dataDir, 'backups') : resolve(projectDir, values.BACKUP_DIR),
      store: values.BACKUP_STORE,
    },
    sandbox,
    log: { level: values.LOG_LEVEL, file: values.LOG_TO === 'file' ? join(dataDir, 'wuchang.log') : undefined },
    pace: {
      minGapMs: values.SEND_MIN_GAP_MS,
      maxGapMs: values.SEND_MAX_GAP_MS,
      roomGapMs: values.SEND_ROOM_GAP_MS,
      perHour: values.SEND_PER_HOUR,
      perDay: values.SEND_PER_DAY,
    },
  }
}

/** The configuration of this process: `.env` of the project's folder, if there is one, and the environment. Throws ConfigError. */
export function loadConfig(projectDir: string): Config {
  const file = join(projectDir, '.env')
  if (existsSync(file)) loadEnvFile(file)
  return readConfig(process.env, projectDir)
}
