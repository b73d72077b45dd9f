import Values

// Everything a quote shows that is computed, from one function used by screen, command line and
// store alike:
//
//   lines ──► net, cost, margin, floor of each ──┐
//   document discount, spread over the lines ────┼──► totals and VAT · margin · floor of the document
//   carriage and eco-contributions, apart ───────┘
//
// Options and alternatives have figures of their own and are in none of the totals (QuoteChoices).

/// What one line earns and whether it may.
public struct QuoteLineFigures: Sendable, Hashable {
  /// Number of the line.
  public let line: Int
  /// What the customer pays for it, before the document discount, in the document's currency.
  public let net: Amount
  /// The same in the company's currency: what margins and floors are judged by.
  public let companyNet: Amount
  /// What it costs, derogation included, in the company's currency; nil = unknown.
  public let cost: Amount?
  /// The cost of its price unit that floor and margin are judged by: mixed, where a derogation covers
  /// a part of it; nil = unknown.
  public let unitCost: UnitCost?
  /// Base units at the cost that a supplier's derogation grants.
  public let derogated: Quantity
  /// Net price per price unit as printed.
  public let netUnitPrice: UnitPrice
  /// Whether its net price is under the floor of its family.
  public let isUnderFloor: Bool
  /// The lowest price to type that is not, in the document's currency; nil without cost or floor.
  public let floorPrice: UnitPrice?
  /// Whether its price is still to be typed.
  public let asksPrice: Bool
  /// Its eco-contribution, without tax, apart from its net.
  public let eco: Amount
  /// Whether it is in the totals: sold, and not only offered.
  public let isCounted: Bool
  /// What stands in the place of its cost where costs are not shown.
  public let hidden: HiddenCost?
  /// Rate of its VAT.
  let vatRate: Ratio
  /// Floor of its family for the class of the customer; nil = none.
  let floor: Ratio?
  /// What happens where it is under it.
  let floorActions: FloorActions

  /// What it earns.
  public var margin: LineMargin { LineMargin(net: companyNet, cost: cost) }
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
  /// Carriage: charged, borne, and what is missing to have it free.
  public let carriage: CarriageFigures
  /// Goods after the document discount, in the company's currency.
  public let companyNet: Amount
  /// What the customer pays with tax, in the company's currency.
  public let companyTotal: Amount
  /// What the document discount takes, in the company's currency.
  let companyDiscount: Amount
  /// The sections, in the order of the document; none where no heading stands on it.
  public let sections: [SectionTotal]
  /// Where the figures of a line stand, by its number.
  let places: [Int: Int]

  /// The document against its floor as far as floor prices tell; nil = costs are shown, `floor` says it.
  public internal(set) var hiddenFloor: HiddenFloor?
  /// What the lines add up to.
  let sums: LineSums
  /// The lines under their floor of which more than a warning is asked of who works on it.
  let strict: [Int: FloorAction]
  /// Whether lines share a derogation.
  private let hasDerogations: Bool
  /// What happens where the document is under its floor.
  let documentFloor: FloorActions
  /// The roles of who works on it.
  let roles: Set<Role>

  /// Whether somebody must approve (`FloorVerdict`). Where costs are not shown
  /// and floor prices do not decide it, saving does.
  public var needsApproval: Bool { verdict.needsApproval }
  /// Under its floor, as far as it is known.
  public var isUnderFloor: Bool { hiddenFloor.map { $0.verdict == .under } ?? floor.isUnder }
  /// Lines whose cost nobody knows.
  public var linesWithoutCost: Int { margin.linesWithoutCost + sums.uncosted }
  /// Σ net of those lines, in the company's currency.
  public var netWithoutCost: Amount { margin.netWithoutCost + sums.netUncosted }
  /// Lines whose price is still to be typed.
  public var linesWithoutPrice: Int { sums.asking }
  /// Lines that are only offered.
  public var linesOffered: Int { sums.offers }
  /// Σ net of those lines, in the document's currency.
  public var netOffered: Amount { sums.netOffered }

  /// Margin of the goods with what carriage brings less what it costs (marge nette de port).
  public var marginAfterCarriage: Amount { margin.margin - carriage.borne }

  /// The figures of a line.
  public subscript(line number: Int) -> QuoteLineFigures? { places[number].map { lines[$0] } }

  /// Computes a draft.
  public init(_ draft: QuoteDraft) throws(Overflow) {
    let money = draft.money
    var figures: [QuoteLineFigures] = []
    figures.reserveCapacity(draft.lines.count)
    let derogated = draft.derogated
    // By index: a copy of a line costs more than its figures.
    for place in draft.lines.indices where draft.lines[place].isProduct {
      let granted = draft.lines[place].granted(derogated[draft.lines[place].number])
      figures.append(try QuoteLineFigures(draft.lines[place], granted, money))
    }
    try self.init(
      draft, figures, Self.places(of: figures), hasDerogations: draft.hasDerogations)
  }

