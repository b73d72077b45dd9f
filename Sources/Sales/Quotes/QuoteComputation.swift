import Values

// Everything a quote shows that is computed, from one function used by screen, command line and
// store alike:
//
//   lines ──► net, cost, margin, floor of each ──┐
//   document discount, spread over the lines ────┼──► totals and VAT · margin · floor of the document
//   carriage, apart from goods and margin ───────┘

/// What one line earns and whether it may.
public struct QuoteLineFigures: Sendable, Hashable {
  /// Number of the line.
  public let line: Int
  /// What the customer pays for it, before the document discount.
  public let net: Amount
  /// What it costs; nil = unknown.
  public let cost: Amount?
  /// Net price per price unit as printed.
  public let netUnitPrice: UnitPrice
  /// Whether its net price is under the floor of its family.
  public let isUnderFloor: Bool
  /// The lowest price to type that is not; nil without cost or floor.
  public let floorPrice: UnitPrice?
  /// Whether its price is still to be typed.
  public let asksPrice: Bool

  /// What it earns.
  public var margin: LineMargin { LineMargin(net: net, cost: cost) }
}

/// The figures of a quote: pure, without store, from the draft alone.
public struct QuoteComputation: Sendable, Hashable {
  /// Those of the product lines, in the order of the document.
  public let lines: [QuoteLineFigures]
  /// Goods, discount, carriage, VAT, total.
  public let totals: DocumentTotals
  /// Margin after the document discount; lines without cost left out by name (AT-59).
  public let margin: DocumentMargin
  /// The document against its own floor, after the document discount.
  public let floor: DocumentFloor

  /// Whether a manager must approve: under its floor, or a line without cost.
  public var needsApproval: Bool { floor.needsApproval }
  /// Lines whose price is still to be typed.
  public var linesWithoutPrice: Int { lines.count { $0.asksPrice } }

  /// The figures of a line.
  public subscript(line number: Int) -> QuoteLineFigures? {
    lines.first { $0.line == number }
  }

  /// Computes a draft.
  public init(_ draft: QuoteDraft) throws(Overflow) {
    let minorUnits = draft.quote.currency.minorUnits
    let products = draft.lines.filter(\.isProduct)
    var figures: [QuoteLineFigures] = []
    figures.reserveCapacity(products.count)
    for line in products {
      figures.append(try QuoteLineFigures(line, minorUnits: minorUnits))
    }
    lines = figures
    let goods = try Amount.sum(figures.map(\.net))
    let discount = try goods.times(draft.quote.discount)
    totals = try DocumentTotals(
      lines: zip(products, figures).map { TaxedAmount(net: $1.net, vatRate: $0.row.vatRate) },
      discount: discount, carriage: Self.carriage(of: draft.quote, products, figures),
      rounding: draft.vatRounding)
    let spread = try largestRemainder(discount.minor, over: figures.map(\.net.minor))
    let nets = zip(figures, spread).map { $0.net - Amount(minor: $1) }
    margin = DocumentMargin(
      zip(figures, nets).map { LineMargin(net: $1, cost: $0.cost) })
    floor = DocumentFloor(
      products.indices.map {
        FloorLine(net: nets[$0], cost: figures[$0].cost, floor: products[$0].floor)
      })
  }

  /// Carriage bears the VAT of the goods it carries: that of the rate with the largest base.
  private static func carriage(
    of quote: Quote, _ products: [QuoteDraftLine], _ figures: [QuoteLineFigures]
  ) -> TaxedAmount? {
    guard quote.carriage != .zero else { return nil }
    var bases: [Ratio: Amount] = [:]
    for (line, figure) in zip(products, figures) {
      bases[line.row.vatRate, default: .zero] += figure.net
    }
    let largest = bases.max { ($0.value, $0.key) < ($1.value, $1.key) }
    return TaxedAmount(net: quote.carriage, vatRate: largest?.key ?? .zero)
  }
}

extension QuoteLineFigures {
  init(_ line: QuoteDraftLine, minorUnits: Int64) throws(Overflow) {
    let amounts = line.amounts
    let test = LineFloor(
      line: amounts, unitCost: line.unitCost, costUnit: Int64(line.row.priceUnit))
    self.line = line.row.line
    net = try amounts.net(minorUnits: minorUnits)
    if let unitCost = line.unitCost {
      cost = try LineMargin.cost(
        of: line.row.quantity, at: unitCost, per: Int64(line.row.priceUnit),
        minorUnits: minorUnits)
    } else {
      cost = nil
    }
    netUnitPrice = amounts.netUnitPrice
    isUnderFloor = line.floor.map { test.isUnder($0) } ?? false
    floorPrice = line.floor.flatMap { test.floorPrice($0, step: line.step) }
    asksPrice = line.row.priceSource == .unknown
  }
}

extension QuoteDraft {
  /// The draft with what is kept beside its lines: amounts of the lines, totals, floor verdict.
  public func computed() throws(Overflow) -> (draft: QuoteDraft, figures: QuoteComputation) {
    let figures = try QuoteComputation(self)
    var draft = self
    for place in draft.lines.indices {
      draft.lines[place].row.netAmount = figures[line: draft.lines[place].row.line]?.net ?? .zero
    }
    draft.quote.netAmount = figures.totals.goods - figures.totals.discount
    draft.quote.vatAmount = figures.totals.vat
    draft.quote.totalAmount = figures.totals.total
    draft.quote.underFloor = figures.floor.isUnder
    return (draft, figures)
  }
}
