import ArgumentParser
import Sales
import SalesDesk
import SalesStore
import Values

/// The list of the day with what it is written with.
struct DaySheet: Sendable {
  let list: TodayList
  let person: String
  let day: Day
}

/// `comptoir today`.
struct TodayCommand: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("today") }

  @OptionGroup var common: CommonOptions

  func run(_ shell: Shell) throws {
    let actor = shell.desk.actor
    let list = try shell.read {
      try $0.todayList(
        for: actor.id, approves: actor.holds(.manager),
        buys: actor.holds(.manager) || actor.holds(.orderDesk), today: shell.today)
    }
    shell.answer(
      Self.shape(shell.company.currency, shell.today).card(
        DaySheet(list: list, person: actor.code, day: shell.today)))
  }

  static func shape(_ currency: Currency, _ today: Day) -> Shape<DaySheet> {
    let cards = OpportunityAnswers.cards(currency, today, name: "stagnating")
    return Shape(
      "today",
      [
        Field("day", .day) { .day($0.day) },
        Field("user", .text) { .text($0.person) },
        Field("lateTasks", .rows, inner: TaskAnswers.rows("lateTasks")) {
          .rows(TaskAnswers.rows.rows($0.list.lateTasks))
        },
        Field("tasks", .rows, inner: TaskAnswers.rows) {
          .rows(TaskAnswers.rows.rows($0.list.tasks))
        },
        Field("expiringQuotes", .rows, inner: QuoteAnswers.rows) {
          .rows(QuoteAnswers.rows.rows($0.list.expiringQuotes))
        },
        Field("arrivals", .rows, inner: arrivals) { .rows(arrivals.rows($0.list.arrivals)) },
        Field("latePurchases", .rows, inner: latePurchases) {
          .rows(latePurchases.rows($0.list.latePurchases))
        },
        Field("stagnating", .rows, inner: cards) { .rows(cards.rows($0.list.stagnating)) },
        Field("waitingApprovals", .rows, inner: approvals) {
          .rows(approvals.rows($0.list.approvals))
        },
      ])
  }

  private static let arrivals = Shape<ArrivedGoods>(
    "arrivals",
    [
      Field("order", .text) { .text($0.orderNumber) },
      Field("line", .count) { .count($0.line) },
      Field("customerName", .text) { .text($0.customerName) },
      Field("product", .text) { .text($0.productCode) },
      Field("productName", .text) { .text($0.productName) },
      Field("quantity", .quantity) { .quantity($0.quantity) },
      Field("day", .day) { .day($0.day) },
    ])

  private static let latePurchases = Shape<LatePurchase>(
    "latePurchases",
    [
      Field("number", .text) { .text($0.number) },
      Field("supplierName", .text) { .text($0.supplierName) },
      Field("expectedDay", .day) { .day($0.day) },
      Field("waitingOrders", .count) { .count($0.waitingOrders) },
    ])

  private static let approvals = Shape<WaitingApproval>(
    "waitingApprovals",
    [
      Field("quote", .text) { .text($0.quote.quote.number) },
      Field("customerName", .text) { .text($0.quote.customerName) },
      Field("netAmount", .amount) { .amount($0.quote.quote.ownNet, $0.quote.companyCurrency) },
      Field("marginRate", .ratio) { .fraction($0.quote.marginRate) },
      Field("askedBy", .text) { .text($0.askedByName) },
      Field("reason", .text) { .text($0.approval.reason) },
    ])
}

/// `comptoir pipeline`: the board.
struct PipelineCommand: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("pipeline") }

  @OptionGroup var common: CommonOptions
  @Option(name: .customLong("search"), help: Words.help("search")) var text: String?
  @Option(name: .customLong("salesperson"), help: Words.help("salesperson"))
  var salesperson: String?
  @Option(help: Words.help("pipeline.cards")) var cards = 20
  @Option(help: Words.help("pipeline.name")) var pipeline: String?

  func run(_ shell: Shell) throws {
    let board = try shell.read { reader -> Board in
      let person = try salesperson.map { try reader.salesperson(coded: $0).id }
      let wanted = try pipeline.map { name -> Pipeline in
        let found = try reader.pipelines().first { $0.code == name || $0.name == name }
        guard let found else { throw StoreError.notFound(kind: "pipeline", key: name) }
        return found
      }
      return try reader.board(
        of: wanted?.id, BoardFilter(salesperson: person, text: text ?? ""),
        cards: max(0, cards), today: shell.today)
    }
    shell.answer(Self.shape(shell.company.currency, shell.today).card(board))
  }

  static func shape(_ currency: Currency, _ today: Day) -> Shape<Board> {
    let columns = OpportunityAnswers.columns(currency, today)
    return Shape(
      "board",
      [
        Field("pipeline", .text) { .text($0.pipeline.name) },
        Field("columns", .rows, inner: columns) { .rows(columns.rows($0.columns)) },
      ])
  }
}
