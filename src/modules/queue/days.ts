import { dateOfEpochDay, epochDayOf, type IsoDate } from '../../platform/civil-date.ts'

/** The date so many days later. */
export function addDays(date: IsoDate, days: number): IsoDate {
  return dateOfEpochDay(epochDayOf(date) + days)
}
