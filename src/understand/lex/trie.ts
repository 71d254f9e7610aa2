/** Finds the longest word of the table that begins at a place. Built once; a look costs one step a character. */
import type { Word } from './token.ts'

interface Node {
  next: Map<number, Node> | undefined
  word: Word | undefined
}

export interface Trie {
  add(text: string, word: Word): void
  /** The word, and where it ends; 0 when none begins at `at`. */
  find(text: string, at: number): number
  /** The word that the last `find` found. */
  found: Word
}

const NOTHING: Word = { kind: 'word' }

export function newTrie(): Trie {
  const root: Node = { next: new Map(), word: undefined }
  const trie: Trie = {
    found: NOTHING,
    add(text, word) {
      let node = root
      for (let i = 0; i < text.length; i++) {
        const c = text.charCodeAt(i)
        node.next ??= new Map()
        let child = node.next.get(c)
        if (!child) {
          child = { next: undefined, word: undefined }
          node.next.set(c, child)
        }
        node = child
      }
      // The first row that writes a word keeps it: the table is read from the particular to the general.
      node.word ??= word
    },
    find(text, at) {
      let node: Node | undefined = root
      let end = 0
      for (let i = at; i < text.length; i++) {
        node = node.next?.get(text.charCodeAt(i))
        if (node === undefined) break
        if (node.word !== undefined) {
          end = i + 1
          trie.found = node.word
        }
      }
      return end
    },
  }
  return trie
}
