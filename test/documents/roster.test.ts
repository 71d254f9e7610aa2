import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import writeWorkbook from 'write-excel-file/node'
import { importRoster } from '../../src/documents/roster.ts'
import { csv, HEAD, householdsOf, problemsOf, read, today, WANG } from './rosters.ts'

/** Node reads GB18030 but cannot write it: the characters of one heading and one row. */
const GB18030 = new Map<string, number[]>([
  ['与', [0xd3, 0xeb]],
  ['主', [0xd6, 0xf7]],
  ['党', [0xb5, 0xb3]],
  ['关', [0xb9, 0xd8]],
  ['出', [0xb3, 0xf6]],
  ['别', [0xb1, 0xf0]],
  ['号', [0xba, 0xc5]],
  ['名', [0xc3, 0xfb]],
  ['员', [0xd4, 0xb1]],
  ['在', [0xd4, 0xda]],
  ['姓', [0xd0, 0xd5]],
  ['家', [0xbc, 0xd2]],
  ['德', [0xb5, 0xc2]],
  ['性', [0xd0, 0xd4]],
  ['户', [0xbb, 0xa7]],
  ['日', [0xc8, 0xd5]],
  ['是', [0xca, 0xc7]],
  ['期', [0xc6, 0xda]],
  ['王', [0xcd, 0xf5]],
  ['生', [0xc9, 0xfa]],
  ['电', [0xb5, 0xe7]],
  ['男', [0xc4, 0xd0]],
  ['福', [0xb8, 0xa3]],
  ['系', [0xcf, 0xb5]],
  ['组', [0xd7, 0xe9]],
  ['话', [0xbb, 0xb0]],
  ['长', [0xb3, 0xa4]],
])

