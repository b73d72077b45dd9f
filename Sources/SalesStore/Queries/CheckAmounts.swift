import Database
import Sales
import Values

// Amounts are computed again by the functions that computed them. Lines are read once, in the order
// of their documents, and nothing is kept beside the document at hand.

extension CompanyCheck {
  /// Every line's amount is quantity × price × what the discounts leave, rounded once, and its
  /// eco-contribution is quantity × unit.
  static func quoteLineAmounts(_ reader: any StoreReading) throws -> [CheckFinding] {
    try lineAmounts(
      reader, rule: "quoteLine.net", kind: "quote_line",
      """
      SELECT quote.number, quote_line.line, quote_line.quantity, quote_line.price_unit,
        quote_line.unit_price, quote_line.discounts, quote_line.net_amount, quote.currency,
        quote_line.eco_unit, quote_line.eco_amount, quote.rate, quote_line.company_net
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
        order_line.unit_price, order_line.discounts, order_line.net_amount, sales_order.currency,
        order_line.eco_unit, order_line.eco_amount, sales_order.rate, order_line.company_net
      FROM order_line JOIN sales_order ON sales_order.id = order_line.order_id
      WHERE order_line.product_id IS NOT NULL
      """)
  }

  private static func lineAmounts(
    _ reader: any StoreReading, rule: String, kind: String, _ sql: SQL
  ) throws -> [CheckFinding] {
    var findings: [CheckFinding] = []
    let company = try reader.company().currency
    try reader.connection.forEach(sql) { row in
      let terms = LineAmounts(
        quantity: try row.quantity(2), priceUnit: try row.int64(3),
        unitPrice: UnitPrice(tenThousandths: try row.int64(4)),
        discounts: try cascade(try row.text(5)))
      let currency = try currency(row, 7)
      let minorUnits = currency.minorUnits
      let eco = LineAmounts(
        quantity: terms.quantity, unitPrice: UnitPrice(tenThousandths: try row.int64(8)))
      let money = DocumentCurrency(
        currency, company: company,
        rate: try row.optionalInt64(10).map(ExchangeRate.init(scaled:)))
      let net = try terms.net(minorUnits: minorUnits)
      let pairs: [(Amount?, Amount?)] = [
        (net, try row.amount(6)),
        (money.isForeign ? try money.own(net) : nil, try row.optionalAmount(11)),
        (eco.unitPrice == .zero ? .zero : try eco.net(minorUnits: minorUnits), try row.amount(9)),
      ]
      for (expected, found) in pairs where expected != found {
        findings.append(
          CheckFinding(
            rule: rule, kind: kind, record: try row.text(0), line: try row.int(1),
            expected: expected.map { String($0.minor) } ?? "",
            found: found.map { String($0.minor) } ?? ""))
      }
    }
    return findings
  }

  private static func cascade(_ text: String) throws -> Discounts {
    guard !text.isEmpty else { return .none }
    return try Discounts(
      text.split(separator: " ").compactMap { Int64($0) }.map { Ratio(basisPoints: $0) })
  }

  private static func currency(_ row: any SQLRow, _ column: Int) throws -> Currency {
    let code = try row.text(column)
    guard let currency = Currency(code: code) else {
      throw StoreError.unknownWord(column: column, word: code)
    }
    return currency
  }

  /// Net, VAT and total of every quote are those of its lines; what is only offered is in none.
  static func quoteTotals(_ reader: any StoreReading) throws -> [CheckFinding] {
    try totals(
      reader, rule: "quote.totals", kind: "quote",
      """
      SELECT quote.id, quote.number, quote.discount, quote.carriage, quote.net_amount,
        quote.vat_amount, quote.total_amount,
        line.net_amount, line.vat_rate, line.eco_amount, quote.eco_amount, line.choice,
        line.company_net, quote.company_net
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
        line.net_amount, line.vat_rate, line.eco_amount, sales_order.eco_amount, 'firm',
        line.company_net, sales_order.company_net
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
    var eco: [TaxedAmount] = []
    /// Of a document in another currency: its goods in the company's.
    var companyGoods: Amount?
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
          stored: [try row.int64(4), try row.int64(5), try row.int64(6), try row.int64(10)]
            + (try row.optionalInt64(13).map { [$0] } ?? []))
      }
      let rate = Ratio(basisPoints: try row.int64(8))
      let eco = try row.amount(9)
      // A line that is only offered does not say which rate carriage bears.
      guard try row.text(11) == LineChoice.firm.rawValue else { return }
      document?.lines.append(TaxedAmount(net: try row.amount(7), vatRate: rate))
      if let own = try row.optionalAmount(12) {
        let sum = document?.companyGoods ?? .zero
        document?.companyGoods = try sum.adding(own)
      }
      if eco != .zero { document?.eco.append(TaxedAmount(net: eco, vatRate: rate)) }
    }
    try close()
    return findings
  }

  /// Goods after discount, VAT, total, eco-contributions; then the goods in the company's currency, where
  /// that is another one.
  private static func recomputed(
    _ document: Gathered, _ rounding: VatRounding
  ) throws -> [Int64] {
    let goods = try Amount.sum(document.lines.map(\.net))
    let discount = try goods.times(document.discount)
    let totals = try DocumentTotals(
      lines: document.lines, discount: discount,
      carriage: .carriage(document.carriage, of: document.lines), eco: document.eco,
      rounding: rounding)
    let own = try document.companyGoods.map { try $0 - $0.times(document.discount) }
    return [(goods - discount).minor, totals.vat.minor, totals.total.minor, totals.eco.minor]
      + (own.map { [$0.minor] } ?? [])
  }
}

extension SQLRow {
  fileprivate func optionalAmount(_ column: Int) throws -> Amount? {
    try optionalInt64(column).map { Amount(minor: $0) }
  }
}
