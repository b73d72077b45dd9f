import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

/// What the radar reads.
struct RadarRead: Sendable {
  /// Whether margins are shown; no document is where they are not.
  let sight: CostSight
  let documents: [DocumentAtRisk]
  let quotes: [QuoteToReview]
}

/// What moved since it was priced: documents that fell under their floor because a cost rose, and quotes
/// whose index moved. One key prepares the next version of a quote.
struct RadarScreen: GoodsDocument {
  static let kind = ScreenKind.radar

  var sheet = GoodsSheet()
  private(set) var read: RadarRead?
  var act = ActPhase.none
  var hasFailed = false
  var isRead: Bool { read != nil }

  func title(_ session: Session) -> String { session.text("radar.title") }

  mutating func load(_ session: Session) -> [Effect] {
    let today = session.today
    let person = session.actor.holds(.manager) ? nil : session.actor.id
    return [
      .read("radar", lane: .indicators) { reader in
        RadarRead(
          sight: try reader.sight, documents: try reader.marginRadar(of: person, today: today),
          quotes: try reader.quotesToReview(of: person, today: today))
      }
    ]
  }

  mutating func receive(_ result: any Sendable, _ session: Session) -> [Effect] {
    switch result {
    case let read as RadarRead:
      // Opens where there is something to look at.
      if self.read == nil, read.documents.isEmpty, !read.quotes.isEmpty { sheet.current = 1 }
      self.read = read
      wasRead()
      return []
    case let repricing as QuoteRepricing:
      return [.ask(Modal(RepricePreview(repricing)))]
    case let done as Done:
      act = .done
      guard let draft = done.outcome as? QuoteDraft else { return load(session) }
      act = .none
      return [.open(Screens.quoteEntry(quote: draft.quote.id))]
    default:
      return []
    }
  }

  private func place(_ session: Session) -> Int? {
    table(session).flatMap { sheet.selected(in: $0) }
  }

  /// The quote under the cursor; nil on an order.
  func quote(_ session: Session) -> ID<Quote>? {
    guard let read, let place = place(session) else { return nil }
    if sheet.current == 1 { return read.quotes[place].quote.quote.id }
    let document = read.documents[place]
    return document.kind == .quote ? ID(rawValue: document.id) : nil
  }

  /// The version that is being made after the quote under the cursor.
  func newerDraft(_ session: Session) -> Quote? {
    guard let read, let place = place(session) else { return nil }
    return sheet.current == 1 ? read.quotes[place].newerDraft : read.documents[place].newerDraft
  }

  func open(_ session: Session) -> [Effect] {
    if let quote = quote(session) { return [.open(Screens.quoteEntry(quote: quote))] }
    guard sheet.current == 0, let read, let place = place(session) else { return [] }
    return [.open(Screens.order(ID(rawValue: read.documents[place].id)))]
  }

  /// Why the row is here, with the figures it comes from.
  func why(_ session: Session) -> [Effect] {
    guard let read, let place = place(session) else { return [] }
    let words = RadarWords(session: session)
    return [
      .ask(
        .explain(
          title: session.text("radar.why.title"),
          sheet.current == 0
            ? words.lines(read.documents[place]) : words.lines(read.quotes[place])))
    ]
  }

  func head(_ session: Session) -> [[Span]] {
    [[Span(session.text("radar.head"), .muted)]]
  }

  func tables(_ session: Session) -> [GoodsTable] {
    guard let read else { return [] }
    let words = RadarWords(session: session)
    return [words.documents(read.documents, read.sight), words.quotes(read.quotes)]
  }
}

/// The rows of the radar, and what stands behind them.
struct RadarWords {
  let session: Session

  private var format: Format { session.format }

  func documents(_ rows: [DocumentAtRisk], _ sight: CostSight) -> GoodsTable {
    let columns = [
      session.column("document", .fixed(14)),
      session.column("customer", .flexible(minimum: 12, weight: 2)),
      session.column("products", .flexible(minimum: 10, weight: 2), drop: 2),
      session.column("marginBefore", .fixed(10), .right, drop: 1),
      session.column("marginNow", .fixed(10), .right),
      session.column("floorRate", .fixed(9), .right, drop: 3),
      session.column("floorAction", .fixed(8), drop: 4),
      session.column("lost", .fixed(13), .right),
    ]
    let title = session.text("radar.table.documents")
    return GoodsTable(
      rows.isEmpty ? title : "\(title) \(rows.count)", columns,
      empty: session.text(sight == .full ? "radar.none.documents" : "radar.no.costs"),
      count: rows.count
    ) { place in row(rows[place]) }
  }

  private func row(_ document: DocumentAtRisk) -> GoodsRow {
    GoodsRow(
      document.kind.rawValue + String(document.id, radix: 16),
      [
        Span(name(document)), Span(document.customerName, .title),
        Span(document.causes, .muted),
        Span(format.percent(document.risk.before.marginRate), .muted),
        Span(
          format.percent(document.risk.now.marginRate) + " ▼",
          document.floorAction?.style ?? .warning),
        Span(format.percent(document.risk.floor.rate), .muted),
        Span(session.floorWord(document.floorAction), document.floorAction?.style ?? .muted),
        Span(format.money(document.risk.lost, document.currency), .danger),
      ])
  }

  private func name(_ document: DocumentAtRisk) -> String {
    let number =
      document.revision > 1 ? "\(document.number) v\(document.revision)" : document.number
    return number + next(document.newerDraft)
  }

  /// ` → v2`: the next version is being made.
  private func next(_ draft: Quote?) -> String { draft.map { " → v\($0.revision)" } ?? "" }

