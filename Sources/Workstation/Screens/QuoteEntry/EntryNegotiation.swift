import Exchange
import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

// The negotiation: the customer's wish is typed in a panel above the quote, Enter makes one of the
// counter-offers the quote. It is a change like another: taken back by ^Z, saved with the draft.

extension QuoteEntry {
  /// Opens the panel; on a line, the wish begins with its number.
  mutating func negotiate(_ session: Session) -> [Effect] {
    let committed = commitField(session)
    guard let sheet, sheet.isDraft else { return committed }
    var wish = ""
    if case .lines(let place) = focus, sheet.draft.lines.indices.contains(place) {
      wish = "\(sheet.draft.lines[place].number): "
    }
    let known = sheet.around.products.mapValues(\.terms)
    let panel = NegotiationPanel(
      draft: sheet.draft, known: known, words: OfferWords(sheet, session), wish: wish)
    return committed + [.ask(Modal(panel))]
  }

  /// Makes a counter-offer the quote.
  mutating func take(
    _ offer: CounterOffer, of negotiated: QuoteDraft, _ session: Session
  ) -> [Effect] {
    guard let sheet, QuoteSheet.isSame(sheet.draft, negotiated) else {
      return [.say(Status(.refused, session.text("negotiation.changed")))]
    }
    do {
      try self.sheet?.change { $0 = offer.draft }
    } catch {
      return [.say(Status(.refused, session.text("negotiation.problem.overflow")))]
    }
    if case .lines(let place) = focus { walk(to: place) }
    let said = session.text(
      "negotiation.taken", Fact("offer", .text(OfferWords(sheet, session).name(offer.kind))),
      Fact("net", .text(session.format.money(offer.net, sheet.quote.currency))))
    return journal() + [.say(Status(.done, said))]
  }
}

extension OfferWords {
  /// The words for the counter-offers on a quote.
  init(_ sheet: QuoteSheet, _ session: Session) {
    self.init(
      session.format, sheet.draft, products: sheet.around.products.mapValues(\.product),
      terms: sheet.around.terms)
  }
}
