/**
 * The fonts of official documents (GB/T 9704-2012, 5.2.2, 7.2.4, 7.3), each with those to take where it is not installed. Word and WPS read these
 * substitutes from the file's font table, best first: the name as Windows has it in English, the GB2312 cuts of older offices, what 统信 UOS and
 * 银河麒麟 bring along (the 方正 cuts, the CESI fonts of the standard's own authors, 思源 and 文泉驿), what a Mac has, and Noto for the rest.
 */
export type FontName = 'title' | 'body' | 'heading' | 'kai' | 'plain'

interface Font {
  name: string
  /** For figures and Latin letters. */
  latin: string
  /** Substitutes, best first. */
  instead: string
  family: 'roman' | 'swiss'
}

export const FONTS: Readonly<Record<FontName, Font>> = {
  title: {
    name: '方正小标宋简体',
    latin: 'Times New Roman',
    instead: 'FZXiaoBiaoSong-B05S,方正小标宋_GBK,CESI小标宋-GB2312,小标宋,宋体,SimSun,方正书宋_GBK,思源宋体,Noto Serif CJK SC',
    family: 'roman',
  },
  body: {
    name: '仿宋',
    latin: 'Times New Roman',
    instead: 'FangSong,仿宋_GB2312,方正仿宋_GBK,CESI仿宋-GB2312,STFangsong,思源宋体,Noto Serif CJK SC',
    family: 'roman',
  },
  heading: {
    name: '黑体',
    latin: 'Times New Roman',
    instead: 'SimHei,方正黑体_GBK,CESI黑体-GB2312,STHeiti,思源黑体,文泉驿微米黑,Noto Sans CJK SC',
    family: 'swiss',
  },
  kai: {
    name: '楷体',
    latin: 'Times New Roman',
    instead: 'KaiTi,楷体_GB2312,方正楷体_GBK,CESI楷体-GB2312,STKaiti,思源宋体,Noto Serif CJK SC',
    family: 'roman',
  },
  plain: {
    name: '宋体',
    latin: 'Times New Roman',
    instead: 'SimSun,方正书宋_GBK,CESI宋体-GB2312,STSong,思源宋体,Noto Serif CJK SC',
    family: 'roman',
  },
}

const entry = ({ name, instead, family }: Font): string =>
  `<w:font w:name="${name}"><w:altName w:val="${instead}"/><w:charset w:val="86"/><w:family w:val="${family}"/><w:pitch w:val="variable"/></w:font>`

export const FONT_TABLE = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">${Object.values(FONTS).map(entry).join('')}</w:fonts>`
