import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

/// What the screen of prices reads.
struct PricesRead: Sendable {
  let filter: String
  let name: String
  let rules: [PriceRuleRow]
  let lists: [PriceListRow]
  let indexes: [IndexRow]
  let rates: [RateRow]
}

/// The price rules of the company, of a product, of a customer or of a list; the lists; the indexes.
/// Everyone may look; a manager makes, changes and ends them.
struct PricesScreen: GoodsDocument, Asking {
  static let kind = ScreenKind.prices

  /// Whose prices.
  enum Subject: Sendable, Hashable {
    case all
    case product(ID<Product>)
    case customer(ID<Customer>)
    case list(ID<PriceList>)
  }

  /// What a modal is about.
  enum Question: Sendable {
    case nothing, newRule, newList, newIndex, change, rate, importing, tariff
    case rule(PriceRuleRow)
    case end(PriceRule)
    case list(PriceList)
    case value(CommodityIndex)
  }

  var sheet = GoodsSheet()
  let subject: Subject
  private(set) var read: PricesRead?
  var asked = Question.nothing
  var act = ActPhase.none
  var hasFailed = false
  var isRead: Bool { read != nil }
  var hasFilter: Bool { true }

  init(_ subject: Subject = .all) { self.subject = subject }

  func title(_ session: Session) -> String { session.text("prices.title") }

  mutating func load(_ session: Session) -> [Effect] {
    let (subject, text, today) = (subject, sheet.filter.text, session.today)
    return [
      .read("prices") { reader in
        var filter = PriceRuleFilter()
        filter.text = text
        let name = try subject.narrow(&filter, reader)
        return PricesRead(
          filter: text, name: name, rules: try reader.priceRuleRows(filter),
          lists: try reader.priceListRows(), indexes: try reader.indexRows(on: today),
          rates: try reader.rateRows(on: today))
      }
    ]
  }

  mutating func changed(_ session: Session) -> [Effect] { load(session) }

  mutating func receive(_ result: any Sendable, _ session: Session) -> [Effect] {
    switch result {
    case let read as PricesRead:
      guard read.filter == sheet.filter.text else { return [] }
      self.read = read
      wasRead()
      return []
    case let begin as RuleBeginning:
      return [.ask(PriceForms.rule(begin.texts, session))]
    case let preview as TariffPreview:
      return [.ask(Modal(preview))]
    case let preview as PriceChangePreview:
      return [.ask(Modal(preview))]
    case is Done:
      act = .done
      return load(session)
    default:
      return []
    }
  }

  /// The rule under the cursor.
  func rule(_ session: Session) -> PriceRuleRow? {
    guard sheet.current == 0, let read, let place = place(session) else { return nil }
    return read.rules[place]
  }

  /// The list under the cursor.
  func list(_ session: Session) -> PriceList? {
    guard sheet.current == 1, let read, let place = place(session) else { return nil }
    return read.lists[place].list
  }

  /// The index under the cursor.
  func index(_ session: Session) -> CommodityIndex? {
    guard sheet.current == 2, let read, let place = place(session) else { return nil }
    return read.indexes[place].index
  }

  /// The currency under the cursor.
  func rate(_ session: Session) -> RateRow? {
    guard sheet.current == 3, let read, let place = place(session) else { return nil }
    return read.rates[place]
  }

  private func place(_ session: Session) -> Int? {
    table(session).flatMap { sheet.selected(in: $0) }
  }

  /// A rule leads to its product, else to its customer; a list to its rules.
  func open(_ session: Session) -> [Effect] {
    if let rule = rule(session)?.rule {
      if let product = rule.productID, subject != .product(product) {
        return [.open(Screens.product(product))]
      }
      return rule.customerID.map { [.open(Screens.customer($0))] } ?? []
    }
    return list(session).map { [.open(ScreenState(PricesScreen(.list($0.id))))] } ?? []
  }

  mutating func answer(_ answer: ModalAnswer, _ session: Session) -> [Effect] {
    let question = asked
    asked = .nothing
    guard case .form(_, let values) = answer else { return [] }
    switch question {
    case .nothing: return []
    case .newRule: return perform(PriceForms.createRule(values, session))
    case .rule(let row): return perform(PriceForms.editRule(row.rule, values, session))
    case .end(let rule): return perform(PriceForms.end(rule, values, session))
    case .newList: return perform(PriceForms.createList(values, session))
    case .list(let list): return perform(PriceForms.editList(list, values, session))
    case .newIndex: return perform(PriceForms.createIndex(values))
    case .value(let index): return perform(PriceForms.setValue(index, values, session))
    case .change: return [PriceForms.preview(values, session)]
    case .rate: return perform(RateForms.setRate(values, session))
    case .importing: return perform(RateForms.importSeries(values, session))
    case .tariff: return [TariffForms.preview(values, session)]
    }
  }

  func head(_ session: Session) -> [[Span]] {
    guard let read else { return [[Span(session.text("status.waiting"), .muted)]] }
    let subject = read.name.isEmpty ? session.text("prices.all") : read.name
    return [[Span(subject, .title.bold), Span("  " + session.text("prices.head"), .muted)]]
  }

  func tables(_ session: Session) -> [GoodsTable] {
    guard let read else { return [] }
    return PriceTables(read: read, session: session).all
  }
}

extension PricesScreen.Subject {
  /// Narrows the rules to those of the subject, and gives its name.
  func narrow(_ filter: inout PriceRuleFilter, _ reader: StoreReader) throws -> String {
    switch self {
    case .all: return ""
    case .product(let id):
      filter.productID = id
      let product = try reader.get(id)
      return product.code + "  " + product.name
    case .customer(let id):
      filter.customerID = id
      let customer = try reader.get(id)
      return customer.code + "  " + customer.name
    case .list(let id):
      filter.priceListID = id
      let list = try reader.get(id)
      return list.code + "  " + list.name
    }
  }
}

