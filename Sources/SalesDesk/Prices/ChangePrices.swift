import Sales
import SalesStore
import Values

/// Changes the prices of a family, a supplier's products or a list, from a day on, in one transaction.
///
/// ```
///   list prices ──► product_price from that day: a quote of an earlier price day keeps the old one
///   a list      ──► each net price ends the day before, and a new one begins
/// ```
/// Undoing it takes all of them back.
public struct ChangePrices: Act {
  /// Its line in the catalogue.
  public static let entry = ActEntry("price.change", roles: .managers, showsCosts: true)

  /// Whose prices.
  public let target: PriceChangeScope
  /// What each becomes.
  public let change: PriceChange
  /// The first day of the new prices.
  public let day: Day

  /// A change from a day on.
  public init(_ target: PriceChangeScope, by change: PriceChange, from day: Day) {
    self.target = target
    self.change = change
    self.day = day
  }

  /// Does it.
  ///
  /// - Returns: the prices that changed.
  /// - Throws: `Refusal` for a day that is past, and where nothing would change.
  public func perform(_ scope: ActScope) throws -> [ChangedPrice] {
    guard day >= scope.today else { throw Refusal(.priceDayPast, Fact("day", .day(day))) }
    let name = try name(scope)
    let changed = try scope.store.changedPrices(target, by: change, on: day).filter(\.isChanged)
    guard !changed.isEmpty else { throw Refusal(.noPriceChanges, Fact("name", .text(name))) }
    for price in changed {
      guard let after = price.after else { continue }
      if let rule = price.rule {
        try succeed(rule, at: after, scope)
      } else {
        try scope.store.setListPrice(of: price.product.id, to: after, from: day)
      }
    }
    scope.note("count", .count(changed.count))
    scope.note("name", .text(name))
    scope.note("day", .day(day))
    return changed
  }

  /// The rule ends the day before and another of the same terms begins; one that begins on that very
  /// day has no past to keep.
  private func succeed(_ rule: PriceRule, at price: UnitPrice, _ scope: ActScope) throws {
    if rule.validFrom == day {
      var changed = rule
      changed.netPrice = price
      try scope.store.update(rule, to: changed)
      return
    }
    var ended = rule
    ended.validTo = day - 1
    try scope.store.update(rule, to: ended)
    var next = rule
    next.id = scope.mint()
    next.version = 1
    next.validFrom = day
    next.netPrice = price
    try scope.store.insert(next)
  }

  private func name(_ scope: ActScope) throws -> String {
    switch target {
    case .family(let id): try scope.store.get(id).name
    case .supplier(let id): try scope.store.get(id).name
    case .list(let id): try scope.store.get(id).code
    }
  }
}

extension StoreWriter {
  /// Writes the list price of a product from a day on.
  func setListPrice(of product: ID<Product>, to price: UnitPrice, from day: Day) throws {
    if let known = try find(ProductPrice.self, product.sqlValue, day.sqlValue) {
      var changed = known
      changed.price = price
      try update(known, to: changed)
    } else {
      try insert(ProductPrice(productID: product, validFrom: day, price: price))
    }
  }
}
