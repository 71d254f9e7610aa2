/**
 * The fonts of official documents, each with the one to take where it is not installed (most homes and phones lack 小标宋 and the GB2312
 * cuts). Word and WPS read these substitutes from the file's font table.
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
    instead: '小标宋,FZXiaoBiaoSong-B05S,宋体,SimSun,Noto Serif CJK SC',
    family: 'roman',
  },
  body: { name: '仿宋', latin: 'Times New Roman', instead: 'FangSong,仿宋_GB2312,STFangsong,Noto Serif CJK SC', family: 'roman' },
  heading: { name: '黑体', latin: 'Times New Roman', instead: 'SimHei,STHeiti,Noto Sans CJK SC', family: 'swiss' },
  kai: { name: '楷体', latin: 'Times New Roman', instead: 'KaiTi,楷体_GB2312,STKaiti,Noto Serif CJK SC', family: 'roman' },
  plain: { name: '宋体', latin: 'Times New Roman', instead: 'SimSun,STSong,Noto Serif CJK SC', family: 'roman' },
}

const entry = ({ name, instead, family }: Font): string =>
  `<w:font w:name="${name}"><w:altName w:val="${instead}"/><w:charset w:val="86"/><w:family w:val="${family}"/><w:pitch w:val="variable"/></w:font>`

export const FONT_TABLE = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">${Object.values(FONTS).map(entry).join('')}</w:fonts>`
