import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

import struct Terminal.Column
import struct Terminal.Table

/// “Pourquoi était-ce moins cher ?”: what a customer paid and was asked for a product, and what changed since.
///
/// ```
///   ┏━ Prix d'avant — FOR-SDS18, Constructions Æther ━━━━━━━━━━━━━━━━━━━━━━━━━┓
///   ┃ Date        Pièce          Qté     PV net   Pourquoi                     ┃
///   ┃▌02/10/2026  C-0118          60      10,90   Palier 50                    ┃
///   ┃ 14/06/2026  D-0077          20      11,20   saisi par Durand             ┃
///   ┃──────────────────────────────────────────────────────────────────────────┃
///   ┃ Le 02/10/2026 : 10,90. Ce devis : 12,20, +1,30 (+11,9 %)                 ┃
///   ┃ Quantité        60 → 20                                                  ┃
///   ┃ Tarif public    11,50 → 12,20   +6,1 %                                   ┃
///   ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛
/// ```
struct PastPricesPanel: ModalContent {
  static let id = "pastPrice"

  /// What is being quoted; nil = compared with today's rules.
  let line: PricedMoment?
  /// Whether Enter takes the price for that line.
  let takes: Bool
  let read: @Sendable (StoreReader) throws -> PriceHistory
  private(set) var history: PriceHistory?
  private(set) var list = ListState()

  init(
    line: PricedMoment? = nil, takes: Bool = false,
    _ read: @escaping @Sendable (StoreReader) throws -> PriceHistory
  ) {
    self.line = line
    self.takes = takes
    self.read = read
  }

  /// The prices of before of a product for a customer, beside today's rules.
  static func ask(
    _ product: ID<Product>, _ customer: ID<Customer>, _ session: Session
  ) -> Effect {
    let day = session.today
    return .ask(
      Modal(
        PastPricesPanel { try $0.priceHistory(of: product, customer: customer, on: day) }))
  }

  var isTyping: Bool { false }

  mutating func load(_ session: Session) -> [Effect] {
    let read = read
    return [.read("palette") { try read($0) }]
  }

  mutating func receive(_ result: any Sendable, _ session: Session) {
    guard let history = result as? PriceHistory else { return }
    self.history = history
    list = ListState(count: history.prices.count)
  }

  private var chosen: PastPrice? {
    guard let history, let place = list.current else { return nil }
    return history.prices[place]
  }

  mutating func handle(_ event: InputEvent, _ model: Model) -> ModalStep {
    guard case .key(let key) = event else { return .stay([]) }
    switch key {
    case .escape, .char("q"), .char("R"), .ctrl("r"): return .answer(.dismissed(id: Self.id))
    case .enter where takes:
      guard let chosen, let history else { return .stay([]) }
      let price = chosen.priced.netPrice(per: history.match.product.priceUnit)
      return .answer(.text(id: Self.id, price.machineText))
    case .enter, .char("o"):
      guard let chosen else { return .stay([]) }
      switch chosen.document {
      case .order(let id): return .close([.open(Screens.order(id))])
      case .quote(let id): return .close([.open(Screens.quoteEntry(quote: id))])
      }
    default: _ = list.handle(key, height: max(1, model.size.height - 16))
    }
    return .stay([])
  }

  func hints(_ session: Session) -> [FooterHint] {
    let take = takes ? [hint(.enter, "past.take", session)] : []
    return take + [
      hint(takes ? .char("o") : .enter, "past.open", session), hint(.up, "modal.move", session),
      hint(.escape, "modal.close", session),
    ]
  }

  // MARK: Drawing

  func draw(on canvas: Canvas, _ model: Model) -> Point? {
    let session = model.session
    let below = explanation(session)
    let rows = max(1, history?.prices.count ?? 1)
    let wanted = min(rows, 10) + 1 + below.count + 4
    let size = Size(min(canvas.width, 100), min(canvas.height - 2, max(14, wanted)))
    let inside = ModalFrame.draw(title(session), size, on: canvas)
    guard let history, !history.prices.isEmpty else {
      let key = history == nil ? "status.waiting" : "past.none"
      inside.put(session.text(key), in: Rect(1, 1, inside.width - 2, 1), .muted)
      return nil
    }
    let foot = min(below.count + 1, inside.height - 3)
    let top = inside.sub(Rect(0, 0, inside.width, inside.height - foot))
    table(session).draw(on: top, list: list, focused: true) { row(history.prices[$0], session) }
    inside.hline(Rect(0, inside.height - foot, inside.width, 1))
    for (y, line) in below.prefix(foot - 1).enumerated() {
      inside.sub(Rect(1, inside.height - foot + 1 + y, inside.width - 2, 1)).put(line, 0, 0)
    }
    return nil
  }

  private func title(_ session: Session) -> String {
    guard let history else { return session.text("past.title") }
    let title = session.text(
      "past.title.of", Fact("code", .text(history.match.product.code)),
      Fact("customer", .text(history.customer.name)))
    let currency = history.context.currency
    return currency == session.company.currency ? title : title + " · " + currency.code
  }

  private func table(_ session: Session) -> Table {
    func title(_ key: String) -> String { session.text("past.column.\(key)") }
    return Table([
      Column(title("day"), .fixed(10)), Column(title("document"), .fixed(10)),
      Column(title("quantity"), .fixed(11), .right), Column(title("net"), .fixed(12), .right),
      Column(title("discount"), .fixed(9), .right, dropOrder: 1),
      Column(title("why"), .flexible(minimum: 16, weight: 1)),
    ])
  }

