import SalesDesk
import Terminal
import Values

/// Fields that the screens of goods ask for.
enum GoodsForms {
  /// A quantity as typed, or nil.
  static func quantity(_ text: String) -> Quantity? {
    let entry = try? NumberEntry.parse(text, decimals: Quantity.decimals)
    return entry.map { Quantity(thousandths: $0.scaled) }
  }

  /// A price as typed, or nil.
  static func price(_ text: String) -> UnitCost? {
    let entry = try? NumberEntry.parse(text, decimals: UnitCost.decimals)
    return entry.map { UnitCost(tenThousandths: $0.scaled) }
  }

  /// A day as typed, or nil.
  static func day(_ text: String, _ today: Day) -> Day? {
    let found = try? DateEntry.resolve(text, today: CalendarDay(number: today.daysSinceEpoch))
    return found.map { Day(daysSinceEpoch: $0.number) }
  }

  /// A quantity from nothing to `limit`.
  static func quantityField(
    _ quantity: Quantity, atMost limit: Quantity, hint: String, _ session: Session
  ) -> FormField {
    let wrong = session.text("goods.quantity.problem", Fact("limit", .quantity(limit)))
    return FormField(
      "quantity", label: session.text("goods.quantity"), text: session.format.quantity(quantity),
      hint: hint,
      problem: { text in
        guard let typed = GoodsForms.quantity(text), typed >= .zero, typed <= limit else {
          return wrong
        }
        return nil
      })
  }

  /// A day; its echo names the day of the week.
  static func dayField(
    _ key: String, label: String, text: String, _ session: Session
  ) -> FormField {
    let wrong = session.text("goods.day.problem")
    return FormField(
      key, label: session.text(label), text: text, hint: session.text("goods.day.hint"),
      problem: { day($0, session.today) == nil ? wrong : nil }
    ).echoing { typed in
      day(typed, session.today).map { "= " + session.format.longDay($0) } ?? ""
    }
  }
}
