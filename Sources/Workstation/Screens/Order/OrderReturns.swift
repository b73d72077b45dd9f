import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

// What takes an order back: cancelling it while nothing left, goods that come back from a delivery.

extension OrderScreen {
  mutating func askCancel(_ session: Session) -> [Effect] {
    asked = .cancel
    let number = Fact("number", .text(detail?.order.number ?? ""))
    return [
      .ask(
        .prompt(
          id: "cancel", title: session.text("goods.cancel.title", number),
          hint: session.text("goods.cancel.hint")))
    ]
  }

  /// What a delivery took of each line, from all warehouses.
  private func delivered(_ delivery: DeliveryDetail) -> [(line: Int, quantity: Quantity)] {
    let lines = Dictionary(grouping: delivery.lines, by: \.line)
    return lines.map { line, parts in (line, parts.reduce(Quantity.zero) { $0 + $1.quantity }) }
      .sorted { $0.line < $1.line }
  }

  private func code(_ line: Int) -> String {
    detail?.supply.first { $0.line.line == line }?.productCode ?? String(line)
  }

  /// Which line comes back; asked only where there are several.
  mutating func askReturn(of delivery: DeliveryDetail, _ session: Session) -> [Effect] {
    let lines = delivered(delivery)
    guard lines.count != 1 else {
      return askReturn(of: delivery.delivery.id, line: lines[0].line, session)
    }
    asked = .returnLine(delivery.delivery.id)
    let choices = lines.map { line, quantity in
      Choice(key: String(line), label: code(line), detail: session.format.quantity(quantity))
    }
    let title = session.text(
      "goods.return.title", Fact("number", .text(delivery.delivery.number)))
    return [.ask(.choose(id: "returnLine", title: title, choices))]
  }

  /// How much of the line comes back; what came back already is refused by the act.
  mutating func askReturn(
    of delivery: ID<Delivery>, line: Int, _ session: Session
  ) -> [Effect] {
    guard let found = detail?.deliveries.first(where: { $0.delivery.id == delivery }),
      let quantity = delivered(found).first(where: { $0.line == line })?.quantity
    else { return [] }
    asked = .bringBack(delivery, line: line)
    let facts = [
      Fact("product", .text(code(line))), Fact("number", .text(found.delivery.number)),
    ]
    return [
      .ask(
        .form(
          id: "return", title: session.format.text("goods.return.quantity", facts),
          [
            GoodsForms.quantityField(
              quantity, atMost: quantity, hint: session.text("goods.return.hint"), session)
          ]))
    ]
  }
}

extension OrderCommands {
  static var takingBack: [Command] {
    [
      .on(
        OrderScreen.self, "order.cancel", keys: [.char("C")], act: CancelOrder.entry.id,
        availability: { screen, session in
          guard let detail = screen.detail, detail.order.state == .open else {
            return .no(session.text("goods.no.open"))
          }
          return detail.lines.contains { $0.delivered > .zero }
            ? .no(session.text("goods.no.cancel")) : .yes
        }
      ) { screen, session in screen.askCancel(session) },
      .on(
        OrderScreen.self, "order.return", keys: [.char("R")], act: ReturnDelivery.entry.id,
        footer: 26,
        availability: { screen, session in
          guard let delivery = screen.delivery(session) else {
            return .no(session.text("goods.no.delivery"))
          }
          return delivery.lines.isEmpty ? .no(session.text("goods.no.returnable")) : .yes
        }
      ) { screen, session in
        screen.delivery(session).map { screen.askReturn(of: $0, session) } ?? []
      },
    ]
  }
}
