import Sales
import SalesStore
import Values

/// Whose prices a file holds.
public enum TariffTarget: String, Sendable, Hashable, CaseIterable {
  /// Those of a supplier.
  case cost
  /// Our own public prices.
  case list
}

/// A row of a file of prices.
public struct TariffRow: Sendable, Hashable {
  /// The line of the file.
  public let line: Int
  /// The supplier's reference, or our code.
  public let reference: String
  /// The price for `per` base units.
  public let price: UnitPrice
  /// For how many base units; nil = the price unit of the product.
  public let per: Int64?
  /// Its currency; nil = the supplier's, for public prices the company's.
  public let currency: Currency?
  /// From this quantity on, in base units.
  public let minimum: Quantity
  /// Its first day; nil = that of the import.
  public let from: Day?

  /// A price of a product.
  public init(
    line: Int, reference: String, price: UnitPrice, per: Int64? = nil, currency: Currency? = nil,
    minimum: Quantity = .zero, from: Day? = nil
  ) {
    self.line = line
    self.reference = reference
    self.price = price
    self.per = per
    self.currency = currency
    self.minimum = minimum
    self.from = from
  }
}

/// What a file of prices holds.
public struct TariffBatch: Sendable, Hashable {
  /// Whose prices.
  public let target: TariffTarget
  /// Where they come from: name of the profile.
  public let source: String
  /// The prices.
  public let rows: [TariffRow]

  /// Prices of a source.
  public init(target: TariffTarget, source: String, rows: [TariffRow]) {
    self.target = target
    self.source = source
    self.rows = rows
  }
}

/// A price that an import would change, begin or end.
public struct TariffChange: Sendable, Hashable {
  /// The product.
  public let product: Product
  /// From this quantity on.
  public let minimum: Quantity
  /// The price before, per price unit; nil = none.
  public let before: UnitPrice?
  /// Its currency.
  public let currencyBefore: Currency
  /// The price after; nil = a quantity break that the tariff no longer has.
  public let after: UnitPrice?
  /// Its currency.
  public let currency: Currency
  /// First day of the new price.
  public let day: Day
  /// The row of the supplier's price that is replaced.
  let offer: SupplierPrice?

  /// Whether the price differs.
  public var isChanged: Bool { before != after || currencyBefore != currency }
  /// By how much the price moves; unavailable between currencies.
  public var move: Fraction {
    guard let before, let after, currencyBefore == currency else { return .unavailable }
    return Fraction(after.tenThousandths - before.tenThousandths, before.tenThousandths)
  }
}

/// A row that an import cannot take.
public struct RefusedTariffRow: Sendable, Hashable {
  /// Why.
  public enum Reason: String, Sendable, Hashable {
    /// No product has this reference.
    case unknown
    /// Several products have it.
    case ambiguous
    /// The same product and quantity stand further up.
    case twice
    /// Public prices are in the company's currency.
    case currency
    /// A public price is for any quantity.
    case minimum
  }

  /// The row.
  public let row: TariffRow
  /// Why.
  public let reason: Reason
}

/// What importing a file of prices would do.
public struct TariffPlan: Sendable, Hashable {
  /// Every price of the file, by code of the product and quantity, and the breaks it no longer has.
  public let prices: [TariffChange]
  /// The rows that cannot be taken.
  public let refused: [RefusedTariffRow]

  /// Those that would change.
  public var changes: [TariffChange] { prices.filter(\.isChanged) }
}

extension StoreReading {
  /// What importing a file of prices would do; nothing is written.
  ///
  /// A price of a past day begins today: documents priced until then were priced without it. A tariff
  /// replaces all prices of the supplier for the products it names, so that a break that it no longer has
  /// ends.
  ///
  /// - Parameters:
  ///   - supplier: whose tariff it is; needed for costs.
  ///   - day: the first day of prices that name none; nil = today.
  /// - Throws: `Refusal` where no supplier is named.
  public func tariffPlan(
    _ batch: TariffBatch, of supplier: ID<Supplier>?, from day: Day?, today: Day
  ) throws -> TariffPlan {
    var planning = TariffPlanning(today: today, day: max(day ?? today, today))
    switch batch.target {
    case .cost:
      guard let supplier else { throw Refusal(.tariffNeedsSupplier) }
      try planning.plan(batch.rows, of: try get(supplier), self)
    case .list: try planning.plan(publicPrices: batch.rows, self)
    }
    return planning.plan
  }
}

/// The rows of a file, against what the company knows.
private struct TariffPlanning {
  let today: Day
  let day: Day
  private var prices: [TariffChange] = []
  private var refused: [RefusedTariffRow] = []
  private var named: [ID<Product>: Set<Quantity>] = [:]

  init(today: Day, day: Day) {
    self.today = today
    self.day = day
  }

