/**
 * The word table: what people write, by type. A row is a type and its words, normalized (simplified, half width, lower case). Variants are
 * slips of a phone's keyboard (签道, 同易), dialect (克得, 冇空) and synonyms that nobody uses for anything else. The first row that has a word
 * keeps it. Words that are made by rule are in predicate.ts, talk in words-of-talk.ts.
 */
import type { Word } from './token.ts'

export type Row = readonly [Word, string]

export const ANSWER_WORDS: readonly Row[] = [
  /* Yes and no to a time. */
  [
    { kind: 'pred', sense: 'fit', verdict: 'yes' },
    '行 得行 要得 得 中 成 能行 可行 管 no问题 好点 好些 好一点 方便点 方便些 合适点 合适些 比较方便 最方便 更方便 更合适 比较合适 搞得 行得通 合适 适合 方便 便利 要得的 要的 没关系 不要紧 不碍事 冇关系 好安排 安排得开 排得开 阔以 口以 可矣 科以 可已 克以 可一 ok okay 好办 对得上 有档期',
  ],
  [{ kind: 'pred', sense: 'fit', verdict: 'yes', mood: 'yes' }, '可以 没意见 无意见 没问题 无异议 没得问题 木问题 没二话 👌 √ ✔ ✅ ☑ ⭕'],
  [
    { kind: 'pred', sense: 'free', verdict: 'yes' },
    '有空 得空 得闲 有时间 空得出来 空着 闲着 能抽空 抽空 抽得开 有闲 空 轮休 不加班 不上班 不忙 不值班',
  ],
  [
    { kind: 'pred', sense: 'free', verdict: 'yes', notAll: true, weak: true },
    '在家里 屋里有人 家里有人 屋头有人 在家 在屋里 没事 冇事 没得事 冇得事 没什么事 没啥事 有人 有人在家 有人在 人在家 在屋',
  ],
  [{ kind: 'pred', sense: 'fit', verdict: 'yes', notAll: true }, '最好 最好是 最好在 最好还是 更好 比较好 最合适'],
  [{ kind: 'pred', sense: 'fit', verdict: 'yes', notAll: true, weak: true }, '随便 随意 由得'],
  [
    { kind: 'pred', sense: 'fit', verdict: 'no' },
    'no 不行 不可以 不得行 要不得 不要得 不中 不成 不得 搞不得 行不得 行不通 不方便 不合适 不适合 不便 不能 不阔以 不可 不ok 够呛 不大行 不太行 不怎么行 不太方便 不大方便 不是很方便 不好安排 安排不开 排不开 没办法 没法 冇办法 没得法 莫得法 不凑巧 冲突 冲突了 撞了 有冲突',
  ],
  [{ kind: 'pred', sense: 'fit', verdict: 'no', mood: 'no' }, '× ✕ ❌ ✖ ❎'],
  [{ kind: 'noise', mood: 'no' }, '👎 [弱] [踩]'],
  [{ kind: 'pred', sense: 'fit', verdict: 'no', notAll: true, weak: true }, '不好 不要 莫'],
  [
    { kind: 'pred', sense: 'free', verdict: 'no' },
    '不空 没空 没有空 没得空 冇空 冇得空 不得空 不得闲 没时间 没有时间 抽不出空 走不开 走不脱 脱不开身 抽不开身 赶不回 没空闲 冇得闲 没闲 忙死 忙得很 忙得死 好忙 太忙 很忙 忙着 没在家 不在屋里 不在屋 没在屋里 人不在家 人不在 不在村里 不在本地 不在老家 不在镇上',
  ],
  [
    { kind: 'pred', sense: 'free', verdict: 'no', why: true, weak: true },
    '有事 有事情 有别的事情 有别的事 有其他事 有点事 有点事情 有别的事 有安排 有安排了 有约 有约了 不在家 要上班 上班 要加班 加班 上夜班 值班 要值班 在外打工 在外面 在外地 有别的安排 有急事 有要事 忙',
  ],
  [
    { kind: 'pred', sense: 'fit', verdict: 'maybe' },
    '勉强 有点勉强 勉强可以 勉强行 勉强能来 看情况 不一定 不见得 说不准 说不定 说不好 不好说 凑合 不确定 待定 没定 还没定 未定 不晓得 还不晓得 不知道 还不知道 还不清楚 不清楚 不敢保证 保不准 不能保证 难说 再看 两可 悬 有点悬 要看情况 到时看 到时候看 到时再看 看情况吧 问题不大 还不一定 够不够时间不晓得 不敢打包票 不太确定 还不确定 不太清楚 说不清 拿不准 定不了 还定不了 不好定',
  ],
  [
    { kind: 'hedge', verdict: 'maybe' },
    '可能 应该 大概 估计 也许 兴许 怕是 恐怕 多半 好像 大约 尽量 争取 尽可能 基本 基本上 差不多 看样子 可能会 应该会 应该是 大概率 怕 怕莫',
  ],

  /* Coming. */
  [
    { kind: 'pred', sense: 'come', verdict: 'yes' },
    '参加 参加+1 报名+1 参佳 餐加 参家 参+ 出席 报名 报个名 我报名 过来 会来 会去 必来 必到 来得 去得 克得 一起参加 要参加 能来 能去 算我一个 算上我 算我 加我一个 加我 能到 会到 一定到 准时到 按时到 到时到 能赶到 赶得到 赶过来 一定去 一定来 准到 准来 准时来 按时来',
  ],
  [{ kind: 'pred', sense: 'come', verdict: 'yes', weak: true }, '来 去 克'],
  [
    { kind: 'pred', sense: 'come', verdict: 'no' },
    '来不得 不回来 不回 来不成 来不了 不参加 不来 不去 不克 缺席 来不起 参加不了 来不到 不去了 不来了 赶不回 回不来 不参与 参与不了 就不来了 就不去了 不凑热闹 不过来',
  ],
  [
    { kind: 'pred', sense: 'leave', verdict: 'no' },
    '要请假 想请假 我要请假 请假 请个假 请家 请价 请嫁 请佳 请架 请甲 请加 清假 告假 告个假 请一下假 请下假 请一天假 请一次假 请次假 请一回假 请不了',
  ],

  /* Here. */
  [
    { kind: 'pred', sense: 'arrive', verdict: 'yes' },
    '先到了 先到 先来了 我先到了 到了 到哒 到咯 到嘞 到啦 已到 已经到 已经到了 到场 到场了 到会 到会了 来了 来咧来咧 来嘞来嘞 来哒 来咯 来嘞 来啦 来喽 到喽 已经来了 已来 在场 已到场 报到 前来报到 来报到 报个到 报道 到位 到位了 人到了 签到 签倒 签道 千到 鉴到 欠到 嵌到 签导 迁到 牵到 纤到 签个到 签一下到 签下到 签了到 签过到 签到了 已签到 我签到 来签到 签到来了 签名 到达 抵达 到也 到现场 到现场了 到会场 到会场了 已到会场 已到现场 在会场 在会场了 坐好了 人已到 到人 进场 来到现场 人在现场 人在会场 人在现场了 人在会场了 在现场 在现场了',
  ],
  [{ kind: 'pred', sense: 'arrive', verdict: 'yes', face: true }, '🙋 ✋'],
  [{ kind: 'pred', sense: 'arrive', verdict: 'yes', weak: true }, '到'],
  [{ kind: 'pred', sense: 'arrive', verdict: 'yes', weak: true, soft: true }, '到齐 到齐了 人在 在这 在这里 已就位 就位 已入座'],

  /* Votes. */
  [
    { kind: 'vote', choice: 'reject' },
    '反对 不同意 不赞成 不赞同 不支持 反队 反兑 反怼 返对 反堆 不同易 不同议 不桐意 不通意 反对票 投反对 投反对票 不同意票 不答应 不得同意 不能同意 不可能同意 投不同意 不投同意 不认同 不想同意 不太同意 不是很同意 坚决不同意 不愿意出',
  ],
  [
    { kind: 'vote', choice: 'approve' },
    '同意 赞成 赞同 支持 同易 同义 同亿 同议 同异 桐意 通意 童意 铜意 同一 统意 同意票 赞成票 赞城 赞承 赞诚 同意修 认同 拥护 答应 投同意 投赞成 投赞成票 投同意票',
  ],
  [{ kind: 'vote', choice: 'approve', mood: 'yes' }, '👍'],
  [{ kind: 'vote', choice: 'abstain' }, '弃权 弃全 弃圈 气权 弃权票 放弃投票 放弃表决 弃票 奇权 弃拳 齐权 不投票 不投'],

  /* Scores. */
  [
    { kind: 'score', score: 'dissatisfied' },
    '不满意 不满 不满易 不满义 不满一 很不满意 非常不满意 不太满意 十分不满意 极不满意 极其不满意 不怎么满意 一点不满意 一点都不满意 一点也不满意 不大满意 不是很满意 不够满意 谈不上满意 不甚满意 太不满意',
  ],
  [{ kind: 'score', score: 'basic' }, '基本满意 基本上满意 基本满易 基本满一 基满 基本是满意 基本上是满意 大体满意 总体满意 基本 基本ok'],
  [
    { kind: 'score', score: 'basic', rough: true },
    '勉强满意 将就满意 比较满意 还算满意 还满意 还可以 一般 一般般 马马虎虎 将就 差不多满意',
  ],
  [
    { kind: 'score', score: 'satisfied' },
    '满意 很满意 非常满意 十分满意 挺满意 蛮满意 特别满意 相当满意 满易 满义 满一 满亿 满艺 很好满意 满满意 好满意 太满意 满意得很 满意极了 满意度高 万分满意 百分百满意 都满意得很',
  ],

  /* Receipt; yes and no to what was asked back. */
  [
    { kind: 'ack' },
    '收到 已收到 收倒 收道 收悉 晓得 知道 知晓 已知晓 已阅 明白 了解 收到通知 已看 阅 已读 知悉 已悉 懂了 清楚了 晓得啦 收到收到 已知',
  ],
  [{ kind: 'ack', weak: true }, '看到了 看到哒 看到咯 看到啦 看见哒 听到哒 看见了 听到了'],
  [
    { kind: 'truth', verdict: 'yes' },
    '是 是的 对 对的 对头 没错 没错的 正是 是这样 是这个意思 就是 就是这样 就是这个意思 对对 就这个意思 是这意思 恩是 是滴 没搞错 说得对 嗯呐 嗯是的 嗯对',
  ],
  [{ kind: 'truth', verdict: 'no' }, '不是 不是的 不 不对 不对的 错了 不是这个意思 弄错了 搞错了 否 不是那个意思 不是这意思 搞错哒 弄错哒'],

  /* The pieces around them. */
  [
    { kind: 'correct' },
    '改成 改为 改选 改投 改票 改到 改 打错了 打错 发错了 发错 说错了 写错了 按错了 点错了 选错了 投错了 刚才打错了 刚刚打错了 刚才发错了 刚才说错了 刚才投错了 上面打错了 前面打错了 更正 更正一下 纠正 重新选 重选 重投 换成 打错字了 手误 看错了 记错了 更改 打错哒 搞错时间了 换 上一条打错了 上条打错了 上条错了 上面的不算 前面的不算 刚才的不算 刚才那个不算 刚才那条不算 以这条为准 以这个为准 改一下 变一下 刚才点错了 刚才按错了 刚打错了 应该是',
  ],
  [
    { kind: 'pick' },
    '选 选择 选项 选个 首选 投 投票 报 打 勾 填 写 就选 就投 就报 帮我选 帮我投 帮我报 帮我填 给我选 给我报 给我投 给我记 帮我记 倾向 倾向于 偏向 要选 想选 想投 选的是 投的是 选定 定 时间选 时间定 号码 序号 编号 帮我勾 记我 登记 认 表态 我的意见是 我的意见 意见 我的态度是 我投票 我选择 我表态 表决 票投 评 评价 打分 打个 给个 给 我打 我评 我给 打的是',
  ],
  [{ kind: 'pick', verdict: 'no' }, '不选 不投 不报 不选择 不要选'],
  [{ kind: 'pick' }, '只有 只能 只 只剩 唯有 就'],
  [
    { kind: 'adv' },
    '也 特 特此 一同 全天 整天 一整天 此议 此提议 这个提议 该提议 这提议 都是 还是 肯定 一定 绝对 完全 坚决 确实 真的 实在 是真 真 刚 刚刚 已经 已 到时 到时候 这次 那天 当天 这天 那晚 当晚 今晚 今天 十分 非常 举双手 双手 百分百 百分之百 一百个 全力 大力 特别 很 挺 蛮 相当 总体 总的来说 整体 算 算是 还算 表示 觉得 认为 对 对这个 对于 关于 办得 修得 做得 弄得 处理得 解决得 清得 装得 整得 弄的 做的 修的 办的 搞的 处理的 处理 肯定是 一定是 肯定都 的确 强烈 无条件 明确 全家 一家人 全家人 全屋 倒是 那是 时间 方面 这块 这个事 这件事 这事 那件事 那事 的事 的话题 两口 又 再 会 能 想 比较 一家 还 会议 议事会 屋场会 恳谈会 这个会 这次会 个人 自己 本人 亲自 准时 按时 提前 一起 起码 至少 至多 总共 一共 共 共计 合计 总计 呐',
  ],
]
