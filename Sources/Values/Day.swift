/// A day of the calendar, in the company's time zone: days since 1 January 1970.
///
/// Proleptic Gregorian calendar. Years are counted from 1 March, so that the leap day is the last
/// of its year: day of year = (153 × month + 2) / 5 then needs no table. 400 years are one era of
/// 146 097 days, and the day 0000-03-01 is 719 468 days before 1970.
public struct Day: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// Days since 1970-01-01.
  public let daysSinceEpoch: Int32

  /// The day that many days after 1970-01-01.
  public init(daysSinceEpoch: Int32) { self.daysSinceEpoch = daysSinceEpoch }

  /// The day of that date, or nil when the date does not exist (30 February) or the year is not
  /// within 1 to 9999.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month),
      day >= 1, day <= Day.daysInMonth(year: year, month: month)
    else { return nil }
    self.init(validYear: year, month: month, day: day)
  }

  private init(validYear year: Int, month: Int, day: Int) {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    daysSinceEpoch = Int32(truncatingIfNeeded: era * 146_097 + dayOfEra - 719_468)
  }

  /// Year, month (1 to 12) and day of the month (1 to 31).
  public var civil: (year: Int, month: Int, day: Int) {
    let shifted = Int(daysSinceEpoch) + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }

  /// The year.
  public var year: Int { civil.year }
  /// The month, 1 to 12.
  public var month: Int { civil.month }
  /// The day of the month, 1 to 31.
  public var dayOfMonth: Int { civil.day }

  /// The day of the week, Monday 1 to Sunday 7 (ISO 8601).
  public var weekday: Int {
    // 1970-01-01 was a Thursday.
    let offset = (Int(daysSinceEpoch) + 3) % 7
    return (offset < 0 ? offset + 7 : offset) + 1
  }

  /// The ISO 8601 week and the year it belongs to: the week of its Thursday.
  public var isoWeek: (year: Int, week: Int) {
    let thursday = self + (4 - weekday)
    let year = thursday.year
    let first = Day(validYear: year, month: 1, day: 1)
    return (year, (thursday - first) / 7 + 1)
  }

  /// The first day (Monday) of an ISO week, or nil when that year has no such week.
  public static func monday(ofWeek week: Int, year: Int) -> Day? {
    guard let fourth = Day(year: year, month: 1, day: 4), (1...53).contains(week) else {
      return nil
    }
    let monday = fourth + (1 - fourth.weekday) + (week - 1) * 7
    return monday.isoWeek == (year, week) ? monday : nil
  }

  /// The same day of the month, `months` later; the last day of a shorter month.
  public func adding(months: Int) -> Day {
    let (year, month, day) = civil
    let count = year * 12 + (month - 1) + months
    let newYear = count >= 0 ? count / 12 : (count - 11) / 12
    let newMonth = count - newYear * 12 + 1
    let last = Day.daysInMonth(year: newYear, month: newMonth)
    return Day(validYear: newYear, month: newMonth, day: min(day, last))
  }

  /// The first day of this month.
  public var startOfMonth: Day { self + (1 - dayOfMonth) }

  /// The last day of this month.
  public var endOfMonth: Day {
    let (year, month, day) = civil
    return self + (Day.daysInMonth(year: year, month: month) - day)
  }

  /// The number of days of a month, 28 to 31.
  public static func daysInMonth(year: Int, month: Int) -> Int {
    switch month {
    case 2: return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: return 30
    default: return 31
    }
  }

  /// The day `days` later. The result stays within ±5 million years, far from any date that a form
  /// or a file may hold.
  public static func + (day: Day, days: Int) -> Day {
    let sum = Int(day.daysSinceEpoch) + max(-1_000_000_000, min(1_000_000_000, days))
    return Day(daysSinceEpoch: Int32(clamping: sum))
  }

  /// The day `days` earlier.
  public static func - (day: Day, days: Int) -> Day { day + -days }

  /// The whole days from `right` to `left`.
  public static func - (left: Day, right: Day) -> Int {
    Int(left.daysSinceEpoch) - Int(right.daysSinceEpoch)
  }

  /// The earlier day comes first.
  public static func < (left: Day, right: Day) -> Bool {
    left.daysSinceEpoch < right.daysSinceEpoch
  }

  /// Reads `2026-11-21`.
  public init?(iso text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      let year = digits(bytes[0..<4]), let month = digits(bytes[5..<7]),
      let day = digits(bytes[8..<10])
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// The day as `2026-11-21`.
  public var isoText: String {
    let (year, month, day) = civil
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }

  /// The day as `2026-11-21`.
  public var description: String { isoText }
}

/// The number that ASCII digits alone spell, or nil.
func digits(_ bytes: ArraySlice<UInt8>) -> Int? {
  var number = 0
  for byte in bytes {
    guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
    number = number * 10 + Int(byte - UInt8(ascii: "0"))
  }
  return number
}

/// A number with zeros in front.
func padded(_ number: Int, _ width: Int) -> String {
  let text = String(number.magnitude)
  let zeros = String(repeating: "0", count: max(0, width - text.count))
  return (number < 0 ? "-" : "") + zeros + text
}
