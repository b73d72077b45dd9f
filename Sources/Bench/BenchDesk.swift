import Database
import Foundation
import Sales
import SalesDesk
import SalesStore
import Values

/// The desk of a bench: somebody with every role, on the clock of the machine.
enum BenchDesk {
  static func open(_ database: any SQLDatabase, user: String) throws -> Desk {
    let store = Store(database: database)
    let actor = try store.read { reader in
      let person =
        try reader.first(Salesperson.self, "WHERE code = \(user)")
        ?? reader.all(Salesperson.self, "ORDER BY code")[0]
      return Actor(person, roles: Set(Role.allCases))
    }
    let day = Day(daysSinceEpoch: Int32(Date().timeIntervalSince1970 / 86_400))
    let clock = DeskClock {
      (Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000)), day)
    }
    return Desk(
      store: store, actor: actor, clock: clock,
      ids: IDMint(IDSource(clock: { clock.now().instant })))
  }

  /// Products that can be sold: with a price and a cost.
  static func products(_ reader: StoreReader) throws -> [Product] {
    try reader.all(
      Product.self,
      """
      WHERE status = 'active' AND list_price IS NOT NULL AND id IN (
        SELECT product_id FROM product_cost ORDER BY product_id LIMIT 4000)
      ORDER BY id LIMIT 400
      """)
  }
}
