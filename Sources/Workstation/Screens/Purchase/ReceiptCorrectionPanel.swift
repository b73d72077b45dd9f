import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

// The price of a supplier's invoice on goods that were received at another: what it asks, what it did.

extension PurchaseScreen {
  /// Asks for the price that was invoiced.
  mutating func askCorrection(_ goods: ReceivedGoods, _ session: Session) -> [Effect] {
    asked = .correct(goods.receipt.id, line: goods.line.line)
    let wrong = session.text("goods.price.problem")
    // What is on the invoice: the price in the currency of the purchase order.
    let currency = view?.order.currency ?? session.company.currency
    let isForeign = currency != session.company.currency
    let asked = view?.lines.first { $0.line.line == goods.line.line }?.line.unitPrice
    let price =
      isForeign
      ? asked.map { session.format.price($0) } ?? ""
      : goods.line.unitCost.map { session.format.cost($0) } ?? ""
    let label = session.text("goods.price")
    return [
      .ask(
        .form(
          id: "correct",
          title: session.text(
            "goods.correct.title", Fact("number", .text(goods.receipt.number)),
            Fact("product", .text(goods.product.code))),
          [
            FormField(
              "price", label: isForeign ? "\(label) (\(currency.code))" : label, text: price,
              hint: session.text(
                "goods.correct.hint", Fact("quantity", .quantity(goods.line.quantity))),
              problem: { text in
                GoodsForms.price(text).map { $0 >= .zero } ?? false ? nil : wrong
              })
          ]))
    ]
  }
}

/// What a corrected receipt changed, in words.
enum ReceiptCorrectionPanel {
  static func explain(_ done: ReceiptCorrection, _ session: Session) -> Modal {
    let currency = session.company.currency
    func line(_ key: String, _ amount: Amount) -> [Span] {
      let sign = amount > .zero ? "+" : ""
      return [
        Span(session.text("goods.corrected." + key) + "  ", .label),
        Span(sign + session.format.money(amount, currency), .value),
      ]
    }
    var lines = [line("stock", done.stock), line("sales", done.sales)]
    if let cost = done.unitCost {
      lines.append([
        Span(session.text("goods.corrected.cost") + "  ", .label),
        Span(session.format.cost(cost), .value),
      ])
    }
    lines.append([Span(session.text("goods.corrected.why"), .muted)])
    let title = session.text(
      "goods.corrected.title", Fact("number", .text(done.number)),
      Fact("product", .text(done.productCode)))
    return .explain(title: title, lines)
  }
}