describe('a good roster', () => {
  it('becomes households with their members', async () => {
    const file = csv(WANG, '3,5,李秀英,妻,女,,,否,', '', '三组,6户,张　大　山,户主,,,0737-1234567,否,群众')
    expect(await read(file)).toEqual({
      persons: 3,
      unusedColumns: [],
      households: [
        {
          groupNo: 3,
          number: 5,
          atHome: true,
          members: [
            {
              row: 2,
              name: '王德福',
              isHead: true,
              relation: '户主',
              gender: '男',
              birthDate: '1965-03-02',
              phone: '13900000000',
              party: true,
            },
            { row: 3, name: '李秀英', isHead: false, relation: '妻', gender: '女', party: false },
          ],
        },
        {
          groupNo: 3,
          number: 6,
          atHome: false,
          members: [{ row: 5, name: '张大山', isHead: true, relation: '户主', phone: '07371234567', party: false }],
        },
      ],
    })
  })

  it('may name the head of each household in a column of its own, in any order, under a title', async () => {
    const file = Buffer.from(
      '槐树屋场花名册\n备注,户主,姓名*,户 号,村民小组,是否长期在家：,屋场\n低保,王德福,王德福,5,3,在家,槐树屋场\n,王德福,王小明,5,3,×,槐树屋场\n',
    )
    expect(await read(file)).toEqual({
      persons: 2,
      unusedColumns: ['备注'],
      households: [
        {
          hamlet: '槐树屋场',
          groupNo: 3,
          number: 5,
          atHome: true,
          members: [
            { row: 3, name: '王德福', isHead: true },
            { row: 4, name: '王小明', isHead: false },
          ],
        },
      ],
    })
  })

  it('keeps hamlets apart', async () => {
    const file = Buffer.from(`屋场,${HEAD}\n槐树屋场,${WANG}\n塘湾屋场,${WANG}\n`)
    expect((await householdsOf(file)).map((h) => [h.hamlet, h.members.length])).toEqual([
      ['槐树屋场', 1],
      ['塘湾屋场', 1],
    ])
  })

  const text = `${HEAD}\n${WANG}\n`
  const gb = (s: string) => Buffer.from([...s].flatMap((c) => GB18030.get(c) ?? [c.charCodeAt(0)]))
  it.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${text}`)],
    ['GB18030', gb(text)],
    ["Excel's Unicode text", Buffer.from(`\ufeff${text.replaceAll(',', '\t')}`, 'utf16le')],
    ['semicolons', Buffer.from(text.replaceAll(',', ';'))],
  ])('is read in %s', async (_, file) => {
    expect((await householdsOf(file))[0]?.members[0]).toMatchObject({ name: '王德福', gender: '男', isHead: true })
  })

  it('is read from .xlsx, with its dates, numbers and blank rows', async () => {
    const file = await writeWorkbook([
      HEAD.split(','),
      [
        3,
        5,
        '王德福',
        '户主',
        '男',
        { value: new Date('1965-03-02T00:00:00Z'), type: Date, format: 'yyyy-mm-dd' },
        13900000000,
        '是',
        true,
      ],
      [],
      [3, '6', '李秀英', '户主', null, null, null, '否', null],
    ]).toBuffer()
    expect((await householdsOf(file)).flatMap((h) => h.members)).toEqual([
      { row: 2, name: '王德福', isHead: true, relation: '户主', gender: '男', birthDate: '1965-03-02', phone: '13900000000', party: true },
      { row: 4, name: '李秀英', isHead: true, relation: '户主', party: false },
    ])
  })

  it.each([
    ['1965-3-2', '1965-03-02'],
    ['1965.03.02', '1965-03-02'],
    ['1965/3/2', '1965-03-02'],
    ['1965年3月2日', '1965-03-02'],
    ['19650302', '1965-03-02'],
    ['１９６５－０３－０２', '1965-03-02'],
    ['23803', '1965-03-02'],
  ])('reads the birth date %s', async (text, date) => {
    const [household] = await householdsOf(csv(`3,5,王德福,户主,,${text},,是,`))
    expect(household?.members[0]?.birthDate).toBe(date)
  })

  it('tells how far it is', async () => {
    const lines = Array.from(
      { length: 1200 },
      (_, i) => `1,${(i % 900) + 1},张三${'甲乙丙'[Math.floor(i / 900)]},${i < 900 ? '户主' : '子'},,,,是,`,
    )
    const seen: string[] = []
    await importRoster(csv(...lines), { today, onProgress: ({ done, total }) => seen.push(`${done}/${total}`) })
    expect(seen).toEqual(['500/1200', '1000/1200', '1200/1200'])
  })
})

describe('a faulty roster', () => {
  it('is refused as a whole, with every row and its reason', async () => {
    const file = csv(
      WANG,
      ',7,赵桂花,户主,,,,是,',
      '3,0,周建国,户主,,,,是,',
      '3,9,,户主,,,,是,',
      '3,10,吴2,户主,,,,是,',
      '3,11,陈志强,户主,男的,1965-02-30,123,看情况,也许',
      '3,12,刘玉兰,户主,,2027-01-01,,是,',
      '3,13,黄国庆,户主,,1965年,,是,',
    )
    expect(await problemsOf(file)).toEqual([
      { row: 3, column: '组', reason: '没有写组' },
      { row: 4, column: '户号', reason: '户号“0”不是1到999的数字' },
      { row: 5, column: '姓名', reason: '没有写姓名' },
      { row: 6, column: '姓名', reason: '姓名“吴2”不像人名（2到30个字，不带数字和符号）' },
      { row: 7, column: '性别', reason: '性别“男的”请写“男”或“女”，不清楚就留空' },
      { row: 7, column: '出生日期', reason: '出生日期“1965-02-30”没有这一天' },
      { row: 7, column: '电话', reason: '电话“123”请写11位手机号，或带区号的座机' },
      { row: 7, column: '长期在家', reason: '长期在家“看情况”请写“是”或“否”' },
      { row: 7, column: '党员', reason: '党员“也许”请写“是”或“否”' },
      { row: 8, column: '出生日期', reason: '出生日期“2027-01-01”在今天之后' },
      { row: 9, column: '出生日期', reason: '出生日期“1965年”请写成1965-03-02，不清楚就留空' },
    ])
  })

  it('has the same person twice', async () => {
    const file = csv(
      WANG,
      '3,5,王德福,子,,,,是,',
      '4,1,王德福,户主,,1965-03-02,,是,',
      '4,2,王德福,户主,,,13900000000,是,',
      '4,3,王德福,户主,,,,是,',
    )
    expect(await problemsOf(file)).toEqual([
      { row: 3, column: '姓名', reason: '“王德福”与第2行重复（同一户里姓名相同）' },
      { row: 4, column: '姓名', reason: '“王德福”与第2行重复（姓名和出生日期相同）' },
      { row: 5, column: '姓名', reason: '“王德福”与第2行重复（姓名和电话相同）' },
    ])
  })

  it('has households without a head, with two, with another one, or of unknown whereabouts', async () => {
    const file = Buffer.from(
      [
        `${HEAD},户主`,
        '1,1,张三,夫,,,,是,,',
        '1,1,李四,妻,,,,是,,',
        '1,2,王五,户主,,,,是,,',
        '1,2,赵六,户主,,,,是,,',
        '1,3,钱七,户主,,,,是,,孙八',
        '1,4,周九,户主,,,,,,',
      ].join('\n'),
    )
    expect(await problemsOf(file)).toEqual([
      { row: 2, column: '与户主关系', reason: '1组1户没有写谁是户主' },
      { row: 5, column: '与户主关系', reason: '1组2户有两个户主：第4行和第5行' },
      { row: 6, column: '户主', reason: '户主写的是“孙八”，但1组3户的户主是“钱七”' },
      { row: 7, column: '长期在家', reason: '1组4户没有写是否长期在家' },
    ])
  })

  it('is not blamed for a household that is only incomplete because of a faulty row', async () => {
    expect(await problemsOf(csv('1,1,张三,户主,,,1,是,', '1,1,李四,妻,,,,是,', '2,1,王五,妻,,,,是,', '2,1,赵六,子,,,,是,'))).toEqual([
      { row: 2, column: '电话', reason: '电话“1”请写11位手机号，或带区号的座机' },
      { row: 4, column: '与户主关系', reason: '2组1户没有写谁是户主' },
    ])
  })

  it.each([
    ['nothing', Buffer.alloc(0), '文件是空的'],
    ['an old .xls', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1]), '这是旧的 .xls 格式或设了密码，请另存为 .xlsx 再试'],
    ['a broken .xlsx', Buffer.from('PK\x03\x04 and then nothing'), '打不开这个 .xlsx 文件，可能已损坏或设了密码，请另存一份再试'],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 0xff, 0xff]), '看不懂文件的编码，请另存为 .xlsx 或 UTF-8 的 .csv'],
    ['no heading', Buffer.from('1,2,3\n4,5,6'), '前10行里找不到表头，表头要有：组、户号、姓名、与户主关系'],
    ['no people', csv('', ',,,,,,,,'), '表头下面没有人'],
    ['an open quote', csv('1,1,"张三'), '文件第2行附近的引号没有配对'],
    ['too much', Buffer.alloc(20 * 1024 * 1024 + 1, 'x'), '文件超过20MB'],
    ['too many rows', Buffer.from(`${HEAD}\n${'\n'.repeat(60_001)}`), '超过60000行，请分村导入'],
  ])('is %s', async (_, file, reason) => {
    expect(await problemsOf(file)).toEqual([{ row: 0, reason }])
  })

  it('lacks columns or has one twice', async () => {
    expect(await problemsOf(Buffer.from('组,姓名,名字,性别\n1,张三,李四,男'))).toEqual([
      { row: 1, column: '姓名', reason: '“姓名”有两列，请只留一列' },
      { row: 1, reason: '表头缺少：户号、与户主关系' },
    ])
  })

  it('never breaks the import, whatever bytes it has', async () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 300 }).map((b) => Buffer.from(b)),
      fc.array(fc.string({ maxLength: 10 }), { maxLength: 40 }).map((cells) => csv(cells.join(','))),
    )
    await fc.assert(
      fc.asyncProperty(bytes, async (file) => {
        const result = await read(file)
        if ('problems' in result) expect(result.problems.length).toBeGreaterThan(0)
        else expect(result.persons).toBe(result.households.reduce((sum, h) => sum + h.members.length, 0))
      }),
      { numRuns: 200 },
    )
  })
})
