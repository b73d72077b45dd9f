import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

/// The commands of the screen of prices, and the keys that lead to it.
enum PriceCommands {
  private typealias Test = @Sendable (PricesScreen, Session) -> Availability

  /// A manager, on the table of that place, with a row where one is needed.
  private static func may(
    _ entry: ActEntry, _ has: @escaping @Sendable (PricesScreen, Session) -> Bool
  ) -> Test {
    { screen, session in
      guard entry.allows(session.actor.roles) else {
        return .no(session.text("prices.no.manager"))
      }
      return has(screen, session) ? .yes : .no(session.text("goods.no.row"))
    }
  }

  static var all: [Command] { [GoodsCommands.open(PricesScreen.self, "prices")] + edits + others }

  private static var edits: [Command] {
    [
      .on(
        PricesScreen.self, "prices.new", keys: [.char("n")], act: CreatePriceRule.entry.id,
        footer: 20, availability: may(CreatePriceRule.entry) { _, _ in true }
      ) { screen, session in screen.askNew(session) },
      .on(
        PricesScreen.self, "prices.edit", keys: [.char("e"), .f(2)], act: EditPriceRule.entry.id,
        footer: 30,
        availability: may(EditPriceRule.entry) { $0.selectedKey($1) != nil }
      ) { screen, session in screen.askEdit(session) },
      .on(
        PricesScreen.self, "prices.end", keys: [.char("x")], act: EndPriceRule.entry.id,
        footer: 40, availability: may(EndPriceRule.entry) { $0.rule($1) != nil }
      ) { screen, session in
        guard let rule = screen.rule(session)?.rule else { return [] }
        screen.asked = .end(rule)
        return [.ask(PriceForms.end(rule, session))]
      },
      .on(
        PricesScreen.self, "prices.change", keys: [.char("M")], act: ChangePrices.entry.id,
        footer: 45, availability: may(ChangePrices.entry) { _, _ in true }
      ) { screen, session in
        screen.asked = .change
        return [.ask(PriceForms.change(session))]
      },
      GoodsCommands.filter(PricesScreen.self, "prices"),
    ]
  }

  /// What the keys of each table also do, by name in the palette.
  private static var others: [Command] {
    [
      .on(
        PricesScreen.self, "prices.newList", keys: [.char("L")], act: CreatePriceList.entry.id,
        availability: may(CreatePriceList.entry) { _, _ in true }
      ) { screen, session in
        screen.asked = .newList
        return [.ask(PriceForms.list(nil, session))]
      },
      .on(
        PricesScreen.self, "prices.editList", keys: [], act: EditPriceList.entry.id,
        availability: may(EditPriceList.entry) { $0.list($1) != nil }
      ) { screen, session in screen.askEdit(session) },
      .on(
        PricesScreen.self, "prices.newIndex", keys: [.char("I")], act: CreateIndex.entry.id,
        availability: may(CreateIndex.entry) { _, _ in true }
      ) { screen, session in
        screen.asked = .newIndex
        return [.ask(PriceForms.index(session))]
      },
      .on(
        PricesScreen.self, "prices.value", keys: [], act: SetIndexValue.entry.id,
        availability: may(SetIndexValue.entry) { $0.index($1) != nil }
      ) { screen, session in screen.askEdit(session) },
      .on(
        PricesScreen.self, "prices.rate", keys: [.char("C")], act: SetRate.entry.id,
        availability: may(SetRate.entry) { _, _ in true }
      ) { screen, session in
        screen.asked = .rate
        return [.ask(RateForms.rate(screen.rate(session)?.currency, session))]
      },
      .on(
        PricesScreen.self, "prices.tariff", keys: [.char("A")], act: ImportTariff.entry.id,
        availability: may(ImportTariff.entry) { _, _ in true }
      ) { screen, session in
        screen.asked = .tariff
        return [.ask(TariffForms.file(session))]
      },
      .on(
        PricesScreen.self, "prices.import", keys: [.char("O")], act: ImportSeries.entry.id,
        availability: may(ImportSeries.entry) { _, _ in true }
      ) { screen, session in
        screen.asked = .importing
        return [.ask(RateForms.file(session))]
      },
      .on(ProductScreen.self, "product.rules", keys: [.char("T")], footer: 25) { screen, _ in
        [.open(ScreenState(PricesScreen(.product(screen.id))))]
      },
      .on(CustomerScreen.self, "customer.rules", keys: [.char("T")], footer: 60) { screen, _ in
        [.open(ScreenState(PricesScreen(.customer(screen.id))))]
      },
    ]
  }
}

extension PricesScreen {
  /// `n`: a rule, a list or an index, by the table shown.
  mutating func askNew(_ session: Session) -> [Effect] {
    switch sheet.current {
    case 1:
      asked = .newList
      return [.ask(PriceForms.list(nil, session))]
    case 2:
      asked = .newIndex
      return [.ask(PriceForms.index(session))]
    case 3:
      asked = .rate
      return [.ask(RateForms.rate(nil, session))]
    default:
      asked = .newRule
      let subject = subject
      return [
        .read("begin") { reader in try RuleBeginning(subject, reader) }
      ]
    }
  }

  /// `e`: the row under the cursor.
  mutating func askEdit(_ session: Session) -> [Effect] {
    if let row = rule(session) {
      asked = .rule(row)
      return [.ask(PriceForms.rule(RuleTexts(row, session.format), session))]
    }
    if let list = list(session) {
      asked = .list(list)
      return [.ask(PriceForms.list(list, session))]
    }
    if let row = rate(session) {
      asked = .rate
      return [.ask(RateForms.rate(row.currency, session))]
    }
    guard let index = index(session) else { return [] }
    asked = .value(index)
    return [.ask(PriceForms.value(index, session))]
  }
}

/// What a new rule begins with: the subject of the screen.
struct RuleBeginning: Sendable {
  let texts: RuleTexts

  init(_ subject: PricesScreen.Subject, _ reader: StoreReader) throws {
    var texts = RuleTexts()
    switch subject {
    case .all: break
    case .product(let id): texts.product = try reader.get(id).code
    case .customer(let id): texts.customer = try reader.get(id).code
    case .list(let id): texts.list = try reader.get(id).code
    }
    self.texts = texts
  }
}