  /// Computes a draft that was changed from one whose figures are known: only the lines of the run are
  /// computed, the others keep their figures; the sums run over all, which is cheap.
  ///
  /// - Parameter run: where the lines of the two drafts differ.
  public init(
    _ draft: QuoteDraft, changing run: ChangedRun, of former: QuoteDraft,
    after known: QuoteComputation
  ) throws(Overflow) {
    guard !known.isWhole(draft, run, of: former) else {
      try self.init(draft)
      return
    }
    let money = draft.money
    var fresh: [QuoteLineFigures] = []
    for place in run.later where draft.lines[place].isProduct {
      fresh.append(try QuoteLineFigures(draft.lines[place], nil, money))
    }
    let gone = known.range(of: run, in: former)
    var figures = known.lines
    figures.replaceSubrange(gone, with: fresh)
    if gone.count == fresh.count, zip(known.lines[gone], fresh).allSatisfy({ $0.line == $1.line }) {
      try self.init(draft, figures, known.places, hasDerogations: false)
    } else if gone.lowerBound == known.lines.count {
      var places = known.places
      for (place, line) in fresh.enumerated() { places[line.line] = gone.lowerBound + place }
      try self.init(draft, figures, places, hasDerogations: false)
    } else {
      try self.init(draft, figures, Self.places(of: figures), hasDerogations: false)
    }
  }

  /// Whether a change of the draft of these figures reaches lines outside its run: lines of one derogation share
  /// it, so that one that takes more leaves less to the others, and another currency or rate is another for all.
  public func isWhole(_ draft: QuoteDraft, _ run: ChangedRun, of former: QuoteDraft) -> Bool {
    hasDerogations || draft.money != former.money
      || run.later.contains { draft.lines[$0].derogation != nil }
  }

  /// Where the figures of a run's former lines stand.
  private func range(of run: ChangedRun, in former: QuoteDraft) -> Range<Int> {
    let count = run.former.count { former.lines[$0].isProduct }
    // The first product line of the run, or the first behind it, tells where; at the end none is left.
    let first = former.lines[run.first...].first(where: \.isProduct)
    let start = first.flatMap { places[$0.number] } ?? lines.count
    return start..<start + count
  }

  private static func places(of figures: [QuoteLineFigures]) -> [Int: Int] {
    var places: [Int: Int] = Dictionary(minimumCapacity: figures.count)
    for place in figures.indices { places[figures[place].line] = place }
    return places
  }

  /// The document over the figures of its product lines, in their order.
  private init(
    _ draft: QuoteDraft, _ figures: [QuoteLineFigures], _ places: [Int: Int],
    hasDerogations: Bool
  ) throws(Overflow) {
    lines = figures
    documentFloor = draft.documentFloor
    roles = draft.roles
    self.hasDerogations = hasDerogations
    self.places = places
    sections = Self.sections(of: draft, figures)
    let sums = try LineSums(figures)
    self.sums = sums
    strict = sums.strict(for: draft.roles)
    let goods = try Amount.sum(sums.taxed.lazy.map(\.net))
    let discount = try goods.times(draft.quote.discount)
    let money = draft.money
    carriage = try CarriageFigures(
      draft.quote, draft.carriageTerms, money, goods: goods - discount, hasGoods: !sums.sold.isEmpty
    )
    totals = try DocumentTotals(
      lines: sums.taxed, discount: discount,
      carriage: .carriage(carriage.charged, of: sums.taxed), eco: sums.eco,
      rounding: draft.vatRounding)
    let own = sums.sold.map { figures[$0].companyNet }
    let companyGoods = money.isForeign ? try Amount.sum(own) : goods
    companyDiscount = money.isForeign ? try companyGoods.times(draft.quote.discount) : discount
    companyNet = companyGoods - companyDiscount
    companyTotal = try money.own(totals.total)
    let spread = try largestRemainder(companyDiscount.minor, over: own.map(\.minor))
    let nets = zip(own, spread).map { $0 - Amount(minor: $1) }
    (margin, floor) = Self.judged(sums.sold, nets, figures)
    hiddenFloor =
      sums.hidden == 0 ? nil : try HiddenFloor(draft.lines.filter(\.isCounted), nets, money)
  }

  /// Margin and floor of the document, over the sold lines whose cost is shown.
  private static func judged(
    _ sold: [Int], _ nets: [Amount], _ figures: [QuoteLineFigures]
  ) -> (DocumentMargin, DocumentFloor) {
    var (margin, floor) = (DocumentMargin(), DocumentFloor([]))
    for (index, place) in sold.enumerated() where figures[place].hidden == nil {
      margin.add(LineMargin(net: nets[index], cost: figures[place].cost))
      floor.add(
        FloorLine(net: nets[index], cost: figures[place].cost, floor: figures[place].floor))
    }
    return (margin, floor)
  }

