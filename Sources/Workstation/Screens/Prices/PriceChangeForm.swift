import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

// A mass change: asked for, shown price by price, then done as one act.

extension PriceForms {
  /// Whose prices change, by how much, rounded to what, from when.
  static func change(_ session: Session) -> Modal {
    let (today, format) = (session.today, session.format)
    let problem = session.text("prices.problem.change")
    let wrongDay = session.text("prices.problem.changeFrom")
    func field(_ key: String, _ text: String = "") -> FormField {
      FormField(
        key, label: session.text("prices.field.\(key)"), text: text,
        hint: session.text("prices.hint.\(key)"))
    }
    let by = FormField(
      "by", label: session.text("prices.field.by"), hint: session.text("prices.hint.by"),
      problem: { priceChange($0, step: nil) == nil ? problem : nil })
    let step = FormField(
      "step", label: session.text("prices.field.step"), hint: session.text("prices.hint.step"),
      problem: { typed in
        typed.trimmed.isEmpty || GoodsForms.price(typed).map { $0 > .zero } ?? false
          ? nil : problem
      })
    let day = FormField(
      "changeFrom", label: session.text("prices.field.changeFrom"), text: format.day(today),
      hint: session.text("prices.hint.changeFrom"),
      problem: { typed in
        GoodsForms.day(typed, today).map { $0 >= today } ?? false ? nil : wrongDay
      }
    ).echoing { typed in
      GoodsForms.day(typed, today).map { "= " + format.longDay($0) } ?? ""
    }
    let supplier = supplierField(session)
    return .form(
      id: "prices.change", title: session.text("prices.change.title"),
      [familyField("", session), supplier, listField("", session), by, step, day])
  }

  /// `3,5 %`, `-2`, or a formula.
  static func priceChange(_ text: String, step: PriceStep?) -> PriceChange? {
    if let formula = try? PriceFormula(text: text.trimmed) { return PriceChange(formula: formula) }
    guard let percent = percent(text), percent.basisPoints > -10_000, percent != .zero else {
      return nil
    }
    return PriceChange(percent: percent, step: step)
  }

  /// Reads what the change would do; the answer is a modal to accept.
  static func preview(_ values: FormValues, _ session: Session) -> Effect {
    func text(_ key: String) -> String { (values[key] ?? "").trimmed }
    let step = GoodsForms.price(text("step")).map {
      PriceStep(tenThousandths: $0.tenThousandths)
    }
    let change = priceChange(text("by"), step: step)
    let day = GoodsForms.day(text("changeFrom"), session.today) ?? session.today
    let (family, supplier, list) = (text("family"), text("supplier"), text("list"))
    return .read("preview") { reader -> any Sendable in
      guard let change else { return PreviewRefused() }
      let target: PriceChangeScope
      if !family.isEmpty {
        target = .family(try reader.family(coded: family).id)
      } else if !supplier.isEmpty {
        target = .supplier(try reader.supplier(coded: supplier).id)
      } else {
        target = .list(try reader.priceList(coded: list).id)
      }
      let prices = try reader.changedPrices(target, by: change, on: day)
      return PriceChangePreview(target: target, change: change, day: day, prices: prices)
    }
  }
}

/// Nothing to show: the form said why.
struct PreviewRefused: Sendable {}

/// Every price before and after; Enter does it.
struct PriceChangePreview: ModalContent {
  let target: PriceChangeScope
  let change: PriceChange
  let day: Day
  let prices: [ChangedPrice]
  var list: ListState

  init(target: PriceChangeScope, change: PriceChange, day: Day, prices: [ChangedPrice]) {
    self.target = target
    self.change = change
    self.day = day
    self.prices = prices
    list = ListState(count: prices.count)
  }

  var isTyping: Bool { false }

  mutating func handle(_ event: InputEvent, _ model: Model) -> ModalStep {
    guard case .key(let key) = event else { return .stay([]) }
    switch key {
    case .escape, .char("q"): return .close([])
    case .enter, .f(8):
      guard prices.contains(where: \.isChanged) else { return .close([]) }
      return .act(.act(ChangePrices(target, by: change, from: day)))
    default:
      _ = list.handle(key, height: max(1, model.size.height - 9))
      return .stay([])
    }
  }

  func hints(_ session: Session) -> [FooterHint] {
    [
      hint(.enter, "prices.change.apply", session), hint(.up, "modal.move", session),
      hint(.escape, "modal.cancel", session),
    ]
  }

  func draw(on canvas: Canvas, _ model: Model) -> Point? {
    let session = model.session
    let height = min(canvas.height - 2, prices.count + 6)
    let inside = ModalFrame.draw(
      session.text("prices.preview.title", Fact("day", .day(day))),
      Size(min(canvas.width - 2, 110), max(8, height)), on: canvas)
    let changed = prices.count { $0.isChanged }
    let under = prices.count { $0.isUnderFloor }
    let words =
      session.counted("prices.preview.count", changed)
      + (under > 0 ? " · " + session.counted("prices.preview.under", under) : "")
    inside.put(
      words, in: Rect(1, 0, inside.width - 2, 1), under > 0 ? .warning : .muted)
    let room = inside.sub(Rect(0, 1, inside.width, max(0, inside.height - 1)))
    table(session).draw(on: room, list: list, focused: true) { row(prices[$0], session) }
    return nil
  }

  private func table(_ session: Session) -> Terminal.Table {
    Terminal.Table([
      session.column("code", .fixed(14)),
      session.column("name", .flexible(minimum: 10, weight: 2), drop: 3),
      session.column("before", .fixed(11), .right), session.column("after", .fixed(11), .right),
      session.column("move", .fixed(9), .right, drop: 2),
      session.column("marginAfter", .fixed(10), .right, drop: 1),
    ])
  }

  private func row(_ price: ChangedPrice, _ session: Session) -> TableRow {
    let format = session.format
    func text(_ price: UnitPrice?) -> String { price.map { format.price($0) } ?? "—" }
    var move = Fraction.unavailable
    if let before = price.before, let after = price.after {
      move = Fraction(after.tenThousandths - before.tenThousandths, before.tenThousandths)
    }
    let after = text(price.after ?? price.before)
    let margin = format.percent(price.marginAfter) + (price.isUnderFloor ? " ▼" : "")
    return TableRow([
      Span(price.product.code), Span(price.product.name, .muted), Span(text(price.before)),
      Span(after, price.isChanged ? .value : .muted),
      Span(move.isAvailable ? format.signedPercent(move) : "—", .muted),
      Span(margin, price.isUnderFloor ? .warning : .normal),
    ])
  }
}
