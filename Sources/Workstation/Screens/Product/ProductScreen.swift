import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

/// A product: where it is, who holds it, who waits, what comes, what it costs and sells for.
struct ProductScreen: GoodsDocument {
  static let kind = ScreenKind.product

  var sheet = GoodsSheet()
  let id: ID<Product>
  private(set) var view: ProductView?
  var act = ActPhase.none
  var hasFailed = false
  var isRead: Bool { view != nil }

  init(_ id: ID<Product>) { self.id = id }

  func title(_ session: Session) -> String { view?.product.code ?? "" }

  mutating func load(_ session: Session) -> [Effect] {
    let (id, today) = (id, session.today)
    return [.read("product") { try $0.productView(id, today: today) }]
  }

  mutating func receive(_ result: any Sendable, _ session: Session) -> [Effect] {
    if result is Done { return load(session) }
    if let view = result as? ProductView { self.view = view }
    return []
  }

  mutating func answer(_ answer: ModalAnswer, _ session: Session) -> [Effect] {
    switch answer {
    case .form("product.prices", let values): ProductForms.prices(id, values)
    case .form("product.equivalent", let values): [ProductForms.equivalent(id, values)]
    case .form("product.eco", let values): [ProductForms.eco(id, values)]
    case .form("product.floor", let values):
      (view?.product.familyID).map { [ProductForms.floor($0, values)] } ?? []
    default: []
    }
  }

  /// A row of holders, of those who wait and of purchases leads to its document.
  func open(_ session: Session) -> [Effect] {
    guard let view, let table = table(session), let place = sheet.selected(in: table) else {
      return []
    }
    return switch sheet.current {
    case 1: [.open(Screens.order(view.sheet.holders[place].orderID))]
    case 2: [.open(Screens.order(view.sheet.waiting[place].orderID))]
    case 3: [.open(Screens.purchase(view.sheet.incoming[place].purchaseOrderID))]
    case 7: [.open(Screens.order(view.sales[place].last.lastOrderID))]
    case Self.equivalents: [.open(Screens.product(view.equivalents[place].id))]
    default: []
    }
  }

  /// Place of the table of equivalents.
  static let equivalents = 9
  /// Place of the value log.
  static let values = 10

  /// The equivalent the cursor is on.
  func equivalent(_ session: Session) -> Product? {
    guard let view, sheet.current == Self.equivalents, let table = table(session),
      let place = sheet.selected(in: table)
    else { return nil }
    return view.equivalents[place]
  }

  /// The customer whose last purchase the cursor is on.
  func buyer(_ session: Session) -> ID<Customer>? {
    guard let view, sheet.current == 7, let table = table(session),
      let place = sheet.selected(in: table)
    else { return nil }
    return view.sales[place].last.customerID
  }

  func head(_ session: Session) -> [[Span]] {
    guard let view else { return [[Span(session.text("status.waiting"), .muted)]] }
    let (format, product) = (session.format, view.product)
    let position = view.sheet.company
    let quantity: (Quantity) -> String = { "\(format.quantity($0)) \(product.baseUnit)" }
    let price = product.listPrice.map { format.price($0) + per(product, session) } ?? "—"
    let cost = view.cost.map { format.cost($0.unitCost) + per(product, session) }
    return [
      [
        Span(product.code, .title.bold), Span("  " + product.name),
        Span("  " + view.familyName, .muted),
        Span(
          product.status == .active
            ? "" : "  ! " + session.text("goods.status.\(product.status.rawValue)"), .warning),
      ],
      session.pair("onHand", quantity(position.onHand))
        + session.pair("reserved", quantity(position.reserved))
        + session.pair("free", quantity(position.free), position.free > .zero ? .value : .warning)
        + session.pair("incoming", quantity(position.incoming))
        + session.pair("forecast", quantity(position.forecast)),
      session.pair("price", price)
        + (view.hidden.map { floor($0, product, session) }
          ?? session.pair(
            "cost.\(view.costMethod.rawValue)", cost ?? session.text("goods.noCost"),
            cost == nil ? .warning : .value)
          + session.pair("margin", margin(view, session)))
        + planned(view, session),
    ] + costs(view, session)
  }

  /// The other costs that are known, each by its name, and what the stock is worth.
  private func costs(_ view: ProductView, _ session: Session) -> [[Span]] {
    let others = view.costs.filter { $0.method != view.costMethod }
    let value = view.costs.first { $0.method.valuation == $0.method }?.stockValue
    guard view.hidden == nil, !others.isEmpty || !view.values.isEmpty else { return [] }
    let words = others.flatMap { cost in
      session.pair(
        "cost.\(cost.method.rawValue)",
        session.format.cost(cost.unitCost) + per(view.product, session))
    }
    let worth = value.map {
      session.pair("stockValue", session.format.money($0, session.company.currency))
    }
    return [words + (worth ?? [])]
  }

