import Sales
import Values

/// The figures of a document of the plan, by the rules every quote and order is computed with.
struct DemoFigures {
  /// Net of each line, and its cost where it is known.
  let lines: [LineMargin]
  let totals: DocumentTotals
  let margin: DocumentMargin
  let floor: DocumentFloor

  static let vat = Ratio(percent: 20)

  init(_ plan: [DemoLine], _ ledger: DemoLedger) throws {
    var lines: [LineMargin] = []
    var floors: [FloorLine] = []
    for line in plan {
      let product = ledger.products[line.product]
      let terms = LineAmounts(
        quantity: line.quantity, priceUnit: Int64(product.priceUnit), unitPrice: line.price,
        discounts: try Discounts(line.discounts))
      let cost = try product.cost.map {
        try LineMargin.cost(of: line.quantity, at: $0, per: Int64(product.priceUnit))
      }
      let net = try terms.net()
      lines.append(LineMargin(net: net, cost: cost))
      floors.append(FloorLine(net: net, cost: cost, floor: product.floor))
    }
    self.lines = lines
    totals = try DocumentTotals(lines: lines.map { TaxedAmount(net: $0.net, vatRate: Self.vat) })
    margin = DocumentMargin(lines)
    floor = DocumentFloor(floors)
  }
}
