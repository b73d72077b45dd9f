import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

// “Pourquoi ?”: where the figures of the line under the cursor, or of the document, come from, and which
// rule gave the price.

extension QuoteEntry {
  /// Opens the explanation on the line that the panes at the right are about; in the head, and where there
  /// is no such line, on the document.
  mutating func why(_ session: Session) -> [Effect] {
    guard !isLookingUp else {
      pending = .why
      return []
    }
    guard let sheet else { return [] }
    let isHead = if case .header = focus { true } else { false }
    let shown = isHead || isOnWords ? nil : shownLine
    guard let seen = shown.map({ sheet.previewing($0) }) ?? sheet else { return [] }
    let derivations = QuoteDerivations(
      seen.draft, seen.figures, DerivationGround(seen))
    let words = DerivationWords(seen, session)
    return [.ask(Modal(WhyPanel(seen, derivations, words, at: shown?.lineNumber)))]
  }

  /// Whether the cursor is on a comment or a heading, or on what found no product.
  private var isOnWords: Bool {
    guard case .lines = focus else { return false }
    return currentLine?.isProduct != true
  }
}

/// Who typed the price of a line, and when; nil where the log does not say.
struct PriceTyped: Sendable {
  let line: Int
  let change: LastChange?
}

extension DerivationWords {
  /// The words for a quote being typed.
  init(_ sheet: QuoteSheet, _ session: Session) {
    self.init(sheet.draft, company: session.company.currency, session.format)
    self = naming(session.warehouses.map(\.name), sheet.rebates)
      .naming(floorsOf: sheet.draft, sheet.around.products.mapValues(\.terms))
  }
}

extension DerivationGround {
  /// What stands around a quote that is looked at.
  init(_ sheet: QuoteSheet) {
    self.init(sheet.around, finds: sheet.finds, rebates: sheet.rebates)
  }

  /// What stands around a quote, read from the store; `finds` is what each line finds in stock.
  public init(
    _ around: QuoteSurroundings, finds: [Int: LineAvailability], rebates: DocumentRebates
  ) {
    self.init()
    self.rebates = rebates
    context = around.context
    self.finds = finds
    for (id, match) in around.products {
      terms[id] = match.terms
      stock[id] = match.stock.warehouses.map { place in
        Place(
          warehouseID: place.warehouseID, position: place.position,
          receipt: place.nextReceipt?.quantity, receiptDay: place.nextReceipt?.day)
      }
      lastPurchases[id] = match.lastPurchase
    }
    let credit = around.credit
    (exposure, horizon) = (credit.terms, credit.horizon)
    (creditLimit, overdue) = (credit.limit, credit.overdue)
    customerDiscount = around.customer.discount
    validityDays = around.settings.quoteValidityDays
  }
}

/// The rule that gave the price of a line, those that did not and why, who typed one.
struct PriceRuleWords {
  let line: QuoteDraftLine
  let match: ProductMatch
  let context: PricingContext
  let session: Session
  /// Who typed the price, where the log says it.
  let typed: LastChange?

  private var format: Format { session.format }
  private var terms: ProductTerms { match.terms }
  private var words: PriceWords { PriceWords(format: format, names: terms.ruleNames) }

  /// Lines of at most that width; what is longer goes on below.
  func lines(_ width: Int) -> [[Span]] {
    let row = line.row
    let choice =
      (try? terms.price(
        of: row.quantity, context, typed: row.priceSource == .manual ? row.unitPrice : nil)) ?? nil
    var pairs = [(session.text("entry.why.chosen"), chosen(choice))]
    if let typed { pairs.append((session.text("entry.why.typed"), override(typed))) }
    pairs += following
    var lines = pairs.flatMap { label, value in
      value.wrapped(to: max(10, width - label.columns)).enumerated().map { place, part in
        let label = place == 0 ? label : String(repeating: " ", count: label.columns)
        return [Span(label, .label), Span(part, place == 0 ? .value : .normal)]
      }
    }
    guard let choice, !choice.rejected.isEmpty else { return lines }
    lines += [[], [Span(session.text("entry.why.rejected"), .label)]]
    for rejected in choice.rejected {
      let sentence = "  " + words.name(rejected.rule) + " — " + words.sentence(rejected.reason)
      lines += sentence.wrapped(to: width - 2).map { [Span("  " + $0, .muted)] }
    }
    return lines
  }

  private func override(_ change: LastChange) -> String {
    session.text(
      "entry.why.typedBy", Fact("actor", .text(change.actorName)),
      Fact("day", .day(change.occurredAt.day())),
      Fact("time", .text(format.time(change.occurredAt))))
  }

  private func chosen(_ choice: PriceChoice?) -> String {
    let row = line.row
    guard row.priceSource != .unknown else { return session.text("entry.price.asked") }
    if row.priceSource == .manual { return session.text("entry.why.manual") }
    guard let choice else { return words.name(row.priceRuleID?.rawValue) }
    let level = words.level(choice.precedence)
    return "\(words.name(row.priceRuleID?.rawValue)) (\(level))"
  }

  /// The day of an index, what remains of a contract that ends at a quantity, the least of the rule.
  private var following: [(String, String)] {
    let row = line.row
    guard let rule = row.priceRuleID?.rawValue,
      let candidate = terms.candidates.first(where: { $0.rule == rule })
    else { return [] }
    var lines: [(String, String)] = []
    if case .indexed = candidate.terms, let day = row.indexDay {
      lines.append((session.text("entry.why.indexDay"), format.day(day)))
    }
    if let cap = candidate.cap {
      let words = session.text(
        "entry.why.capLeft", Fact("left", .quantity(cap.remaining)),
        Fact("cap", .quantity(cap.quantity)))
      lines.append((session.text("entry.why.cap"), words))
    }
    if let floor = candidate.floorPrice, row.unitPrice == floor, row.discounts.isEmpty {
      let words = session.text("entry.why.atFloor", Fact("price", .price(floor)))
      lines.append((session.text("entry.why.ruleFloor"), words))
    }
    return lines
  }
}
