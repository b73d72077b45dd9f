import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

// The currency of the quote, with the rate of the day of its prices: the lines follow, what was typed at the
// rates of both. It stands in memory like any other change of the head, until F8 saves it.

/// The quote in another currency, with what stands around it there.
struct ExchangedDraft: Sendable {
  let draft: QuoteDraft
  let around: QuoteSurroundings
}

extension QuoteEntry {
  /// Asks in which currency the quote is.
  mutating func askCurrency(_ session: Session) -> [Effect] {
    guard let sheet, sheet.isDraft else { return [] }
    let hint = session.text(
      "entry.currency.hint", Fact("currency", .text(sheet.quote.currency.code)),
      Fact("company", .text(sheet.draft.companyCurrency.code)))
    return [
      .ask(.prompt(id: "currency", title: session.text("entry.currency.title"), hint: hint))
    ]
  }

  /// Reads the quote as it would be in the currency that was typed.
  mutating func exchange(to code: String, _ session: Session) -> [Effect] {
    guard let sheet, sheet.isDraft else { return [] }
    guard let currency = Currency(code: code.uppercased()), currency.isKnown else {
      return [
        .say(
          Status(.refused, session.text("refusal.currencyUnknown", Fact("currency", .text(code)))))
      ]
    }
    guard currency != sheet.quote.currency else {
      return [.say(Status(.notice, session.text("entry.currency.same")))]
    }
    let (draft, today) = (sheet.draft, session.today)
    pending = .products
    return [
      .read("exchange") { reader in
        let exchanged = try reader.draft(draft, in: currency)
        return ExchangedDraft(
          draft: exchanged, around: try reader.surroundings(of: exchanged, today: today))
      }
    ]
  }

  mutating func receive(_ exchanged: ExchangedDraft, _ session: Session) -> [Effect] {
    pending = nil
    sheet?.exchanged(exchanged.draft, exchanged.around)
    let quote = exchanged.draft.quote
    let rate = session.rateWords(exchanged.draft.money, on: quote.rateDay)
    let done = session.text(
      rate == nil ? "entry.currency.back" : "entry.currency.done",
      Fact("currency", .text(quote.currency.code)), Fact("rate", .text(rate ?? "")))
    return [.say(Status(.done, done))]
  }
}
