import Values

// One function for each kind of counter-offer. Each makes documents that give what is wished, or what
// is worth as much to the customer, and leaves it to `Negotiation.answer` to drop those under the floor.

extension Negotiation {
  /// Collected, charged, or given instead of the wish.
  func carriageOffers(_ goal: NegotiationGoal) throws(Overflow) -> [CounterOffer] {
    var offers: [CounterOffer] = []
    let granted = goal.granted(draft)
    // What carriage costs us is counted in the company's currency, what is said on the phone is not.
    let money = draft.money
    let borne = try money.foreign(terms.carriageCost - (try money.own(draft.quote.carriage)))
    if borne > .zero {
      offers.append(
        try offer(.collected(saved: borne), without(carriageOf: granted), carriageCost: .zero))
      var charged = granted
      charged.quote.carriage = try money.foreign(terms.carriageCost)
      charged.quote.carriageSource = .manual
      offers.append(try offer(.carriageCharged(borne), charged))
    }
    let goods = standing.totals.goods - standing.totals.discount
    if draft.quote.carriage > .zero, draft.quote.carriage >= goods - goal.target {
      offers.append(
        try offer(.carriageGiven(draft.quote.carriage), without(carriageOf: draft)))
    }
    return offers
  }

  private func without(carriageOf draft: QuoteDraft) -> QuoteDraft {
    var free = draft
    free.quote.carriage = .zero
    free.quote.carriageSource = .manual
    return free
  }

  /// The wish, paid earlier: where waiting costs something.
  func paymentOffers(_ goal: NegotiationGoal) throws(Overflow) -> [CounterOffer] {
    guard terms.yearlyRate > .zero else { return [] }
    var offers: [CounterOffer] = []
    for choice in terms.payments where choice.days < terms.paymentDays {
      var paid = goal.granted(draft)
      paid.quote.paymentTermID = choice.term
      offers.append(
        try offer(.payment(choice.term, days: choice.days), paid, paymentDays: choice.days))
    }
    return offers
  }

  /// More of the line that is talked about: as much as keeps the floor, the next whole packagings, or
  /// what the price list itself asks for such a price.
  func quantityOffers(_ goal: NegotiationGoal) throws(Overflow) -> [CounterOffer] {
    let line = goal.line
    let granted = goal.granted(draft)
    guard let product = line.productID, let product = terms.products[product],
      let packaging = product.packaging(line.row.typedUnit)
    else { return [] }
    var offers: [CounterOffer] = []
    if let more = try least(of: line, packaging, granted) {
      let kind = CounterOfferKind.quantity(
        line: line.number, more, unit: line.row.typedUnit)
      offers.append(try offer(kind, changed(granted, line, more, packaging)))
    }
    for unit in product.units where Packaging(content: unit.factor).content > packaging.content {
      let content = Packaging(content: unit.factor)
      let count = roundUp(
        Int128(line.quantity.thousandths), Int128(content.content.thousandths))
      let whole = Quantity(thousandths: try Int64(narrowing: count * 1000))
      guard try content.base(of: whole) > line.quantity else { continue }
      offers.append(
        try offer(
          .packaging(line: line.number, whole, unit: unit.unit),
          changed(granted, line, whole, content, unit: unit.unit)))
    }
    if let listed = try breakOffer(goal, product, packaging) { offers.append(listed) }
    return offers
  }

