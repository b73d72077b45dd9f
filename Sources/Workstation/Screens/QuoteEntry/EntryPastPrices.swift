import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

// “Pourquoi était-ce moins cher la dernière fois ?”: the prices of before of the product that the panes at
// the right are about, and what changed since. Enter takes one for the line.

extension QuoteEntry {
  /// Opens the prices of before of the line under the cursor, or of the one being typed.
  mutating func pastPrices(_ session: Session) -> [Effect] {
    guard !isLookingUp else {
      pending = .past
      return []
    }
    guard let sheet, let shown = shownLine else {
      return [.say(Status(.refused, session.text("entry.no.product")))]
    }
    let (product, customer) = (shown.match.product.id, sheet.quote.customerID)
    let (day, number, money) = (session.today, sheet.quote.number, sheet.draft.money)
    let line = PricedMoment(shown.line, on: sheet.quote.priceDay)
    return [
      .ask(
        Modal(
          PastPricesPanel(
            line: shown.line.row.priceSource == .unknown ? nil : line, takes: takesPrice
          ) { reader in
            try reader.priceHistory(
              of: product, customer: customer, on: day, besides: number, in: money)
          }))
    ]
  }

  /// Whether a price of before may be taken: for a line of a draft, or for the one being typed.
  private var takesPrice: Bool {
    guard sheet?.isDraft == true else { return false }
    switch focus {
    case .header: return false
    case .entry: return !field.isEmpty
    case .edit, .lines: return true
    }
  }

  /// Gives the line a price of before: as if it had been typed.
  mutating func takePast(_ price: UnitPrice, _ session: Session) -> [Effect] {
    guard sheet?.isDraft == true else { return [] }
    guard case .lines(let place) = focus else { return typePrice(price, session) }
    guard let sheet, let line = currentLine, let match = sheet.match(line) else { return [] }
    var changed = line
    do {
      try match.terms.price(&changed, .net(price), discounts: [], sheet.around.context)
    } catch {
      return [
        .say(Status(.refused, EntryWords.problem(error, on: match.product, session)))
      ]
    }
    let said = session.text(
      "past.taken", Fact("code", .text(match.product.code)), Fact("price", .price(price)))
    return change(session) { $0.lines[place] = changed } + [.say(Status(.done, said))]
  }

  /// Puts `=price` behind what is being typed, in the place of another price or of discounts.
  private mutating func typePrice(_ price: UnitPrice, _ session: Session) -> [Effect] {
    guard var entry = lineText.product else { return [] }
    entry.price = .net(price)
    entry.discounts = .none
    field = TextField(LineEntry.product(entry).text())
    isFresh = false
    return lookUp(session)
  }
}
