import type { DateString } from '../../kernel/time.ts'

/** What one special day is: free although it may be a weekday, or worked although it is a weekend. */
export interface SpecialDay {
  date: DateString
  kind: 'holiday' | 'workday' | 'ordinary'
  /** What an official reads as the reason: 国庆节. Empty for an ordinary day. */
  name: string
}

interface Correction {
  /** The State Council notice that decides these days. */
  notice: string
  days: SpecialDay[]
}

const holiday = (date: DateString, name: string): SpecialDay => ({ date, kind: 'holiday', name })
const workday = (date: DateString): SpecialDay => ({ date, kind: 'workday', name: '调休上班' })
/** Neither holiday nor make-up day: the base data says otherwise, and is wrong. */
const ordinary = (date: DateString): SpecialDay => ({ date, kind: 'ordinary', name: '' })

/**
 * Days on which chinese-workday 1.16.1 contradicts the notices. Each was read in the notice named above it; a test shows that every one of
 * them is still needed and that nothing else differs from an independent table, so a new release of the base data cannot slip past unseen.
 */
export const CORRECTIONS: readonly Correction[] = [
  {
    notice: '国务院办公厅关于2011年部分节假日安排的通知 国办发明电〔2010〕40号',
    days: [ordinary('2011-01-29'), workday('2011-02-12'), workday('2011-04-02')],
  },
  {
    notice: '国务院办公厅关于2012年部分节假日安排的通知 国办发明电〔2011〕45号',
    days: [
      workday('2011-12-31'),
      workday('2012-01-29'),
      workday('2012-03-31'),
      workday('2012-04-01'),
      workday('2012-04-28'),
      holiday('2012-09-30', '中秋节'),
      ordinary('2012-10-08'),
    ],
  },
  {
    notice: '国务院办公厅关于2013年部分节假日安排的通知 国办发明电〔2012〕33号',
    days: [
      workday('2013-04-07'),
      workday('2013-04-27'),
      workday('2013-04-28'),
      workday('2013-06-08'),
      workday('2013-06-09'),
      workday('2013-10-12'),
    ],
  },
  {
    notice: '国务院办公厅关于2014年部分节假日安排的通知 国办发明电〔2013〕28号',
    days: [
      ordinary('2013-12-29'),
      ordinary('2014-06-03'),
      ordinary('2014-06-04'),
      ordinary('2014-09-09'),
      ordinary('2014-09-10'),
      workday('2014-10-11'),
    ],
  },
  {
    notice: '国务院关于中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日调休放假的通知 国发明电〔2015〕1号',
    days: [holiday('2015-09-03', '抗战胜利70周年纪念日'), holiday('2015-09-04', '抗战胜利70周年纪念日')],
  },
  {
    notice: '国务院办公厅关于2018年部分节假日安排的通知 国办发明电〔2017〕12号',
    days: [holiday('2018-01-01', '元旦')],
  },
  {
    notice: '国务院办公厅关于延长2020年春节假期的通知 国办发明电〔2020〕1号',
    days: [holiday('2020-01-31', '春节'), holiday('2020-02-01', '春节'), holiday('2020-02-02', '春节')],
  },
  {
    notice: '国务院办公厅关于2023年部分节假日安排的通知 国办发明电〔2022〕16号',
    days: [ordinary('2023-01-03')],
  },
]
