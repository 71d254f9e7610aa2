/**
 * The group robots of three office chats: how each wants its message, what it allows, and what its answers mean. Limits and codes are
 * those of the makers' documentation.
 */
import { createHmac } from 'node:crypto'
import { type Instant, MINUTE, SECOND } from '../../src/kernel/time.ts'

export type RobotKind = 'wecom' | 'feishu' | 'dingtalk'

export interface RobotSettings {
  kind: RobotKind
  /** The whole address with its key: as secret as a password, never logged. */
  url: string
  /** For signed robots (Feishu, DingTalk). */
  secret?: string | undefined
  /** For a DingTalk or Feishu robot that passes only messages with this word. */
  keyword?: string | undefined
}

export interface Limit {
  messages: number
  /** Milliseconds. */
  per: number
}

/**
 * What an answer means. `limited`: not taken, and nothing will be for a while. `refused`: not taken, and it never will be until
 * somebody changes the settings. `busy`: not taken, try again soon. `unknown`: it may have been taken.
 */
export type Verdict = 'sent' | 'limited' | 'refused' | 'busy' | 'unknown'

export interface Robot {
  /** Bytes of UTF-8 in one message's text, with room left for what JSON adds. */
  textLimit: number
  limits: readonly Limit[]
  /** Milliseconds of silence after the robot has said that it was too much. */
  blockedFor: number
  request(settings: RobotSettings, text: string, now: Instant): { url: string; body: unknown }
  /** `code` is the number in the answer's body, `message` the words beside it. */
  verdict(code: number, message: string): Verdict
}

const hmac = (key: string, data: string): string => createHmac('sha256', key).update(data).digest('base64')

const wecom: Robot = {
  textLimit: 2_048,
  limits: [{ messages: 20, per: MINUTE }],
  blockedFor: MINUTE,
  request: ({ url }, text) => ({ url, body: { msgtype: 'text', text: { content: text } } }),
  verdict: (code) => (code === 0 ? 'sent' : code === 45009 ? 'limited' : code === -1 ? 'busy' : 'refused'),
}

/**
 * The key is the time and the secret, and what is signed is empty: that is how Feishu wants it. Its list of codes (open.feishu.cn, 自定义机器人使用指南,
 * “错误码”): 9499 Bad Request, the body is malformed or over 20 K, which no second try mends; 11232 frequency limited; 19021 sign match fail, 19022 ip
 * not allowed, 19024 key words not found. Under the same 9499 its first interface said “too many request”: only these words tell the two apart.
 */
const feishu: Robot = {
  textLimit: 18_000,
  limits: [
    { messages: 5, per: SECOND },
    { messages: 100, per: MINUTE },
  ],
  blockedFor: MINUTE,
  request({ url, secret }, text, now) {
    const timestamp = String(Math.floor(now / SECOND))
    const signed = secret ? { timestamp, sign: hmac(`${timestamp}\n${secret}`, '') } : {}
    return { url, body: { ...signed, msg_type: 'text', content: { text } } }
  },
  verdict: (code, message) =>
    code === 0 ? 'sent' : code === 11232 || (code === 9499 && /too many/i.test(message)) ? 'limited' : 'refused',
}

/**
 * Over its limit DingTalk takes nothing for ten minutes. Its list of codes (open.dingtalk.com, 自定义机器人接入, “错误码”; 服务端 API 全局错误码): -1 系统繁忙 and
 * 500100 系统异常，请稍后再试 ask for another try soon; 130101 and 410100 are the limit; 310000 (keyword, signature, address), 300001, 400101, 400102,
 * 460101 and the rest are for somebody to look at.
 */
const dingtalk: Robot = {
  textLimit: 18_000,
  limits: [{ messages: 20, per: MINUTE }],
  blockedFor: 10 * MINUTE,
  request({ url, secret }, text, now) {
    const address = new URL(url)
    if (secret) {
      address.searchParams.set('timestamp', String(now))
      address.searchParams.set('sign', hmac(secret, `${now}\n${secret}`))
    }
    return { url: address.toString(), body: { msgtype: 'text', text: { content: text } } }
  },
  verdict: (code) =>
    code === 0 ? 'sent' : code === 130101 || code === 410100 ? 'limited' : code === -1 || code === 500100 ? 'busy' : 'refused',
}

export const ROBOTS: Readonly<Record<RobotKind, Robot>> = { wecom, feishu, dingtalk }
