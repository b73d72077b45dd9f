import Sales
import SalesDesk
import Values

/// Figures of a quote and where they come from, in words: on the screen and in the shell.
public struct DerivationWords: Sendable {
  /// The language.
  public let format: Format
  /// The document's currency.
  public let currency: Currency
  /// The company's: what customers owe.
  public let companyCurrency: Currency
  /// What the headings of the document say, by their line.
  var titles: [Int: String] = [:]
  /// The warehouses, in the order of the figures.
  var places: [String] = []
  /// The codes of the rebate agreements, in the order of the figures.
  var agreements: [String] = []
  /// How a line is named: its place on the document.
  var lines: [Int: String] = [:]
  /// The unit that was typed on a line.
  var units: [Int: String] = [:]
  /// Whose floor a line has.
  var floors: [Int: FloorSource] = [:]

  /// The words for a quote.
  public init(_ draft: QuoteDraft, company: Currency, _ format: Format) {
    self.format = format
    currency = draft.quote.currency
    companyCurrency = company
    for (place, line) in draft.lines.enumerated() {
      if line.row.heading || line.isSet { titles[line.number] = line.row.description }
      lines[line.number] = String(place + 1)
      units[line.number] = line.row.typedUnit
    }
  }

  /// The same with whose floor each line has, from the terms of the products.
  public func naming(
    floorsOf draft: QuoteDraft, _ terms: [ID<Product>: ProductTerms]
  ) -> DerivationWords {
    var words = self
    for line in draft.lines {
      words.floors[line.number] = line.productID.flatMap { terms[$0]?.floorSource }
    }
    return words
  }

  /// The same with the names of the warehouses and of the agreements on rebates, in the order of the figures.
  public func naming(_ warehouses: [String], _ rebates: DocumentRebates) -> DerivationWords {
    var words = self
    words.places = warehouses
    words.agreements = rebates.outlooks.map(\.standing.agreement.code)
    return words
  }

  // MARK: Names

  /// What a figure is called; of another line than the one looked at, with its place.
  public func name(_ figure: QuoteFigure, besideLine line: Int? = nil) -> String {
    let name = ownName(figure)
    guard let other = figure.line, other != line else { return name }
    return format.text(
      "why.ofLine", [Fact("name", .text(name)), Fact("line", .text(lines[other] ?? "?"))])
  }

  private func ownName(_ figure: QuoteFigure) -> String {
    let key = "figure.quote." + figure.kind.rawValue
    switch figure.kind {
    case .discount: return format.text(key, [Fact("number", .count(figure.part + 1))])
    case .nextQuantity:
      let unit = figure.line.flatMap { units[$0] } ?? ""
      return format.text(key, [Fact("unit", .text(unit))])
    case .rateGoods, .rateDiscount, .vatBase, .vat:
      return format.text(key, [Fact("rate", .ratio(Ratio(basisPoints: Int64(figure.part))))])
    case .warehouseFree, .warehouseReserved, .receipt, .receiptDay:
      let place = places.indices.contains(figure.part) ? places[figure.part] : "?"
      return format.text(key, [Fact("place", .text(place))])
    case .rebateEligible, .rebateDiscount, .rebateDocument, .rebateBase, .rebateTurnover,
      .rebateRate, .rebateExpected, .rebateNextRate, .rebateMissing, .rebateNextGain:
      let code = agreements.indices.contains(figure.part) ? agreements[figure.part] : "?"
      return format.text(key, [Fact("agreement", .text(code))])
    case .section, .setCount, .setNet, .setPrice, .setOwnNet, .setCost, .setMargin, .setMarginRate:
      return format.text(key, [Fact("title", .text(titles[figure.part] ?? ""))])
    default: return format.texts[key]
    }
  }

  /// What an operand is called.
  public func name(_ operand: Operand, besideLine line: Int? = nil) -> String {
    operand.figure.map { name($0, besideLine: line) }
      ?? operand.role.map { format.texts["operand." + $0.rawValue] } ?? ""
  }

  /// How the operands give the figure: a sentence.
  public func rule(_ derivation: Derivation) -> String {
    if derivation.figure.kind == .floorRate,
      let source = derivation.figure.line.flatMap({ floors[$0] })
    {
      return format.text(
        source.customerClass.isEmpty ? "derivation.floorOf" : "derivation.floorOfClass",
        [Fact("family", .text(source.family)), Fact("class", .text(source.customerClass))])
    }
    guard derivation.rule == .stated, let role = derivation.operands.first?.role else {
      return format.texts["derivation." + derivation.rule.rawValue]
    }
    return format.texts["derivation.stated." + role.rawValue]
  }

  // MARK: Values

  /// A value as it is shown.
  public func value(_ value: DerivedValue) -> String {
    switch value {
    case .amount(let amount): format.money(amount, currency)
    case .credit(let amount): format.money(amount, companyCurrency)
    case .price(let price): format.price(price)
    case .cost(let cost): format.cost(cost)
    case .quantity(let quantity): format.quantity(quantity)
    case .ratio(let ratio): format.shortPercent(ratio)
    case .rate(let rate):
      rate.roundedPercent(decimals: 2).map { format.percent(Ratio(basisPoints: $0), decimals: 2) }
        ?? "—"
    case .index(let value): format.index(value)
    case .exchange(let rate): format.rate(rate)
    case .count(let count): format.count(count)
    case .day(let day): format.day(day)
    }
  }

  /// The largest number of operands that an equation names one by one.
  private static let most = 7

