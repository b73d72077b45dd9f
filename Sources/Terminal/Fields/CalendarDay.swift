/// A day of the Gregorian calendar, as the number of days since 1970-01-01. No time, no zone.
public struct CalendarDay: Hashable, Comparable, Sendable {
  /// Days since 1970-01-01.
  public var number: Int32

  /// The day of that number.
  public init(number: Int32) { self.number = number }

  /// The day of a year, a month (1–12) and a day of that month, or nil when there is none.
  public init?(_ year: Int, _ month: Int, _ day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month),
      day >= 1, day <= Self.days(in: month, of: year)
    else { return nil }
    number = Self.number(year, month, day)
  }

  /// How many days a month has.
  public static func days(in month: Int, of year: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  private static func isLeap(_ year: Int) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }

  /// Counts from a year that starts in March, so that the leap day comes last.
  private static func number(_ year: Int, _ month: Int, _ day: Int) -> Int32 {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return Int32(era * 146_097 + dayOfEra - 719_468)
  }

  /// Its year, month and day of the month.
  public var parts: (year: Int, month: Int, day: Int) {
    let shifted = Int(number) + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }

  /// The day of the week, 1 for Monday to 7 for Sunday.
  public var weekday: Int {
    let remainder = (Int(number) + 3) % 7
    return (remainder < 0 ? remainder + 7 : remainder) + 1
  }

  /// The Monday of an ISO week, or nil when that year has no such week.
  public static func monday(ofWeek week: Int, year: Int) -> CalendarDay? {
    // The fourth of January is always in the first week.
    guard let fourth = CalendarDay(year, 1, 4), let next = CalendarDay(year + 1, 1, 4),
      (1...53).contains(week)
    else { return nil }
    let monday = CalendarDay(
      number: fourth.number - Int32(fourth.weekday - 1) + Int32(week - 1) * 7)
    return monday.number < next.number - Int32(next.weekday - 1) ? monday : nil
  }

  /// That many days later.
  public func adding(days: Int) -> CalendarDay? {
    Int32(exactly: Int(number) + days).flatMap { number in
      let day = CalendarDay(number: number)
      return (1...9999).contains(day.parts.year) ? day : nil
    }
  }

  /// That many months later, on the last day of the month when it is shorter.
  public func adding(months: Int) -> CalendarDay? {
    let (year, month, day) = parts
    let total = year * 12 + month - 1 + months
    guard total >= 12 else { return nil }
    let (newYear, newMonth) = (total / 12, total % 12 + 1)
    return CalendarDay(newYear, newMonth, min(day, Self.days(in: newMonth, of: newYear)))
  }

  /// The last day of its month.
  public var endOfMonth: CalendarDay {
    let (year, month, day) = parts
    return CalendarDay(number: number + Int32(Self.days(in: month, of: year) - day))
  }

  /// Earlier days come first.
  public static func < (left: CalendarDay, right: CalendarDay) -> Bool {
    left.number < right.number
  }
}
