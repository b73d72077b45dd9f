import Database
import Sales
import Values

// On a server desks work at the same time. What many of them change (a request that shortages join, the
// cost of a product, the exposure of a customer) is read and kept in one statement: whoever comes second
// waits for the first and then reads what it left, instead of finding its reading stale and doing the
// whole act again. Everybody claims in this order, so that no two desks wait for each other:
//
//   customer ─► cost, reservation and level of a product ─► its order lines   product after product
//            ─► purchase requests                                             product after product, then by id
//            ─► number series ─► totals, at COMMIT
//
// SQLite has one writer, whose reading is still true when it writes: there a claim only reads.

extension StoreWriter {
  /// What keeps the rows of a SELECT from other desks until the act ends.
  private var kept: SQL {
    connection.dialect == .postgresql ? " FOR NO KEY UPDATE" : ""
  }

  /// The record with this key as it stands, which nobody else changes until the act ends.
  ///
  /// - Throws: `StoreError.notFound`.
  public func claim<Kind: Record>(_ id: ID<Kind>) throws -> Kind {
    guard let record = try claim(Kind.self, id.sqlValue) else {
      throw StoreError.notFound(kind: Kind.table.name, key: id.description)
    }
    return record
  }

  /// The record with this key as it stands, which nobody else changes until the act ends; or nil.
  func claim<Kind: Record>(_ kind: Kind.Type, _ key: SQLValue...) throws -> Kind? {
    // A server keeps from this session what it does not see, and claims it in its triggers.
    guard try !hides(Kind.table) else { return nil }
    return try connection.first(SQL(Kind.table.selectByKey, key) + kept) { try Kind(row: $0) }
  }

  /// Keeps other desks from judging the credit of this customer until the act ends: what the exposure
  /// is read from after this cannot change meanwhile.
  public func claimCredit(of customer: ID<Customer>) throws {
    guard connection.dialect == .postgresql else { return }
    try connection.visit("SELECT id FROM customer WHERE id = \(customer)" + kept) { _ in true }
  }

  /// The cost of a product by a method, which moves with goods that come or go meanwhile.
  public func claimCost(of product: ID<Product>, by method: CostMethod) throws -> ProductCost? {
    try claim(
      ProductCost.self, product.sqlValue, method.rawValue.sqlValue, UInt128(0).sqlValue)
  }
}

// Requests: two desks never buy the same need twice, and none buys what another withdraws.
extension StoreWriter {
  /// Open, and on no purchase order: one on a draft is settled already. Whoever puts a request on a
  /// purchase order holds it, but does not change it: what was claimed is looked up once more.
  private static let isToOrder: SQL = """
     state = 'open' AND NOT EXISTS (
      SELECT 1 FROM purchase_line_request WHERE request_id = purchase_request.id)
    """

  /// The request that new shortages of a product join.
  public func claimRequest(
    of product: ID<Product>, from supplier: ID<Supplier>?, for warehouse: ID<Warehouse>
  ) throws -> PurchaseRequest? {
    let chosen: SQL =
      if let supplier { "WHERE supplier_id = \(supplier)" } else { "WHERE supplier_id IS NULL" }
    let condition =
      chosen + " AND product_id = \(product) AND warehouse_id = \(warehouse) AND "
      + Self.isToOrder + " ORDER BY id LIMIT 1" + kept
    while let request = try first(PurchaseRequest.self, condition) {
      if try !isOnPurchaseOrder(request.id) { return request }
    }
    return nil
  }

  /// What a supplier can be asked for.
  public func claimRequests(of supplier: ID<Supplier>) throws -> [PurchaseRequest] {
    try all(
      PurchaseRequest.self,
      "WHERE supplier_id = \(supplier) AND " + Self.isToOrder + " ORDER BY product_id, id" + kept
    ).filter { try isToOrder($0) }
  }

  /// These requests as they stand, be they open or not.
  public func claimRequests(
    _ ids: some Collection<ID<PurchaseRequest>>
  ) throws -> [PurchaseRequest] {
    try all(
      PurchaseRequest.self, "WHERE id IN \(raw: .list(ids)) ORDER BY product_id, id" + kept)
  }

  /// Whether a request that was claimed can be put on a purchase order, joined or withdrawn.
  public func isToOrder(_ request: PurchaseRequest) throws -> Bool {
    try request.state == .open && !isOnPurchaseOrder(request.id)
  }
}
