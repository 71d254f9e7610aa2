/**
 * 演示一个月: a month in three hamlets, said word for word in their groups on the moved clock, with all there is to see at the desk afterwards.
 * The same seed is the same month. Nothing is written past the chat, so what it shows is what the program does.
 */
import { randomOf } from '../../src/kernel/random.ts'
import { type Instant, instantAt, MINUTE } from '../../src/kernel/time.ts'
import type { SandboxMember, SandboxRoom } from './control.ts'

export interface Line {
  room: string
  from: string
  text: string
}

/** Where it is played. Each call resolves when everything that follows from it is done. */
export interface Stage {
  rooms: readonly SandboxRoom[]
  say(lines: readonly Line[]): Promise<void>
  alone(from: string, text: string): Promise<void>
  clock(to: Instant): Promise<void>
  /** When the group's meeting that is ahead begins; undefined when none is fixed. */
  meetingAt(room: string): Promise<Instant | undefined>
}

const SEED = 20_260_907

interface Evening {
  /** What people say while they sit together. */
  talk: readonly string[]
  /** What is put on record as an issue, and what the head answers: `1 上报`. */
  raise: readonly string[]
  decide: readonly string[]
  motion: string
  /** Of those who are there, the share that comes and the share that says 反对. */
  come: number
  against: number
}

/** One hamlet's group. */
class Group {
  readonly room: SandboxRoom
  readonly #stage: Stage
  readonly #random: () => number

  constructor(stage: Stage, room: SandboxRoom, random: () => number) {
    this.#stage = stage
    this.room = room
    this.#random = random
  }

