import Database
import Sales
import Values

// Amounts are computed again by the functions that computed them. Lines are read once, in the order
// of their documents, and nothing is kept beside the document at hand.

extension CompanyCheck {
  /// Every line's amount is quantity × price × what the discounts leave, rounded once.
  static func quoteLineAmounts(_ reader: any StoreReading) throws -> [CheckFinding] {
    try lineAmounts(
      reader, rule: "quoteLine.net", kind: "quote_line",
      """
      SELECT quote.number, quote_line.line, quote_line.quantity, quote_line.price_unit,
        quote_line.unit_price, quote_line.discounts, quote_line.net_amount, quote.currency
      FROM quote_line JOIN quote ON quote.id = quote_line.quote_id
      WHERE quote_line.product_id IS NOT NULL
      """)
  }

  /// The same of orders.
  static func orderLineAmounts(_ reader: any StoreReading) throws -> [CheckFinding] {
    try lineAmounts(
      reader, rule: "orderLine.net", kind: "order_line",
      """
      SELECT sales_order.number, order_line.line, order_line.quantity, order_line.price_unit,
        order_line.unit_price, order_line.discounts, order_line.net_amount, sales_order.currency
      FROM order_line JOIN sales_order ON sales_order.id = order_line.order_id
      WHERE order_line.product_id IS NOT NULL
      """)
  }

  private static func lineAmounts(
    _ reader: any StoreReading, rule: String, kind: String, _ sql: SQL
  ) throws -> [CheckFinding] {
    var findings: [CheckFinding] = []
    try reader.connection.forEach(sql) { row in
      let terms = LineAmounts(
        quantity: try row.quantity(2), priceUnit: try row.int64(3),
        unitPrice: UnitPrice(tenThousandths: try row.int64(4)),
        discounts: try cascade(try row.text(5)))
      let net = try terms.net(minorUnits: try minorUnits(row, 7))
      let found = try row.amount(6)
      guard net != found else { return }
      findings.append(
        CheckFinding(
          rule: rule, kind: kind, record: try row.text(0), line: try row.int(1),
          expected: String(net.minor), found: String(found.minor)))
    }
    return findings
  }

  private static func cascade(_ text: String) throws -> Discounts {
    guard !text.isEmpty else { return .none }
    return try Discounts(
      text.split(separator: " ").compactMap { Int64($0) }.map { Ratio(basisPoints: $0) })
  }

  private static func minorUnits(_ row: any SQLRow, _ column: Int) throws -> Int64 {
    let code = try row.text(column)
    guard let currency = Currency(code: code) else {
      throw StoreError.unknownWord(column: column, word: code)
    }
    return powerOfTen(currency.exponent)
  }

  /// Net, VAT and total of every quote are those of its lines.
  static func quoteTotals(_ reader: any StoreReading) throws -> [CheckFinding] {
    try totals(
      reader, rule: "quote.totals", kind: "quote",
      """
      SELECT quote.id, quote.number, quote.discount, quote.carriage, quote.net_amount,
        quote.vat_amount, quote.total_amount, line.net_amount, line.vat_rate
      FROM quote JOIN quote_line AS line ON line.quote_id = quote.id
      WHERE line.product_id IS NOT NULL ORDER BY quote.id, line.line
      """)
  }

  /// The same of orders.
  static func orderTotals(_ reader: any StoreReading) throws -> [CheckFinding] {
    try totals(
      reader, rule: "order.totals", kind: "sales_order",
      """
      SELECT sales_order.id, sales_order.number, sales_order.discount, sales_order.carriage,
        sales_order.net_amount, sales_order.vat_amount, sales_order.total_amount,
        line.net_amount, line.vat_rate
      FROM sales_order JOIN order_line AS line ON line.order_id = sales_order.id
      WHERE line.product_id IS NOT NULL ORDER BY sales_order.id, line.line
      """)
  }

  /// A document whose lines are being gathered.
  private struct Gathered {
    let id: UInt128
    let number: String
    let discount: Ratio
    let carriage: Amount
    let stored: [Int64]
    var lines: [TaxedAmount] = []
  }

  private static func totals(
    _ reader: any StoreReading, rule: String, kind: String, _ sql: SQL
  ) throws -> [CheckFinding] {
    let rounding = try reader.settings().vatRounding
    var findings: [CheckFinding] = []
    var document: Gathered?
    func close() throws {
      guard let document else { return }
      let expected = try recomputed(document, rounding)
      guard expected != document.stored else { return }
      findings.append(
        CheckFinding(
          rule: rule, kind: kind, record: document.number,
          expected: expected.map(String.init).joined(separator: " + "),
          found: document.stored.map(String.init).joined(separator: " + ")))
    }
    try reader.connection.forEach(sql) { row in
      let id = try row.id(0)
      if document?.id != id {
        try close()
        document = Gathered(
          id: id, number: try row.text(1), discount: Ratio(basisPoints: try row.int64(2)),
          carriage: try row.amount(3),
          stored: [try row.int64(4), try row.int64(5), try row.int64(6)])
      }
      document?.lines.append(
        TaxedAmount(
          net: try row.amount(7), vatRate: Ratio(basisPoints: try row.int64(8))))
    }
    try close()
    return findings
  }

  /// Goods after discount, VAT, total. Carriage bears the rate with the largest base.
  private static func recomputed(
    _ document: Gathered, _ rounding: VatRounding
  ) throws -> [Int64] {
    let goods = try Amount.sum(document.lines.map(\.net))
    let discount = try goods.times(document.discount)
    var carriage: TaxedAmount?
    if document.carriage != .zero {
      let bases = Dictionary(
        document.lines.map { ($0.vatRate, $0.net) }, uniquingKeysWith: +)
      let rate = bases.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key ?? .zero
      carriage = TaxedAmount(net: document.carriage, vatRate: rate)
    }
    let totals = try DocumentTotals(
      lines: document.lines, discount: discount, carriage: carriage, rounding: rounding)
    return [(goods - discount).minor, totals.vat.minor, totals.total.minor]
  }
}
