/** What a reference means of a poll's options, by their numbers. */
export interface Ref {
  options: readonly number[]
  /** Said as a day, not as a number. */
  day?: true
  /** Readable, but not said so that it could be acted on. */
  unsure?: true
  /** Only an hour: enough with a word that points (那个) or judges. */
  hour?: true
  /** More than one of them fits. */
  several?: true
  /** None of the options: the line to ask with. */
  off?: string
  /** 明天 and 今晚 are on everybody's lips: only a bare yes makes an answer of them. */
  faint?: 'soon' | 'today'
}
