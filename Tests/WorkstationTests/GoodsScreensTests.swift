import Resources
import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Terminal
import Testing
import Values

@testable import Workstation

@Suite("Stock, orders, purchases")
struct GoodsScreensTests {
  private let goods: GoodsFixture

  init() throws { goods = try GoodsFixture() }

  static let sizes = [(120, 40), (100, 30), (80, 24), (60, 16), (40, 12)]

  private func station(
    _ first: ScreenKind, _ size: (Int, Int) = (120, 40), _ language: Texts.Language = .french
  ) throws -> TestWorkstation {
    try TestWorkstation(
      goods.company, size: Size(size.0, size.1), language: language, first: first)
  }

  @Test(arguments: sizes)
  func looks(_ width: Int, _ height: Int) throws {
    for kind in [ScreenKind.stock, .orders, .purchases] {
      var station = try station(kind, (width, height))
      try station.expectGolden("\(kind.rawValue)")
      station.press(.enter)
      try station.expectGolden("\(kind.rawValue)-enter")
    }
  }

  @Test(arguments: sizes)
  func documentsLook(_ width: Int, _ height: Int) throws {
    var purchases = try station(.purchases, (width, height))
    purchases.press(.right, .right, .enter)
    try purchases.expectGolden("purchase")
    purchases.press(.char("R"), .char("o"))
    try purchases.expectGolden("purchase-received")
    var orders = try station(.orders, (width, height))
    orders.press(.end, .enter, .char("L"))
    try orders.expectGolden("order-deliver")
    try goods.order([(goods.rail, "12"), (goods.orphan, "3")])
    var requests = try station(.purchases, (width, height))
    try requests.expectGolden("requests")
    requests.press(.char("n"))
    try requests.expectGolden("requests-order")
  }

  @Test func looksInEnglish() throws {
    for kind in [ScreenKind.stock, .orders, .purchases] {
      let station = try station(kind, (80, 24), .english)
      try station.expectGolden("\(kind.rawValue)-english")
    }
  }

  @Test func keysTypedAheadWaitForTheRowsOfTheFilter() throws {
    var station = try station(.stock)
    station.press(.char("f"))
    station.holdsWork = true
    station.type("rail\n\n")
    #expect(!station.shows("Mouvements"), "the second Enter waits for the rows")
    station.deliver()
    station.deliver()
    #expect(station.shows("RAIL-35") && station.shows("Mouvements"))
  }

  @Test func aSecondDeliveryTypedAheadTakesNothingTwice() throws {
    var station = try station(.orders)
    station.press(.end, .enter, .char("L"))
    station.holdsWork = true
    station.press(.char("o"), .char("L"), .char("o"))
    station.deliver()
    station.deliver()
    station.deliver()
    #expect(try goods.delivered(goods.served) == units(400))
    #expect(station.shows("La commande n'a plus rien à livrer"))
  }

  @Test func typingNarrowsTheStockAndEscapeBringsItBack() throws {
    var station = try station(.stock)
    #expect(station.shows("VIS-4X40") && station.shows("CHEV-10"))
    station.press(.char("f"))
    station.type("chev")
    #expect(!station.shows("VIS-4X40") && station.shows("CHEV-10"))
    station.press(.enter, .enter)
    #expect(station.shows("Mouvements"))
    station.press(.escape)
    #expect(!station.shows("VIS-4X40"), "the filter stays")
    station.press(.escape)
    #expect(station.shows("VIS-4X40"))
  }

  @Test func aWarehouseShowsItsOwnStock() throws {
    var station = try station(.stock)
    #expect(station.shows("500"))
    station.press(.right, .right)
    #expect(!station.shows("500"), "the second warehouse holds none")
  }

  @Test func partOfAnOrderIsDeliveredAndTheRestIsABackorder() throws {
    var station = try station(.orders)
    station.press(.end, .enter)
    station.press(.char("e"))
    station.type("\u{8}")
    station.press(.ctrl("u"))
    station.type("30\n")
    #expect(station.shows("▸ 30"))
    station.press(.char("L"))
    #expect(station.shows("reliquat"))
    station.press(.escape)
    #expect(try goods.delivered(goods.served) == .zero, "cancel is the default")
    station.press(.char("L"), .char("o"))
    #expect(try goods.delivered(goods.served) == units(30))
    #expect(station.shows("Livraisons 1"))
    station.press(.char("u"))
    #expect(try goods.delivered(goods.served) == units(30), "a delivery is final")
    #expect(station.shows("définitive"))
  }

