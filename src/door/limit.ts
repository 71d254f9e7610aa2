/** Bodies larger than anybody needs are refused before they are read. */
import { bodyLimit } from 'hono/body-limit'
import { Problem } from './problem.ts'

export const limitBody = (maxSize: number, words: string) =>
  bodyLimit({
    maxSize,
    onError: () => {
      throw new Problem('tooLarge', words)
    },
  })
