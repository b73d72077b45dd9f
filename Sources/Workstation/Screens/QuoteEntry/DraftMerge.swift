import Sales
import SalesStore
import Values

/// A field that two desks changed, each to another value.
struct DraftConflict: Sendable, Hashable {
  /// `validity`, `quantity`…: the text `entry.conflict.<field>`.
  let field: String
  /// Number of the line; nil for the head.
  let line: Int?
  let mine: ConflictValue
  let theirs: ConflictValue
}

/// A value in a conflict.
enum ConflictValue: Sendable, Hashable {
  case text(String)
  case day(Day?)
  case ratio(Ratio)
  case amount(Amount)
  case quantity(Quantity, String)
  case price(UnitPrice, [Ratio])
  case removed
}

/// Two desks on one quote: what only one of them changed is taken from that one, what both changed
/// differently is named with both values. Nothing is lost either way.
struct DraftMerge: Sendable, Hashable {
  /// With my value wherever both differ.
  private(set) var mine: QuoteDraft
  /// With theirs.
  private(set) var yours: QuoteDraft
  /// As the other desk stored it.
  let theirs: QuoteDraft
  /// What both changed.
  private(set) var conflicts: [DraftConflict] = []

  /// - Parameter base: what both started from; nil = unknown, every difference is then named.
  init(base: QuoteDraft?, mine: QuoteDraft, theirs: QuoteDraft) {
    self.theirs = theirs
    var merged = theirs
    merged.quote.nextLine = max(mine.quote.nextLine, theirs.quote.nextLine)
    self.mine = merged
    yours = merged
    guard mine.money == theirs.money else {
      keepWhole(mine)
      return
    }
    mergeHead(base?.quote, mine.quote)
    mergeLines(base, mine)
  }

  /// Prices of two currencies, or at two rates, are not mixed: all of one state, or all of the other.
  private mutating func keepWhole(_ own: QuoteDraft) {
    func words(_ draft: QuoteDraft) -> ConflictValue {
      .text(draft.quote.currency.code + (draft.quote.rate.map { " " + $0.description } ?? ""))
    }
    var whole = own
    whole.quote.number = theirs.quote.number
    whole.quote.opportunityID = theirs.quote.opportunityID
    whole.quote.version = theirs.quote.version
    whole.quote.termsRevision = theirs.quote.termsRevision
    whole.quote.nextLine = mine.quote.nextLine
    mine = whole
    conflicts = [
      DraftConflict(field: "currency", line: nil, mine: words(own), theirs: words(theirs))
    ]
  }

  private mutating func mergeHead(_ base: Quote?, _ own: Quote) {
    take("reference", \.customerReference, base, own) { .text($0) }
    take("validity", \.validityDay, base, own) { .day($0) }
    take("delivery", \.deliveryDay, base, own) { .day($0) }
    take("discount", \.discount, base, own) { .ratio($0) }
    take("carriage", \.carriage, base, own) { .amount($0) }
    take("site", \.siteID, base, own) { .text($0?.description ?? "") }
    take("warehouse", \.warehouseID, base, own) { .text($0.description) }
    take("contact", \.contactID, base, own) { .text($0?.description ?? "") }
    take("term", \.paymentTermID, base, own) { .text($0?.description ?? "") }
    take("note", \.note, base, own) { .text($0) }
  }

  private mutating func take<Value: Equatable>(
    _ field: String, _ path: WritableKeyPath<Quote, Value>, _ base: Quote?, _ own: Quote,
    _ shown: (Value) -> ConflictValue
  ) {
    let ours = own[keyPath: path]
    let stored = theirs.quote[keyPath: path]
    guard ours != stored, ours != base?[keyPath: path] else { return }
    mine.quote[keyPath: path] = ours
    if stored == base?[keyPath: path] {
      yours.quote[keyPath: path] = ours
    } else {
      conflicts.append(
        DraftConflict(field: field, line: nil, mine: shown(ours), theirs: shown(stored)))
    }
  }

