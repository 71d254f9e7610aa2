export class Table<T extends { id: string }> {
  readonly #rows = new Map<string, T>()
  readonly #dirty = new Set<string>()
  #undo: { id: string; before: T | undefined; wasDirty: boolean }[] = []
  #revision = 0
  /** The rows that were new when they were put, in that order, and the last revision at which anything else happened. */
  readonly #added: T[] = []
  #otherwise = 0
  #borrowed = false

  constructor(rows: readonly T[] = []) {
    for (const row of rows) this.#rows.set(row.id, row)
  }
  get(id: string | null | undefined): T | undefined {
    return id ? this.#rows.get(id) : undefined
  }
  /** A row read from the database apart from the others: known from now on, and no change. */
  know(row: T): void {
    if (this.#rows.has(row.id)) return
    this.#rows.set(row.id, row)
    this.#changed()
    this.#borrowed = true
  }
  /** Another number after each change: whoever has worked something out from the rows sees whether it still holds. */
  get revision(): number {
    return this.#revision
  }
  /** What was put since that revision, where it was new rows and nothing else; undefined otherwise: then everything is to be looked at again. */
  addedSince(revision: number): readonly T[] | undefined {
    return revision < this.#otherwise ? undefined : this.#added.slice(this.#added.length - (this.#revision - revision))
  }
  #changed(): void {
    this.#revision += 1
    this.#otherwise = this.#revision
  }
  /** Holds rows that were read apart from the others, which a table of the same moment would not have. */
  get borrowed(): boolean {
    return this.#borrowed
  }
  /** The row that must be there; a missing one is a fault of ours, not of a person. */
  must(id: string): T {
    const row = this.#rows.get(id)
    if (!row) throw new Error(`row ${id} is not loaded`)
    return row
  }
  all(): IterableIterator<T> {
    return this.#rows.values()
  }
  where<S extends T>(test: (row: T) => row is S): S[]
  where(test: (row: T) => boolean): T[]
  where(test: (row: T) => boolean): T[] {
    return [...this.#rows.values()].filter(test)
  }
  find(test: (row: T) => boolean): T | undefined {
    for (const row of this.#rows.values()) if (test(row)) return row
    return undefined
  }
  put(row: T): void {
    const before = this.#rows.get(row.id)
    if (before) this.#changed()
    else {
      this.#revision += 1
      this.#added.push(row)
    }
    this.#undo.push({ id: row.id, before, wasDirty: this.#dirty.has(row.id) })
    this.#rows.set(row.id, row)
    this.#dirty.add(row.id)
  }
  changed(): T[] {
    return [...this.#dirty].map((id) => this.must(id))
  }
  /** What was changed has been written. `forget`: rows that are only ever written, and are not looked at again. */
  settled(forget: boolean): void {
    if (this.#undo.length === 0 && this.#dirty.size === 0) return
    if (forget && this.#dirty.size > 0) {
      for (const id of this.#dirty) this.#rows.delete(id)
      this.#added.length = 0
      this.#changed()
    }
    this.#dirty.clear()
    this.#undo = []
  }
  mark(): void {
    if (this.#undo.length > 0) this.#undo = []
  }
  takeBack(): void {
    if (this.#undo.length > 0) this.#changed()
    for (const { id, before, wasDirty } of this.#undo.reverse()) {
      if (before) this.#rows.set(id, before)
      else this.#rows.delete(id)
      if (!wasDirty) this.#dirty.delete(id)
    }
    this.#undo = []
  }
}
