import ArgumentParser
import Sales
import SalesDesk
import SalesStore
import Values

/// `comptoir order …`.
struct OrderCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    Words.command(
      "order",
      subcommands: [
        OrderList.self, OrderShow.self, OrderDeliver.self, OrderReserve.self, OrderRelease.self,
        OrderClose.self, OrderCancel.self, OrderReopen.self, OrderPrint.self, OrderMail.self,
        OrderAcceptanceCommand.self,
      ])
  }
}

extension Shell {
  /// The order of a number.
  func order(_ number: String, in reader: some StoreReading) throws -> SalesOrder {
    try reader.order(numbered: number.uppercased())
  }

  /// The order of a number as it now stands, in JSON.
  func orderJSON(_ id: ID<SalesOrder>) throws -> [(key: String, value: JSON)] {
    let detail = try read { try $0.orderDetail(id, today: today) }
    return [("order", OrderAnswers.sheet.card(detail).json)]
  }
}

/// `comptoir order list`.
struct OrderList: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("order.list") }

  @OptionGroup var common: CommonOptions
  @Option(name: .customLong("state"), help: Words.help("order.state")) var states: [String] = []
  @Option(help: Words.help("customerCode")) var customer: String?
  @Option(name: .customLong("limit"), help: Words.help("limit")) var limit = 200

  func run(_ shell: Shell) throws {
    let asked = try states.map { text in
      guard let state = OrderState(rawValue: text) else {
        throw ShellError.badValue(name: "--state", text: text)
      }
      return state
    }
    let rows = try shell.read { reader in
      try reader.orders(
        asked.isEmpty ? [.open] : asked,
        of: customer.map { try shell.customer($0, in: reader).id }, limit: limit)
    }
    shell.answer(OrderAnswers.rows.rows(rows))
  }
}

/// `comptoir order show NUMBER`.
struct OrderShow: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("order.show") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("orderNumber")) var number: String

  func run(_ shell: Shell) throws {
    let detail = try shell.read {
      try $0.orderDetail(shell.order(number, in: $0).id, today: shell.today)
    }
    shell.answer(OrderAnswers.sheet.card(detail))
  }
}

/// `comptoir order deliver NUMBER [LINE=QUANTITY …]`: all that is reserved, or part. Final.
struct OrderDeliver: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("order.deliver") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("orderNumber")) var number: String
  @Argument(help: Words.help("picks")) var picks: [LinePick] = []

  func run(_ shell: Shell) throws {
    let (order, customer, wanted) = try shell.read {
      reader -> (SalesOrder, Customer, [DeliveryPick]?) in
      let order = try shell.order(number, in: reader)
      return (order, try reader.get(order.customerID), try picked(of: order, in: reader))
    }
    let facts = [
      Fact("number", .text(order.number)), Fact("customer", .text(customer.name)),
    ]
    try shell.perform(
      DeliverOrder(order: order.id, picks: wanted), confirming: facts,
      json: { outcome in
        [
          ("delivery", .text(outcome.number)),
          ("total", Cell.amount(outcome.total, order.currency).json),
        ] + (try shell.orderJSON(order.id))
      })
  }

  private func picked(
    of order: SalesOrder, in reader: some StoreReading
  ) throws -> [DeliveryPick]? {
    guard !picks.isEmpty else { return nil }
    return try picks.map { pick in
      let line = try reader.line(pick.line, of: order.id)
      return DeliveryPick(line: pick.line, quantity: pick.quantity ?? line.reserved)
    }
  }
}

/// `comptoir order reserve NUMBER LINE`.
struct OrderReserve: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("order.reserve") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("orderNumber")) var number: String
  @Argument(help: Words.help("line")) var line: Int
  @Option(help: Words.help("quantity")) var quantity: Quantity?
  @Option(help: Words.help("warehouse")) var warehouse: String?

  func run(_ shell: Shell) throws {
    let (order, place) = try shell.read { reader -> (SalesOrder, ID<Warehouse>?) in
      (
        try shell.order(number, in: reader),
        try warehouse.map { try reader.warehouse(coded: $0).id }
      )
    }
    try shell.perform(
      ReserveLine(order: order.id, line: line, quantity: quantity, from: place),
      json: { _ in try shell.orderJSON(order.id) })
  }
}