  /// The figure with what it is made of: `1 200 × 1,85 × (1 − 10 %) = 1 998,00 €`.
  public func equation(_ derivation: Derivation) -> String {
    let operands = derivation.operands
    let result = value(derivation.value)
    guard operands.count <= Self.most || derivation.rule == .formula else {
      let count = format.texts.text(
        "why.many", count: operands.count, ["count": format.count(operands.count)])
      return count + " = " + result
    }
    return (left(derivation).map { $0 + " = " } ?? "") + result
  }

  private func left(_ derivation: Derivation) -> String? {
    let operands = derivation.operands
    func at(_ place: Int) -> String {
      operands.indices.contains(place) ? value(operands[place].value) : "?"
    }
    switch derivation.rule {
    case .stated, .tally: return nil
    case .sum: return sum(operands)
    case .lineAmount, .discounted: return product(operands)
    case .share, .converted: return at(0) + " × " + at(1)
    case .proportion: return at(0) + " × " + at(1) + " ÷ " + at(2)
    case .partlyGranted, .mixedCost:
      return granting(operands, isMean: derivation.rule == .mixedCost)
    case .shares:
      return pairs(operands).map { $0.0 + " × " + $0.1 }.joined(separator: " + ")
    case .tier:
      // The tier reached, where there is one.
      let tier = pairs(operands.dropFirst()).last { $0.1 == value(derivation.value) }
      return tier.map { at(0) + " ≥ " + $0.0 }
    case .shareOfEach:
      let rate = operands.last.map { value($0.value) } ?? ""
      return operands.dropLast().map { value($0.value) + " × " + rate }.joined(separator: " + ")
    case .quotient, .packagings, .perSet: return at(0) + " ÷ " + at(1)
    case .allotted: return allotted(operands)
    case .floorPrice:
      let rate = operands.count > 3 ? " × " + at(3) : ""
      return at(0) + rate + " ÷ (1 − " + at(1) + ")"
    case .exchanged:
      let isOwn = if case .credit = derivation.value { true } else { false }
      return at(0) + (isOwn ? " ÷ " : " × ") + at(1)
    case .exchangedPrice: return at(0) + " × " + at(1)
    case .weightedRate:
      let pairs = pairs(operands)
      return "(" + pairs.map { $0.0 + " × " + $0.1 }.joined(separator: " + ") + ") ÷ ("
        + pairs.map(\.0).joined(separator: " + ") + ")"
    case .lacking: return lacking(operands)
    case .carriage:
      guard operands.count > 2 else { return nil }
      let isCharged = derivation.value == operands[1].value
      return at(0) + (isCharged ? " < " : " ≥ ") + at(2)
    case .indexed:
      return at(0) + " × (1 − " + at(1) + " + " + at(1) + " × " + at(2) + " ÷ " + at(3) + ")"
    case .formula: return formula(operands)
    case .raised: return "max(" + at(0) + " ; " + at(1) + ")"
    case .shortage: return at(0) + " − " + at(1)
    case .after: return at(0) + " + " + at(1) + " " + format.texts["why.days"]
    }
  }

  /// `100,00 × 40,00 ÷ (40,00 + 60,00)`.
  private func allotted(_ operands: [Operand]) -> String? {
    let weights = operands.dropFirst(2).map { value($0.value) }
    guard let total = operands.first, case .count(let place)? = operands.dropFirst().first?.value,
      weights.indices.contains(place - 1)
    else { return nil }
    return value(total.value) + " × " + weights[place - 1] + " ÷ ("
      + weights.joined(separator: " + ") + ")"
  }

  private func sum(_ operands: [Operand]) -> String? {
    guard operands.count > 1 || operands.first?.isSubtracted == true else { return nil }
    return operands.enumerated().map { place, operand in
      let sign = operand.isSubtracted ? "−" : place == 0 ? "" : "+"
      return (place == 0 ? sign : " " + sign + " ") + value(operand.value)
    }.joined()
  }

  private func product(_ operands: [Operand]) -> String {
    operands.map { operand in
      switch operand.value {
      case .ratio: " × (1 − " + value(operand.value) + ")"
      case .count: " ÷ " + value(operand.value)
      case .quantity: value(operand.value) + " × "
      default: value(operand.value)
      }
    }.joined()
  }

  /// `100 × 34,00 + (120 − 100) × 40,00`.
  private func granting(_ operands: [Operand], isMean: Bool) -> String? {
    guard operands.count >= 4 else { return nil }
    let values = operands.map { value($0.value) }
    let sum =
      values[2] + " × " + values[3] + " + (" + values[0] + " − " + values[2] + ") × " + values[1]
    if isMean { return "(" + sum + ") ÷ " + values[0] }
    return values.count > 4 ? "(" + sum + ") ÷ " + values[4] : sum
  }

  private func pairs(_ operands: some RandomAccessCollection<Operand>) -> [(String, String)] {
    let values = operands.map { value($0.value) }
    return stride(from: 0, to: values.count - 1, by: 2).map { (values[$0], values[$0 + 1]) }
  }

  private func lacking(_ operands: [Operand]) -> String? {
    guard let cost = operands.first else { return nil }
    let pairs = pairs(operands.dropFirst())
    let kept = pairs.map { $0.0 + " × (1 − " + $0.1 + ")" }.joined(separator: " + ")
    let whole = pairs.map(\.0).joined(separator: " + ")
    return "(" + value(cost.value) + " − (" + kept + ")) × (" + whole + ") ÷ (" + kept + ")"
  }

  private func formula(_ operands: [Operand]) -> String? {
    operands.isEmpty
      ? nil
      : operands.enumerated().map { place, operand in
        place == 0
          ? value(operand.value) : name(operand).lowercased() + " " + value(operand.value)
      }.joined(separator: ", ")
  }
}
