import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Terminal
import Testing
import Values

@testable import Workstation

@Suite("Prices, repricing and the radar on screen")
struct PricesScreenTests {
  private let company: TestCompany
  private let cable: Product
  private let customer: Customer

  init() throws {
    company = try TestCompany()
    let family = try company.family("CABLE", floorPercent: 25)
    cable = try company.product("CAB-3G25", price: "10.00", cost: "7.00", family: family) {
      $0.name = "Câble R2V 3G2,5"
    }
    try company.packaging("bte", of: cable, content: "100")
    customer = try company.customer("C0417")
    try company.priceRule(.list, net: "9.40", from: "96") { $0.productID = cable.id }
    try company.priceRule(.promotion, discountPercent: 5) {
      ($0.familyID, $0.name) = (family.id, "Foire de juin")
      $0.validTo = company.today - 20
    }
    try company.supplier("NEXANS", of: cable, price: "6.90")
  }

  private func station(_ first: ScreenKind = .stock, user: String = "ADMIN") throws
    -> TestWorkstation
  {
    try TestWorkstation(company, user: user, first: first)
  }

  private func palette(_ station: inout TestWorkstation, _ words: String) {
    station.press(.ctrl("p"))
    station.type(words + "\n")
  }

  static let sizes = [(120, 40), (100, 30), (80, 24), (60, 16), (40, 12)]

  @Test(arguments: sizes)
  func looks(_ width: Int, _ height: Int) throws {
    var station = try station()
    station.resize(width, height)
    station.press(.enter, .char("T"))
    try station.expectGolden("prices-product")
    station.press(.char("n"))
    try station.expectGolden("prices-new")
  }

  @Test func aContractIsMadeFromACustomerAndUndone() throws {
    var station = try station(.customers)
    station.press(.enter, .char("T"), .char("n"))
    station.type("cab-3")
    station.press(.tab, .tab, .tab, .tab, .tab, .tab, .tab)
    station.type("8,20")
    #expect(station.shows("= prix net 8,20"))
    station.press(.f(8))
    let rules = try company.store.read { reader in
      try reader.all(PriceRule.self, "WHERE customer_id = \(customer.id)")
    }
    #expect(rules.map(\.netPrice) == [try UnitPrice(machine: "8.20")])
    #expect(rules.first?.level == .contract && rules.first?.productID == cable.id)
    #expect(station.shows("Prix créé"))
    station.press(.char("x"), .f(8))
    let ended = try company.store.read { try $0.get(rules[0].id) }
    #expect(ended.validTo == company.today)
    station.press(.char("u"), .char("u"))
    #expect(try company.store.read { try $0.count(PriceRule.self) } == 2)
  }

  @Test func theFieldOfTermsReadsPriceDiscountAndFormula() throws {
    #expect(TermsText.read("4,10") == .net(try UnitPrice(machine: "4.10")))
    #expect(TermsText.read("-12,5 %") == .discount(Ratio(basisPoints: 1_250)))
    #expect(
      TermsText.read("x1,35")
        == .formula(PriceFormula(base: .cost, discount: Ratio(percent: -35))))
    #expect(
      TermsText.read("list -15% step 0.05")
        == .formula(try PriceFormula(text: "list -15% step 0.05")))
    for wrong in ["", "abc", "-120 %", "x0", "-4"] { #expect(TermsText.read(wrong) == nil) }
  }

  @Test func aFamilyRisesAfterItsPricesWereShown() throws {
    var station = try station()
    palette(&station, "tarifs et prix")
    station.press(.char("M"))
    station.type("cable\n")
    station.press(.tab, .tab)
    station.type("3,5")
    station.press(.tab)
    station.type("0,05")
    station.press(.f(8))
    try station.expectGolden("prices-preview")
    station.press(.enter)
    let price = try company.store.read { reader in
      try reader.listPrice(of: reader.get(cable.id), on: company.today)
    }
    #expect(price == (try UnitPrice(machine: "10.35")))
    station.press(.char("u"))
    #expect(try company.store.read { try $0.count(ProductPrice.self) } == 0)
  }

  @Test func theNextBreakIsSaidInTheUnitTyped() throws {
    var station = try station(.customers)
    station.press(.enter, .char("n"))
    station.type("20*cab-3g25")
    #expect(station.shows("à 96 le prix passe à 9,40"))
    station.press(.ctrl("u"))
    station.type("2*cab-3g25\n")
    #expect(station.shows("à 96 le prix passe à 9,40"))
  }

  @Test func aQuoteIsRepricedLineByLine() throws {
    let desk = try company.desk()
    var new = NewQuote(customer: customer.id)
    new.lines = [
      .product(cable.id, LineTyping(quantity: Quantity(thousandths: 10_000))),
      .product(
        cable.id,
        LineTyping(
          quantity: Quantity(thousandths: 5_000), price: .net(.init(tenThousandths: 91_000)))),
    ]
    let quote = try desk.perform(CreateQuote(new)).outcome.quote
    try desk.perform(SetListPrice(cable.id, to: UnitPrice(machine: "11.00")))
    try desk.perform(SetCost(cable.id, to: UnitCost(machine: "7.56")))
    var station = try station(.quotes)
    station.press(.enter)
    palette(&station, "appliquer les prix")
    try station.expectGolden("reprice")
    // Every line changed its cost, so all are accepted beforehand: `a` leaves them all.
    station.press(.char("a"), .enter)
    #expect(station.shows("Aucune ligne acceptée"))
    palette(&station, "appliquer les prix")
    station.press(.down, .char(" "), .enter)
    let lines = try company.store.read { try $0.draft(of: quote.id) }.lines
    #expect(lines.map(\.row.unitPrice.description) == ["11", "9.1"])
    #expect(lines.map { $0.unitCost?.description } == ["7.56", "7"], "the second was left")
  }

  @Test func theRadarShowsWhatFellAndPreparesTheNextVersion() throws {
    let desk = try company.desk()
    var new = NewQuote(customer: customer.id)
    new.lines = [.product(cable.id, LineTyping(quantity: Quantity(thousandths: 10_000)))]
    let quote = try desk.perform(CreateQuote(new)).outcome.quote
    try desk.perform(SendQuote(quote.id))
    try desk.perform(SetCost(cable.id, to: UnitCost(machine: "7.56")))
    try desk.perform(SetListPrice(cable.id, to: UnitPrice(machine: "11.00")))
    var today = try station(.today)
    #expect(today.shows("MARGES TOMBÉES SOUS LE PLANCHER (1)"))
    palette(&today, "radar")
    try today.expectGolden("radar")
    today.press(.char("W"))
    try today.expectGolden("radar-why")
    today.press(.escape, .char("V"), .enter)
    let versions = try company.store.read { try $0.versions(of: quote.number) }
    #expect(versions.map(\.revision) == [2, 1] && versions[0].state == .draft)
    #expect(today.model.current.kind == .quoteEntry)
  }
}
