import Exchange
import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

// What can be done to an order, what is asked before, what is said after.

extension OrderScreen {
  mutating func answer(_ answer: ModalAnswer, _ session: Session) -> [Effect] {
    if let effects = Mailing.answer(answer, .order(id), session) { return effects }
    let question = asked
    asked = .nothing
    switch (question, answer) {
    case (.deliver, .confirmed):
      return perform(.act(DeliverOrder(order: id, picks: picks)))
    case (.close(let line), .text(_, let reason)):
      guard let reason = given(reason) else { return noReason(session) }
      return perform(.act(CloseOrder(order: id, line: line, reason: reason)))
    case (.cancel, .text(_, let reason)):
      guard let reason = given(reason) else { return noReason(session) }
      return perform(.act(CancelOrder(order: id, reason: reason)))
    case (.pick(let line), .form(_, let values)):
      typed[line] = GoodsForms.quantity(values["quantity"] ?? "")
      return []
    case (.invoice(let delivery), .form(_, let values)):
      guard let due = GoodsForms.day(values["due"] ?? "", session.today) else { return [] }
      return perform(
        .act(InvoiceDelivery(delivery: delivery, number: values["number"] ?? "", due: due)))
    case (.returnLine(let delivery), .choice(_, let line)):
      return Int(line).map { askReturn(of: delivery, line: $0, session) } ?? []
    case (.bringBack(let delivery, let line), .form(_, let values)):
      guard let quantity = GoodsForms.quantity(values["quantity"] ?? "") else { return [] }
      return perform(
        .act(
          ReturnDelivery(
            delivery: delivery, picks: [DeliveryPick(line: line, quantity: quantity)])))
    default:
      return []
    }
  }

  private func given(_ reason: String) -> String? {
    reason.contains { !$0.isWhitespace } ? reason : nil
  }

  private func noReason(_ session: Session) -> [Effect] {
    [.say(Status(.refused, session.text("goods.no.reason")))]
  }

  /// What the act gave that the status line has no room for.
  func finish(_ done: Done, _ session: Session) -> [Effect] {
    let closed: [ClosedRemainder] =
      switch done.outcome {
      case let outcome as DeliveryOutcome: outcome.closed
      case let closed as [ClosedRemainder]: closed
      default: []
      }
    let lines = closed.flatMap { remainder(of: $0, session) }
    guard !lines.isEmpty else { return [] }
    return [.ask(.explain(title: session.text("goods.freed.title"), lines))]
  }

  /// What became free and who can now be served (AT-49).
  private func remainder(of closed: ClosedRemainder, _ session: Session) -> [[Span]] {
    let code = detail?.supply.first { $0.line.line == closed.line }?.productCode ?? ""
    var lines = closed.freed.map { freed in
      [
        Span(
          session.text(
            "goods.freed", Fact("product", .text(code)),
            Fact("quantity", .quantity(freed.quantity)),
            Fact("warehouse", .text(freed.warehouseName))), .value)
      ]
    }
    lines += closed.servable.map { line in
      [
        Span(
          session.text(
            "goods.servable", Fact("customer", .text(line.waiting.customerName)),
            Fact("number", .text(line.waiting.orderNumber)),
            Fact("quantity", .quantity(line.quantity))), .info)
      ]
    }
    lines += closed.purchaseOrders.map { number in
      [Span(session.text("goods.toldBuyer", Fact("number", .text(number))), .muted)]
    }
    return lines
  }

  mutating func askDelivery(_ session: Session) -> [Effect] {
    asked = .deliver
    var consequence = [
      session.counted(
        "goods.deliver.leaves", picks.count,
        Fact("customer", .text(detail?.customer.name ?? "")))
    ]
    if remainders > 0 {
      consequence.append(
        session.counted("goods.deliver.remains", remainders))
    }
    consequence.append(session.text("goods.deliver.final"))
    return [
      .ask(
        .confirm(
          id: "deliver",
          title: session.text(
            "goods.deliver.title", Fact("number", .text(detail?.order.number ?? ""))),
          consequence: consequence, verb: session.text("goods.deliver.verb")))
    ]
  }

  mutating func askReason(line: Int?, _ session: Session) -> [Effect] {
    asked = .close(line: line)
    let title =
      line.map { session.text("goods.close.line", Fact("line", .count($0))) }
      ?? session.text("goods.close.order", Fact("number", .text(detail?.order.number ?? "")))
    return [
      .ask(.prompt(id: "close", title: title, hint: session.text("goods.close.hint")))
    ]
  }

  mutating func askPick(_ supply: LineSupply, _ session: Session) -> [Effect] {
    asked = .pick(line: supply.line.line)
    return [
      .ask(
        .form(
          id: "pick",
          title: session.text("goods.pick.title", Fact("product", .text(supply.productCode))),
          [
            GoodsForms.quantityField(
              pick(supply), atMost: supply.line.outstanding,
              hint: session.text(
                "goods.pick.hint", Fact("reserved", .quantity(supply.line.reserved)),
                Fact("open", .quantity(supply.line.outstanding))), session)
          ]))
    ]
  }

