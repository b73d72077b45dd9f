import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

// “Pourquoi ce prix ?”: the rule that gave it, those that did not and why, cost, floor, cascade.

extension QuoteEntry {
  func why(_ session: Session) -> [Effect] {
    guard let sheet, let shown = shownLine else { return [] }
    let title = session.text("entry.why.title", Fact("code", .text(shown.match.product.code)))
    let words = WhyWords(sheet: sheet, shown: shown, session: session)
    return [.ask(.explain(title: title, words.lines))]
  }
}

/// The lines of that explanation.
struct WhyWords {
  let sheet: QuoteSheet
  let shown: ShownLine
  let session: Session

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
    lines += cascade
    if let choice, !choice.rejected.isEmpty {
      lines.append([])
      lines.append([Span(session.text("entry.why.rejected"), .label)])
      for rejected in choice.rejected {
        lines.append([
          Span("  " + name(rejected.rule) + " ", .normal), Span(reason(rejected.reason), .muted),
        ])
      }
    }
    return lines + [[]] + costLines
  }

  private func chosen(_ choice: PriceChoice?) -> String {
    let row = shown.line.row
    guard row.priceSource != .unknown else { return session.text("entry.price.asked") }
    if row.priceSource == .manual { return session.text("entry.why.manual") }
    guard let choice else { return name(row.priceRuleID?.rawValue) }
    let level = session.text("entry.level.\(Self.level(choice.precedence))")
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

  private func name(_ rule: UInt128?) -> String {
    guard let rule else { return session.text("entry.price.list") }
    let name = terms.ruleNames[rule] ?? ""
    return name.isEmpty ? session.text("entry.why.unnamed") : name
  }

  private static func level(_ precedence: PricePrecedence) -> String { "\(precedence)" }

  private func reason(_ reason: PriceRejection) -> String {
    func word(_ key: String, _ facts: Fact...) -> String {
      format.text("entry.rejected.\(key)", facts)
    }
    switch reason {
    case .notYetValid(let from): return word("notYetValid", Fact("day", .day(from)))
    case .expired(let day): return word("expired", Fact("day", .day(day)))
    case .belowMinimum(let minimum):
      return word("belowMinimum", Fact("quantity", .quantity(minimum)))
    case .baseUnknown: return word("baseUnknown")
    case .noPrice: return word("noPrice")
    case .typedPrice: return word("typedPrice")
    case .weakerLevel(let level):
      return word(
        "weakerLevel", Fact("level", .text(session.text("entry.level.\(Self.level(level))"))))
    case .lessSpecific: return word("lessSpecific")
    case .smallerBreak(let minimum):
      return word("smallerBreak", Fact("quantity", .quantity(minimum)))
    case .fartherFamily: return word("fartherFamily")
    case .older: return word("older")
    case .replacedByRule: return word("replacedByRule")
    case .firmContract: return word("firmContract")
    case .dearer: return word("dearer")
    }
  }
}
