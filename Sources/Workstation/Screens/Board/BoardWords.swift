import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

/// A card in words: made when it is drawn, for the cards that show and no other.
struct BoardWords {
  let card: BoardCard
  let isStagnant: Bool
  let session: Session

  init(_ card: BoardCard, isStagnant: Bool, _ session: Session) {
    self.card = card
    self.isStagnant = isStagnant
    self.session = session
  }

  private var currency: Currency { session.company.currency }

  /// The customer, or that there is none.
  var head: String { card.customerName ?? session.text("board.noCustomer") }

  /// What it is about.
  var subject: String { card.title }

  /// `31 856 €`, or `sans montant`.
  var amount: String {
    card.amount.map { session.format.wholeMoney($0, currency) } ?? session.text("board.noAmount")
  }

  /// `m 18 %`, or `sans coût`, or nothing where there is no quote.
  var margin: String {
    guard let margin = card.margin else { return "" }
    guard margin.netWithCost.minor != 0 else {
      return margin.linesWithoutCost > 0 ? session.text("board.noCost") : ""
    }
    return session.text("board.margin") + percent(margin, decimals: 0)
  }

  /// The rate alone: `18 % ▼`.
  var rate: String {
    guard let margin = card.margin, margin.netWithCost.minor != 0 else { return "" }
    return percent(margin, decimals: 0) + (isUnderFloor ? " ▼" : "")
  }

  private func percent(_ margin: DocumentMarginSummary, decimals: Int) -> String {
    session.format.percent(margin.margin, of: margin.netWithCost, decimals: decimals)
  }

  var isUnderFloor: Bool { card.isUnderFloor }

  var marginStyle: Style { isUnderFloor ? .warning : .muted }

  var isLate: Bool {
    card.outcome == .open && card.isLate(on: session.today)
  }

  /// `▼` under the floor, `!` late or stagnating, `✓` won.
  var signs: String {
    if card.outcome == .won { return "✓" }
    return (isUnderFloor ? "▼" : "") + (isLate || isStagnant ? "!" : "")
  }

  var signStyle: Style {
    if card.outcome == .won { return .success }
    return isLate ? .danger : .warning
  }

  /// What is next: `+2 j`, `retard 4 j`, `stagne 21 j`, the order of a won one.
  var foot: String {
    if card.outcome == .won {
      if let order = card.orderNumber {
        return session.text("board.order", Fact("number", .text(order)))
      }
      return card.closedDay.map { session.format.shortDay($0) } ?? ""
    }
    let due = card.nextActionDay.map { session.format.due($0, today: session.today) } ?? ""
    guard isStagnant, !isLate, let entered = card.stageDay else { return due }
    let stays = session.text("board.stagnant", Fact("days", .count(session.today - entered)))
    return due.isEmpty ? stays : stays + " · " + due
  }

  var footStyle: Style { isLate ? .danger : isStagnant ? .warning : .muted }
}