  @Test func aReceiptServesTheWaitingLineWhichIsThenDelivered() throws {
    var station = try station(.purchases)
    station.press(.right, .right, .enter)
    station.press(.char("R"), .char("o"))
    #expect(station.shows("Réception R-"))
    #expect(station.shows("servie"))
    #expect(station.shows("PMP"))
    station.press(.escape)
    #expect(station.shows("reçue"))
    station.press(.char("L"))
    station.press(.char("6"), .enter)
    #expect(station.shows("Tout ce qui reste est réservé"))
    station.press(.char("L"), .char("o"))
    #expect(try goods.delivered(goods.waiting) == units(80))
  }

  @Test func aGroupOfRequestsBecomesAPurchaseOrder() throws {
    try goods.order([(goods.rail, "12")])
    var station = try station(.purchases)
    #expect(station.shows("RAIL-35"))
    station.press(.char("n"))
    #expect(station.shows("Définitif"))
    station.press(.char("o"))
    #expect(station.shows("commandée"))
    #expect(station.shows("RAIL-35"))
  }

  @Test func aRequestWithoutSupplierSaysWhy() throws {
    try goods.order([(goods.orphan, "3")])
    var station = try station(.purchases)
    station.press(.end, .char("n"))
    #expect(station.shows("Sans fournisseur"))
  }

  @Test func closingALineSaysWhoCanBeServedAndUndoBringsItBack() throws {
    try goods.order([(goods.screw, "200")])
    var station = try station(.orders)
    station.press(.end, .enter, .char("x"))
    station.type("chantier annulé\n")
    #expect(station.shows("peut servir"))
    station.press(.escape, .char("u"))
    #expect(station.shows("Annulé"))
    station.press(.char("x"), .enter)
    #expect(station.shows("Il faut une raison"))
  }

  @Test func theMouseChoosesRowsTablesAndOpens() throws {
    var station = try station(.orders)
    station.send(.mouse(MouseEvent(.press(count: 2), at: Point(5, 3))))
    #expect(station.shows("Lignes"))
    station.press(.escape)
    station.send(.mouse(MouseEvent(.press(count: 1), at: Point(14, 1))))
    #expect(station.shows("Aucune commande"), "no backorder yet")
  }
}

private func units(_ whole: Int64) -> Quantity { Quantity(thousandths: whole * 1000) }

/// A company with goods on the shelf, an order reserved, one that waits and a purchase under way.
struct GoodsFixture {
  let company: TestCompany
  let screw: Product
  let rail: Product
  let orphan: Product
  /// The order that waits for the purchase under way.
  private(set) var waiting = ID<SalesOrder>(rawValue: 0)
  /// The order whose goods are reserved.
  private(set) var served = ID<SalesOrder>(rawValue: 0)

  init() throws {
    company = try TestCompany()
    try company.warehouse("D2")
    screw = try company.product("VIS-4X40", price: "0.12", cost: "0.07") {
      $0.name = "Vis à bois 4 × 40 zinguée"
    }
    rail = try company.product("RAIL-35", price: "9.80", cost: "6.20") {
      $0.name = "Rail DIN 35 mm"
    }
    orphan = try company.product("SANS-F", price: "5.00", cost: "3.00")
    let plug = try company.product("CHEV-10", price: "0.30", cost: "0.18") {
      $0.name = "Cheville nylon 10"
    }
    try company.packaging("bte", of: screw, content: "200", barcode: "3250390001234")
    try company.stock(screw, onHand: "500")
    try company.supplier("VISSERIE", of: plug, price: "0.17", multiple: "100")
    try company.supplier("VISSERIE", of: rail, price: "6.10")
    served = try order([(screw, "400")])
    waiting = try order([(plug, "80")])
    let desk = try company.desk()
    let supplier = try desk.read { try $0.openRequests() }.first?.request.supplierID
    guard let supplier else { return }
    let draft = try desk.perform(CreatePurchaseOrder(supplier: supplier)).outcome
    _ = try desk.perform(OrderFromSupplier(order: draft.id))
  }

  /// An order of a customer, made by typing, sending and accepting a quote.
  @discardableResult
  func order(_ lines: [(Product, String)]) throws -> ID<SalesOrder> {
    let desk = try company.desk()
    let known = try desk.read { try $0.first(Customer.self, "WHERE code = 'C1'") }
    var new = NewQuote(customer: try known?.id ?? company.customer().id)
    new.lines = try lines.map { product, quantity in
      .product(product.id, LineTyping(quantity: try Quantity(machine: quantity)))
    }
    let draft = try desk.perform(CreateQuote(new)).outcome
    _ = try desk.perform(SendQuote(draft.quote.id))
    return try desk.perform(AcceptQuote(quote: draft.quote.id)).outcome.orderID
  }

  func delivered(_ order: ID<SalesOrder>) throws -> Quantity {
    try company.store.read { try $0.line(1, of: order).delivered }
  }
}
