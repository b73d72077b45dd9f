import ArgumentParser
import Sales
import SalesDesk
import SalesStore
import Values

/// `comptoir purchase …`.
struct PurchaseCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    Words.command(
      "purchase",
      subcommands: [
        PurchaseList.self, PurchaseShow.self, PurchaseRequests.self, PurchaseOffers.self,
        PurchaseNew.self,
        PurchaseOrdering.self, PurchaseReceive.self, PurchaseExpected.self, PurchaseClose.self,
        PurchaseCancelRequest.self,
      ])
  }
}

/// `comptoir purchase list`.
struct PurchaseList: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("purchase.list") }

  @OptionGroup var common: CommonOptions
  @Option(name: .customLong("state"), help: Words.help("purchase.state"))
  var states: [String] = []
  @Option(name: .customLong("limit"), help: Words.help("limit")) var limit = 200

  func run(_ shell: Shell) throws {
    let asked = try states.map { text in
      guard let state = PurchaseOrderState(rawValue: text) else {
        throw ShellError.badValue(name: "--state", text: text)
      }
      return state
    }
    let rows = try shell.read { reader in
      try asked.isEmpty
        ? reader.purchaseOrders(limit: limit) : reader.purchaseOrders(asked, limit: limit)
    }
    shell.answer(PurchaseAnswers.rows.rows(rows))
  }
}

/// `comptoir purchase show NUMBER`.
struct PurchaseShow: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("purchase.show") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("purchaseNumber")) var number: String

  func run(_ shell: Shell) throws {
    let sheet = try shell.read { try shell.purchaseSheet(number, in: $0) }
    shell.answer(PurchaseAnswers.sheet.card(sheet))
  }
}

extension Shell {
  /// The purchase order of a number with its lines.
  func purchaseSheet(_ number: String, in reader: some StoreReading) throws -> PurchaseSheet {
    let order = try reader.purchaseOrder(numbered: number.uppercased())
    return PurchaseSheet(
      order: order, supplier: try reader.get(order.supplierID),
      warehouse: try reader.get(order.warehouseID),
      lines: try reader.lines(of: order.id).map { ($0, try reader.get($0.productID)) },
      receipts: try reader.receipts(of: order.id))
  }

  /// The same in JSON, for the answer of an act.
  func purchaseJSON(_ number: String) throws -> [(key: String, value: JSON)] {
    let sheet = try read { try purchaseSheet(number, in: $0) }
    return [("purchase", PurchaseAnswers.sheet.card(sheet).json)]
  }
}

/// `comptoir purchase requests`: what is to be ordered, by supplier.
struct PurchaseRequests: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("purchase.requests") }

  @OptionGroup var common: CommonOptions
  @Option(name: .customLong("limit"), help: Words.help("limit")) var limit = 500

  func run(_ shell: Shell) throws {
    let rows = try shell.read { try $0.openRequests(limit: limit) }
    shell.answer(PurchaseAnswers.requests.rows(rows))
  }
}

/// `comptoir purchase new SUPPLIER [PRODUCT=QUANTITY …]`: a draft from the open requests of the supplier
/// and from what is typed.
struct PurchaseNew: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("purchase.new") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("supplierCode")) var supplier: String
  @Argument(help: Words.help("purchase.asks")) var asks: [String] = []
  @Option(help: Words.help("warehouse")) var warehouse: String?
  @Option(name: .customLong("request"), help: Words.help("purchase.request"))
  var requests: [String] = []

  func run(_ shell: Shell) throws {
    let act = try shell.read { reader -> CreatePurchaseOrder in
      let open = requests.isEmpty ? [] : try reader.openRequests(limit: 100_000).map(\.request)
      return CreatePurchaseOrder(
        supplier: try reader.supplier(coded: supplier).id,
        warehouse: try warehouse.map { try reader.warehouse(coded: $0).id },
        requests: requests.isEmpty
          ? nil
          : try requests.map {
            try ShortName.find($0, kind: "purchase_request", among: open, \.id).id
          },
        asks: try asks.map { try ask($0, shell, in: reader) })
    }
    try shell.perform(act) { try shell.purchaseJSON($0.number) }
  }

  private func ask(
    _ text: String, _ shell: Shell, in reader: some StoreReading
  ) throws -> PurchaseAsk {
    guard let sign = text.lastIndex(of: "="),
      let quantity = Quantity(argument: String(text[text.index(after: sign)...]))
    else { throw ShellError.badValue(name: "PRODUCT=QUANTITY", text: text) }
    return PurchaseAsk(try shell.product(String(text[..<sign]), in: reader).id, quantity)
  }
}