  get #head(): SandboxMember {
    return this.room.members.find((member) => member.role === 'head') as SandboxMember
  }

  /** One account of each household that is at home, those who answer fastest first. */
  homes(): SandboxMember[] {
    const homes = new Map(this.room.members.filter((m) => m.household && m.atHome && m.role !== 'head').map((m) => [m.household, m]))
    return [...homes.values()]
      .map((member) => [this.#random(), member] as const)
      .sort(([a], [b]) => a - b)
      .map(([, member]) => member)
  }

  head(...texts: readonly string[]): Promise<void> {
    return this.#stage.say(texts.map((text) => this.#line(this.#head, text)))
  }

  /** Of the households at home the share `part` answers, each with one of these. */
  answer(part: number, ...answers: readonly string[]): Promise<void> {
    const homes = this.homes()
    return this.#stage.say(homes.slice(0, Math.ceil(homes.length * part)).map((m) => this.#line(m, this.#pick(answers))))
  }

  /** Each of these by somebody else, and then the head. */
  say(texts: readonly string[], head: readonly string[] = []): Promise<void> {
    const homes = this.homes()
    const said = texts.map((text, i) => this.#line(homes[i % homes.length] as SandboxMember, text))
    return this.#stage.say([...said, ...head.map((text) => this.#line(this.#head, text))])
  }

  /** From signing in to 散会, on the evening that is fixed; `until`: what is still going on when it is left. */
  async evening({ talk, raise, decide, motion, come, against }: Evening, until: 'end' | 'vote' = 'end'): Promise<void> {
    const at = await this.#stage.meetingAt(this.room.id)
    if (at === undefined) return
    await this.#stage.clock(at - 5 * MINUTE)
    await this.head('签到')
    const here = this.homes().slice(0, Math.ceil(this.homes().length * come))
    await this.#stage.say([this.#line(this.#head, '到'), ...here.map((m) => this.#line(m, this.#pick(['到', '到', '到 2人', '来了'])))])
    await this.#stage.clock(at + 20 * MINUTE)
    await this.say([...talk, ...raise], [`表决 ${motion}`])
    const no = Math.round(here.length * against)
    const yes = against < 0.15 ? ['全家同意'] : ['同意', '全家同意']
    const voters = until === 'vote' ? here.slice(0, Math.ceil(here.length / 2)) : here
    await this.#stage.say(voters.map((m, i) => this.#line(m, i < no ? '反对' : this.#pick(yes))))
    if (until === 'vote') return
    await this.head('表决结束', ...decide)
    await this.#stage.clock(at + 70 * MINUTE)
    await this.head('散会')
  }

  #line(member: SandboxMember, text: string): Line {
    return { room: this.room.id, from: member.id, text }
  }

  #pick(of: readonly string[]): string {
    return of[Math.floor(this.#random() * of.length)] as string
  }
}

const at = (date: string, hour: number, minute = 0): Instant => instantAt(date, hour, minute)

/** From 7 September on, until an evening in October that is going on when it ends. */
export async function playMonth(stage: Stage): Promise<void> {
  const random = randomOf(SEED)
  const [huaishu, tangwan, liuyin] = stage.rooms.filter((room) => room.kind === 'hamlet').map((room) => new Group(stage, room, random))
  if (!huaishu || !tangwan || !liuyin) return
  const office = (kind: SandboxRoom['kind'], nth = 0) => {
    const room = stage.rooms.filter((one) => one.kind === kind)[nth]
    const from = room?.members[0]?.id
    return (...texts: readonly string[]): Promise<void> =>
      room && from ? stage.say(texts.map((text) => ({ room: room.id, from, text }))) : Promise.resolve()
  }
  const acts = { stage, huaishu, tangwan, liuyin, hekou: office('village'), liulin: office('village', 1), town: office('town') }
  await firstWeek(acts)
  await secondWeek(acts)
  await rest(acts)
}

interface Acts {
  stage: Stage
  huaishu: Group
  tangwan: Group
  liuyin: Group
  hekou(...texts: readonly string[]): Promise<void>
  liulin(...texts: readonly string[]): Promise<void>
  town(...texts: readonly string[]): Promise<void>
}

async function firstWeek({ stage, huaishu, tangwan, liuyin }: Acts): Promise<void> {
  await huaishu.head('约时间 修路集资 周三晚7点半/周四晚7点半/周六晚8点 明天中午截止')
  await liuyin.head('约时间 清沟出工 周五晚7点半/周六晚7点半 后天中午截止')
  await tangwan.head('开会 周四晚7点半 塘湾祠堂 议题：水渠清淤、桥栏杆')
  await huaishu.answer(0.9, '1', '1和2', '1', '都行', '2')
  await liuyin.answer(0.5, '1', '2', '都行')
  await tangwan.answer(0.7, '参加', '参加 2人', '参加', '请假 在外打工')
  await stage.clock(at('2026-09-08', 12, 5))
  await huaishu.evening({
    talk: ['路灯坏了两个月了，晚上走路要打手电', '下面那段路一下雨就过不去人', '每户五十块我看可以，账要贴出来'],
    raise: [
      '反映 村口路灯坏了两盏，晚上看不见路',
      '反映 下面那段路下雨积水，老人过不去',
      '反映 垃圾桶不够，天热了有味道',
      '反映 隔壁的狗整夜叫',
      '反映 村口的灯不亮',
      '反映 门口的沟堵了',
      '反映 晒谷坪的水泥裂了',
    ],
    decide: ['1 上报', '2 上报', '3 约定 9月20日前 添两个桶', '4 不成立 主人已经把狗牵回去了', '5 并到 1', '6 当场解决 明早组织清沟'],
    motion: '每户出50元修路灯',
    come: 0.95,
    against: 0.08,
  })
  await tangwan.evening({
    talk: ['渠道三年没清了', '小孩子天天从桥上过，栏杆松了要出事'],
    raise: ['反映 上面的水渠塌了一段', '反映 桥栏杆松了', '反映 自来水一到傍晚就没有'],
    decide: ['1 上报', '2 上报', '3 上报'],
    motion: '每户出两个工清水渠',
    come: 1,
    against: 0.2,
  })
  await stage.clock(at('2026-09-11', 9))
  const alone = huaishu.homes()[3]
  if (alone) await stage.alone(alone.id, '悄悄反映 两家为宅基地吵架')
}

async function secondWeek({ stage, huaishu, tangwan, liuyin, hekou, liulin, town }: Acts): Promise<void> {
  await huaishu.answer(0.3, '附议 1')
  await hekou('受理 槐树1', '受理 槐树2', '受理 塘湾2')
  await liuyin.evening({
    talk: ['人太少了', '都在外面做事'],
    raise: ['反映 凉亭的瓦漏雨', '反映 变压器晚上响'],
    decide: ['1 上报', '2 上报'],
    motion: '每户出一个工修凉亭',
    come: 0.4,
    against: 0,
  })
  await stage.clock(at('2026-09-14', 9))
  await liulin('受理 柳荫1')
  await hekou('槐树1 办好了 换了两盏新灯，亮了', '塘湾2 办好了 栏杆焊上了')
  await huaishu.answer(0.8, '1 满意', '1 满意', '1 满意', '1 基本满意', '1 不满意 只亮了一盏')
  await tangwan.answer(0.7, '2 不满意 还是松的', '2 不满意', '2 满意')
  await stage.clock(at('2026-09-15', 9))
  await hekou('上报 槐树2 要交通部门立项 签发人 周建国', '上报 塘湾3 要水利站换管子 签发人 周建国')
  await stage.clock(at('2026-09-16', 10))
  await town('交办 槐树2 交通办 李主任 9月25日前')
  await stage.clock(at('2026-09-18', 16))
  await liulin('柳荫1 办好了 换了瓦')
  await liuyin.answer(0.7, '1 满意', '1 基本满意', '1 满意')
}

async function rest({ stage, huaishu, tangwan, liuyin, hekou, liulin, town }: Acts): Promise<void> {
  await stage.clock(at('2026-09-21', 9))
  await huaishu.head('3 办好了 桶添上了')
  await huaishu.answer(0.5, '3 满意', '3 基本满意')
  await liulin('上报 柳荫2 要供电所来看')
  await stage.clock(at('2026-09-22', 10))
  await town('交办 柳荫2 供电所 王所长 10月20日前')
  await stage.clock(at('2026-09-28', 9))
  await tangwan.say(['反映 祠堂的门坏了', '反映 河边的路滑'])
  await tangwan.head('4 上报')
  await stage.clock(at('2026-10-08', 9))
  await huaishu.head('开会 今晚7点半 文化广场 议题：秋收用水、路灯账目')
  await liuyin.head('约时间 修凉亭 周六晚7点半/周日晚7点半 明天中午截止')
  await liuyin.answer(0.6, '1', '2', '都行')
  await huaishu.answer(0.8, '参加', '参加 2人')
  await tangwan.head('开会 周六晚7点半 塘湾祠堂 议题：水渠验收')
  await tangwan.answer(0.5, '参加', '请假 走亲戚')
  await hekou('塘湾4 办好了 门换了锁')
  await tangwan.answer(0.2, '4 满意')
  await huaishu.evening(
    {
      talk: ['路灯的账贴在公示栏了，大家看看', '抽水按亩数轮，不要抢', '上回那笔钱还剩多少'],
      raise: ['反映 抽水机皮管裂了'],
      decide: [],
      motion: '抽水按亩数轮流，三天一轮',
      come: 0.9,
      against: 0.1,
    },
    'vote',
  )
}
