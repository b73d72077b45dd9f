import Sales
import SalesDesk
import Values

/// Counter-offers in words, the same on the screen and in the shell.
public struct OfferWords: Sendable {
  private let format: Format
  private let codes: [Int: String]
  private let payments: [ID<PaymentTerm>: String]
  /// Currency of the quote.
  public let currency: Currency
  /// Currency of what is left of it.
  public let companyCurrency: Currency

  /// The words for the counter-offers on a quote, with the products of its lines and the payment terms.
  public init(
    _ format: Format, _ draft: QuoteDraft, products: [ID<Product>: Product], terms: [PaymentTerm]
  ) {
    self.format = format
    currency = draft.quote.currency
    companyCurrency = draft.companyCurrency
    codes = Dictionary(
      draft.lines.compactMap { line in
        line.productID.flatMap { products[$0] }.map { (line.number, $0.code) }
      }, uniquingKeysWith: { first, _ in first })
    payments = Dictionary(terms.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
  }

  /// What is asked in return, or done.
  ///
  /// - Parameter products: codes of the products that would take the place of others.
  public func name(_ kind: CounterOfferKind, products: [ID<Product>: String] = [:]) -> String {
    switch kind {
    case .asAsked: return word("asAsked")
    case .atMost(let ratio):
      return word("atMost", Fact("percent", .text(format.shortPercent(ratio))))
    case .quantity(let line, let quantity, let unit):
      return word("quantity", amount(quantity, unit), code(line))
    case .quantityBreak(let line, let quantity, let unit):
      return word("quantityBreak", amount(quantity, unit), code(line))
    case .packaging(let line, let quantity, let unit):
      return word("packaging", amount(quantity, unit), code(line))
    case .collected(let saved): return word("collected", money(saved))
    case .carriageCharged(let amount): return word("carriageCharged", money(amount))
    case .carriageGiven(let amount): return word("carriageGiven", money(amount))
    case .payment(let term, let days):
      return word(
        "payment", Fact("term", .text(payments[term] ?? "")), Fact("days", .count(days)))
    case .equivalent(let line, let product):
      return word("equivalent", Fact("other", .text(products[product] ?? "")), code(line))
    case .spread(let lines):
      return format.texts.text("negotiation.offer.spread", count: lines.count)
    }
  }

  /// Why a wish cannot be worked on, with what to type instead.
  public static func text(_ problem: WishProblem, _ format: Format) -> String {
    switch problem {
    case .notAWish: format.text("negotiation.problem.notAWish")
    case .noSuchLine(let line):
      format.text("negotiation.problem.noSuchLine", [Fact("line", .count(line))])
    case .notLess: format.text("negotiation.problem.notLess")
    case .tooMuch: format.text("negotiation.problem.tooMuch")
    case .overflow: format.text("negotiation.problem.overflow")
    }
  }

  private func word(_ key: String, _ facts: Fact...) -> String {
    format.text("negotiation.offer.\(key)", facts)
  }

  private func code(_ line: Int) -> Fact { Fact("product", .text(codes[line] ?? "\(line)")) }

  private func money(_ amount: Amount) -> Fact {
    Fact("amount", .text(format.money(amount, currency)))
  }

  private func amount(_ quantity: Quantity, _ unit: String) -> Fact {
    Fact("quantity", .text(format.quantity(quantity) + " " + unit))
  }
}
