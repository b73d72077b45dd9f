import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

// What can be done to a purchase order, what is asked before, what is said after.

extension PurchaseScreen {
  mutating func answer(_ answer: ModalAnswer, _ session: Session) -> [Effect] {
    defer { asked = .nothing }
    switch (asked, answer) {
    case (.receive, .confirmed): return perform(.act(ReceivePurchase(order: id, picks: picks)))
    case (.order, .confirmed): return perform(.act(OrderFromSupplier(order: id)))
    case (.day(let read), .form(_, let values)):
      guard let day = GoodsForms.day(values["day"] ?? "", session.today) else { return [] }
      return perform(.act(ChangeExpectedDay(order: id, day: day, read: read)))
    case (.pick(let line), .form(_, let values)):
      guard let quantity = GoodsForms.quantity(values["quantity"] ?? "") else { return [] }
      typed[line] = ReceiptPick(
        line: line, quantity: quantity, at: GoodsForms.price(values["price"] ?? ""))
      return []
    case (.correct(let receipt, let line), .form(_, let values)):
      guard let cost = GoodsForms.price(values["price"] ?? "") else { return [] }
      return perform(
        .act(CorrectReceipt(receipt, line: line, to: cost, in: view?.order.currency)))
    default: return []
    }
  }

  /// What came: who was served, what is free, what the goods now cost.
  func finish(_ done: Done, _ session: Session) -> [Effect] {
    if let correction = done.outcome as? ReceiptCorrection {
      return [.ask(ReceiptCorrectionPanel.explain(correction, session))]
    }
    guard let receipt = done.outcome as? ReceiptOutcome else { return [] }
    let lines = receipt.lines.flatMap { came($0, session) }
    let title = session.text("goods.received.title", Fact("number", .text(receipt.number)))
    return [.ask(.explain(title: title, lines))]
  }

  private func came(_ line: ReceivedLine, _ session: Session) -> [[Span]] {
    let code = view?.lines.first { $0.line.line == line.line }?.product.code ?? ""
    var lines = [
      [
        Span(code + "  ", .title),
        Span(
          session.text(
            "goods.received.line", Fact("quantity", .quantity(line.quantity)),
            Fact("free", .quantity(line.free)))),
      ]
    ]
    lines += line.served.map { served in
      [
        Span(
          "  → "
            + session.text(
              served.stillMissing == .zero ? "goods.served.full" : "goods.served.part",
              Fact("quantity", .quantity(served.quantity)),
              Fact("number", .text(served.orderNumber)),
              Fact("customer", .text(served.customerName)),
              Fact("missing", .quantity(served.stillMissing))),
          served.stillMissing == .zero ? .success : .info)
      ]
    }
    lines.append([cost(line, session)])
    return lines
  }

  private func cost(_ line: ReceivedLine, _ session: Session) -> Span {
    guard let cost = line.unitCost else {
      return Span("  ! " + session.text("goods.received.noCost"), .warning)
    }
    let key = line.isFirstCost ? "goods.received.firstCost" : "goods.received.cost"
    let fact = Fact("cost", .price(UnitPrice(tenThousandths: cost.tenThousandths)))
    let method = Fact("method", .text(session.shortCost(line.costMethod)))
    return Span("  " + session.text(key, fact, method), line.isFirstCost ? .accent : .muted)
  }

  mutating func askReceipt(_ session: Session) -> [Effect] {
    asked = .receive
    let left = (view?.lines ?? []).count { pick($0).quantity < $0.outstanding }
    var consequence = [
      session.counted(
        "goods.receive.enters", picks.count, Fact("warehouse", .text(view?.warehouse.name ?? "")))
    ]
    if left > 0 {
      consequence.append(session.counted("goods.receive.remains", left))
    }
    consequence.append(session.text("goods.receive.final"))
    return [
      .ask(
        .confirm(
          id: "receive",
          title: session.text(
            "goods.receive.title", Fact("number", .text(view?.order.number ?? ""))),
          consequence: consequence, verb: session.text("goods.receive.verb")))
    ]
  }

  mutating func askOrder(_ session: Session) -> [Effect] {
    asked = .order
    let supplier = Fact("supplier", .text(view?.supplier.name ?? ""))
    return [
      .ask(
        .confirm(
          id: "order", title: session.text("goods.order.title", supplier),
          consequence: [
            session.counted(
              "goods.order.lines", view?.lines.count ?? 0,
              Fact("warehouse", .text(view?.warehouse.name ?? ""))),
            session.text("goods.order.final", supplier),
          ], verb: session.text("goods.order.verb")))
    ]
  }