  mutating func askInvoice(_ delivery: Delivery, _ session: Session) -> [Effect] {
    asked = .invoice(delivery.id)
    let wrong = session.text("goods.invoice.noNumber")
    let due = due.map { session.format.day($0) } ?? ""
    return [
      .ask(
        .form(
          id: "invoice",
          title: session.text("goods.invoice.title", Fact("number", .text(delivery.number))),
          [
            FormField(
              "number", label: session.text("goods.invoice.number"),
              problem: { $0.isEmpty ? wrong : nil }),
            GoodsForms.dayField("due", label: "goods.invoice.due", text: due, session),
          ]))
    ]
  }
}

/// The commands of an order.
enum OrderCommands {
  static var all: [Command] {
    [GoodsCommands.open(OrderScreen.self, "order")] + leaving + papers + keeping + takingBack
  }

  private typealias Test = @Sendable (OrderScreen, Session) -> Availability

  private static let canDeliver: Test = { screen, session in
    guard screen.detail?.order.state == .open else { return .no(session.text("goods.no.open")) }
    return screen.picks.isEmpty ? .no(session.text("goods.no.reserved")) : .yes
  }

  private static let isOpen: Test = { screen, session in
    screen.detail?.order.state == .open ? .yes : .no(session.text("goods.no.open"))
  }

  private static let hasOpenLine: Test = { screen, session in
    guard let supply = screen.line(session) else { return .no(session.text("goods.no.line")) }
    return supply.line.outstanding > .zero && supply.line.state != .closed
      ? .yes : .no(session.text("goods.no.remainder"))
  }

  private static var leaving: [Command] {
    [
      .on(
        OrderScreen.self, "order.deliver", keys: [.char("L")], act: DeliverOrder.entry.id,
        footer: 20, availability: canDeliver
      ) { screen, session in screen.askDelivery(session) },
      .on(
        OrderScreen.self, "order.pick", keys: [.char("e"), .f(2)], footer: 21,
        availability: hasOpenLine
      ) { screen, session in
        screen.line(session).map { screen.askPick($0, session) } ?? []
      },
      .on(
        OrderScreen.self, "order.invoice", keys: [.char("F")], act: InvoiceDelivery.entry.id,
        footer: 25,
        availability: { screen, session in
          guard let delivery = screen.delivery(session)?.delivery else {
            return .no(session.text("goods.no.delivery"))
          }
          return delivery.invoicedAmount < delivery.totalAmount
            ? .yes : .no(session.text("goods.no.invoicable"))
        }
      ) { screen, session in
        screen.delivery(session).map { screen.askInvoice($0.delivery, session) } ?? []
      },
    ]
  }

  private static var papers: [Command] {
    let isRead: Test = { screen, session in
      screen.detail == nil ? .no(session.text("goods.no.row")) : .yes
    }
    return [
      .on(
        OrderScreen.self, "order.acceptance", keys: [.char("A")], act: NoteAcceptance.entry.id,
        availability: isRead
      ) { screen, session in
        [.ask(Modal(AcceptanceForm(screen.id, screen.detail?.acceptance, session)))]
      },
      .on(OrderScreen.self, "order.print", keys: [.char("I")], footer: 36, availability: isRead) {
        screen, _ in
        let id = screen.id
        return [
          .save(
            FileToSave(name: "\(screen.detail?.order.number ?? "").pdf") { desk in
              try desk.paper(of: id).file.bytes
            })
        ]
      },
      .on(
        OrderScreen.self, "order.mail", keys: [.char("M")], act: MailPaper.entry.id, footer: 37,
        availability: isRead
      ) { screen, _ in [Mailing.ask(.order(screen.id))] },
    ]
  }

  private static var keeping: [Command] {
    [
      .on(
        OrderScreen.self, "order.closeLine", keys: [.char("x")], act: CloseOrder.entry.id,
        footer: 30, availability: hasOpenLine
      ) { screen, session in
        screen.line(session).map { screen.askReason(line: $0.line.line, session) } ?? []
      },
      .on(
        OrderScreen.self, "order.close", keys: [.char("X")], act: CloseOrder.entry.id, footer: 31,
        availability: isOpen
      ) { screen, session in screen.askReason(line: nil, session) },
      .on(
        OrderScreen.self, "order.reopen", keys: [.char("O")], act: ReopenOrder.entry.id,
        footer: 32,
        availability: { screen, session in
          let hasClosed = screen.detail?.lines.contains { $0.state == .closed } ?? false
          return hasClosed ? .yes : .no(session.text("goods.no.closed"))
        }
      ) { screen, _ in screen.perform(.act(ReopenOrder(order: screen.id))) },
      .on(
        OrderScreen.self, "order.reserve", keys: [.char("b")], act: ReserveLine.entry.id,
        footer: 35,
        availability: { screen, session in
          guard let supply = screen.line(session) else {
            return .no(session.text("goods.no.line"))
          }
          return supply.missing > .zero ? .yes : .no(session.text("goods.no.missing"))
        }
      ) { screen, session in
        guard let line = screen.line(session)?.line.line else { return [] }
        return screen.perform(.act(ReserveLine(order: screen.id, line: line)))
      },
      .on(
        OrderScreen.self, "order.release", keys: [.char("B")], act: ReleaseReservation.entry.id,
        availability: { screen, session in
          (screen.line(session)?.line.reserved ?? .zero) > .zero
            ? .yes : .no(session.text("goods.no.reserved"))
        }
      ) { screen, session in
        guard let line = screen.line(session)?.line.line else { return [] }
        return screen.perform(.act(ReleaseReservation(order: screen.id, line: line)))
      },
    ]
  }
}
