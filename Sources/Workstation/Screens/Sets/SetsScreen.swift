import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

/// What the screen of product sets reads.
struct SetsRead: Sendable {
  let rows: [ProductSetRow]
}

/// The product sets: what is typed under one code on a quote and made of several products.
struct SetsScreen: GoodsDocument, Asking {
  static let kind = ScreenKind.sets

  /// What a modal is about.
  enum Question: Sendable {
    case nothing, new
    case edit(ProductSetRow)
  }

  var sheet = GoodsSheet()
  private(set) var read: SetsRead?
  var asked = Question.nothing
  var act = ActPhase.none
  var hasFailed = false
  var isRead: Bool { read != nil }

  func title(_ session: Session) -> String { session.text("sets.title") }

  mutating func load(_ session: Session) -> [Effect] {
    [.read("sets") { SetsRead(rows: try $0.productSets()) }]
  }

  mutating func receive(_ result: any Sendable, _ session: Session) -> [Effect] {
    switch result {
    case let read as SetsRead:
      self.read = read
      wasRead()
      return []
    case is Done:
      act = .done
      return load(session)
    default: return []
    }
  }

  /// The set under the cursor.
  func row(_ session: Session) -> ProductSetRow? {
    guard let read, let table = table(session), let place = sheet.selected(in: table),
      sheet.current == 0
    else { return nil }
    return read.rows.indices.contains(place) ? read.rows[place] : nil
  }

  /// A set shows what it is made of.
  func open(_ session: Session) -> [Effect] {
    guard let row = row(session) else { return [] }
    let lines = row.lines.map { line -> [Span] in
      guard let product = line.productID.flatMap({ row.products[$0] }) else {
        return [Span("+ " + line.description, .info)]
      }
      let unit = line.unit.isEmpty ? product.salesUnit : line.unit
      let words = line.description.isEmpty ? product.name : line.description
      return [
        Span(session.format.quantity(line.quantity) + " " + unit + "  ", .value),
        Span(product.code + "  "), Span(words, line.optional ? .muted : .normal),
        Span(line.optional ? "  " + session.text("sets.optional") : "", .muted),
      ]
    }
    return [.ask(.explain(title: row.set.code + "  " + row.set.name, lines))]
  }

  mutating func answer(_ answer: ModalAnswer, _ session: Session) -> [Effect] {
    let question = asked
    asked = .nothing
    switch (question, answer) {
    case (.new, .form(_, let values)):
      return SetForms.wanted(values, nil, session).map { perform(.act(CreateProductSet($0))) } ?? []
    case (.edit(let row), .form(_, let values)):
      return SetForms.wanted(values, row, session)
        .map { perform(.act(EditProductSet(row, to: $0))) } ?? []
    default: return []
    }
  }

  func head(_ session: Session) -> [[Span]] {
    guard read != nil else { return [[Span(session.text("status.waiting"), .muted)]] }
    return [
      [Span(session.text("sets.title"), .title.bold)], [Span(session.text("sets.head"), .muted)],
    ]
  }

  func tables(_ session: Session) -> [GoodsTable] {
    guard let read else { return [] }
    let columns = [
      session.column("code", .flexible(minimum: 12, weight: 1)),
      session.column("name", .flexible(minimum: 14, weight: 2)),
      session.column("setLines", .flexible(minimum: 16, weight: 3), drop: 3),
      session.column("setClosed", .fixed(8), drop: 1),
      session.column("until", .fixed(11), .right, drop: 2),
    ]
    let title = session.text("sets.title")
    return [
      GoodsTable(
        read.rows.isEmpty ? title : "\(title) \(read.rows.count)", columns,
        empty: session.text("sets.none"), count: read.rows.count
      ) { row(read.rows[$0], session) }
    ]
  }

  /// What is not proposed is grey.
  private func row(_ row: ProductSetRow, _ session: Session) -> GoodsRow {
    let set = row.set
    let isProposed = set.isProposed(on: session.today)
    return GoodsRow(
      set.id.description,
      [
        Span(set.code, isProposed ? .title : .muted), Span(set.name, isProposed ? .normal : .muted),
        Span(SetLinesText.typed(row.typed), .muted),
        Span(
          set.closed ? session.text(set.hidesParts ? "sets.alone" : "entry.set.mark") : "", .info),
        Span(set.validTo.map { session.format.day($0) } ?? "—", .muted),
      ])
  }
}

/// The commands of the screen of sets.
enum SetCommands {
  private static func may(_ entry: ActEntry, needsRow: Bool)
    -> @Sendable (SetsScreen, Session) -> Availability
  {
    { screen, session in
      guard entry.allows(session.actor.roles) else { return .no(session.text("sets.no.manager")) }
      guard needsRow, screen.row(session) == nil else { return .yes }
      return .no(session.text("goods.no.row"))
    }
  }

  static var all: [Command] {
    [
      GoodsCommands.open(SetsScreen.self, "sets"),
      .on(
        SetsScreen.self, "sets.new", keys: [.char("n")], act: CreateProductSet.entry.id,
        footer: 20, availability: may(CreateProductSet.entry, needsRow: false)
      ) { screen, session in
        screen.asked = .new
        return [.ask(SetForms.form(nil, session))]
      },
      .on(
        SetsScreen.self, "sets.edit", keys: [.char("e"), .f(2)], act: EditProductSet.entry.id,
        footer: 30, availability: may(EditProductSet.entry, needsRow: true)
      ) { screen, session in
        guard let row = screen.row(session) else { return [] }
        screen.asked = .edit(row)
        return [.ask(SetForms.form(row, session))]
      },
      .on(
        SetsScreen.self, "sets.remove", keys: [.char("x")], act: RemoveProductSet.entry.id,
        footer: 40, availability: may(RemoveProductSet.entry, needsRow: true)
      ) { screen, session in
        guard let row = screen.row(session) else { return [] }
        return screen.perform(.act(RemoveProductSet(row.set.id)))
      },
      Command("sets", keys: []) { model in
        model.current.kind == .sets ? [] : [.open(ScreenState(SetsScreen()))]
      },
    ]
  }
}
