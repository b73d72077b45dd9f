import Exchange
import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

import struct Terminal.Column
import struct Terminal.Table

/// The customer's wish, and what can be answered while he is on the phone.
///
/// ```
///   ┏━ Négocier ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓
///   ┃ Il veut  -3%                                                     ┃
///   ┃ Aujourd'hui       HT 1 000,00 €    reste 140,00 €  14,0 %        ┃
///   ┃ Comme demandé     HT   970,00 €    reste 110,00 €  11,3 %  ▼      ┃
///   ┃──────────────────────────────────────────────────────────────────┃
///   ┃ Contre-proposition              HT      écart     reste      %    ┃
///   ┃▌Il enlève la marchandise      970,00   −30,00    170,00   17,5  ✓ ┃
///   ┃ 112 u de BHR-1650           1 086,40   +86,40    130,40   12,0  ✓ ┃
///   ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛
/// ```
/// Computed in the frame of the key from the quote as it is typed; the store is read once, for the terms.
struct NegotiationPanel: ModalContent {
  static let id = "negotiation"

  let draft: QuoteDraft
  let known: [ID<Product>: ProductTerms]
  let words: OfferWords
  var field: TextField
  var list = ListState()
  private var negotiation: Negotiation?
  private var answer: NegotiationAnswer?
  private var problem: WishProblem?
  private var others: [ID<Product>: String] = [:]

  init(
    draft: QuoteDraft, known: [ID<Product>: ProductTerms], words: OfferWords, wish: String
  ) {
    self.draft = draft
    self.known = known
    self.words = words
    field = TextField(wish)
  }

  mutating func load(_ session: Session) -> [Effect] {
    let (draft, known, today) = (draft, known, session.today)
    return [
      .read("palette") { try $0.negotiationTerms(of: draft, today: today, known: known) }
    ]
  }

  mutating func receive(_ result: any Sendable, _ session: Session) {
    guard let terms = result as? NegotiationTerms else { return }
    negotiation = try? Negotiation(draft, terms)
    for product in terms.equivalents.values.joined() {
      others[product.product.id] = product.product.code
    }
    solve()
  }

  /// The answers to the wish as it stands.
  private mutating func solve() {
    (answer, problem) = (nil, nil)
    guard let negotiation, !isBlank else { return }
    do {
      let wish = try CustomerWish.parse(
        field.text, minorUnits: draft.quote.currency.minorUnits)
      answer = try negotiation.answer(to: wish)
    } catch {
      problem = error
    }
    list.count = answer?.offers.count ?? 0
    list.select(0)
  }

  /// Nothing typed yet, beside the number of the line the panel was opened on.
  private var isBlank: Bool {
    let text = field.text.filter { !$0.isWhitespace }
    return text.isEmpty || text.hasSuffix(":")
  }

  mutating func handle(_ event: InputEvent, _ model: Model) -> ModalStep {
    switch event {
    case .key(.escape): return .answer(.dismissed(id: Self.id))
    case .key(.enter):
      guard let offers = answer?.offers, let place = list.current, offers.indices.contains(place)
      else { return .stay([]) }
      return .answer(.offer(offers[place], of: draft))
    case .key(let key) where list.handle(key, height: max(1, model.size.height - 14)):
      return .stay([])
    case .key(let key):
      guard field.handle(key) else { return .stay([]) }
    case .paste(let text): field.insert(text)
    case .mouse, .resize: return .stay([])
    }
    solve()
    return .stay([])
  }

  func hints(_ session: Session) -> [FooterHint] {
    [
      hint(.enter, "negotiation.take", session), hint(.down, "modal.move", session),
      hint(.escape, "modal.cancel", session),
    ]
  }