  private func row(_ past: PastPrice, _ session: Session) -> TableRow {
    let format = session.format
    let words = PastPriceWords(session)
    let isOrder = if case .order = past.document { true } else { false }
    let unit = past.priced.priceUnit == 1 ? "" : "/\(past.priced.priceUnit)"
    return TableRow([
      Span(format.day(past.priced.day)),
      Span(words.document(past), isOrder ? .value : .muted),
      Span(format.quantity(past.typedQuantity) + " " + past.typedUnit),
      Span(format.price(past.priced.netPrice) + unit, isOrder ? .value.bold : .muted),
      Span(EntryWords.discounts(past.priced.discounts, format), .muted),
      Span(words.why(past)),
    ])
  }

  /// What changed since the chosen price.
  private func explanation(_ session: Session) -> [[Span]] {
    guard let chosen, let history else { return [] }
    let words = PastPriceWords(session)
    guard let comparison = history.comparison(chosen, with: line) else {
      return [[Span(session.text("past.noPrice"), .warning)]]
    }
    return words.lines(chosen, comparison, history.match, isQuoted: line != nil)
  }
}

/// Prices of before in words: on the screen and in the shell.
public struct PastPriceWords: Sendable {
  /// The language.
  public let format: Format

  /// The words of a language.
  public init(_ format: Format) { self.format = format }

  init(_ session: Session) { self.init(session.format) }

  /// `C-0118`, `D-0077 v2`.
  public func document(_ past: PastPrice) -> String {
    past.revision > 1 ? "\(past.number) v\(past.revision)" : past.number
  }

  /// Which rule gave a price of before, or who typed it.
  public func why(_ past: PastPrice) -> String {
    if past.priced.source == .manual {
      guard let typed = past.typed, !typed.actorName.isEmpty else {
        return format.text("past.why.typed")
      }
      return format.text("past.why.typedBy", [Fact("actor", .text(typed.actorName))])
    }
    let rule =
      past.priced.rule == nil
      ? format.text("entry.price.list")
      : past.ruleName.isEmpty ? format.text("entry.why.unnamed") : past.ruleName
    return past.indexCode.isEmpty ? rule : rule + " · " + past.indexCode
  }

  /// What a cause is called.
  public func name(_ cause: PriceComparison.Cause) -> String {
    format.text("past.cause." + cause.rawValue)
  }

  /// The answer, then what changed, one line each.
  func lines(
    _ past: PastPrice, _ comparison: PriceComparison, _ match: ProductMatch, isQuoted: Bool
  ) -> [[Span]] {
    let fell = comparison.difference < .zero
    let change =
      (comparison.difference > .zero ? "+" : "") + format.price(comparison.difference)
    let facts = [
      Fact("day", .day(past.priced.day)), Fact("before", .price(past.priced.netPrice)),
      Fact("now", .text(price(comparison.now.netPrice, match))),
      Fact("change", .text(change + " (" + format.signedPercent(comparison.rise) + ")")),
    ]
    let key = isQuoted ? "past.answer.line" : "past.answer.today"
    var lines = [[Span(format.text(key, facts), fell ? .success : .warning)]]
    let width = PriceComparison.Cause.allCases.map { name($0).columns }.max() ?? 0
    for move in comparison.moves {
      let label = name(move.cause).padded(to: width + 2)
      lines.append([Span(label, .label), Span(words(move, past, comparison, match))])
    }
    if comparison.moves.isEmpty { lines.append([Span(format.text("past.same"), .muted)]) }
    return lines
  }

  /// `60 → 20`, `11,50 → 12,20   +6,1 %`, `Palier 50 → Tarif public`.
  private func words(
    _ move: PriceComparison.Move, _ past: PastPrice, _ comparison: PriceComparison,
    _ match: ProductMatch
  ) -> String {
    let now = comparison.now
    switch move.cause {
    case .source: return why(past) + " → " + source(now, match)
    case .rule: return why(past) + " → " + source(now, match)
    case .discount:
      return EntryWords.discounts(past.priced.discounts, format) + " → "
        + EntryWords.discounts(now.discounts, format)
    case .quantity, .index, .list, .cost:
      guard let before = move.before, let after = move.after else { return "" }
      let values = value(before) + " → " + value(after) + currency(of: after, match)
      let code = move.cause == .index ? past.indexCode + "  " : ""
      return code + values
        + (move.cause == .quantity ? "" : "   " + format.signedPercent(move.share))
    }
  }

  private func source(_ now: PricedMoment, _ match: ProductMatch) -> String {
    guard now.source != .manual else { return format.text("past.why.typed") }
    return PriceWords(format: format, names: match.terms.ruleNames).name(now.rule)
  }

  /// A price with the currency of the prices, where that is not the company's.
  private func price(_ price: UnitPrice, _ match: ProductMatch) -> String {
    guard let money = match.terms.money, money.isForeign else { return format.price(price) }
    return format.price(price) + " " + money.currency.code
  }

  /// The company's currency after a cost, where prices are in another one.
  private func currency(of value: DerivedValue, _ match: ProductMatch) -> String {
    guard case .cost = value, let money = match.terms.money, money.isForeign else { return "" }
    return " " + money.company.code
  }

  private func value(_ value: DerivedValue) -> String {
    switch value {
    case .price(let price): format.price(price)
    case .cost(let cost): format.cost(cost)
    case .quantity(let quantity): format.quantity(quantity)
    case .index(let index): format.index(index)
    default: ""
    }
  }
}