  var plan: TariffPlan {
    TariffPlan(
      prices: prices.sorted { ($0.product.code, $0.minimum) < ($1.product.code, $1.minimum) },
      refused: refused.sorted { $0.row.line < $1.row.line })
  }

  private mutating func refuse(_ row: TariffRow, _ reason: RefusedTariffRow.Reason) {
    refused.append(RefusedTariffRow(row: row, reason: reason))
  }

  mutating func plan(
    _ rows: [TariffRow], of supplier: Supplier, _ store: some StoreReading
  ) throws {
    let offers = try store.all(
      SupplierPrice.self,
      "WHERE supplier_id = \(supplier.id) ORDER BY product_id, minimum_quantity, sequence, id")
    let references = try SupplierReferences(of: supplier, offers, store)
    let byProduct = Dictionary(grouping: offers, by: \.productID)
    var lastDays: [ID<Product>: Day] = [:]
    for row in rows {
      guard let product = try product(row, try references.products(row.reference, store), store)
      else { continue }
      guard named[product.id, default: []].insert(row.minimum).inserted else {
        refuse(row, .twice)
        continue
      }
      let begin = max(row.from ?? day, today)
      lastDays[product.id] = max(begin, lastDays[product.id] ?? begin)
      let offer = byProduct[product.id]?.last {
        $0.minimumQuantity == row.minimum && $0.isValid(on: begin)
      }
      let currency = row.currency ?? supplier.currency
      prices.append(
        TariffChange(
          product: product, minimum: row.minimum, before: offer?.price,
          currencyBefore: offer?.currency ?? currency, after: try row.price(of: product),
          currency: currency, day: begin, offer: offer))
    }
    for (id, minimums) in named {
      let begin = lastDays[id] ?? day
      for offer in byProduct[id] ?? []
      where offer.isValid(on: begin) && offer.price != nil
        && !minimums.contains(offer.minimumQuantity)
      {
        prices.append(
          TariffChange(
            product: try store.get(id), minimum: offer.minimumQuantity, before: offer.price,
            currencyBefore: offer.currency, after: nil, currency: offer.currency, day: begin,
            offer: offer))
      }
    }
  }

  mutating func plan(publicPrices rows: [TariffRow], _ store: some StoreReading) throws {
    let own = try store.company().currency
    for row in rows {
      let found = try store.withCode(Product.self, row.reference).map { [$0.id] } ?? []
      guard let product = try product(row, found, store) else { continue }
      guard row.currency ?? own == own else {
        refuse(row, .currency)
        continue
      }
      guard row.minimum == .zero else {
        refuse(row, .minimum)
        continue
      }
      guard named[product.id, default: []].insert(.zero).inserted else {
        refuse(row, .twice)
        continue
      }
      let begin = max(row.from ?? day, today)
      prices.append(
        TariffChange(
          product: product, minimum: .zero, before: try store.listPrice(of: product, on: begin),
          currencyBefore: own, after: try row.price(of: product), currency: own, day: begin,
          offer: nil))
    }
  }

  private mutating func product(
    _ row: TariffRow, _ found: [ID<Product>], _ store: some StoreReading
  ) throws -> Product? {
    guard let first = found.first else {
      refuse(row, .unknown)
      return nil
    }
    guard found.count == 1 else {
      refuse(row, .ambiguous)
      return nil
    }
    return try store.get(first)
  }
}

/// The products that a supplier's references stand for: his code on a price, else an alias of his, else
/// our own code.
private struct SupplierReferences {
  private var codes: [String: Set<ID<Product>>] = [:]
  private var aliases: [String: Set<ID<Product>>] = [:]

  init(of supplier: Supplier, _ offers: [SupplierPrice], _ store: some StoreReading) throws {
    for offer in offers where !offer.supplierCode.isEmpty {
      codes[offer.supplierCode, default: []].insert(offer.productID)
    }
    let named = try store.all(
      ProductAlias.self,
      """
      WHERE kind = \(ProductAliasKind.supplierCode.rawValue)
        AND (supplier_id = \(supplier.id) OR supplier_id IS NULL)
      """)
    for alias in named { aliases[alias.value, default: []].insert(alias.productID) }
  }

  func products(_ reference: String, _ store: some StoreReading) throws -> [ID<Product>] {
    if let known = codes[reference] ?? aliases[reference] { return known.sorted() }
    return try store.withCode(Product.self, reference).map { [$0.id] } ?? []
  }
}

extension TariffRow {
  /// The price per price unit of the product: 48.50 for 1 000 is 4.85 for 100.
  fileprivate func price(of product: Product) throws -> UnitPrice {
    guard let per, per != Int64(product.priceUnit) else { return price }
    let exact = Int128(price.tenThousandths) * Int128(product.priceUnit)
    return UnitPrice(
      tenThousandths: try Int64(narrowing: roundHalfAwayFromZero(exact, Int128(per))))
  }
}
