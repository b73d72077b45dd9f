// Days as they are typed, in French or in English, seen from a given today.
//
//     +7j +7d   -2s -2w   +1m   +1a +1y      days, weeks, months, years from today
//     ven fri   lundi                        the next one, never today
//     15   15/12   15/12/2026   15.12.26     the next 15th, the next 15/12, that very day
//     2026-12-15   s48 w48                   ISO day, Monday of ISO week 48
//     fdm eom   auj today   dem tomorrow     end of this month, today, tomorrow
//     +45j fdm                               one after the other: end of the month 45 days from now

/// Why a day was not understood.
public enum DateProblem: Error, Hashable, Sendable {
  /// Nothing was typed.
  case empty
  /// This word means nothing here.
  case unknownWord(String)
  /// There is no such day (31/02, s54).
  case noSuchDay(String)
}

/// Understands days.
public enum DateEntry {
  /// Which way an incomplete day (`15`, `15/12`, `s48`) looks.
  public enum Leaning: Sendable {
    /// Today or later: deliveries, tasks, validity.
    case future
    /// Today or earlier: receipts, payments.
    case past
  }

  /// The day that was meant.
  public static func resolve(
    _ text: String, today: CalendarDay, leaning: Leaning = .future
  ) throws(DateProblem) -> CalendarDay {
    let words = Folding.fold(text).split { $0 == " " || $0 == "\u{A0}" || $0 == "\u{202F}" }
    if words.isEmpty { throw .empty }
    var day = today
    for (index, word) in words.enumerated() {
      let word = String(word)
      if let next = try step(word, from: day) {
        day = next
      } else if index == 0, let found = try absolute(word, today, leaning) {
        day = found
      } else {
        throw .unknownWord(word)
      }
    }
    return day
  }

  /// Words that count from a day: they may follow one another.
  private static func step(
    _ word: String, from day: CalendarDay
  ) throws(DateProblem) -> CalendarDay? {
    switch word {
    case "fdm", "eom": return day.endOfMonth
    case "auj", "aujourd'hui", "aujourd’hui", "today", "tod": return day
    case "dem", "demain", "tomorrow", "tom": return day.adding(days: 1)
    case "hier", "yesterday": return day.adding(days: -1)
    default: break
    }
    if let weekday = weekday(word) {
      let ahead = (weekday - day.weekday + 6) % 7 + 1
      return day.adding(days: ahead)
    }
    return try relative(word, from: day)
  }

  private static func weekday(_ word: String) -> Int? {
    let names = [
      ["lundi", "monday"], ["mardi", "tuesday"], ["mercredi", "wednesday"], ["jeudi", "thursday"],
      ["vendredi", "friday"], ["samedi", "saturday"], ["dimanche", "sunday"],
    ]
    guard word.count >= 3 else { return nil }
    return names.firstIndex { $0.contains { $0.hasPrefix(word) } }.map { $0 + 1 }
  }

  private static func relative(
    _ word: String, from day: CalendarDay
  ) throws(DateProblem) -> CalendarDay? {
    guard let sign = word.first, sign == "+" || sign == "-", let unit = word.last,
      let count = Int(word.dropFirst().dropLast()), (0...100_000).contains(count)
    else { return nil }
    let signed = sign == "-" ? -count : count
    let found: CalendarDay?
    switch unit {
    case "j", "d": found = day.adding(days: signed)
    case "s", "w": found = day.adding(days: 7 * signed)
    case "m": found = day.adding(months: signed)
    case "a", "y": found = day.adding(months: 12 * signed)
    default: return nil
    }
    guard let found else { throw .noSuchDay(word) }
    return found
  }

  private static func absolute(
    _ word: String, _ today: CalendarDay, _ leaning: Leaning
  ) throws(DateProblem) -> CalendarDay? {
    if let first = word.first, first == "s" || first == "w", let week = Int(word.dropFirst()) {
      return try found(word, nearest(today, leaning, span: 6) { .monday(ofWeek: week, year: $0) })
    }
    if let day = isoDay(word) { return try found(word, day) }
    guard let numbers = numbers(word, separators: "/.") else { return nil }
    switch numbers.count {
    case 1: return try found(word, dayOfMonth(numbers[0], today, leaning))
    case 2:
      return try found(
        word, nearest(today, leaning, span: 0) { CalendarDay($0, numbers[1], numbers[0]) })
    case 3:
      let year = numbers[2] < 100 ? 2000 + numbers[2] : numbers[2]
      return try found(word, CalendarDay(year, numbers[1], numbers[0]))
    default: return nil
    }
  }

  /// The numbers between separators; nil when anything else stands there.
  private static func numbers(_ word: String, separators: String) -> [Int]? {
    let parts = word.split(omittingEmptySubsequences: false) { separators.contains($0) }
    let numbers = parts.compactMap { $0.first?.isNumber == true ? Int($0) : nil }
    return numbers.count == parts.count ? numbers : nil
  }

  private static func found(_ word: String, _ day: CalendarDay?) throws(DateProblem) -> CalendarDay
  {
    guard let day else { throw .noSuchDay(word) }
    return day
  }

  /// Nil when the word does not look like one; a day that does not exist is an error.
  private static func isoDay(_ word: String) -> CalendarDay?? {
    guard let parts = numbers(word, separators: "-"), parts.count == 3 else { return nil }
    return .some(CalendarDay(parts[0], parts[1], parts[2]))
  }

  /// The first year from this one on, towards the leaning, in which the day exists and is not on the wrong side.
  /// A span of 6 accepts a week that has begun.
  private static func nearest(
    _ today: CalendarDay, _ leaning: Leaning, span: Int32, _ make: (Int) -> CalendarDay?
  ) -> CalendarDay? {
    let year = today.parts.year
    let step = leaning == .future ? 1 : -1
    // Eight years reach the next 29 February across a century that has none.
    for offset in 0...8 {
      guard let day = make(year + step * offset) else { continue }
      let fits = leaning == .future ? day.number + span >= today.number : day <= today
      if fits { return day }
    }
    return nil
  }

  private static func dayOfMonth(
    _ day: Int, _ today: CalendarDay, _ leaning: Leaning
  ) -> CalendarDay? {
    let step = leaning == .future ? 1 : -1
    let (year, month, _) = today.parts
    // A 31st is never two months away from the next one.
    for offset in 0...2 {
      let total = year * 12 + month - 1 + step * offset
      guard let found = CalendarDay(total / 12, total % 12 + 1, day) else { continue }
      if leaning == .future ? found >= today : found <= today { return found }
    }
    return nil
  }
}
