import Values

/// Why a set cannot be put on a document.
public enum SetProblem: Error, Sendable, Equatable {
  /// A line of it cannot be made.
  case line(LineProblem, product: Product)
  /// It has no product.
  case noProducts
  /// Sets are counted: no unit is typed.
  case unit(String)
  /// None, or less than none of them.
  case noQuantity
  /// A set is an option, not an alternative of a line.
  case alternative
  /// No price is known to share a typed one over.
  case priceUnknown
  /// A product of it is not sold any more.
  case notSold(product: Product)
  /// A figure too large.
  case overflow
}

/// A set with all that putting it on a document needs, read once.
public struct SetTerms: Sendable, Hashable {
  /// The set.
  public var set: ProductSet
  /// What one of it is made of.
  public var lines: [ProductSetLine]
  /// The products of the lines, for the party of the document.
  public var products: [ID<Product>: ProductTerms]

  /// A set.
  public init(
    set: ProductSet, lines: [ProductSetLine], products: [ID<Product>: ProductTerms]
  ) {
    self.set = set
    self.lines = lines.sorted { $0.line < $1.line }
    self.products = products
  }

  /// The lines of as many sets as were typed: each quantity multiplied and priced by its own rules, so that
  /// breaks count on what results; a discount or price typed on the set is shared over them.
  public func lines(
    _ typing: LineTyping, _ context: PricingContext, otherWarehouses: Bool = true
  ) throws(SetProblem) -> SetLines {
    if let unit = typing.unit, !unit.isEmpty { throw .unit(unit) }
    let count = typing.quantity ?? Quantity(thousandths: 1000)
    guard count > .zero else { throw .noQuantity }
    guard typing.choice != .alternative else { throw .alternative }
    guard lines.contains(where: { $0.kind == .product && !$0.optional }) else { throw .noProducts }
    var (parts, offers): ([QuoteDraftLine], [QuoteDraftLine]) = ([], [])
    for line in lines {
      guard let id = line.productID, let terms = products[id] else {
        parts.append(.words(line.description))
        continue
      }
      guard terms.product.status != .blocked else { throw .notSold(product: terms.product) }
      let made = try part(line, terms, count, typing, context, otherWarehouses)
      if line.optional { offers.append(made) } else { parts.append(made) }
    }
    try SetPrice(typing, products, context, count: count).share(over: &parts)
    return SetLines(
      header: SetLines.header(
        code: set.code, name: typing.description ?? set.name, count: count, isClosed: set.closed,
        hidesParts: set.hidesParts),
      parts: parts, offers: offers)
  }

  private func part(
    _ line: ProductSetLine, _ terms: ProductTerms, _ count: Quantity, _ typing: LineTyping,
    _ context: PricingContext, _ otherWarehouses: Bool
  ) throws(SetProblem) -> QuoteDraftLine {
    var one = LineTyping(
      quantity: try line.quantity.times(count), unit: line.unit.isEmpty ? nil : line.unit)
    one.otherWarehouses = typing.otherWarehouses
    one.choice = line.optional ? .option : typing.choice
    if !line.description.isEmpty { one.description = line.description }
    do {
      return try terms.line(one, context, otherWarehouses: otherWarehouses)
    } catch {
      throw .line(error, product: terms.product)
    }
  }
}

extension Quantity {
  /// This quantity for each of `count`, to the thousandth.
  func times(_ count: Quantity) throws(SetProblem) -> Quantity {
    let product = Int128(thousandths) * Int128(count.thousandths)
    return try Quantity.narrowed(roundHalfAwayFromZero(product, 1000))
  }

  /// This quantity where there are `new` instead of `old`.
  func scaled(from old: Quantity, to new: Quantity) throws(SetProblem) -> Quantity {
    guard old != .zero else { return self }
    let product = Int128(thousandths) * Int128(new.thousandths)
    return try Quantity.narrowed(roundHalfAwayFromZero(product, Int128(old.thousandths)))
  }

  private static func narrowed(_ value: Int128) throws(SetProblem) -> Quantity {
    guard let exact = Int64(exactly: value), abs(exact) <= Quantity.limit.thousandths else {
      throw .overflow
    }
    return Quantity(thousandths: exact)
  }
}

extension QuoteDraft {
  /// Changes a set as a whole: how many, a discount or a price shared over its lines, sold or offered.
  /// Quantities follow in proportion; typed prices stay until the set is given another.
  ///
  /// - Parameter terms: those of the products of its lines; a line without them keeps what it has.
  public mutating func changeSet(
    _ number: Int, _ typing: LineTyping, _ terms: [ID<Product>: ProductTerms],
    _ context: PricingContext
  ) throws(SetProblem) {
    guard let header = lines.firstIndex(where: { $0.number == number && $0.isSet }) else {
      return
    }
    if let unit = typing.unit, !unit.isEmpty { throw .unit(unit) }
    guard typing.choice != .alternative else { throw .alternative }
    let old = lines[header].row.typedQuantity
    let count = typing.quantity ?? old
    guard count > .zero else { throw .noQuantity }
    var changed = self
    changed.lines[header].row.typedQuantity = count
    if let words = typing.description { changed.lines[header].row.description = words }
    let wasOffered = !lines.contains { $0.setOf == number && $0.isCounted }
    let places = changed.lines.indices.filter {
      changed.lines[$0].setOf == number && changed.lines[$0].isProduct
    }
    var priced: [Int] = []
    // What was offered beside a set stands on its own once the set is itself only offered.
    let isDetached = typing.choice == .option && !wasOffered
    for place in places {
      if isDetached, !changed.lines[place].isCounted { changed.lines[place].row.setOf = nil }
      if count != old {
        try changed.lines[place].scale(from: old, to: count, terms, context)
      }
      let isPart = wasOffered || changed.lines[place].isCounted
      guard isPart else { continue }
      changed.lines[place].row.choice = typing.choice
      changed.lines[place].row.choiceOf = nil
      priced.append(place)
    }
    var parts = priced.map { changed.lines[$0] }
    try SetPrice(typing, terms, context, count: count).share(over: &parts)
    for (place, part) in zip(priced, parts) { changed.lines[place] = part }
    self = changed
  }
}

extension QuoteDraftLine {
  fileprivate mutating func scale(
    from old: Quantity, to new: Quantity, _ terms: [ID<Product>: ProductTerms],
    _ context: PricingContext
  ) throws(SetProblem) {
    let wanted = try row.typedQuantity.scaled(from: old, to: new)
    guard wanted != .zero else { throw .noQuantity }
    guard let id = row.productID, let terms = terms[id] else {
      row.quantity = try row.quantity.scaled(from: old, to: new)
      row.typedQuantity = wanted
      return
    }
    do {
      try terms.change(&self, quantity: wanted, context)
    } catch {
      throw .line(error, product: terms.product)
    }
  }
}