  /// The floor price, where costs are not shown.
  private func floor(_ hidden: HiddenCost, _ product: Product, _ session: Session) -> [Span] {
    guard hidden.isKnown else {
      return session.pair("cost", session.text("goods.noCost"), .warning)
    }
    let price = hidden.floorPrice.map { session.format.price($0) + per(product, session) }
    return session.pair("floor", price ?? "—")
  }

  /// The next list price that begins on a day to come.
  private func planned(_ view: ProductView, _ session: Session) -> [Span] {
    guard let next = view.datedPrices.last(where: { $0.validFrom > session.today }) else {
      return []
    }
    let words = session.format.price(next.price) + " " + session.format.day(next.validFrom)
    return session.pair("nextPrice", words, .info)
  }

  private func per(_ product: Product, _ session: Session) -> String {
    product.priceUnit == 1 ? "" : " / \(session.format.count(product.priceUnit))"
  }

  /// Taux de marque at the list price.
  private func margin(_ view: ProductView, _ session: Session) -> String {
    guard let price = view.product.listPrice, let cost = view.cost?.unitCost else { return "—" }
    let difference = Amount(minor: price.tenThousandths - cost.tenThousandths)
    return session.format.percent(difference, of: Amount(minor: price.tenThousandths))
  }

  func tables(_ session: Session) -> [GoodsTable] {
    guard let view else { return [] }
    return ProductTables(view: view, session: session).all
  }
}

/// The commands of a product.
enum ProductCommands {
  static var all: [Command] { prices + equivalents }

  private static var prices: [Command] {
    [
      GoodsCommands.open(ProductScreen.self, "product"),
      .on(
        ProductScreen.self, "product.pastPrices", keys: [.char("R"), .ctrl("r")],
        availability: { screen, session in
          screen.buyer(session) == nil ? .no(session.text("past.no.buyer")) : .yes
        }
      ) { screen, session in
        screen.buyer(session).map { [PastPricesPanel.ask(screen.id, $0, session)] } ?? []
      },
      .on(
        ProductScreen.self, "product.prices", keys: [.char("e"), .f(2)],
        act: SetListPrice.entry.id, footer: 20, availability: managers
      ) { screen, session in
        screen.view.map { [.ask(ProductForms.prices($0, session))] } ?? []
      },
      .on(
        ProductScreen.self, "product.cost", keys: [], act: SetCost.entry.id,
        availability: managers
      ) { screen, session in
        screen.view.map { [.ask(ProductForms.prices($0, session))] } ?? []
      },
      .on(
        ProductScreen.self, "product.values", keys: [.char("V")],
        availability: { screen, session in
          guard let view = screen.view else { return .no(session.text("status.waiting")) }
          return view.hidden == nil ? .yes : .no(session.text("costs.hidden"))
        }
      ) { screen, _ in
        screen.sheet.current = ProductScreen.values
        return []
      },
      .on(
        ProductScreen.self, "product.eco", keys: [.char("o")], act: SetEcoContribution.entry.id,
        availability: managers
      ) { screen, session in
        screen.view.map { [.ask(ProductForms.eco($0, session))] } ?? []
      },
      .on(
        ProductScreen.self, "product.floor", keys: [.char("F")], act: SetFloor.entry.id,
        availability: { screen, session in
          guard screen.view?.product.familyID != nil else {
            return .no(session.text("product.no.family"))
          }
          return managers(screen, session)
        }
      ) { screen, session in
        screen.view.map { [.ask(ProductForms.floor($0, session))] } ?? []
      },
    ]
  }

  private static var equivalents: [Command] {
    [
      .on(
        ProductScreen.self, "product.equivalent", keys: [.char("=")],
        act: AddEquivalent.entry.id, footer: 22,
        availability: { screen, session in
          screen.view == nil ? .no(session.text("status.waiting")) : .yes
        }
      ) { screen, session in
        screen.view.map { [.ask(ProductForms.equivalent($0, session))] } ?? []
      },
      .on(
        ProductScreen.self, "product.different", keys: [.char("x")],
        act: RemoveEquivalent.entry.id,
        availability: { screen, session in
          screen.equivalent(session) == nil ? .no(session.text("product.no.equivalent")) : .yes
        }
      ) { screen, session in
        screen.equivalent(session).map { [.act(RemoveEquivalent(screen.id, with: $0.id))] } ?? []
      },
    ]
  }

  @Sendable private static func managers(
    _ screen: ProductScreen, _ session: Session
  ) -> Availability {
    guard screen.view != nil else { return .no(session.text("status.waiting")) }
    return SetListPrice.entry.allows(session.actor.roles)
      ? .yes : .no(session.text("customer.no.manager"))
  }
}