/// `comptoir purchase order NUMBER`: the draft goes to the supplier. Final.
struct PurchaseOrdering: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("purchase.order") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("purchaseNumber")) var number: String
  @Option(name: .customLong("expected"), help: Words.help("purchase.expected"))
  var expected: Day?

  func run(_ shell: Shell) throws {
    let sheet = try shell.read { try shell.purchaseSheet(number, in: $0) }
    try shell.perform(
      OrderFromSupplier(order: sheet.order.id, expectedDay: expected),
      confirming: sheet.facts
    ) { try shell.purchaseJSON($0.number) }
  }
}

/// `comptoir purchase receive NUMBER [LINE=QUANTITY …]`: all that is awaited, or part. Final.
struct PurchaseReceive: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("purchase.receive") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("purchaseNumber")) var number: String
  @Argument(help: Words.help("picks")) var picks: [LinePick] = []
  @Option(name: .customLong("cost"), help: Words.help("purchase.cost"))
  var costs: [LineCost] = []

  func run(_ shell: Shell) throws {
    let sheet = try shell.read { try shell.purchaseSheet(number, in: $0) }
    let outcome = try shell.perform(
      ReceivePurchase(order: sheet.order.id, picks: try wanted(sheet)), confirming: sheet.facts
    ) { outcome in
      [("receipt", .text(outcome.number)), ("served", PurchaseAnswers.served(outcome).rowsJSON)]
        + (try shell.purchaseJSON(number))
    }
    guard !shell.isJSON else { return }
    let served = PurchaseAnswers.served(outcome)
    if !served.rows.isEmpty { shell.answer(served) }
  }

  private func wanted(_ sheet: PurchaseSheet) throws -> [ReceiptPick]? {
    guard !picks.isEmpty || !costs.isEmpty else { return nil }
    let lines =
      picks.isEmpty
      ? sheet.lines.map(\.line).filter { $0.received < $0.quantity }.map {
        (number: $0.line, quantity: nil as Quantity?)
      } : picks.map { (number: $0.line, quantity: $0.quantity) }
    return try lines.map { pick in
      guard let line = sheet.lines.map(\.line).first(where: { $0.line == pick.number }) else {
        throw StoreError.notFound(kind: "purchase_line", key: String(pick.number))
      }
      return ReceiptPick(
        line: pick.number, quantity: pick.quantity ?? line.quantity - line.received,
        at: costs.first { $0.line == pick.number }?.cost)
    }
  }
}

/// The cost of a line received: `3=6.25`.
struct LineCost: ExpressibleByArgument {
  let line: Int
  let cost: UnitCost

  init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1)
    guard parts.count == 2, let line = Int(parts[0]),
      let cost = UnitCost(argument: String(parts[1]))
    else { return nil }
    self.line = line
    self.cost = cost
  }
}

/// `comptoir purchase expected NUMBER DAY`.
struct PurchaseExpected: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("purchase.expected") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("purchaseNumber")) var number: String
  @Argument(help: Words.help("purchase.expected")) var day: Clearable<Day>
  @Option(help: Words.help("line")) var line: Int?

  func run(_ shell: Shell) throws {
    let order = try shell.read { try $0.purchaseOrder(numbered: number.uppercased()) }
    try shell.perform(
      ChangeExpectedDay(order: order.id, line: line, day: day.value),
      json: { _ in try shell.purchaseJSON(number) })
  }
}

/// `comptoir purchase close NUMBER [--line N]`: what has not come will not.
struct PurchaseClose: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("purchase.close") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("purchaseNumber")) var number: String
  @Option(help: Words.help("line")) var line: Int?

  func run(_ shell: Shell) throws {
    let order = try shell.read { try $0.purchaseOrder(numbered: number.uppercased()) }
    try shell.perform(
      ClosePurchaseLine(order: order.id, line: line),
      json: { _ in try shell.purchaseJSON(number) })
  }
}

/// `comptoir purchase cancel-request REQUEST`.
struct PurchaseCancelRequest: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("purchase.cancel-request") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("purchase.request")) var request: String

  func run(_ shell: Shell) throws {
    let found = try shell.read {
      try ShortName.find(
        request, kind: "purchase_request",
        among: $0.openRequests(limit: 100_000).map(\.request), \.id)
    }
    try shell.perform(CancelPurchaseRequest(request: found.id))
  }
}
