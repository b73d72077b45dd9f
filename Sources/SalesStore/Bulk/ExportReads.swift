import Database
import Sales
import Values

// What an export reads: everything, one record at a time, in an order that a new company would give
// the same records again.

extension StoreReading {
  /// Each record that a condition selects, in turn; none is kept.
  public func each<Kind: Record>(
    _ kind: Kind.Type, _ rest: SQL, _ body: (Kind) throws -> Void
  ) throws {
    guard let select = try select(kind.table) else { return }
    try connection.forEach(SQL(SQLText(built: select + " "), []) + rest) {
      try body(Kind(row: $0))
    }
  }

  /// Each record of a customer, customers in the order of their codes.
  public func eachByCustomer<Kind: Record>(
    _ kind: Kind.Type, then order: SQL, _ body: (Kind) throws -> Void
  ) throws {
    let owners: SQL = """
      JOIN (SELECT id AS owner, code AS owner_code FROM customer) AS o
        ON o.owner = customer_id ORDER BY o.owner_code, 
      """
    try each(kind, owners + order, body)
  }

  /// Each record of a product, products in the order of their codes.
  public func eachByProduct<Kind: Record>(
    _ kind: Kind.Type, then order: SQL, _ body: (Kind) throws -> Void
  ) throws {
    let owners: SQL = """
      JOIN (SELECT id AS owner, code AS owner_code FROM product) AS o
        ON o.owner = product_id ORDER BY o.owner_code, 
      """
    try each(kind, owners + order, body)
  }

  /// The codes of all records of a kind that has some, by identity.
  public func codes<Kind: Record>(of kind: Kind.Type) throws -> [UInt128: String] {
    var codes: [UInt128: String] = [:]
    try connection.forEach(SQL(SQLText(built: "SELECT id, code FROM \(Kind.table.name)"), [])) {
      codes[try $0.id(0)] = try $0.text(1)
    }
    return codes
  }

  /// The last day on which something of each line of an order was delivered.
  public func deliveryDays(of order: ID<SalesOrder>) throws -> [Int: Day] {
    var days: [Int: Day] = [:]
    try connection.forEach(
      """
      SELECT l.line, MAX(d.day) FROM delivery d JOIN delivery_line l ON l.delivery_id = d.id
      WHERE d.order_id = \(order) GROUP BY l.line
      """
    ) { days[try $0.int(0)] = Day(daysSinceEpoch: Int32(truncatingIfNeeded: try $0.int64(1))) }
    return days
  }

  /// What acts have delivered of each line of an order, imported history apart.
  public func deliveredByActs(of order: ID<SalesOrder>) throws -> [Int: Quantity] {
    var quantities: [Int: Quantity] = [:]
    try connection.forEach(
      """
      SELECT l.line, CAST(SUM(l.quantity) AS BIGINT)
      FROM delivery d JOIN delivery_line l ON l.delivery_id = d.id
      WHERE d.order_id = \(order) AND d.imported = 0 GROUP BY l.line
      """
    ) { quantities[try $0.int(0)] = Quantity(thousandths: try $0.int64(1)) }
    return quantities
  }

  /// Whether goods are set aside for an order.
  public func holdsStock(_ order: ID<SalesOrder>) throws -> Bool {
    try connection.exists(
      "SELECT 1 FROM reservation WHERE order_id = \(order) AND state = 'held' LIMIT 1")
  }
}
