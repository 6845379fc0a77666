/** A document of a review, as its list shows it. */
export interface ReviewedRow {
  readonly id: string
  readonly open: number
  readonly adjudicated?: boolean
}
