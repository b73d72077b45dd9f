import Values

/// How a company chooses the supplier of what it lacks (rules.md 2.19).
public enum SupplierRule: String, Hashable, Sendable, CaseIterable {
  /// The first supplier in sequence, at his best price for the quantity.
  case preferred
  /// The supplier whose price for the quantity is the lowest.
  case cheapest
}

/// A price of a supplier as the choice sees it.
public struct SupplierTerms: Hashable, Sendable {
  /// The supplier.
  public var supplier: ID<Supplier>
  /// His place: the lower comes first.
  public var sequence: Int
  /// From this quantity on, in base units.
  public var minimum: Quantity
  /// His price per price unit in the company's currency; nil = unknown.
  public var price: UnitPrice?
  /// Where it stands among those that were given.
  public var place: Int

  /// A price of a supplier.
  public init(
    supplier: ID<Supplier>, sequence: Int, minimum: Quantity = .zero, price: UnitPrice?,
    place: Int = 0
  ) {
    self.supplier = supplier
    self.sequence = sequence
    self.minimum = minimum
    self.price = price
    self.place = place
  }
}

/// Who is asked for a quantity, by either rule (AT-58).
///
/// ```
///   prices ──► minimum reached (else all of them) ──► best of each supplier ─┬─ preferred: first in sequence
///                                                                            └─ cheapest: lowest price
/// ```
public struct SupplierChoice: Hashable, Sendable {
  /// The best price of each supplier for the quantity, in their sequence.
  public let best: [SupplierTerms]

  /// The choice among prices for a quantity in base units. Where the quantity reaches nobody's
  /// minimum, the smallest minimum has to be bought: all prices count.
  public init(_ quantity: Quantity, among prices: [SupplierTerms]) {
    let reached = prices.filter { $0.minimum <= quantity }
    let bySupplier = Dictionary(grouping: reached.isEmpty ? prices : reached, by: \.supplier)
    best = bySupplier.values.compactMap { own in
      guard var lowest = own.min(by: Self.isBetter) else { return nil }
      lowest.sequence = own.map(\.sequence).min() ?? lowest.sequence
      return lowest
    }.sorted { ($0.sequence, $0.place) < ($1.sequence, $1.place) }
  }

  /// What a rule chooses; nil where nobody sells the product. Where no price is known, the cheapest
  /// cannot be told: the first in sequence is asked.
  public func choice(by rule: SupplierRule) -> SupplierTerms? {
    switch rule {
    case .preferred: best.first
    case .cheapest:
      best.filter { $0.price != nil }.min {
        ($0.price?.tenThousandths ?? 0, $0.sequence) < ($1.price?.tenThousandths ?? 0, $1.sequence)
      } ?? best.first
    }
  }

  /// The lower price is better, a known one better than none; then the larger break, then the first.
  private static func isBetter(_ left: SupplierTerms, _ right: SupplierTerms) -> Bool {
    func rank(_ terms: SupplierTerms) -> (Int64, Int64, Int) {
      (terms.price?.tenThousandths ?? .max, -terms.minimum.thousandths, terms.place)
    }
    return rank(left) < rank(right)
  }
}
