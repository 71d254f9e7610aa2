/** Saying something in the open group, as whoever was picked. */
import * as api from './api.js'
import { $, h, toast } from './dom.js'
import { avatar, describeMember } from './stream.js'
import { nameOf, on, speaker, tell, village } from './village.js'
import { apart, brief } from './words.js'

export const FIRST_POLL = '约时间 修路集资 周三晚7点半/周四晚7点半/周六晚8点 明天中午截止'

const HEAD = [
  FIRST_POLL,
  '约时间',
  '还差谁',
  '催一下',
  '定2',
  '延到后天中午',
  '取消约时间',
  '开会 周五晚7点半 文化广场 议题:修路、路灯',
  '签到',
  '散会',
]
const VILLAGER = [
  '1',
  '2',
  '3',
  '1和3',
  '都行',
  '都不行',
  '周三可以',
  '参加 2人',
  '请假 在外打工',
  '到',
  '同意',
  '反对',
  '满意',
  '反映 村口路灯坏了',
  '进度',
  '吃了没',
]
const CHIPS = {
  head: HEAD,
  recorder: ['签到', '代签 王德福 2人', '还差谁', '催一下', '记 张三说水管要先修', '1', '都行', '到', '同意'],
  villager: VILLAGER,
  unbound: ['我是张三', '我是三组张大山家的', ...VILLAGER.slice(0, 6)],
  cadre: ['待办', '逾期', '受理 槐树12', '上报 槐树12 要交通部门立项'],
  official: ['日报', '待办', '交办 槐树12 交通办 李主任 10月15日前'],
}

/** Alone with the bot. */
const ALONE = ['悄悄反映 邻居家夜里吵架', '向镇里反映 低保名额的事', '我反映的', '进度 1', '1 满意', '1 不满意 还没说拢', '帮助']
const HEAD_ALONE = ['进度 1', '1 办好了 劝和了', '1 上报', '帮助']
const chipsOf = ({ role }) => (village.room.kind !== 'alone' ? CHIPS[role] : role === 'head' ? HEAD_ALONE : ALONE)

const MEDIA_LIMIT_BYTES = 8 * 1024 * 1024
let quote

function renderSpeaker() {
  const member = speaker()
  if (!member) return
  $('who').replaceChildren(
    h('span', { class: 'hidden' }, '现在说话的是'),
    avatar(member.id, nameOf(member)),
    h('span', {}, h('b', {}, nameOf(member)), h('small', {}, describeMember(member))),
  )
  $('chips').replaceChildren(...chipsOf(member).map((text) => h('button', { type: 'button', onclick: () => send(text) }, text)))
  $('chips').scrollLeft = 0
}

function setQuote(message) {
  quote = message
  $('quoting').hidden = !message
  if (!message) return
  $('quoted').textContent = `${message.fromName}：${apart(brief(message)).reply}`
  $('say').focus()
}

/** Says it as the present speaker. Answers whether it was accepted. */
export async function send(text, more = {}) {
  try {
    await api.say(village.room, {
      from: speaker().id,
      text,
      ...(quote ? { quote: quote.id } : {}),
      ...($('mention').checked ? { mentionBot: true } : {}),
      ...more,
    })
    setQuote(undefined)
    $('mention').checked = false
    tell('hurry')
    return true
  } catch (error) {
    toast(error.message, 'bad')
    return false
  }
}

async function submit() {
  const text = $('say').value.trimEnd()
  if (text === '') return
  if (await send(text)) {
    $('say').value = ''
    grow()
  }
  $('say').focus()
}

function grow() {
  $('say').style.height = 'auto'
  $('say').style.height = `${Math.min($('say').scrollHeight, 140)}px`
}

/** A voice takes along what stands in the input box, as its transcript. */
async function sendFile(file, kind) {
  if (!file) return
  if (file.size > MEDIA_LIMIT_BYTES) return toast('文件太大了，请换个8兆以内的。', 'bad')
  const url = await new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(reader.result)
    reader.onerror = () => reject(reader.error)
    reader.readAsDataURL(file)
  })
  const text = kind === 'audio' ? $('say').value.trim() : ''
  const sent = await send(text, { kind, media: { base64: url.slice(url.indexOf(',') + 1), type: file.type } })
  if (sent && kind === 'audio') $('say').value = ''
}

export function startComposer() {
  $('composer').addEventListener('submit', (event) => {
    event.preventDefault()
    submit()
  })
  $('say').addEventListener('input', grow)
  $('say').addEventListener('keydown', (event) => {
    // While an input method is composing, Enter chooses its characters.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    event.preventDefault()
    submit()
  })
  $('tools-toggle').addEventListener('click', () => {
    const open = $('tools').classList.toggle('open')
    $('tools-toggle').setAttribute('aria-expanded', open)
  })
  $('unquote').addEventListener('click', () => setQuote(undefined))
  for (const kind of ['image', 'voice']) {
    $(kind).addEventListener('click', () => $(`${kind}-file`).click())
    $(`${kind}-file`).addEventListener('change', (event) => {
      sendFile(event.target.files[0], kind === 'voice' ? 'audio' : 'image')
      event.target.value = ''
    })
  }
  on('quote', setQuote)
  on('speaker', renderSpeaker)
  on('room', () => {
    setQuote(undefined)
    $('mention').checked = false
    renderSpeaker()
  })
}