  /// The least quantity in whole typed units that keeps the floor at the wished price; nil where the
  /// present one does, or a thousand times as much does not.
  private func least(
    of line: QuoteDraftLine, _ packaging: Packaging, _ granted: QuoteDraft
  ) throws(Overflow) -> Quantity? {
    func keeps(_ units: Int64) throws(Overflow) -> Bool {
      let more = Quantity(thousandths: units * 1000)
      return try !offer(.asAsked, changed(granted, line, more, packaging)).isUnderFloor
    }
    var low = line.row.typedQuantity.thousandths / 1000
    var high = max(1, low) * 1000
    guard high * 1000 <= Quantity.limit.thousandths / packaging.content.thousandths * 1000,
      try !keeps(max(1, low)), try keeps(high)
    else { return nil }
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if try keeps(middle) { high = middle } else { low = middle }
    }
    return Quantity(thousandths: high * 1000)
  }

  private func breakOffer(
    _ goal: NegotiationGoal, _ product: ProductTerms, _ packaging: Packaging
  ) throws(Overflow) -> CounterOffer? {
    let line = goal.line
    guard line.row.priceSource != .manual else { return nil }
    let minima = Set(product.candidates.map(\.minimum)).filter { $0 > line.quantity }
    for minimum in minima.sorted() {
      let units = roundUp(
        Int128(minimum.thousandths), Int128(packaging.content.thousandths))
      let typed = Quantity(thousandths: try Int64(narrowing: units * 1000))
      var listed = line
      guard (try? product.change(&listed, quantity: typed, terms.context)) != nil else { continue }
      let asked = goal.granted(draft)
      guard case .price(_, let wished) = goal.form, listed.amounts.netUnitPrice <= wished else {
        continue
      }
      var document = asked
      document.replace(listed)
      return try offer(
        .quantityBreak(line: line.number, typed, unit: line.row.typedUnit), document)
    }
    return nil
  }

  private func changed(
    _ draft: QuoteDraft, _ line: QuoteDraftLine, _ quantity: Quantity, _ packaging: Packaging,
    unit: String? = nil
  ) throws(Overflow) -> QuoteDraft {
    var document = draft
    guard var more = document[line: line.number] else { return document }
    more.row.typedQuantity = quantity
    if let unit { more.row.typedUnit = unit }
    more.row.quantity = try packaging.base(of: quantity)
    document.replace(more)
    return document
  }

  /// Another product on the line, at its own price where that meets the wish, else at the wished one.
  func equivalentOffers(_ goal: NegotiationGoal) throws(Overflow) -> [CounterOffer] {
    var offers: [CounterOffer] = []
    let line = goal.line
    for product in terms.equivalents[line.number] ?? [] {
      let typing = LineTyping(
        quantity: line.row.typedQuantity,
        unit: product.packaging(line.row.typedUnit) == nil ? nil : line.row.typedUnit)
      guard var other = try? product.line(typing, terms.context), other.quantity > .zero,
        other.row.priceSource != .unknown
      else { continue }
      other.row.quoteID = line.row.quoteID
      other.row.line = line.number
      other.row.position = line.row.position
      var document = draft
      document.replace(other)
      var totals = try QuoteComputation(document).totals
      if totals.goods - totals.discount > goal.target {
        document = goal.granted(document)
        totals = try QuoteComputation(document).totals
      }
      guard totals.goods - totals.discount <= goal.target else { continue }
      offers.append(
        try offer(.equivalent(line: line.number, product.product.id), document))
    }
    return offers
  }

  /// Less than the wish: the most that keeps the floor, to the basis point of a discount or to the
  /// step of a price.
  func atMostOffer(_ goal: NegotiationGoal) throws(Overflow) -> CounterOffer? {
    func document(_ step: Int64) -> QuoteDraft {
      var given = draft
      switch goal.form {
      case .discount: given.quote.discount = Ratio(basisPoints: step)
      case .price(let line, _):
        given.setPrice(
          UnitPrice(tenThousandths: -step * goal.line.step.tenThousandths), line: line)
      }
      return given
    }
    func keeps(_ step: Int64) throws(Overflow) -> Bool {
      try !offer(.asAsked, document(step)).isUnderFloor
    }
    var (kept, refused): (Int64, Int64)
    switch goal.form {
    case .discount(let ratio):
      (kept, refused) = (draft.quote.discount.basisPoints, ratio.basisPoints)
    case .price(_, let price):
      let tick = goal.line.step.tenThousandths
      kept = -(goal.line.amounts.netUnitPrice.tenThousandths / tick)
      refused = -(price.tenThousandths / tick)
    }
    let standing = kept
    guard try !keeps(refused), try keeps(kept) else { return nil }
    while refused - kept > 1 {
      let middle = kept + (refused - kept) / 2
      if try keeps(middle) { kept = middle } else { refused = middle }
    }
    guard kept > standing else { return nil }
    return try offer(.atMost(given(from: standing, to: kept, goal)), document(kept))
  }

  /// The share that a step takes off what the goods cost today, rounded down.
  private func given(from standing: Int64, to kept: Int64, _ goal: NegotiationGoal) -> Ratio {
    switch goal.form {
    case .discount:
      let before = Int128(10_000 - standing)
      return Ratio(basisPoints: Int64(Int128(kept - standing) * Ratio.one / before))
    case .price:
      return Ratio(basisPoints: Int64(Int128(kept - standing) * Ratio.one / Int128(-standing)))
    }
  }
}

extension QuoteDraft {
  /// Puts a line in the place of the one of its number.
  mutating func replace(_ line: QuoteDraftLine) {
    guard let place = lines.firstIndex(where: { $0.number == line.number }) else { return }
    lines[place] = line
  }
}