  func draw(on canvas: Canvas, _ model: Model) -> Point? {
    let session = model.session
    let rows = max(4, answer?.offers.count ?? 0)
    let size = Size(min(108, canvas.width), min(canvas.height - 2, rows + 9))
    let inside = ModalFrame.draw(session.text("negotiation.title"), size, on: canvas)
    let label = session.text("negotiation.wish")
    inside.put(label, in: Rect(1, 0, inside.width - 2, 1), .label)
    let start = label.columns + 2
    let point = field.draw(
      on: inside.sub(Rect(start, 0, inside.width - start - 1, 1)), focused: true)
    inside.put(
      line(inside.width, session), 1, 1)
    drawStanding(on: inside.sub(Rect(1, 2, inside.width - 2, 2)), session)
    inside.hline(Rect(0, 4, inside.width, 1))
    let below = inside.sub(Rect(0, 5, inside.width, inside.height - 5))
    if let answer, !answer.offers.isEmpty {
      table(session).draw(on: below, list: list, focused: true) {
        row(answer.offers[$0], session)
      }
    } else if answer != nil {
      below.put(session.text("negotiation.none"), in: Rect(1, 1, below.width - 2, 1), .warning)
    }
    return point
  }

  /// How a wish is typed, or what is wrong with the one that is.
  private func line(_ width: Int, _ session: Session) -> [Span] {
    guard let problem else { return [Span(session.text("negotiation.hint"), .muted)] }
    return [Span(OfferWords.text(problem, session.format), .warning)]
  }

  private func drawStanding(on canvas: Canvas, _ session: Session) {
    guard let negotiation, let standing = try? negotiation.standingOffer() else { return }
    var lines = [(session.text("negotiation.today"), standing)]
    if let asked = answer?.asked { lines.append((session.text("negotiation.asked"), asked)) }
    let width = lines.map(\.0.columns).max() ?? 0
    for (place, (name, offer)) in lines.enumerated() {
      canvas.put(standing: name, width: width, offer, words, session, row: place)
    }
  }

  private func table(_ session: Session) -> Table {
    func title(_ key: String) -> String { session.text("negotiation.column.\(key)") }
    return Table(
      [
        Column(title("offer"), .flexible(minimum: 20, weight: 1)),
        Column(title("net"), .fixed(12), .right),
        Column(title("change"), .fixed(11), .right, dropOrder: 2),
        Column(title("left"), .fixed(11), .right),
        Column(title("rate"), .fixed(7), .right),
        Column("", .fixed(9), dropOrder: 1),
      ], moreText: session.text("entry.more"))
  }

  private func row(_ offer: CounterOffer, _ session: Session) -> TableRow {
    let format = session.format
    let before = negotiation?.standing.totals.net ?? .zero
    let change = offer.net - before
    return TableRow([
      Span(words.name(offer.kind, products: others)),
      Span(format.amount(offer.net, words.currency), .value),
      Span((change > .zero ? "+" : "") + format.amount(change, words.currency), .muted),
      Span(format.amount(offer.netNet.left, words.companyCurrency)),
      Span(format.percent(offer.netNet.rate), .success),
      offer.needsApproval
        ? Span("! " + session.text("negotiation.approval"), .warning) : Span("✓", .success),
    ])
  }
}

extension Canvas {
  /// A state of the quote: what the customer pays, what is left of it, whether that is under the floor.
  fileprivate func put(
    standing name: String, width: Int, _ offer: CounterOffer, _ words: OfferWords,
    _ session: Session, row: Int
  ) {
    let format = session.format
    let verdict =
      offer.isUnderFloor
      ? Span("  ▼ " + session.text("negotiation.underFloor"), .warning) : Span("  ✓", .success)
    put(
      [
        Span(name + String(repeating: " ", count: width - name.columns + 2), .label),
        Span(session.text("negotiation.net") + " ", .muted),
        Span(format.money(offer.net, words.currency), .value),
        Span("   " + session.text("negotiation.left") + " ", .muted),
        Span(format.money(offer.netNet.left, words.companyCurrency)),
        Span(" · " + format.percent(offer.netNet.rate)), verdict,
      ], 0, row)
  }
}
