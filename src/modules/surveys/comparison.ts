/** A figure of one round: a share with half its 95 % interval, null where that cannot be told. */
export interface ComparedFigure {
  share: number
  margin: number | null
}

/** How a figure changed between two rounds. */
export interface Change {
  /** Now less before. */
  change: number
  /** Half the 95 % interval of the change: the samples are drawn apart, so that their variances add. Null where one cannot be told. */
  changeMargin: number | null
  /** More than chance explains. Never where the margin cannot be told. */
  isBeyondMargins: boolean
}

/** Compares two figures of independent samples. */
export function compared(before: ComparedFigure, now: ComparedFigure): Change {
  const six = (value: number) => Number(value.toFixed(6))
  const change = six(now.share - before.share)
  if (before.margin === null || now.margin === null) return { change, changeMargin: null, isBeyondMargins: false }
  const changeMargin = six(Math.hypot(before.margin, now.margin))
  return { change, changeMargin, isBeyondMargins: Math.abs(change) > changeMargin }
}

/** A figure for people: so many of a hundred, and between which two whole numbers the true one lies (rounded outwards). */
export interface OfHundred {
  count: number
  low: number | null
  high: number | null
}

/** `0.83 ± 0.03` is 83 of a hundred, between 80 and 86. */
export function ofHundred({ share, margin }: ComparedFigure): OfHundred {
  const hundredfold = (value: number) => Number((value * 100).toFixed(4))
  return {
    count: Math.round(hundredfold(share)),
    low: margin === null ? null : Math.max(0, Math.floor(hundredfold(share - margin))),
    high: margin === null ? null : Math.min(100, Math.ceil(hundredfold(share + margin))),
  }
}
