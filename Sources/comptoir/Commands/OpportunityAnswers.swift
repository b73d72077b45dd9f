import Sales
import SalesStore
import Values

/// An opportunity as `opportunity show` answers it.
struct OpportunitySheet: Sendable {
  let detail: OpportunityDetail
  let currency: Currency
  let today: Day
}

/// Answers about opportunities and the board.
enum OpportunityAnswers {
  /// `opportunity list`.
  static func rows(_ currency: Currency, _ today: Day) -> Shape<OpportunityRow> {
    Shape(
      "opportunities",
      [
        Field("number", .text) { .text($0.opportunity.number) },
        Field("title", .text) { .text($0.opportunity.title) },
        Field("customer", .text) { .text($0.customer?.code) },
        Field("customerName", .text) { .text($0.customer?.name) },
        Field("stage", .text) { .text($0.stage.name) },
        Field("stageCode", .text, isShown: false) { .text($0.stage.code) },
        Field("outcome", .text, isShown: false) { .word("outcome", $0.opportunity.outcome) },
        Field("amount", .amount) { .amount($0.opportunity.amount, currency) },
        Field("probability", .ratio) { .ratio($0.opportunity.probability) },
        Field("daysInStage", .count) { row in
          .count(row.opportunity.stageDay.map { today - $0 })
        },
        Field("expectedCloseDay", .day) { .day($0.opportunity.expectedCloseDay) },
        Field("openedDay", .day, isShown: false) { .day($0.opportunity.openedDay) },
        Field("closedDay", .day, isShown: false) { .day($0.opportunity.closedDay) },
        Field("lostReason", .text, isShown: false) { .text($0.opportunity.lostReason) },
        Field("nextActionDay", .day) { .day($0.opportunity.nextActionDay) },
        Field("nextAction", .text) { .text($0.opportunity.nextAction) },
        Field("salesperson", .text) { .text($0.salesperson?.code) },
      ])
  }

  /// The opportunity of an act.
  static let row = Shape<Opportunity>(
    "opportunity",
    [
      Field("number", .text) { .text($0.number) },
      Field("title", .text) { .text($0.title) },
      Field("outcome", .text) { .word("outcome", $0.outcome) },
      Field("probability", .ratio) { .ratio($0.probability) },
      Field("expectedCloseDay", .day) { .day($0.expectedCloseDay) },
      Field("openedDay", .day) { .day($0.openedDay) },
      Field("closedDay", .day) { .day($0.closedDay) },
      Field("lostReason", .text) { .text($0.lostReason) },
    ])

  /// `opportunity show`.
  static let sheet = Shape<OpportunitySheet>(
    "opportunitySheet",
    [
      Field("number", .text) { .text($0.detail.opportunity.number) },
      Field("title", .text) { .text($0.detail.opportunity.title) },
      Field("customer", .text) { .text($0.detail.customer?.code) },
      Field("customerName", .text) { .text($0.detail.customer?.name) },
      Field("salesperson", .text) { .text($0.detail.salesperson?.code) },
      Field("stage", .text) { .text($0.detail.stage.name) },
      Field("stageCode", .text, isShown: false) { .text($0.detail.stage.code) },
      Field("outcome", .text) { .word("outcome", $0.detail.opportunity.outcome) },
      Field("daysInStage", .count) { .count($0.detail.daysInStage(on: $0.today)) },
      Field("amount", .amount) { .amount($0.detail.opportunity.amount, $0.currency) },
      Field("amountSource", .text, isShown: false) {
        .text($0.detail.opportunity.amountSource.rawValue)
      },
      Field("probability", .ratio) { .ratio($0.detail.opportunity.probability) },
      Field("expectedCloseDay", .day) { .day($0.detail.opportunity.expectedCloseDay) },
      Field("openedDay", .day) { .day($0.detail.opportunity.openedDay) },
      Field("closedDay", .day) { .day($0.detail.opportunity.closedDay) },
      Field("lostReason", .text) { .text($0.detail.opportunity.lostReason) },
      Field("competitor", .text) { .text($0.detail.opportunity.competitor) },
      Field("source", .text) { .text($0.detail.opportunity.source) },
      Field("quotes", .rows, inner: QuoteAnswers.row) {
        .rows(QuoteAnswers.row.rows($0.detail.quotes))
      },
      Field("tasks", .rows, inner: TaskAnswers.plain) {
        .rows(TaskAnswers.plain.rows($0.detail.tasks))
      },
      Field("stays", .rows, inner: stays) { sheet in
        .rows(
          stays.rows(
            sheet.detail.stays.map { stay in
              (stay, sheet.detail.stages.first { $0.id == stay.stageID }?.name)
            }))
      },
    ])

  private static let stays = Shape<(stay: OpportunityStay, stage: String?)>(
    "stays",
    [
      Field("stage", .text) { .text($0.stage) },
      Field("enteredDay", .day) { .day($0.stay.enteredDay) },
      Field("leftDay", .day) { .day($0.stay.leftDay) },
    ])

  /// Cards of the board, and of the list of the day.
  static func cards(_ currency: Currency, _ today: Day, name: String = "cards") -> Shape<BoardCard>
  {
    Shape(
      name,
      [
        Field("number", .text) { .text($0.number) },
        Field("title", .text) { .text($0.title) },
        Field("customerName", .text) { .text($0.customerName) },
        Field("amount", .amount) { .amount($0.amount, currency) },
        Field("probability", .ratio) { .ratio($0.probability) },
        Field("marginRate", .ratio) { .fraction($0.margin?.marginRate ?? .unavailable) },
        Field("quote", .text, isShown: false) { .text($0.quoteNumber) },
        Field("daysInStage", .count) { .count($0.daysInStage(on: today)) },
        Field("nextActionDay", .day) { .day($0.nextActionDay) },
        Field("nextAction", .text) { .text($0.nextAction) },
        Field("late", .flag) { .flag($0.isLate(on: today)) },
      ])
  }

  /// `pipeline`.
  static func columns(_ currency: Currency, _ today: Day) -> Shape<BoardColumn> {
    let cards = cards(currency, today)
    return Shape(
      "columns",
      [
        Field("stage", .text) { .text($0.stage.name) },
        Field("stageCode", .text, isShown: false) { .text($0.stage.code) },
        Field("outcome", .text, isShown: false) { .word("outcome", $0.stage.outcome) },
        Field("probability", .ratio) { .ratio($0.stage.probability) },
        Field("count", .count) { .count($0.count) },
        Field("withoutAmount", .count) { .count($0.withoutAmount) },
        Field("amount", .amount) { .amount($0.amount, currency) },
        Field("weighted", .amount) { .amount($0.weighted, currency) },
        Field("cards", .rows, inner: cards) { .rows(cards.rows($0.cards)) },
      ])
  }
}
