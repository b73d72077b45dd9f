import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

import struct Terminal.Column
import struct Terminal.Table

/// F4: every product that answers the letters, with price, margin, stock and what is awaited; before them the
/// product sets that do. Typing narrows, pages turn.
struct ProductChooser: ModalContent {
  static let id = "product"
  /// As many as are read at once; more letters find the rest.
  static let limit = 300

  let context: PricingContext
  var field: TextField
  var list = ListState()
  private var products: [ProductMatch] = []
  private var sets: [SetMatch] = []
  private var search = ""

  struct Found: Sendable {
    let search: String
    let products: [ProductMatch]
    let sets: [SetMatch]
  }

  /// What begins the answer that names a set, before its code.
  static let setSign = "set:"
  /// How many sets are read at most: each is priced with all of its products.
  static let setLimit = 30

  init(search: String, context: PricingContext) {
    self.context = context
    field = TextField(search)
  }

  mutating func load(_ session: Session) -> [Effect] { [lookUp()] }

  private func lookUp() -> Effect {
    let search = field.text
    let context = context
    return .read("palette") { reader in
      Found(
        search: search,
        products: try reader.productList(matching: search, context, limit: Self.limit),
        sets: try reader.setList(matching: search, context, limit: Self.setLimit))
    }
  }

  mutating func receive(_ result: any Sendable, _ session: Session) {
    guard let found = result as? Found, found.search == field.text else { return }
    products = found.products
    sets = found.sets
    search = found.search
    list.count = sets.count + products.count
    list.select(0)
  }

  mutating func handle(_ event: InputEvent, _ model: Model) -> ModalStep {
    switch event {
    case .key(.escape), .key(.f(4)): return .answer(.dismissed(id: Self.id))
    case .key(.enter):
      guard let index = list.current, index < list.count else { return .stay([]) }
      let key =
        index < sets.count
        ? Self.setSign + sets[index].set.code
        : products[index - sets.count].product.id.description
      return .answer(.choice(id: Self.id, key: key))
    case .key(let key) where list.handle(key, height: max(1, model.size.height - 10)):
      return .stay([])
    case .key(let key):
      guard field.handle(key) else { return .stay([]) }
    case .paste(let text): field.insert(text)
    case .mouse, .resize: return .stay([])
    }
    return .stay([lookUp()])
  }

  func hints(_ session: Session) -> [FooterHint] {
    [
      hint(.enter, "modal.choose", session), hint(.pageDown, "modal.move", session),
      hint(.escape, "modal.cancel", session),
    ]
  }

  func draw(on canvas: Canvas, _ model: Model) -> Point? {
    let session = model.session
    let size = Size(min(116, canvas.width), canvas.height - 4)
    let count = Fact("count", .count(list.count))
    let inside = ModalFrame.draw(session.text("entry.list.title", count), size, on: canvas)
    let point = field.draw(on: inside.sub(Rect(1, 0, inside.width - 2, 1)), focused: true)
    inside.hline(Rect(0, 1, inside.width, 1))
    let table = table(session)
    table.draw(
      on: inside.sub(Rect(0, 2, inside.width, inside.height - 2)), list: list, focused: true
    ) { place in
      place < sets.count ? row(sets[place], session) : row(products[place - sets.count], session)
    }
    if list.count == 0 { inside.put(session.text("modal.nothing"), 2, 3, .muted) }
    return point
  }

  private func table(_ session: Session) -> Table {
    func title(_ key: String) -> String { session.text("entry.column.\(key)") }
    return Table(
      [
        Column(title("code"), .fixed(14)),
        Column(title("description"), .flexible(minimum: 14, weight: 1)),
        Column(title("net"), .fixed(10), .right),
        Column(
          title(products.contains { $0.terms.hidden != nil } ? "floor" : "margin"), .fixed(9),
          .right,
          dropOrder: 1),
        Column(title("free"), .fixed(9), .right),
        Column(title("receipt"), .fixed(16), .right, dropOrder: 2),
        Column(title("last"), .fixed(10), .right, dropOrder: 3),
      ], moreText: session.text("entry.more"))
  }

  private func floorOrMargin(_ match: ProductMatch, _ format: Format) -> String {
    guard match.terms.hidden != nil else { return format.percent(match.marginRate) }
    return match.terms.floorPrice.map { format.price($0) } ?? "—"
  }

  /// A set: its price, how many whole ones the free stock makes, of how many products.
  private func row(_ match: SetMatch, _ session: Session) -> TableRow {
    let format = session.format
    let parts = match.terms.lines.count { $0.kind == .product }
    return TableRow([
      Span(match.set.code, .title),
      Span(session.text("entry.set.proposal", Fact("name", .text(match.set.name)))),
      Span(match.price.map { format.amount($0, context.currency) } ?? "—", .value), Span(""),
      Span(format.quantity(match.free), match.free > .zero ? .normal : .warning),
      Span(session.counted("entry.set.lines", parts), .muted), Span(""),
    ])
  }

  private func row(_ match: ProductMatch, _ session: Session) -> TableRow {
    let format = session.format
    let free = match.stock.total.free
    let receipt = match.stock.nextReceipt.map { receipt in
      let day = receipt.day.map(format.shortDay) ?? session.text("entry.stock.noDay")
      return format.quantity(receipt.quantity) + " " + day
    }
    return TableRow([
      Span(match.product.code), Span(match.product.name),
      Span(match.price.map { format.price($0.netPrice) } ?? "—", .value),
      Span(floorOrMargin(match, format), .muted),
      Span(format.quantity(free), free > .zero ? .normal : .warning), Span(receipt ?? "", .info),
      Span(match.lastPurchase.map { format.price($0.lastPrice) } ?? "", .info),
    ])
  }
}
