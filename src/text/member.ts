/** Who is who: first words to an account nobody knows, claims, bindings. */

/** 个人信息保护法: said once to each account, before anything of it counts. One line. */
const INFORMED =
  '（您对我说的话、您的微信名和答复会记下来，只用来办屋场的事。要看自己的信息，私聊我回“导出我的信息”；不想留的，找村里或镇里说一声就删。接着说就是同意。）'

const withNotice = (text: string, informed: boolean): string => (informed ? `${text}\n${INFORMED}` : text)

export const greeting = (nickname: string, informed: boolean): string =>
  withNotice(`${nickname}，您回的我先记着。我还不晓得您是哪一家的：请回“我是”加您的名字，比如“我是张三”，屋场长点个头就算数。`, informed)

interface ClaimMade {
  no: number
  nickname: string
  villager: string | null
  household: string
  informed: boolean
}

export const claimMade = (claim: ClaimMade): string => withNotice(claimWords(claim), claim.informed)

const claimWords = (claim: ClaimMade): string =>
  `绑定${claim.no}号：“${claim.nickname}”说是${claim.villager && claim.villager !== claim.household ? `${claim.household}家的${claim.villager}` : `${claim.household}家的`}。屋场长看对不对，对就回“同意绑定 ${claim.no}”。`

export const accountBound = (bound: { nickname: string; villager: string | null; household: string }): string =>
  `好，“${bound.nickname}”记在${bound.household}家${bound.villager && bound.villager !== bound.household ? `（${bound.villager}）` : ''}了。之前回的还没截止的，现在都算数。`

export const accountUnbound = (was: { nickname: string; household: string }): string =>
  `“${was.nickname}”不再记在${was.household}家了。之前算过的照旧，往后说的先记着。`

export const atHomeSet = (household: string, atHome: boolean, base: number): string =>
  `好，${household}家登记为${atHome ? '在家' : '外出'}。现在长期在家${base}户。`

/** To somebody who gives an order in an office's group and is not on record as one of its people. */
export const officeGreeting = (nickname: string): string =>
  `${nickname ? `${nickname}，` : ''}我还不晓得您是哪位干部。请镇里的管理员在后台“群聊和账号”里把您登记上，登记好了再发一次就行。`

export const roomBound = (place: string): string => `好，这个群就是${place}的群了。要问怎么用，回“帮助”。`
