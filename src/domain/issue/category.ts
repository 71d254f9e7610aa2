/** Which of the plan's ten aims (十个得到) an issue belongs to, proposed from its words; people correct it. */

export const CATEGORIES = [
  '政策传达',
  '产业发展',
  '基建加强',
  '设施管护',
  '环境治理',
  '乡风净化',
  '矛盾化解',
  '困难帮扶',
  '生活改善',
  '权益保障',
] as const

export type Category = (typeof CATEGORIES)[number]

export const isCategory = (text: string): text is Category => (CATEGORIES as readonly string[]).includes(text)

/**
 * Words that speak for a category. Where two categories have as many words in a text, the earlier in this list wins: a quarrel about a
 * road is a quarrel, a broken lamp is upkeep rather than building.
 */
const WORDS: readonly [Category, readonly string[]][] = [
  [
    '矛盾化解',
    ['吵架', '打架', '纠纷', '矛盾', '争地', '争水', '界址', '地界', '宅基地边', '占了我', '占我家', '扯皮', '闹', '调解', '不讲理'],
  ],
  [
    '权益保障',
    ['工资', '欠薪', '拖欠', '补偿', '征地', '赔偿', '合同', '社保', '医保', '养老金', '土地证', '确权', '被骗', '诈骗', '家暴', '维权'],
  ],
  [
    '困难帮扶',
    ['低保', '困难', '残疾', '孤寡', '五保', '大病', '救助', '贫困', '没人照顾', '没人管的老人', '留守', '孤儿', '学费', '住院', '危房'],
  ],
  ['乡风净化', ['赌博', '打牌', '打麻将', '彩礼', '大操大办', '封建', '迷信', '酗酒', '放鞭炮', '吵得', '噪音', '扰民', '随礼', '人情']],
  [
    '环境治理',
    [
      '垃圾',
      '臭',
      '污水',
      '污染',
      '粪',
      '养猪',
      '养鸡',
      '杂草',
      '乱倒',
      '乱扔',
      '焚烧',
      '烧秸秆',
      '秸秆',
      '厕所',
      '沟里',
      '苍蝇',
      '蚊',
      '死猪',
      '河道',
      '水质',
      '不卫生',
      '搞卫生',
      '环境卫生',
      '卫生差',
      '卫生太',
    ],
  ],
  [
    '设施管护',
    [
      '坏',
      '不亮',
      '修一下',
      '漏',
      '破',
      '堵',
      '断',
      '倒了',
      '塌',
      '松了',
      '掉',
      '失灵',
      '没电',
      '停水',
      '停电',
      '健身器材',
      '路灯',
      '井盖',
      '护栏',
      '水管',
      '电线',
      '广播',
    ],
  ],
  [
    '基建加强',
    [
      '修路',
      '修桥',
      '硬化',
      '拓宽',
      '修水渠',
      '水渠',
      '建',
      '安装',
      '装路灯',
      '机耕道',
      '泥巴路',
      '自来水',
      '通路',
      '桥',
      '码头',
      '停车',
      '广场',
      '网络',
      '信号',
      '宽带',
      '路',
    ],
  ],
  [
    '产业发展',
    [
      '产业',
      '种植',
      '养殖',
      '销路',
      '卖不',
      '收购',
      '合作社',
      '贷款',
      '技术',
      '果树',
      '茶',
      '油茶',
      '大棚',
      '流转',
      '农机',
      '种子',
      '化肥',
      '承包',
      '电商',
      '虫害',
    ],
  ],
  [
    '政策传达',
    ['政策', '通知', '补贴', '怎么申请', '怎么办理', '要什么材料', '规定', '不知道怎么', '听说要', '标准是', '没听说', '宣传', '新农合'],
  ],
  [
    '生活改善',
    [
      '看病',
      '买药',
      '拿药',
      '没有药',
      '降压药',
      '卫生室',
      '卫生院',
      '公交',
      '班车',
      '快递',
      '超市',
      '吃水',
      '用水',
      '用电',
      '洗澡',
      '取暖',
      '上学',
      '接送',
      '吃饭',
      '食堂',
      '文化',
      '跳舞',
      '电压',
      '热水',
    ],
  ],
] // prettier-ignore

/** The category whose words the text has most of; null when it has none. */
export function proposeCategory(text: string): Category | null {
  let best: { category: Category; hits: number } | undefined
  for (const [category, words] of WORDS) {
    const hits = words.filter((word) => text.includes(word)).length
    if (hits > 0 && hits > (best?.hits ?? 0)) best = { category, hits }
  }
  return best?.category ?? null
}
