/** One measured figure. A speed stands beside a floor from the same run, as a ratio: machines are noisy, ratios travel. */
export interface Figure {
  name: string
  value: number
  unit: string
  floor?: number
  ratio?: number
  /** What it cost in statements to the database. */
  statements?: number
}

export interface Suite {
  name: string
  /** `databaseUrl`: a migrated, empty database of the suite's own. */
  run(databaseUrl: string): Promise<Figure[]>
}
