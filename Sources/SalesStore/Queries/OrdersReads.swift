import Database
import Sales
import Values

// What the acts on orders read, each from a key or an index.

extension StoreReading {
  /// The lines of a quote, in the order of their numbers.
  public func linesToOrder(of quote: ID<Quote>) throws -> [QuoteLine] {
    try all(QuoteLine.self, "WHERE quote_id = \(quote) ORDER BY line")
  }

  /// The costs frozen on a quote's lines.
  public func frozenCosts(of quote: ID<Quote>) throws -> [QuoteLineCost] {
    try all(QuoteLineCost.self, "WHERE quote_id = \(quote) ORDER BY line")
  }

  /// The order that was made of a quote and still stands.
  public func order(from quote: ID<Quote>) throws -> SalesOrder? {
    try first(SalesOrder.self, "WHERE quote_id = \(quote) AND state <> 'cancelled' LIMIT 1")
  }

  /// The cost of a quote's lines together.
  public func costToOrder(of quote: ID<Quote>) throws -> QuoteCost? {
    try find(QuoteCost.self, quote.sqlValue)
  }

  /// What a customer last paid for some products; one never bought is left out.
  public func lastPurchases(
    of products: [ID<Product>], by customer: ID<Customer>
  ) throws -> [ID<Product>: CustomerProduct] {
    let rows = try all(
      CustomerProduct.self,
      "WHERE customer_id = \(customer) AND product_id IN " + SQL.list(products))
    return Dictionary(uniqueKeysWithValues: rows.map { ($0.productID, $0) })
  }

  /// The newest version of a quote's number that was sent or accepted.
  public func standingRevision(of number: String) throws -> Int? {
    try connection.first(
      """
      SELECT revision FROM quote WHERE number = \(number) AND state IN ('sent', 'accepted')
      ORDER BY revision DESC LIMIT 1
      """
    ) { try $0.int(0) }
  }

  /// The lines of an order, in the order of their numbers.
  public func lines(of order: ID<SalesOrder>) throws -> [OrderLine] {
    try all(OrderLine.self, "WHERE order_id = \(order) ORDER BY line")
  }

  /// A line of an order.
  /// - Throws: `StoreError.notFound`.
  public func line(_ line: Int, of order: ID<SalesOrder>) throws -> OrderLine {
    try get(OrderLine.self, order.sqlValue, line.sqlValue)
  }

  /// The reservations an order holds, in the order in which they were made.
  public func heldReservations(of order: ID<SalesOrder>) throws -> [Reservation] {
    try all(
      Reservation.self, "WHERE order_id = \(order) AND state = 'held' ORDER BY line, id")
  }

  /// The order with this number.
  /// - Throws: `StoreError.notFound`.
  public func order(numbered number: String) throws -> SalesOrder {
    guard let order = try first(SalesOrder.self, "WHERE number = \(number)") else {
      throw StoreError.notFound(kind: SalesOrder.table.name, key: number)
    }
    return order
  }

  /// The delivery with this number.
  /// - Throws: `StoreError.notFound`.
  public func delivery(numbered number: String) throws -> Delivery {
    guard let delivery = try first(Delivery.self, "WHERE number = \(number)") else {
      throw StoreError.notFound(kind: Delivery.table.name, key: number)
    }
    return delivery
  }

  /// The lines of a delivery.
  public func lines(of delivery: ID<Delivery>) throws -> [DeliveryLine] {
    try all(DeliveryLine.self, "WHERE delivery_id = \(delivery) ORDER BY line, warehouse_id")
  }

  /// The stock moves a document caused, a line at a time.
  public func moves(causedBy document: UInt128) throws -> [StockMove] {
    try all(StockMove.self, "WHERE cause_id = \(document) ORDER BY cause_line NULLS FIRST, id")
  }

  /// How much of a move was already brought back.
  public func returned(of move: ID<StockMove>, product: ID<Product>) throws -> Quantity {
    try connection.first(
      """
      SELECT CAST(COALESCE(SUM(quantity), 0) AS BIGINT) FROM stock_move
      WHERE product_id = \(product) AND undoes_id = \(move)
      """
    ) { Quantity(thousandths: try $0.int64(0)) } ?? .zero
  }

  /// The acts that entering a stage triggers, in their order.
  public func triggers(of stage: ID<Stage>) throws -> [StageTrigger] {
    try all(StageTrigger.self, "WHERE stage_id = \(stage) ORDER BY sequence")
  }

  /// The stage of a pipeline that means an outcome; the first, should there be several.
  public func stage(of pipeline: ID<Pipeline>, meaning outcome: OpportunityOutcome) throws -> Stage?
  {
    try first(
      Stage.self,
      "WHERE pipeline_id = \(pipeline) AND outcome = \(outcome.rawValue) ORDER BY sequence LIMIT 1")
  }
}