  mutating func askPick(_ line: PurchaseLineView, _ session: Session) -> [Effect] {
    asked = .pick(line: line.line.line)
    let wrong = session.text("goods.price.problem")
    let currency = view?.order.currency ?? session.company.currency
    let price = line.line.unitPrice.map { session.price($0, in: currency) } ?? ""
    return [
      .ask(
        .form(
          id: "pick",
          title: session.text("goods.receive.pick", Fact("product", .text(line.product.code))),
          [
            GoodsForms.quantityField(
              pick(line).quantity, atMost: line.outstanding,
              hint: session.text(
                "goods.receive.hint", Fact("quantity", .quantity(line.outstanding))), session),
            FormField(
              "price", label: session.text("goods.price"),
              hint: session.text("goods.price.hint", Fact("price", .text(price))),
              problem: { text in
                text.isEmpty || (GoodsForms.price(text).map { $0 >= .zero } ?? false) ? nil : wrong
              }),
          ]))
    ]
  }

  mutating func askDay(_ session: Session) -> [Effect] {
    let lines = view?.lines.map { ($0.line.line, $0.line.expectedDay) } ?? []
    asked = .day(Dictionary(lines) { first, _ in first })
    let day = view?.order.expectedDay.map { session.format.day($0) } ?? ""
    return [
      .ask(
        .form(
          id: "day", title: session.text("goods.expected.title"),
          [GoodsForms.dayField("day", label: "goods.label.expected", text: day, session)]))
    ]
  }
}

/// The commands of a purchase order.
enum PurchaseCommands {
  private typealias Test = @Sendable (PurchaseScreen, Session) -> Availability

  private static let isUnderWay: Test = { screen, session in
    screen.isUnderWay ? .yes : .no(session.text("goods.no.underWay"))
  }

  static var all: [Command] {
    [
      GoodsCommands.open(PurchaseScreen.self, "purchase"),
      .on(
        PurchaseScreen.self, "purchase.receive", keys: [.char("R")],
        act: ReceivePurchase.entry.id, footer: 20,
        availability: { screen, session in
          guard screen.isUnderWay else { return .no(session.text("goods.no.underWay")) }
          return screen.picks.isEmpty ? .no(session.text("goods.no.quantity")) : .yes
        }
      ) { screen, session in screen.askReceipt(session) },
      .on(
        PurchaseScreen.self, "purchase.pick", keys: [.char("e"), .f(2)], footer: 21,
        availability: { screen, session in
          guard screen.isUnderWay else { return .no(session.text("goods.no.underWay")) }
          return (screen.line(session)?.outstanding ?? .zero) > .zero
            ? .yes : .no(session.text("goods.no.expected"))
        }
      ) { screen, session in
        screen.line(session).map { screen.askPick($0, session) } ?? []
      },
      .on(
        PurchaseScreen.self, "purchase.send", keys: [.char("E")],
        act: OrderFromSupplier.entry.id, footer: 22,
        availability: { screen, session in
          screen.view?.order.state == .draft ? .yes : .no(session.text("goods.no.draft"))
        }
      ) { screen, session in screen.askOrder(session) },
      .on(
        PurchaseScreen.self, "purchase.expected", keys: [.char("D")],
        act: ChangeExpectedDay.entry.id, footer: 30, availability: isUnderWay
      ) { screen, session in screen.askDay(session) },
      .on(
        PurchaseScreen.self, "purchase.correct", keys: [.char("P")],
        act: CorrectReceipt.entry.id, footer: 32,
        availability: { screen, session in
          guard CorrectReceipt.entry.allows(session.actor.roles) else {
            return .no(session.text("customer.no.manager"))
          }
          return screen.receivedGoods(session) == nil
            ? .no(session.text("goods.no.receipt")) : .yes
        }
      ) { screen, session in
        screen.receivedGoods(session).map { screen.askCorrection($0, session) } ?? []
      },
      .on(
        PurchaseScreen.self, "purchase.closeLine", keys: [.char("x")],
        act: ClosePurchaseLine.entry.id, footer: 31,
        availability: { screen, session in
          (screen.line(session)?.outstanding ?? .zero) > .zero
            ? .yes : .no(session.text("goods.no.expected"))
        }
      ) { screen, session in
        guard let line = screen.line(session)?.line.line else { return [] }
        return screen.perform(.act(ClosePurchaseLine(order: screen.id, line: line)))
      },
    ]
  }
}