  func quotes(_ rows: [QuoteToReview]) -> GoodsTable {
    let columns = [
      session.column("document", .fixed(14)),
      session.column("customer", .flexible(minimum: 12, weight: 2)),
      session.column("indexes", .flexible(minimum: 10, weight: 2), drop: 1),
      session.column("move", .fixed(10), .right, drop: 2),
      session.column("stake", .fixed(13), .right),
    ]
    let title = session.text("radar.table.quotes")
    return GoodsTable(
      rows.isEmpty ? title : "\(title) \(rows.count)", columns,
      empty: session.text("radar.none.quotes"), count: rows.count
    ) { place in row(rows[place]) }
  }

  private func row(_ review: QuoteToReview) -> GoodsRow {
    let codes = Set(review.lines.map(\.mover.code)).sorted().joined(separator: ", ")
    let move = review.lines.first.map(\.mover.move)
    return GoodsRow(
      review.quote.quote.id.description,
      [
        Span(QuoteWords.number(review.quote.quote) + next(review.newerDraft)),
        Span(review.quote.customerName, .title), Span(codes, .muted),
        Span(move.map { format.signedPercent($0) } ?? "—", .warning),
        Span(signed(review.effect, session.company.currency), .danger),
      ])
  }

  private func signed(_ amount: Amount, _ currency: Currency) -> String {
    (amount > .zero ? "+" : "") + format.money(amount, currency)
  }

  private func pair(_ key: String, _ value: String) -> [Span] {
    [Span(session.text("radar.why.\(key)") + "  ", .label), Span(value)]
  }

  /// The margin then, the margin now, and the floor, each with the sums it is made of.
  func lines(_ document: DocumentAtRisk) -> [[Span]] {
    let (risk, currency) = (document.risk, document.currency)
    func margin(_ margin: DocumentMargin) -> String {
      let net = format.money(margin.netWithCost, currency)
      let cost = format.money(margin.cost, currency)
      return "\(net) − \(cost) = \(format.money(margin.margin, currency))"
        + " (\(format.percent(margin.marginRate)))"
    }
    let missing = risk.floor.missing.map { format.money($0, currency) } ?? "—"
    return [
      [Span(name(document) + "  " + document.customerName, .title)],
      pair("before", margin(risk.before)), pair("now", margin(risk.now)),
      pair(
        "floor",
        ([format.percent(risk.floor.rate)]
          + [document.floorAction].compactMap { $0 }.map { session.floorWord($0) })
          .joined(separator: " · ")),
      pair(
        "lost",
        "\(format.money(risk.now.cost, currency)) − \(format.money(risk.before.cost, currency))"
          + worthLess(risk, currency) + " = \(format.money(risk.lost, currency))"),
      pair("missing", missing), pair("products", document.causes),
    ]
  }

  /// ` + 1 000,00 € − 900,00 €`: what the price was worth, and what it is.
  private func worthLess(_ risk: MarginRisk, _ currency: Currency) -> String {
    guard risk.worthLess != .zero else { return "" }
    return " + \(format.money(risk.before.net, currency)) − \(format.money(risk.now.net, currency))"
  }

  private func words(_ mover: Mover) -> (then: String, now: String) {
    switch mover {
    case .index(_, let then, let now):
      (
        "\(format.index(then.value)) (\(format.day(then.day)))",
        "\(format.index(now.value)) (\(format.day(now.day)))"
      )
    case .rate(let then, let now):
      (
        "\(format.rate(then.rate)) (\(format.day(then.day)))",
        "\(format.rate(now.rate)) (\(format.day(now.day)))"
      )
    }
  }

  /// Each line with P = P0 × (a + b × I/I0), or with what its goods cost, then and now.
  func lines(_ review: QuoteToReview) -> [[Span]] {
    let currency = session.company.currency
    return [
      [Span(QuoteWords.number(review.quote.quote) + "  " + review.quote.customerName, .title)]
    ]
      + review.lines.map { line in
        let (then, now) = words(line.mover)
        let price =
          format.price(line.price) + " → " + (line.priceNow.map { format.price($0) } ?? "?")
        return [
          Span("\(line.line)  \(line.productCode)  "), Span("\(line.mover.code)  ", .label),
          Span("\(then) → \(now)  "), Span(price + "  ", .value),
          Span(signed(line.effect, currency), .danger),
        ]
      }
  }
}

/// The commands of the radar.
enum RadarCommands {
  static var all: [Command] {
    [
      GoodsCommands.open(RadarScreen.self, "radar"),
      .on(
        RadarScreen.self, "radar.revise", keys: [.char("V")], act: RepriceQuote.entry.id,
        footer: 20,
        availability: { screen, session in
          guard RepriceQuote.entry.allows(session.actor.roles) else {
            return .no(session.text("radar.no.seller"))
          }
          guard screen.selectedKey(session) != nil else { return .no(session.text("goods.no.row")) }
          return screen.quote(session) == nil ? .no(session.text("radar.no.quote")) : .yes
        }
      ) { screen, session in
        guard let quote = screen.quote(session) else { return [] }
        if let draft = screen.newerDraft(session) {
          let words = session.text(
            "radar.newerDraft", Fact("number", .text(QuoteWords.number(draft))))
          return [.open(Screens.quoteEntry(quote: draft.id)), .say(Status(.notice, words))]
        }
        let today = session.today
        return [.read("repricing") { try $0.repricing(of: quote, on: today) }]
      },
      .on(
        RadarScreen.self, "radar.why", keys: [.char("W"), .f(3)], footer: 30,
        availability: { screen, session in
          screen.selectedKey(session) == nil ? .no(session.text("goods.no.row")) : .yes
        }
      ) { screen, session in screen.why(session) },
    ]
  }
}

extension DocumentAtRisk {
  /// What moved: the currency that fell, the products whose cost rose.
  var causes: String {
    ([fallen?.code].compactMap { $0 } + products).joined(separator: ", ")
  }
}
