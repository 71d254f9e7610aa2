/** Lines with which understanding asks back: one line, plain words, the right form with the person's own values filled in. */

/** Characters of a person's own words in a line about them. */
export const QUOTED_MAX = 20

const quoted = (form: string): string => `“${form}”`

export const SAY = {
  whichQuestion: () => '现在有几件事在等回话，您这是回哪一件？请引用那条消息再回一次。',
  whichOption: () => '您是说哪个时间可以？请回时间前面的号码，比如“1”，都行就回“都行”。',
  arrivedOrComing: (n?: number) =>
    `您是已经到了，还是说要参加？到了请回${quoted(n ? `到 ${n}人` : '到')}，要参加请回${quoted(n ? `参加 ${n}人` : '参加')}。`,
  noSuchOption: (option: number, count: number) => `没有第${option}个时间，请从1到${count}里面选。`,
  timeNotOffered: (said: string) => `${quoted(said)}不在这几个时间里，请回时间前面的号码，都不行就回“都不行”。`,
  numberInstead: (fault: string) => `${fault}。请回时间前面的号码，都不行就回“都不行”。`,
  severalOptions: () => '这几个时间里不止一个对得上，请回时间前面的号码。',
  oneVote: () => '一次只能投一样，请只回“同意”“反对”或“弃权”。',
  conditionalVote: () => '表决只能回“同意”“反对”或“弃权”。您的条件请在会上当面说，记录员会记下来。',
  conditionalRating: (issueNo?: number) =>
    `评议请只回${quoted(`${issueNo ?? ''}满意`)}${quoted(`${issueNo ?? ''}基本满意`)}或${quoted(`${issueNo ?? ''}不满意`)}，意见写在后面。`,
  oneIssueAtATime: (issueNo: number, score: string) => `一条消息请只评一件，比如先回${quoted(`${issueNo}${score}`)}，再回下一件。`,
  whichIssue: (numbers: readonly number[], score: string) =>
    `正在评议的有${numbers.map((n) => `${n}号`).join('、')}，请带上号码，比如${quoted(`${numbers[0]}${score}`)}。`,
  notInReview: (issueNo: number, numbers: readonly number[]) =>
    `${issueNo}号现在没有评议，正在评议的是${numbers.map((n) => `${n}号`).join('、')}。`,
  form: (form: string) => `请这样发：${quoted(form)}`,
  whoIsKin: (word: string, name: string) =>
    `${quoted(word)}是哪一位？请写全名回一句，比如${quoted(`${word}是${name}`)}。以后您说${quoted(word)}我就知道了。`,
  quoteTheLine: () => '请长按记错的那句话，点“引用”，再发“更正 正确的话”。',
  whichCategory: (issueNo: number, categories: readonly string[]) =>
    `类别有这十样：${categories.join('、')}。请这样发：${quoted(`${issueNo} 类别 ${categories[3]}`)}`,
  missing: (what: string, form: string) => `还差${what}，请这样发：${quoted(form)}`,
  noSuchName: (name: string, form: string) => `名册里没有找到${quoted(name)}，请写全名，比如${quoted(form)}`,
  severalOfName: (name: string, form: string) => `${quoted(name)}不止一位，请写上组和户，比如${quoted(form)}`,
  perhapsName: (name: string, others: readonly string[], form: string) =>
    `名册里没有${quoted(name)}，是不是${others.join('、')}？请这样发：${quoted(form)}`,
  livesElsewhere: (name: string, said: string, homes: readonly string[], form: string) =>
    `${name}不在${said}，在${homes.join('、')}。请这样发：${quoted(form)}`,
  oneName: (form: string) => `一次只能写一位，请这样发：${quoted(form)}`,
  noSuchHamlet: (name: string, known: readonly string[]) =>
    `没有叫${quoted(name)}的屋场${known.length > 0 ? `，有：${known.slice(0, 8).join('、')}` : ''}。`,
  fault: (fault: string, form: string) => `${fault}。请这样发：${quoted(form)}`,
  nothingToExtend: (fault: string) => `${fault}。现在也没有还能延的约时间，要约就回“约时间”。`,
  familyComes: () => '您自己不来，您家里有人来，是吗？回“是”，您家就算参加；都不来就回“请假”。',
  tooLong: (length: number, most: number) => `太长了，写了${length}个字，一条最多${most}个，没有记。请写短些再来，写不下的当面说。`,
  notUnderstood: () => '没听明白，您可以发“帮助”看看怎么说。',
} as const
