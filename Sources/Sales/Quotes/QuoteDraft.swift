import Values

/// A line of a quote as it is worked on: the row, and what stands beside it.
///
/// Copies share it until one of them changes it: of a thousand lines a key changes one, and the others cost
/// neither a copy nor, told equal by where they are, a comparison.
public struct QuoteDraftLine: Sendable, Hashable {
  @Shared private var content: LineContent

  /// The row.
  public var row: QuoteLine {
    _read { yield content.row }
    _modify { yield &content.row }
  }
  /// Cost per price unit of the line; nil = unknown, never zero.
  public var unitCost: UnitCost? {
    get { content.unitCost }
    set { content.unitCost = newValue }
  }
  /// Where the cost comes from.
  public var costMethod: CostMethod {
    get { content.costMethod }
    set { content.costMethod = newValue }
  }
  /// The supplier's derogation that it may use; nil = none.
  public var derogation: LineDerogation? {
    get { content.derogation }
    set { content.derogation = newValue }
  }
  /// Floor of the product's family for the class of the customer; nil = none up to the root.
  public var floor: Ratio? {
    get { content.floor }
    set { content.floor = newValue }
  }
  /// What happens where its price is under it.
  public var floorActions: FloorActions {
    get { content.floorActions }
    set { content.floorActions = newValue }
  }
  /// Precision in which its price is typed.
  public var step: PriceStep {
    get { content.step }
    set { content.step = newValue }
  }
  /// What stands in the place of cost and floor where they are not shown.
  public var hidden: HiddenCost? {
    get { content.hidden }
    set { content.hidden = newValue }
  }

  /// A line.
  public init(
    row: QuoteLine, unitCost: UnitCost? = nil, costMethod: CostMethod = .weightedAverage,
    floor: Ratio? = nil, step: PriceStep = .cent, hidden: HiddenCost? = nil
  ) {
    content = LineContent(
      row: row, unitCost: unitCost, costMethod: costMethod, floor: floor, step: step, hidden: hidden
    )
  }

  /// What the customer pays for, as the line computation wants it. A cascade outside its bounds
  /// counts as none: forms and imports refuse it.
  public var amounts: LineAmounts {
    LineAmounts(
      quantity: row.quantity, priceUnit: Int64(row.priceUnit), unitPrice: row.unitPrice,
      discounts: (try? Discounts(row.discounts)) ?? .none)
  }

  /// Words between the lines; a heading begins a section.
  public static func words(_ text: String, heading: Bool = false) -> QuoteDraftLine {
    QuoteDraftLine(
      row: QuoteLine(
        quoteID: ID(rawValue: 0), line: 0, position: 0, kind: .comment, description: text,
        heading: heading))
  }

  /// Keeps the value of the index that the price was computed with, and of which day it is.
  mutating func follow(_ reading: IndexReading?) {
    row.indexID = reading?.indexID
    row.indexValue = reading?.value
    row.indexDay = reading?.day
  }

}

// What a key asks of every line, read where it is: by way of `row`, each question would copy all of it.
extension QuoteDraftLine {
  /// Its number, never reused.
  public var number: Int { content.row.line }
  /// Its product.
  public var productID: ID<Product>? { content.row.productID }
  /// In base units.
  public var quantity: Quantity { content.row.quantity }
  /// Whether the line sells something.
  public var isProduct: Bool { content.row.kind == .product }
  /// Whether the line is in the totals: sold, and not only offered.
  public var isCounted: Bool { isProduct && content.row.choice == .firm }
  /// Whether it begins a set.
  public var isSet: Bool {
    content.row.kind == .comment && !content.row.setCode.isEmpty
  }
  /// The number of the set's line, where a set holds it.
  public var setOf: Int? { content.row.setOf }
  /// Whether it waits for no choice and names no other line.
  var isPlain: Bool {
    content.row.choice == .firm && content.row.choiceOf == nil
  }
}

/// What a line holds.
private struct LineContent: Sendable, Hashable {
  var row: QuoteLine
  var unitCost: UnitCost?
  var costMethod: CostMethod
  var derogation: LineDerogation?
  var floor: Ratio?
  var floorActions = FloorActions.warning
  var step: PriceStep
  var hidden: HiddenCost?
}

/// A quote as it is worked on: in memory while it is typed, or as it is stored.
public struct QuoteDraft: Sendable, Hashable {
  /// The head.
  public var quote: Quote
  /// The lines, in the order of the document.
  public var lines: [QuoteDraftLine]
  /// How the company rounds VAT.
  public var vatRounding: VatRounding
  /// When the goods travel for free, and what carriage is charged else, in the document's currency.
  public var carriageTerms: CarriageTerms
  /// In which costs, margins and floors are counted.
  public var companyCurrency: Currency
  /// What happens where the document is under its floor.
  public var documentFloor = FloorActions.asking
  /// The roles of who works on it, which decide what happens; none = nobody in particular.
  public var roles: Set<Role> = []

  /// The document's currency at its rate.
  public var money: DocumentCurrency {
    DocumentCurrency(quote.currency, company: companyCurrency, rate: quote.rate)
  }

  /// A quote with its lines; without a currency of the company it is in that one.
  public init(
    quote: Quote, lines: [QuoteDraftLine] = [], vatRounding: VatRounding = .perRate,
    carriageTerms: CarriageTerms = .none, companyCurrency: Currency? = nil
  ) {
    self.companyCurrency = companyCurrency ?? quote.currency
    self.quote = quote
    self.lines = lines
    self.vatRounding = vatRounding
    self.carriageTerms = carriageTerms
  }

  /// The line of that number.
  public subscript(line number: Int) -> QuoteDraftLine? {
    lines.first { $0.number == number }
  }

  /// Whether costs are kept from who works on it.
  public var hidesCosts: Bool { lines.contains { $0.hidden != nil } }

  /// Appends a line under the next number.
  public mutating func append(_ line: QuoteDraftLine) {
    var added = line
    added.row.quoteID = quote.id
    added.row.line = quote.nextLine
    added.row.position = (lines.last?.row.position ?? 0) + 1
    if added.row.choice == .alternative, added.row.choiceOf == nil {
      let above = lines.last { $0.isProduct }?.row
      added.row.choiceOf = above?.choice == .alternative ? above?.choiceOf : above?.line
      if added.row.choiceOf == nil { added.row.choice = .option }
    }
    quote.nextLine += 1
    lines.append(added)
  }

  /// Numbers the places of the lines from 1 in their present order.
  public mutating func renumberPositions() {
    for place in lines.indices where lines[place].row.position != place + 1 {
      lines[place].row.position = place + 1
    }
  }
}

extension QuoteDraft {
  /// What each product line finds, the lines above it having taken theirs, by number of line: two
  /// lines of one product do not both see the whole stock (AT-18).
  public func availability(free: [ID<Product>: Quantity]) -> [Int: LineAvailability] {
    let wanting = lines.filter { $0.productID != nil && $0.row.choice == .firm }
    let wanted = wanting.compactMap { line in
      line.productID.map { WantedLine(product: $0, quantity: line.quantity) }
    }
    let found = WantedLine.availability(of: wanted, free: free)
    return Dictionary(uniqueKeysWithValues: zip(wanting.map(\.number), found))
  }
}
