import Sales
import SalesStore
import Values

/// A product set as it is printed. Closed, it is a line of its own with one price; open, it is the title of
/// the lines that follow.
public struct SalesDocumentSet: Sendable, Hashable {
  /// A part of a closed set, printed without its price.
  public struct Part: Sendable, Hashable {
    /// Quantity as typed.
    public var quantity: Quantity
    /// Unit as typed.
    public var unit: String
    /// Description.
    public var description: String
  }

  /// Place on the document, from 1; 0 of an open one, whose lines are counted.
  public var place: Int
  /// Its code.
  public var code: String
  /// Its name.
  public var name: String
  /// How many.
  public var count: Quantity
  /// The price of one; nil = it has no exact one, only the whole has.
  public var price: UnitPrice?
  /// Amount without tax: the sum of its lines.
  public var net: Amount
  /// Eco-contribution of its lines.
  public var eco: Amount
  /// The rates of VAT of its lines, each once.
  public var vatRates: [Ratio]
  /// Sold, or offered beside.
  public var choice: LineChoice
  /// Whether its lines are not printed as lines.
  public var isClosed: Bool
  /// What it holds, printed without prices; empty of an open one, and of one that hides them.
  public var parts: [Part]
}

extension SalesDocument {
  /// The lines of a document in their order; the parts of a closed set stand in its one line.
  static func lines(
    of draft: QuoteDraft, _ figures: QuoteComputation, _ products: [ID<Product>: Product],
    _ codes: [ID<Product>: String]
  ) -> [SalesDocumentLine] {
    let sets = figures.sets(of: draft)
    let closed = Set(sets.lazy.filter(\.isClosed).flatMap(\.parts))
    let closedSets = Set(sets.lazy.filter(\.isClosed).map(\.line))
    var place = 0
    return draft.lines.compactMap { line in
      if let total = sets.first(where: { $0.line == line.number }) {
        if total.isClosed { place += 1 }
        return .set(set(line.row, total, draft, place: total.isClosed ? place : 0))
      }
      let isWordsOfClosed = !line.isProduct && line.setOf.map(closedSets.contains) ?? false
      if closed.contains(line.number) || isWordsOfClosed { return nil }
      let product = line.productID.flatMap { products[$0] }
      let code = line.productID.flatMap { codes[$0] }
      return Self.line(line.row, product, code, figures.sections, &place)
    }
  }

  private static func set(
    _ header: QuoteLine, _ total: SetTotal, _ draft: QuoteDraft, place: Int
  ) -> SalesDocumentSet {
    let lines = total.parts.compactMap { draft[line: $0]?.row }
    var rates: [Ratio] = []
    for line in lines where !rates.contains(line.vatRate) { rates.append(line.vatRate) }
    return SalesDocumentSet(
      place: place, code: header.setCode, name: header.description, count: total.count,
      price: total.price(minorUnits: draft.quote.currency.minorUnits), net: total.net,
      eco: total.eco, vatRates: rates.sorted(by: >), choice: total.choice,
      isClosed: total.isClosed,
      parts: total.isClosed && !header.setHidesParts
        ? lines.map {
          SalesDocumentSet.Part(
            quantity: $0.typedQuantity, unit: $0.typedUnit, description: $0.description)
        } : [])
  }
}