  private mutating func mergeLines(_ base: QuoteDraft?, _ own: QuoteDraft) {
    let old = base ?? QuoteDraft(quote: own.quote)
    for line in own.lines {
      let number = line.number
      if let stored = theirs[line: number], old[line: number] != nil || stored.sells(as: line) {
        merge(line, old[line: number], stored)
      } else if let before = old[line: number] {
        // They took it off; it comes back only where it was changed here.
        if before.differs(from: line) {
          mine.lines.append(line)
          conflicts.append(
            DraftConflict(
              field: "line", line: number,
              mine: .quantity(line.row.typedQuantity, line.row.typedUnit), theirs: .removed))
        }
      } else {
        // Numbers are never reused: a new line takes one that neither desk has.
        mine.append(line)
        yours.append(line)
      }
    }
    for line in old.lines where own[line: line.number] == nil {
      guard let stored = theirs[line: line.number] else { continue }
      mine.lines.removeAll { $0.number == line.number }
      if stored.differs(from: line) {
        conflicts.append(
          DraftConflict(
            field: "line", line: line.number, mine: .removed,
            theirs: .quantity(stored.row.typedQuantity, stored.row.typedUnit)))
      } else {
        yours.lines.removeAll { $0.number == line.number }
      }
    }
  }

  private mutating func merge(
    _ line: QuoteDraftLine, _ base: QuoteDraftLine?, _ stored: QuoteDraftLine
  ) {
    let number = line.number
    if line.quantities != stored.quantities, line.quantities != base?.quantities {
      let isFree = stored.quantities == base?.quantities
      apply(to: number, alsoYours: isFree) { $0.take(quantitiesOf: line) }
      if !isFree {
        conflicts.append(
          DraftConflict(
            field: "quantity", line: number,
            mine: .quantity(line.row.typedQuantity, line.row.typedUnit),
            theirs: .quantity(stored.row.typedQuantity, stored.row.typedUnit)))
      }
    }
    if line.pricing != stored.pricing, line.pricing != base?.pricing {
      let isFree = stored.pricing == base?.pricing
      apply(to: number, alsoYours: isFree) { $0.take(pricingOf: line) }
      if !isFree {
        conflicts.append(
          DraftConflict(
            field: "price", line: number, mine: .price(line.row.unitPrice, line.row.discounts),
            theirs: .price(stored.row.unitPrice, stored.row.discounts)))
      }
    }
  }

  private mutating func apply(
    to number: Int, alsoYours: Bool, _ body: (inout QuoteDraftLine) -> Void
  ) {
    if let place = mine.lines.firstIndex(where: { $0.number == number }) {
      body(&mine.lines[place])
    }
    guard alsoYours else { return }
    if let place = yours.lines.firstIndex(where: { $0.number == number }) {
      body(&yours.lines[place])
    }
  }
}

extension QuoteDraftLine {
  fileprivate struct Quantities: Equatable {
    let typed: Quantity
    let unit: String
  }

  fileprivate struct Pricing: Equatable {
    let price: UnitPrice
    let discounts: [Ratio]
    let source: PriceSource
  }

  fileprivate var quantities: Quantities {
    Quantities(typed: row.typedQuantity, unit: row.typedUnit)
  }
  fileprivate var pricing: Pricing {
    Pricing(price: row.unitPrice, discounts: row.discounts, source: row.priceSource)
  }

  /// Whether both are one line, and not two that drew the same number.
  fileprivate func sells(as other: QuoteDraftLine) -> Bool {
    row.productID == other.productID && row.description == other.row.description
  }

  fileprivate func differs(from other: QuoteDraftLine) -> Bool {
    quantities != other.quantities || pricing != other.pricing
      || row.description != other.row.description
  }

  fileprivate mutating func take(quantitiesOf other: QuoteDraftLine) {
    row.typedQuantity = other.row.typedQuantity
    row.typedUnit = other.row.typedUnit
    row.quantity = other.quantity
  }

  fileprivate mutating func take(pricingOf other: QuoteDraftLine) {
    row.unitPrice = other.row.unitPrice
    row.discounts = other.row.discounts
    row.priceSource = other.row.priceSource
    row.priceRuleID = other.row.priceRuleID
  }
}
