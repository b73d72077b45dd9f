import Values

/// How a payment term counts (rules.md 2.11). The contract names one.
public enum DueDayRule: Hashable, Sendable {
  /// That many days after the invoice.
  case net(days: Int)
  /// That many days, then the end of the month.
  case daysThenEndOfMonth(days: Int)
  /// The end of the month, then that many days.
  case endOfMonthThenDays(days: Int)
  /// That many days, the end of the month, then the given day of the following month: "30 jours fin
  /// de mois le 10". A day beyond the month's last is its last.
  case daysThenDayOfMonth(days: Int, dayOfMonth: Int)

  /// The day on which an invoice of `day` falls due (AT-41).
  public func due(from day: Day) -> Day {
    switch self {
    case .net(let days): return day + days
    case .daysThenEndOfMonth(let days): return (day + days).endOfMonth
    case .endOfMonthThenDays(let days): return day.endOfMonth + days
    case .daysThenDayOfMonth(let days, let dayOfMonth):
      let first = (day + days).endOfMonth + 1
      return min(first + (max(1, dayOfMonth) - 1), first.endOfMonth)
    }
  }
}

extension PaymentTerm {
  /// How it counts.
  public var rule: DueDayRule {
    switch kind {
    case .net: .net(days: days)
    case .endOfMonthThenDays: .endOfMonthThenDays(days: days)
    case .daysThenEndOfMonth:
      if let dayOfMonth {
        .daysThenDayOfMonth(days: days, dayOfMonth: dayOfMonth)
      } else {
        .daysThenEndOfMonth(days: days)
      }
    }
  }
}

/// The longest term that the law allows (C. com. L441-10, as rules.md 2.11 reads it).
public enum LegalTerm {
  /// The latest due day of an invoice: 60 days, or 45 days end of month counted either way.
  public static func latestDue(from day: Day) -> Day {
    max(
      DueDayRule.net(days: 60).due(from: day),
      max(
        DueDayRule.daysThenEndOfMonth(days: 45).due(from: day),
        DueDayRule.endOfMonthThenDays(days: 45).due(from: day)))
  }

  /// Whether an invoice of `day` may fall due on `due`: the date is tested, not the clause's name.
  public static func allows(due: Day, from day: Day) -> Bool { due <= latestDue(from: day) }
}