/// The tables of the screen of prices.
struct PriceTables {
  let read: PricesRead
  let session: Session

  private var format: Format { session.format }
  private func day(_ day: Day?) -> String { day.map { format.day($0) } ?? "—" }

  var all: [GoodsTable] { [rules, lists, indexes, rates] }

  private func titled(_ key: String, _ count: Int) -> String {
    let title = session.text("prices.table.\(key)")
    return count == 0 ? title : "\(title) \(format.count(count))"
  }

  private var rules: GoodsTable {
    let columns = [
      session.column("level", .fixed(10)),
      session.column("for", .flexible(minimum: 16, weight: 3)),
      session.column("with", .flexible(minimum: 12, weight: 2), drop: 1),
      session.column("from.quantity", .fixed(8), .right),
      session.column("rule", .flexible(minimum: 12, weight: 2), .right),
      session.column("left", .fixed(9), .right, drop: 3),
      session.column("since.day", .fixed(11), .right, drop: 4),
      session.column("until", .fixed(11), .right, drop: 2),
    ]
    return GoodsTable(
      titled("rules", read.rules.count), columns, empty: session.text("prices.none.rules"),
      count: read.rules.count
    ) { place in row(read.rules[place]) }
  }

  /// What has ended is grey, what begins later is said; a firm price has its mark.
  private func row(_ row: PriceRuleRow) -> GoodsRow {
    let rule = row.rule
    let isPast = row.isPast(on: session.today)
    let style: Style = isPast ? .muted : .normal
    let party =
      [row.customer?.name, row.site?.code, row.list?.code, rule.priceGroup]
      .compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: " · ")
    let minimum = rule.minimumQuantity == .zero ? "—" : format.quantity(rule.minimumQuantity)
    let firm = rule.firm ? " !" : ""
    let left = row.cap.map { format.quantity($0.remaining) } ?? "—"
    let isUsedUp = row.cap.map { $0.remaining <= .zero } ?? false
    return GoodsRow(
      rule.id.description,
      [
        Span(session.text("goods.level.\(rule.level.rawValue)"), style),
        Span(what(row), isPast ? .muted : .title), Span(party, style), Span(minimum, style),
        Span(format.terms(rule, index: row.index?.code) + firm, isPast ? .muted : .value),
        Span(left, isUsedUp ? .warning : .muted),
        Span(day(rule.validFrom), row.isFuture(on: session.today) ? .info : .muted),
        Span(day(rule.validTo), isPast ? .muted : style),
      ])
  }

  private func what(_ row: PriceRuleRow) -> String {
    if let product = row.product { return product.code + "  " + product.name }
    return row.family.map { $0.name } ?? session.text("prices.everything")
  }

  private var lists: GoodsTable {
    let columns = [
      session.column("code", .fixed(12)),
      session.column("name", .flexible(minimum: 12, weight: 2)),
      session.column("currency", .fixed(6)),
      session.column("priceRules", .fixed(8), .right),
      session.column("customers", .fixed(8), .right),
      session.column("since.day", .fixed(11), .right, drop: 2),
      session.column("until", .fixed(11), .right, drop: 1),
    ]
    return GoodsTable(
      titled("lists", read.lists.count), columns, empty: session.text("prices.none.lists"),
      count: read.lists.count
    ) { place in
      let row = read.lists[place]
      let style: Style = row.list.validTo.map { $0 < session.today } ?? false ? .muted : .normal
      return GoodsRow(
        row.list.id.description,
        [
          Span(row.list.code, style), Span(row.list.name, style),
          Span(row.list.currency.code, .muted), Span(format.count(row.rules), style),
          Span(format.count(row.customers), style), Span(day(row.list.validFrom), .muted),
          Span(day(row.list.validTo), style),
        ])
    }
  }

  private var indexes: GoodsTable {
    let columns = [
      session.column("code", .fixed(16)),
      session.column("name", .flexible(minimum: 12, weight: 2)),
      session.column("value", .fixed(14), .right),
      session.column("indexUnit", .fixed(10), drop: 2),
      session.column("since.day", .fixed(11), .right),
      session.column("move", .fixed(10), .right, drop: 1),
    ]
    return GoodsTable(
      titled("indexes", read.indexes.count), columns, empty: session.text("prices.none.indexes"),
      count: read.indexes.count
    ) { place in
      let row = read.indexes[place]
      let value = row.last.map { format.index($0.value) } ?? "?"
      return GoodsRow(
        row.index.id.description,
        [
          Span(row.index.code), Span(row.index.name), Span(value, .value),
          Span(row.index.unit, .muted), Span(day(row.last?.day), .muted),
          Span(row.move.isAvailable ? format.signedPercent(row.move) : "—", .muted),
        ])
    }
  }

  private var rates: GoodsTable {
    let columns = [
      session.column("currency", .fixed(8)),
      session.column("rate", .flexible(minimum: 14, weight: 1), .right),
      session.column("since.day", .fixed(11), .right),
      session.column("rateMove", .fixed(12), .right, drop: 1),
    ]
    return GoodsTable(
      titled("rates", read.rates.count), columns, empty: session.text("prices.none.rates"),
      count: read.rates.count
    ) { place in
      let row = read.rates[place]
      return GoodsRow(
        row.currency.code,
        [
          Span(row.currency.code), Span(row.last.map { format.rate($0.rate) } ?? "?", .value),
          Span(day(row.last?.day), .muted),
          Span(row.move.isAvailable ? format.signedPercent(row.move) : "—", .muted),
        ])
    }
  }
}
