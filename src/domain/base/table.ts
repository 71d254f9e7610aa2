export class Table<T extends { id: string }> {
  readonly #rows = new Map<string, T>()
  readonly #dirty = new Set<string>()
  #undo: { id: string; before: T | undefined; wasDirty: boolean }[] = []

  constructor(rows: readonly T[] = []) {
    for (const row of rows) this.#rows.set(row.id, row)
  }
  get(id: string | null | undefined): T | undefined {
    return id ? this.#rows.get(id) : undefined
  }
  /** A row read from the database apart from the others: known from now on, and no change. */
  know(row: T): void {
    if (!this.#rows.has(row.id)) this.#rows.set(row.id, row)
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
    this.#undo.push({ id: row.id, before: this.#rows.get(row.id), wasDirty: this.#dirty.has(row.id) })
    this.#rows.set(row.id, row)
    this.#dirty.add(row.id)
  }
  changed(): T[] {
    return [...this.#dirty].map((id) => this.must(id))
  }
  mark(): void {
    this.#undo = []
  }
  takeBack(): void {
    for (const { id, before, wasDirty } of this.#undo.reverse()) {
      if (before) this.#rows.set(id, before)
      else this.#rows.delete(id)
      if (!wasDirty) this.#dirty.delete(id)
    }
    this.#undo = []
  }
}
