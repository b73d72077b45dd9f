import Sales
import SalesStore
import Values

/// Takes the prices of a file: a supplier's tariff, or our own public prices, each from its day on.
///
/// ```
///   a supplier's price ─► ends the day before, and the new one begins: what was bought, and what the
///                         radar compares with, keeps the price of its day
///   a public price ─────► a dated list price; quotes of an earlier price day keep the old one
/// ```
/// Undoing it takes all of them back.
public struct ImportTariff: Act {
  /// Its line in the catalogue.
  public static let entry = ActEntry("price.import", roles: .managers, showsCosts: true)

  /// What the file holds.
  public let batch: TariffBatch
  /// Whose tariff it is; nil for public prices.
  public let supplierID: ID<Supplier>?
  /// The first day of prices that name none; nil = today.
  public let day: Day?

  /// The import of a file that was read.
  public init(_ batch: TariffBatch, of supplier: ID<Supplier>? = nil, from day: Day? = nil) {
    self.batch = batch
    supplierID = supplier
    self.day = day
  }

  /// Does it.
  ///
  /// - Returns: the prices of the file with what became of each, and the rows that were refused.
  public func perform(_ scope: ActScope) throws -> TariffPlan {
    if let day, day < scope.today { throw Refusal(.priceDayPast, Fact("day", .day(day))) }
    let plan = try scope.store.tariffPlan(
      batch, of: supplierID, from: day, today: scope.today)
    let changes = plan.changes
    for change in changes {
      switch batch.target {
      case .cost: try write(change, scope)
      case .list:
        guard let after = change.after else { continue }
        try scope.store.setListPrice(of: change.product.id, to: after, from: change.day)
      }
    }
    scope.note("count", .count(changes.count))
    scope.note(
      "name", .text(try supplierID.map { try scope.store.get($0).name } ?? batch.source))
    return plan
  }

  private func write(_ change: TariffChange, _ scope: ActScope) throws {
    var until: Day?
    if let offer = change.offer {
      until = offer.validTo
      if offer.validFrom == change.day, let after = change.after {
        var replaced = offer
        (replaced.price, replaced.currency) = (after, change.currency)
        try scope.store.update(offer, to: replaced)
        return
      }
      if offer.validFrom == change.day {
        try scope.store.delete(offer)
        return
      }
      var ended = offer
      ended.validTo = change.day - 1
      try scope.store.update(offer, to: ended)
    }
    guard let after = change.after, let supplierID else { return }
    var next =
      try change.offer
      ?? SupplierPrice(
        id: ID(rawValue: 0), supplierID: supplierID, productID: change.product.id,
        sequence: try place(of: change.product.id, scope), currency: change.currency)
    next.id = scope.mint()
    next.version = 1
    next.minimumQuantity = change.minimum
    (next.price, next.currency) = (after, change.currency)
    (next.validFrom, next.validTo) = (change.day, until)
    try scope.store.insert(next)
  }

  /// The supplier's place among those of the product: the one he has, else the last.
  private func place(of product: ID<Product>, _ scope: ActScope) throws -> Int {
    let offers = try scope.store.all(
      SupplierPrice.self, "WHERE product_id = \(product) ORDER BY sequence")
    if let own = offers.first(where: { $0.supplierID == supplierID }) { return own.sequence }
    return (offers.map(\.sequence).max() ?? 0) + 1
  }
}
