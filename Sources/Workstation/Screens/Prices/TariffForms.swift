import Exchange
import Resources
import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

// A tariff in a file: asked for, shown price by price, then taken as one act.

/// The form about a file of prices.
enum TariffForms {
  /// Where the file is, how it is written, whose tariff, from when.
  static func file(_ session: Session) -> Modal {
    let today = session.today
    return .form(
      id: "prices.tariff", title: session.text("prices.tariff.title"),
      [
        PriceForms.field("path", "", session, isWanted: true),
        PriceForms.field("tariff", "tarif", session, isWanted: true),
        PriceForms.supplierField(session),
        PriceForms.field("begin", session.format.day(today), session) {
          GoodsForms.day($0, today).map { $0 >= today } ?? false
        },
      ])
  }

  /// Reads the file and what it would change; the answer is a modal to accept.
  static func preview(_ values: FormValues, _ session: Session) -> Effect {
    func text(_ key: String) -> String { (values[key] ?? "").trimmed }
    let (path, profile, code) = (text("path"), text("tariff"), text("supplier"))
    let (day, today) = (GoodsForms.day(text("begin"), session.today), session.today)
    return .read("tariff") { reader in
      let file = try TariffFile(
        path: path, TariffProfile.called(profile, in: ResourceFolder.located()))
      let supplier = code.isEmpty ? nil : try reader.supplier(coded: code).id
      let plan = try reader.tariffPlan(file.batch, of: supplier, from: day, today: today)
      return TariffPreview(
        act: ImportTariff(file.batch, of: supplier, from: day), prices: plan.prices,
        refused: file.rejections(of: plan).count)
    }
  }
}

/// Every price of a tariff before and after; Enter takes them.
struct TariffPreview: ModalContent {
  let act: ImportTariff
  let prices: [TariffChange]
  let refused: Int
  var list: ListState

  init(act: ImportTariff, prices: [TariffChange], refused: Int) {
    self.act = act
    self.prices = prices
    self.refused = refused
    list = ListState(count: prices.count)
  }

  var isTyping: Bool { false }

  mutating func handle(_ event: InputEvent, _ model: Model) -> ModalStep {
    guard case .key(let key) = event else { return .stay([]) }
    switch key {
    case .escape, .char("q"): return .close([])
    case .enter, .f(8):
      guard prices.contains(where: \.isChanged) else { return .close([]) }
      return .act(.act(act))
    default:
      _ = list.handle(key, height: max(1, model.size.height - 9))
      return .stay([])
    }
  }

  func hints(_ session: Session) -> [FooterHint] {
    [
      hint(.enter, "prices.tariff.apply", session), hint(.up, "modal.move", session),
      hint(.escape, "modal.cancel", session),
    ]
  }

  func draw(on canvas: Canvas, _ model: Model) -> Point? {
    let session = model.session
    let height = min(canvas.height - 2, prices.count + 6)
    let inside = ModalFrame.draw(
      session.text("prices.tariff.preview"), Size(min(canvas.width - 2, 110), max(8, height)),
      on: canvas)
    let words =
      session.counted("prices.tariff.count", prices.count { $0.isChanged })
      + (refused > 0 ? " · " + session.counted("prices.tariff.refused", refused) : "")
    inside.put(
      words, in: Rect(1, 0, inside.width - 2, 1), refused > 0 ? .warning : .muted)
    let room = inside.sub(Rect(0, 1, inside.width, max(0, inside.height - 1)))
    table(session).draw(on: room, list: list, focused: true) { row(prices[$0], session) }
    return nil
  }

  private func table(_ session: Session) -> Terminal.Table {
    Terminal.Table([
      session.column("code", .fixed(14)),
      session.column("name", .flexible(minimum: 10, weight: 2), drop: 3),
      session.column("minimumOf", .fixed(8), .right, drop: 2),
      session.column("before", .fixed(11), .right), session.column("after", .fixed(11), .right),
      session.column("currency", .fixed(6), drop: 1), session.column("move", .fixed(9), .right),
      session.column("since.day", .fixed(11), .right, drop: 1),
    ])
  }

  private func row(_ price: TariffChange, _ session: Session) -> TableRow {
    let format = session.format
    func text(_ price: UnitPrice?) -> String { price.map { format.price($0) } ?? "—" }
    let rises = (price.before ?? .zero) < (price.after ?? .zero) && price.before != nil
    return TableRow([
      Span(price.product.code), Span(price.product.name, .muted),
      Span(price.minimum == .zero ? "—" : format.quantity(price.minimum), .muted),
      Span(text(price.before)), Span(text(price.after), price.isChanged ? .value : .muted),
      Span(price.currency.code, .muted),
      Span(
        price.move.isAvailable ? format.signedPercent(price.move) : "—",
        rises ? .warning : .muted),
      Span(format.day(price.day), .muted),
    ])
  }
}
