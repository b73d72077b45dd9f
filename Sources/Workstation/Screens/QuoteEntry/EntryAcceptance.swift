import Exchange
import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

// Acceptance: one key, and what it reserved, what it awaits and until when is on the screen. What a
// refused customer needs is asked in one place for every screen (`CreditDecision`).

extension QuoteEntry {
  /// Acceptance is undoable: nothing is asked before, but which of the options are taken.
  mutating func accept(_ sheet: QuoteSheet, _ session: Session) -> [Effect] {
    guard sheet.draft.offers.isEmpty else {
      pending = nil
      return askTaken()
    }
    return act(AcceptQuote(quote: sheet.quote.id))
  }

  /// The order that was made of the quote.
  func openOrder(_ sheet: QuoteSheet, _ session: Session) -> [Effect] {
    let id = sheet.quote.id
    return [.read("order") { MadeOrder(id: try $0.order(from: id)?.id) }]
  }

  mutating func receive(_ made: MadeOrder, _ session: Session) -> [Effect] {
    guard let id = made.id else {
      return [.say(Status(.refused, session.text("entry.noOrder")))]
    }
    return [.open(Screens.order(id))]
  }
}

/// The order of an accepted quote; nil where it was cancelled.
struct MadeOrder: Sendable {
  let id: ID<SalesOrder>?
}

extension QuoteEntry {
  /// The sending of a quote, its paper drawn on the way.
  static func sending(_ id: ID<Quote>, _ session: Session) -> Effect {
    let today = session.today
    return .act { try SendQuote(printed: id, from: $0, today: today) }
  }

  /// The paper of a quote, written to a file.
  static func paper(_ quote: Quote) -> Effect {
    let id = quote.id
    return .save(
      FileToSave(name: "\(quote.number)-v\(quote.revision).pdf") { desk in
        try desk.paper(of: id).file.bytes
      })
  }
}
