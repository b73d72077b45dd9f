import Values

extension LegalTerm {
  /// Whether a clause may be agreed with a customer, whatever the day of its invoices (rules.md 2.11).
  ///
  /// 60 days, or 45 days end of month counted either way: "60 jours fin de mois" is not accepted, although
  /// now and then an invoice of it falls due in time. A clause that names a day of the month is judged on
  /// each due date; it is refused here only where no invoice of a year would be in time.
  public static func allowsClause(_ rule: DueDayRule, from day: Day) -> Bool {
    switch rule {
    case .net(let days): days <= 60
    case .daysThenEndOfMonth(let days), .endOfMonthThenDays(let days): days <= 45
    case .daysThenDayOfMonth:
      (0..<366).contains { allows(due: rule.due(from: day + $0), from: day + $0) }
    }
  }
}
