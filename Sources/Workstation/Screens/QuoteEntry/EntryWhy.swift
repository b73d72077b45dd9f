import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

// “Pourquoi ce prix ?”: the rule that gave it, those that did not and why, cost, floor, cascade.

extension QuoteEntry {
  func why(_ session: Session) -> [Effect] {
    guard let sheet, let shown = shownLine else { return [] }
    let row = shown.line.row
    // Who typed a price stands in the log.
    guard row.priceSource == .manual, sheet.base?[line: row.line] != nil else {
      return explain(sheet, shown, typed: nil, session)
    }
    return [.read("why") { PriceTyped(line: row.line, change: try $0.priceDecision(on: row)) }]
  }

  /// The log was read: the explanation, with who typed the price.
  func receive(_ typed: PriceTyped, _ session: Session) -> [Effect] {
    guard let sheet, let shown = shownLine, shown.line.row.line == typed.line else { return [] }
    return explain(sheet, shown, typed: typed.change, session)
  }

  private func explain(
    _ sheet: QuoteSheet, _ shown: ShownLine, typed: LastChange?, _ session: Session
  ) -> [Effect] {
    let title = session.text("entry.why.title", Fact("code", .text(shown.match.product.code)))
    let words = WhyWords(sheet: sheet, shown: shown, session: session, typed: typed)
    return [.ask(.explain(title: title, words.lines))]
  }
}

/// Who typed the price of a line, and when; nil where the log does not say.
struct PriceTyped: Sendable {
  let line: Int
  let change: LastChange?
}

/// The lines of that explanation.
struct WhyWords {
  let sheet: QuoteSheet
  let shown: ShownLine
  let session: Session
  /// Who typed the price, where the log says it.
  var typed: LastChange?

  private var format: Format { session.format }
  private var terms: ProductTerms { shown.match.terms }

  var lines: [[Span]] {
    let row = shown.line.row
    let choice =
      (try? terms.price(
        of: row.quantity, sheet.around.context,
        typed: row.priceSource == .manual ? row.unitPrice : nil)) ?? nil
    var lines = [
      [Span(session.text("entry.why.chosen"), .label), Span(chosen(choice), .value.bold)]
    ]
    if let typed { lines.append(override(typed)) }
    lines += following + cascade
    if let choice, !choice.rejected.isEmpty {
      lines.append([])
      lines.append([Span(session.text("entry.why.rejected"), .label)])
      for rejected in choice.rejected {
        lines.append([
          Span("  " + name(rejected.rule) + " ", .normal),
          Span(words.sentence(rejected.reason), .muted),
        ])
      }
    }
    return lines + [[]] + costLines
  }

  /// Who stood over the rules, and when.
  private func override(_ change: LastChange) -> [Span] {
    let words = session.text(
      "entry.why.typedBy", Fact("actor", .text(change.actorName)),
      Fact("day", .day(change.occurredAt.day())),
      Fact("time", .text(format.time(change.occurredAt))))
    return [Span(session.text("entry.why.typed"), .label), Span(words)]
  }

  /// A price that follows an index: P = P0 × (a + b × I/I0), with each of its values; what remains of
  /// a contract that ends at a quantity.
  private var following: [[Span]] {
    let row = shown.line.row
    guard let rule = row.priceRuleID?.rawValue,
      let candidate = terms.candidates.first(where: { $0.rule == rule })
    else { return [] }
    var lines: [[Span]] = []
    if case .indexed(let price) = candidate.terms, let value = row.indexValue,
      let day = row.indexDay
    {
      let formula =
        "\(format.price(price.base)) × (\(format.shortPercent(price.share.complement)) + "
        + "\(format.shortPercent(price.share)) × \(format.index(value)) / "
        + "\(format.index(price.baseValue))) = \(format.price(row.unitPrice))"
      lines.append([Span(session.text("entry.why.index"), .label), Span(formula)])
      lines.append([
        Span(session.text("entry.why.indexDay"), .label), Span(format.day(day), .muted),
      ])
    }
    if let cap = candidate.cap {
      let words = session.text(
        "entry.why.capLeft", Fact("left", .quantity(cap.remaining)),
        Fact("cap", .quantity(cap.quantity)))
      lines.append([Span(session.text("entry.why.cap"), .label), Span(words)])
    }
    if let floor = candidate.floorPrice, row.unitPrice == floor, row.discounts.isEmpty {
      let words = session.text("entry.why.atFloor", Fact("price", .price(floor)))
      lines.append([Span(session.text("entry.why.ruleFloor"), .label), Span(words)])
    }
    return lines
  }

  private func chosen(_ choice: PriceChoice?) -> String {
    let row = shown.line.row
    guard row.priceSource != .unknown else { return session.text("entry.price.asked") }
    if row.priceSource == .manual { return session.text("entry.why.manual") }
    guard let choice else { return name(row.priceRuleID?.rawValue) }
    let level = words.level(choice.precedence)
    return "\(name(row.priceRuleID?.rawValue)) (\(level))"
  }

  private var cascade: [[Span]] {
    let row = shown.line.row
    guard row.priceSource != .unknown, let own = shown.own(sheet) else { return [] }
    var text = format.price(row.unitPrice)
    for step in row.discounts { text += " − " + format.shortPercent(step) }
    text += " = " + format.price(own.netUnitPrice)
    if row.priceUnit != 1 { text += " /\(row.priceUnit)" }
    let amount = format.quantity(row.quantity) + " " + shown.match.product.baseUnit + " → "
    return [
      [Span(session.text("entry.why.net"), .label), Span(text)],
      [
        Span(session.text("entry.why.amount"), .label),
        Span(amount + format.money(own.net, sheet.quote.currency)),
      ],
    ]
  }

  private var costLines: [[Span]] {
    if let hidden = shown.line.hidden, hidden.isKnown, let own = shown.own(sheet) {
      let floor = hidden.floorPrice.map { FloorWords.price($0, own, shown.line, session) }
      return [
        [
          Span(session.text("entry.why.floorPrice"), .label),
          floor ?? Span(session.text("entry.price.noFloor"), .muted),
        ],
        [Span(session.text("costs.hidden"), .muted)],
      ]
    }
    guard let cost = shown.line.unitCost, let own = shown.own(sheet) else {
      return [[Span(session.text("entry.price.noCost"), .warning)]]
    }
    var lines = [
      [
        Span(session.text("entry.why.cost"), .label),
        Span(
          format.cost(cost) + " · "
            + session.text("costMethod.\(shown.line.costMethod.rawValue)")),
      ],
      [
        Span(session.text("entry.why.margin"), .label),
        Span(
          session.text(
            "entry.why.rates", Fact("rate", .text(format.percent(own.margin.marginRate))),
            Fact("markup", .text(format.percent(own.margin.markup))))),
      ],
    ]
    if let floor = shown.line.floor, let price = own.floorPrice {
      lines.append([
        Span(session.text("entry.why.floor"), .label),
        Span(
          format.shortPercent(floor) + " → " + format.price(price)
            + (own.isUnderFloor ? " ▼" : " ✓"), own.isUnderFloor ? .warning : .success),
      ])
    } else {
      lines.append([Span(session.text("entry.why.noFloor"), .muted)])
    }
    return lines
  }

  private var words: PriceWords { PriceWords(format: format, names: terms.ruleNames) }

  private func name(_ rule: UInt128?) -> String { words.name(rule) }
}
