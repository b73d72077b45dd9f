import ArgumentParser
import Sales
import SalesDesk
import SalesStore
import Values

/// `comptoir delivery …`.
struct DeliveryCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    Words.command(
      "delivery", subcommands: [DeliveryList.self, DeliveryInvoiced.self, DeliveryReturn.self])
  }
}

/// `comptoir delivery list`.
struct DeliveryList: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("delivery.list") }

  @OptionGroup var common: CommonOptions
  @Option(help: Words.help("customerCode")) var customer: String?
  @Option(name: .customLong("limit"), help: Words.help("limit")) var limit = 200

  func run(_ shell: Shell) throws {
    let rows = try shell.read { reader -> [DeliveryRow] in
      var filter = ListFilter()
      filter.customerID = try customer.map { try shell.customer($0, in: reader).id }
      filter.limit = limit
      return try reader.deliveryRows(filter)
    }
    shell.answer(OrderAnswers.deliveries.rows(rows))
  }
}

/// `comptoir delivery invoiced NUMBER --number F [--due DAY]`: the delivery becomes an open item, due
/// as its order agreed unless a day is given.
struct DeliveryInvoiced: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("delivery.invoiced") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("deliveryNumber")) var delivery: String
  @Option(name: .customLong("number"), help: Words.help("invoiceNumber")) var invoice: String
  @Option(help: Words.help("invoiceDue")) var due: Day?
  @Option(help: Words.help("invoiceAmount")) var amount: TypedAmount?

  func run(_ shell: Shell) throws {
    let (found, usual) = try shell.read { reader in
      let found = try reader.delivery(numbered: delivery.uppercased())
      return (found, try reader.dueDay(of: try reader.get(found.orderID), from: shell.today))
    }
    let part = try amount.map { try shell.amount($0, "--amount") }
    try shell.perform(
      InvoiceDelivery(delivery: found.id, number: invoice, due: due ?? usual, amount: part)
    ) { entry in
      [
        ("invoice", .text(entry.number)), ("due", .text(entry.dueDay.isoText)),
        ("balance", Cell.amount(entry.balance, shell.company.currency).json),
      ]
    }
  }
}

/// `comptoir delivery return NUMBER LINE=QUANTITY …`: goods come back into stock.
struct DeliveryReturn: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("delivery.return") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("deliveryNumber")) var delivery: String
  @Argument(help: Words.help("picks")) var picks: [LinePick]

  func run(_ shell: Shell) throws {
    let (found, wanted) = try shell.read { reader -> (Delivery, [DeliveryPick]) in
      let found = try reader.delivery(numbered: delivery.uppercased())
      let lines = try reader.lines(of: found.id)
      return (
        found,
        try picks.map { pick in
          let delivered = lines.filter { $0.line == pick.line }
          guard !delivered.isEmpty else {
            throw StoreError.notFound(kind: "delivery_line", key: String(pick.line))
          }
          let all = delivered.reduce(Quantity.zero) { $0 + $1.quantity }
          return DeliveryPick(line: pick.line, quantity: pick.quantity ?? all)
        }
      )
    }
    try shell.perform(ReturnDelivery(delivery: found.id, picks: wanted))
  }
}
