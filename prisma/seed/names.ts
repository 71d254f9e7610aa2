/** Names for made-up people: the same number always gives the same name, and no two numbers of one hamlet share one. */
const SURNAMES = '李王张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕'
const FIRST_WORDS = '德秀大建桂国春文小志明玉金永海红福伟桃家'
const SECOND_WORDS = '福英山华兰强梅军芳平香林珍生凤成莲民霞贵'

/** 40 × 20 × 20 names; 7 919 and 16 000 have no common factor, so 16 000 numbers in a row are all different. */
export function personName(n: number): string {
  const k = (n * 7_919 + 4_242) % 16_000
  return `${SURNAMES[k % 40]}${FIRST_WORDS[Math.floor(k / 40) % 20]}${SECOND_WORDS[Math.floor(k / 800) % 20]}`
}

/** A relative's name: the family's surname with words of its own. */
export function relativeName(surname: string, n: number): string {
  const k = (n * 271 + 77) % 400
  return `${surname}${FIRST_WORDS[k % 20]}${SECOND_WORDS[Math.floor(k / 20)]}`
}