/// `comptoir order release NUMBER LINE`.
struct OrderRelease: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("order.release") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("orderNumber")) var number: String
  @Argument(help: Words.help("line")) var line: Int
  @Option(help: Words.help("quantity")) var quantity: Quantity?

  func run(_ shell: Shell) throws {
    let order = try shell.read { try shell.order(number, in: $0) }
    try shell.perform(
      ReleaseReservation(order: order.id, line: line, quantity: quantity),
      json: { _ in try shell.orderJSON(order.id) })
  }
}

/// `comptoir order close NUMBER [--line N] --reason R`: the remainder is cancelled.
struct OrderClose: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("order.close") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("orderNumber")) var number: String
  @Option(help: Words.help("line")) var line: Int?
  @Option(help: Words.help("reason")) var reason: String

  func run(_ shell: Shell) throws {
    let order = try shell.read { try shell.order(number, in: $0) }
    try shell.perform(
      CloseOrder(order: order.id, line: line, reason: reason),
      json: { _ in try shell.orderJSON(order.id) })
  }
}

/// `comptoir order cancel NUMBER --reason R`: nothing of it was delivered yet.
struct OrderCancel: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("order.cancel") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("orderNumber")) var number: String
  @Option(help: Words.help("reason")) var reason: String

  func run(_ shell: Shell) throws {
    let order = try shell.read { try shell.order(number, in: $0) }
    try shell.perform(
      CancelOrder(order: order.id, reason: reason),
      json: { _ in try shell.orderJSON(order.id) })
  }
}

/// A manager's decision to let an order pass although the customer is blocked or over the limit.
struct CreditOptions: ParsableArguments {
  @Option(name: .customLong("override"), help: Words.help("override")) var reason: String?
  @Option(name: .customLong("override-until"), help: Words.help("overrideUntil"))
  var until: Day?

  /// The decision, if one was typed.
  var decision: CreditOverride? { reason.map { CreditOverride(reason: $0, until: until) } }
}

/// `comptoir order reopen NUMBER`.
struct OrderReopen: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("order.reopen") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("orderNumber")) var number: String
  @OptionGroup var credit: CreditOptions

  func run(_ shell: Shell) throws {
    let order = try shell.read { try shell.order(number, in: $0) }
    try shell.perform(
      ReopenOrder(order: order.id, creditOverride: credit.decision),
      json: { _ in try shell.orderJSON(order.id) })
  }
}

/// `comptoir quote accept NUMBER`: the quote becomes an order, its goods are reserved, the rest is
/// asked of purchasing.
struct QuoteAccept: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("quote.accept") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("quoteNumber")) var number: String
  @Option(help: Words.help("quote.taken")) var take: [LinePick] = []
  @Flag(help: Words.help("quote.only")) var only = false
  @OptionGroup var credit: CreditOptions
  @OptionGroup var acceptance: AcceptanceOptions

  func run(_ shell: Shell) throws {
    let draft = try shell.read { try $0.draft(of: try shell.quote(number, in: $0).id) }
    let accepted = try shell.perform(
      AcceptQuote(
        quote: draft.quote.id, taking: taken(draft), creditOverride: credit.decision,
        note: try acceptance.note()),
      json: { [("rest", $0.rest.map { .text($0) } ?? .null)] + (try shell.orderJSON($0.orderID)) })
    guard !shell.isJSON else { return }
    shell.answer(OrderAnswers.supply.rows(accepted.lines))
    if let rest = accepted.rest {
      Output.line(Words.format.text("cli.quote.rest", [Fact("number", .text(rest))]))
    }
  }

  /// Every firm line, the options named, in the quantities named; with `--only` nothing else.
  private func taken(_ draft: QuoteDraft) -> TakenLines {
    var taken = TakenLines()
    for pick in take {
      if let line = draft[line: pick.line], line.row.choice != .firm || draft.isOffered(line.row) {
        taken.chosen.insert(pick.line)
      }
      if let quantity = pick.quantity { taken.quantities[pick.line] = quantity }
      // What is no line of the quote is refused by the act.
      if draft[line: pick.line] == nil { taken.chosen.insert(pick.line) }
    }
    guard only else { return taken }
    let named = Set(take.map(\.line))
    for line in draft.lines
    where line.isCounted && !named.contains(line.number)
      && !(line.setOf.map(named.contains) ?? false)
    {
      taken.quantities[line.number] = .zero
    }
    return taken
  }
}