  /// What stands under each heading.
  private static func sections(
    of draft: QuoteDraft, _ figures: [QuoteLineFigures]
  ) -> [SectionTotal] {
    guard figures.count < draft.lines.count else { return [] }
    var sections: [SectionTotal] = []
    var open: (heading: Int, title: String, net: Amount, last: Int)?
    var place = 0
    func close() {
      guard let section = open else { return }
      sections.append(
        SectionTotal(
          heading: section.heading, title: section.title, net: section.net, last: section.last))
    }
    for line in draft.lines {
      if line.isProduct {
        if figures[place].isCounted { open?.net += figures[place].net }
        place += 1
      } else if line.row.heading {
        close()
        open = (line.number, line.row.description, .zero, line.number)
      }
      open?.last = line.number
    }
    close()
    return sections
  }
}

extension TaxedAmount {
  /// Carriage bears the VAT of the goods it carries: that of the rate with the largest base; nil where
  /// none is charged.
  public static func carriage(_ charged: Amount, of goods: [TaxedAmount]) -> TaxedAmount? {
    guard charged != .zero else { return nil }
    var bases: [Ratio: Amount] = [:]
    for line in goods { bases[line.vatRate, default: .zero] += line.net }
    let largest = bases.max { ($0.value, $0.key) < ($1.value, $1.key) }
    return TaxedAmount(net: charged, vatRate: largest?.key ?? .zero)
  }
}

extension QuoteLineFigures {
  init(
    _ line: QuoteDraftLine, _ granted: GrantedCost?, _ money: DocumentCurrency
  ) throws(Overflow) {
    let minorUnits = money.currency.minorUnits
    let amounts = line.amounts
    let quantity = line.quantity
    derogated = granted?.remaining ?? .zero
    unitCost = line.unitCost.map { granted?.unitCost(of: quantity, usualCost: $0) ?? $0 }
    let test = LineFloor(
      line: amounts, unitCost: unitCost, costUnit: Int64(line.row.priceUnit),
      rate: money.factor)
    self.line = line.number
    net = try amounts.net(minorUnits: minorUnits)
    companyNet = try money.own(net)
    if let usual = line.unitCost {
      let costed = granted ?? GrantedCost(unitCost: usual)
      cost = try costed.effect(
        on: quantity, usualCost: usual, costUnit: Int64(line.row.priceUnit),
        minorUnits: money.company.minorUnits
      ).cost
    } else {
      cost = nil
    }
    netUnitPrice = amounts.netUnitPrice
    hidden = line.hidden
    vatRate = line.row.vatRate
    floor = line.floor
    floorActions = line.floorActions
    let told = line.hidden?.floorPrice.flatMap { money.foreign(raising: $0, to: line.step) }
    isUnderFloor = line.floor.map { test.isUnder($0) } ?? told.map(amounts.isUnder) ?? false
    floorPrice = line.floor.flatMap { test.floorPrice($0, step: line.step) } ?? told
    asksPrice = line.row.priceSource == .unknown
    isCounted = line.isCounted
    // Per base unit, no discount (AT-65).
    eco =
      line.row.ecoUnit == .zero
      ? .zero
      : try LineAmounts(quantity: line.quantity, unitPrice: line.row.ecoUnit)
        .net(minorUnits: minorUnits)
  }
}

extension QuoteDraft {
  /// The draft with what is kept beside its lines: amounts of the lines, totals, floor verdict.
  public func computed() throws(Overflow) -> (draft: QuoteDraft, figures: QuoteComputation) {
    let figures = try QuoteComputation(self)
    let money = money
    var draft = self
    for place in draft.lines.indices {
      var row = draft.lines[place].row
      let line = figures[line: row.line]
      row.netAmount = line?.net ?? .zero
      row.companyNet = money.isForeign ? line?.companyNet ?? .zero : nil
      row.ecoAmount = line?.eco ?? .zero
      if row != draft.lines[place].row { draft.lines[place].row = row }
    }
    draft.quote.carriage = figures.carriage.charged
    draft.quote.ecoAmount = figures.totals.eco
    draft.quote.netAmount = figures.totals.goods - figures.totals.discount
    draft.quote.companyNet = money.isForeign ? figures.companyNet : nil
    draft.quote.vatAmount = figures.totals.vat
    draft.quote.totalAmount = figures.totals.total
    draft.quote.underFloor = figures.floor.isUnder
    return (draft, figures)
  }
}
