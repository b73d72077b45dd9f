import ArgumentParser
import Exchange
import Sales
import SalesDesk
import SalesStore
import Values

/// `comptoir quote negotiate NUMBER --wish WISH`: what can be answered to a wish; `--take N` makes the N-th
/// counter-offer the quote.
struct QuoteNegotiate: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("quote.negotiate") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("quoteNumber")) var number: String
  @Option(parsing: .unconditional, help: Words.help("quote.wish")) var wish: String
  @Option(help: Words.help("quote.take")) var take: Int?

  func run(_ shell: Shell) throws {
    let sheet = try shell.read { reader in
      try NegotiationSheet(reader, try shell.quote(number, in: reader), wish: wish, shell)
    }
    guard let take else { return shell.answer(NegotiationAnswers.sheet.card(sheet)) }
    guard sheet.offers.indices.contains(take - 1) else {
      throw ShellError.badValue(name: "--take", text: String(take))
    }
    try shell.perform(SaveDraft(sheet.offers[take - 1].offer.draft), json: QuoteCommand.json)
  }
}

/// A negotiation as it is answered.
struct NegotiationSheet: Sendable {
  /// A counter-offer, its place from 1, and its words.
  struct Row: Sendable {
    let place: Int?
    let offer: CounterOffer
    let text: String
    let standing: Amount
    let product: String?
    let term: String?
  }

  let quote: Quote
  let wish: String
  let asked: Row
  let standing: Row
  let offers: [Row]

  init(_ reader: StoreReader, _ quote: Quote, wish: String, _ shell: Shell) throws {
    let draft = try reader.draft(of: quote.id)
    // What keeps the floor tells the cost, one try after the other.
    guard !draft.hidesCosts else { throw Refusal(.costHidden) }
    let terms = try reader.negotiationTerms(of: draft, today: shell.today)
    let negotiation = try Negotiation(draft, terms)
    let answer: NegotiationAnswer
    do {
      answer = try negotiation.answer(
        to: CustomerWish.parse(wish, minorUnits: quote.currency.minorUnits))
    } catch {
      throw ShellError.badWish(error)
    }
    let payments = try reader.all(PaymentTerm.self, "ORDER BY days, code")
    let words = OfferWords(
      shell.format, draft, products: terms.products.mapValues(\.product), terms: payments)
    let others = Dictionary(
      terms.equivalents.values.joined().map { ($0.product.id, $0.product.code) },
      uniquingKeysWith: { first, _ in first })
    let before = negotiation.standing.totals.net
    func row(_ place: Int?, _ offer: CounterOffer) -> Row {
      var (product, term): (String?, String?)
      if case .equivalent(_, let id) = offer.kind { product = others[id] }
      if case .payment(let id, _) = offer.kind { term = payments.first { $0.id == id }?.code }
      return Row(
        place: place, offer: offer, text: words.name(offer.kind, products: others),
        standing: before, product: product, term: term)
    }
    self.quote = quote
    self.wish = wish
    asked = row(nil, answer.asked)
    standing = row(nil, try negotiation.standingOffer())
    offers = answer.offers.enumerated().map { row($0.offset + 1, $0.element) }
  }
}

/// Answers about a negotiation.
enum NegotiationAnswers {
  private static let row = Shape<NegotiationSheet.Row>("offers", fields)

  private static let fields: [Field<NegotiationSheet.Row>] = [
    Field("place", .count) { .count($0.place) },
    Field("offer", .text) { .text($0.text) },
    Field("kind", .text, isShown: false) { .text($0.offer.kind.word) },
    Field("line", .count, isShown: false) { .count($0.offer.kind.line) },
    Field("quantity", .quantity, isShown: false) { .quantity($0.offer.kind.quantity?.0) },
    Field("unit", .text, isShown: false) { .text($0.offer.kind.quantity?.1) },
    Field("percent", .ratio, isShown: false) { .ratio($0.offer.kind.percent) },
    Field("product", .text, isShown: false) { .text($0.product) },
    Field("paymentTerm", .text, isShown: false) { .text($0.term) },
    Field("netAmount", .amount) { .amount($0.offer.net, $0.offer.draft.quote.currency) },
    Field("change", .amount) {
      .amount($0.offer.net - $0.standing, $0.offer.draft.quote.currency)
    },
    Field("netNetMargin", .amount) {
      .amount($0.offer.netNet.left, $0.offer.draft.companyCurrency)
    },
    Field("netNetRate", .ratio) { .fraction($0.offer.netNet.rate) },
    Field("underFloor", .flag) { .flag($0.offer.isUnderFloor) },
    Field("needsApproval", .flag) { .flag($0.offer.needsApproval) },
  ]

  /// `quote negotiate`.
  static let sheet = Shape<NegotiationSheet>(
    "negotiation",
    [
      Field("number", .text) { .text($0.quote.number) },
      Field("wish", .text) { .text($0.wish) },
      Field("standing", .record, inner: row) { .record(row.card($0.standing)) },
      Field("asked", .record, inner: row) { .record(row.card($0.asked)) },
      Field("offers", .rows, inner: row) { .rows(row.rows($0.offers)) },
    ])
}

extension CounterOfferKind {
  /// Its name in JSON.
  fileprivate var word: String {
    switch self {
    case .asAsked: "asAsked"
    case .atMost: "atMost"
    case .quantity: "quantity"
    case .quantityBreak: "quantityBreak"
    case .packaging: "packaging"
    case .collected: "collected"
    case .carriageCharged: "carriageCharged"
    case .carriageGiven: "carriageGiven"
    case .payment: "payment"
    case .equivalent: "equivalent"
    case .spread: "spread"
    }
  }

  /// The line it is about.
  fileprivate var line: Int? {
    switch self {
    case .quantity(let line, _, _), .quantityBreak(let line, _, _), .packaging(let line, _, _),
      .equivalent(let line, _):
      line
    default: nil
    }
  }

  /// The quantity it asks for, and its unit.
  fileprivate var quantity: (Quantity, String)? {
    switch self {
    case .quantity(_, let quantity, let unit), .quantityBreak(_, let quantity, let unit),
      .packaging(_, let quantity, let unit):
      (quantity, unit)
    default: nil
    }
  }

  /// The share it gives.
  fileprivate var percent: Ratio? {
    if case .atMost(let ratio) = self { ratio } else { nil }
  }
}
