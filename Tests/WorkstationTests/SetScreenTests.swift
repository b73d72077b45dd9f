import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Terminal
import Testing
import Values

@testable import Workstation

@Suite("Product sets on the screens")
struct SetScreenTests {
  private func company() throws -> CounterCompany {
    let counter = try CounterCompany()
    let desk = try counter.company.desk()
    var form = ProductSetForm(
      code: "KIT-HR16", name: "Kit assemblage HR 16",
      lines: try #require(
        SetLinesText.read("10*BHR-1650; 20*RON-HR16; 10*ECR-1690; + Serrer à 200 Nm")))
    try desk.perform(CreateProductSet(form))
    form.code = "KIT-SCEL"
    form.name = "Kit scellement"
    form.isClosed = true
    form.lines = try #require(SetLinesText.read("1*SCE-380; 4*TIG-F16; ?1*FOR-SDS18"))
    try desk.perform(CreateProductSet(form))
    return counter
  }

  private func draft(_ station: TestWorkstation) throws -> QuoteDraft {
    let entry = try #require(station.model.current.state as? QuoteEntry)
    return try #require(entry.sheet).draft
  }

  private func total(_ station: TestWorkstation) throws -> SetTotal {
    let draft = try draft(station)
    return try #require(try QuoteComputation(draft).sets(of: draft).first)
  }

  @Test("a set is typed, walked over and changed", arguments: [(120, 40), (80, 24)])
  func frames(_ width: Int, _ height: Int) throws {
    var station = try company().station(Size(width, height))
    station.type("300*tig\n")
    station.type("3*kit")
    try station.expectGolden("entry-set-typing")
    station.press(.enter)
    try station.expectGolden("entry-set-taken")
    station.press(.up, .up, .up, .up, .up, .enter)
    station.type("5 -10%")
    try station.expectGolden("entry-set-editing")
  }

  @Test(
    "a set is proposed, previewed and taken at its price in the currency of the quote",
    arguments: [(120, 40), (80, 24)])
  func inYen(_ width: Int, _ height: Int) throws {
    let counter = try company()
    let yen = try #require(Currency(code: "JPY"))
    try counter.company.desk().perform(
      SetRate(yen, to: try ExchangeRate(machine: "160"), from: counter.company.today - 2))
    var station = try counter.station(Size(width, height))
    station.type("300*tig\n")
    station.press(.ctrl("p"))
    station.type("devise du devis\n")
    station.type("jpy\n")
    station.type("3*kit hr")
    let goods = try entry(station).sheet?.figures.totals.goods
    try station.expectGolden("entry-set-yen")
    let match = try #require(try entry(station).proposals.sets.first)
    // 27,70 € × 160, each line rounded: no minor unit is shown.
    #expect(match.price == Amount(minor: 4_432))
    let price = station.model.session.format.amount(Amount(minor: 4_432), yen)
    #expect(station.shows(price) && !price.contains(","))
    // What the totals foretell is what Enter makes.
    let view = EntryView(try entry(station), station.model.session)
    let foretold = try #require(view.set?.total)
    let totals = try #require(view.figures).totals
    station.press(.enter)
    #expect(try total(station).net == foretold.net)
    #expect(try entry(station).sheet?.figures.totals == totals)
    #expect(totals.goods - foretold.net == goods)
  }

  @Test(
    "what the customer takes is asked set by set, as he saw them", arguments: [(120, 40), (80, 24)])
  func taking(_ width: Int, _ height: Int) throws {
    let counter = try company()
    var station = try counter.station(Size(width, height))
    station.type("2*kit scel\n3*kit hr\n200*for-sds18\n")
    station.press(.f(9), .char("o"), .f(9))
    try station.expectGolden("entry-taken-sets")
    // The cursor is on the option of the closed set, whose lines stand nowhere: above it is the set.
    station.press(.up, .char(" "))
    // Of the open one a line is taken in part, which makes plain lines of it.
    station.press(.down, .down, .down)
    station.type("5")
    station.press(.enter)
    let order = try #require(
      try counter.company.store.read { try $0.first(SalesOrder.self, "WHERE number <> ''") })
    let lines = try counter.company.store.read { try $0.lines(of: order.id) }
    let sold = lines.filter { $0.kind == .product }
    #expect(sold.map(\.quantity.thousandths) == [5_000, 60_000, 30_000, 200_000])
    let rest = try #require(
      try counter.company.store.read { try $0.first(Quote.self, "WHERE state = 'draft'") })
    let draft = try counter.company.store.read { try $0.draft(of: rest.id) }
    #expect(draft.lines.filter(\.isCounted).count == 3)
    #expect(draft.hasSets)
  }

  private func entry(_ station: TestWorkstation) throws -> QuoteEntry {
    try #require(station.model.current.state as? QuoteEntry)
  }

  @Test("a set that is edited shows what it would come to before Enter is pressed")
  func editing() throws {
    var station = try company().station()
    station.type("3*kit hr\n")
    station.press(.up, .up, .up, .up, .up)
    #expect(
      EntryView(try entry(station), station.model.session).set?.total.net == Amount(minor: 8_310))
    station.press(.enter)
    station.type("5")
    let view = EntryView(try entry(station), station.model.session)
    #expect(view.set?.total.net == Amount(minor: 13_850))
    #expect(view.figures?.totals.goods == Amount(minor: 13_850))
    #expect(try total(station).net == Amount(minor: 8_310))
    station.press(.enter)
    #expect(try total(station).net == Amount(minor: 13_850))
  }

  @Test("Enter explodes it, its number and its discount go to its lines, x takes all of it off")
  func life() throws {
    var station = try company().station()
    station.type("3*kit hr\n")
    #expect(try draft(station).lines.map(\.setOf) == [nil, 1, 1, 1, 1])
    #expect(try draft(station).lines[2].quantity == Quantity(thousandths: 60_000))
    // 3 × (10 × 1,85 + 20 × 0,22 + 10 × 0,48)
    #expect(try total(station).net == Amount(minor: 8_310))
    station.press(.up, .up, .up, .up, .up, .enter)
    station.type("5\n")
    #expect(try total(station).net == Amount(minor: 13_850))
    station.press(.enter)
    station.type("=25\n")
    #expect(try total(station).net == Amount(minor: 12_500))
    #expect(station.shows("125,00"))
    station.press(.enter)
    station.type("pal*\n")
    #expect(try total(station).net == Amount(minor: 12_500))
    station.press(.escape, .char("x"))
    #expect(try draft(station).lines.isEmpty)
    station.press(.ctrl("z"))
    #expect(try total(station).net == Amount(minor: 12_500))
    station.press(.ctrl("z"), .ctrl("z"))
    #expect(try total(station).net == Amount(minor: 8_310))
  }

  @Test("c prints it as one line or in full, o offers it, a pasted list names it")
  func keys() throws {
    var station = try company().station()
    station.send(.paste("KIT-HR16;2\nTIG-F16;3\n"))
    station.press(.enter)
    #expect(try draft(station).lines.count == 6)
    station.press(.up, .up, .up, .up, .up, .up)
    func header() throws -> QuoteLine { try #require(try draft(station).lines.first).row }
    station.press(.char("c"))
    #expect(try header().setClosed && !header().setHidesParts)
    station.press(.char("c"))
    #expect(try header().setClosed && header().setHidesParts)
    #expect(station.shows("sans ses articles"), "\(station.frame())")
    station.press(.char("c"))
    #expect(try !header().setClosed && !header().setHidesParts)
    station.press(.char("c"))
    #expect(try total(station).isClosed)
    station.press(.char("o"))
    #expect(try total(station).choice == .option)
    station.press(.char("o"))
    #expect(try total(station).choice == .firm)
    station.press(.shift(.down))
    #expect(try draft(station).lines.map(\.number).first == 6)
    station.type("e")
    station.type("+ Kit pour le pylône\n")
    #expect(try draft(station).lines[1].row.description == "Kit pour le pylône")
  }

  @Test("F4 lists the sets before the products, narrowed by what is typed, and Enter takes one")
  func listed() throws {
    var station = try company().station()
    station.press(.f(4))
    #expect(station.shows("▣ "), "\(station.frame())")
    station.type("tige")
    #expect(!station.shows("▣ "), "\(station.frame())")
    station.press(.escape)
    station.type("3*kit-hr16")
    station.press(.f(4))
    #expect(station.shows("▣ "), "\(station.frame())")
    station.press(.enter)
    #expect(try total(station).count == Quantity(thousandths: 3_000))
    #expect(try draft(station).lines.first?.row.setCode == "KIT-HR16")
  }

  @Test("a manager keeps sets on their screen, and lines of a quote as one")
  func keeping() throws {
    let counter = try company()
    var station = try TestWorkstation(
      counter.company, user: "CHEF", size: Size(120, 40), first: .quotes)
    station.type(":ensembles\n")
    try station.expectGolden("sets")
    station.press(.enter)
    try station.expectGolden("sets-lines")
    station.press(.escape, .char("e"))
    try station.expectGolden("sets-form")
    station.press(.escape, .char("n"))
    station.type("kit-x\nKit neuf\n\n\n\n\n\n2*tig\n5*ron\n")
    station.press(.f(8))
    let row = try counter.company.desk().read { try $0.productSet(coded: "KIT-X") }
    #expect(SetLinesText.typed(row.typed) == "2*TIG-F16; 5*RON-HR16")
    station.press(.char("x"))
    #expect(try counter.company.desk().read { try $0.productSets() }.count == 2)
    station.press(.char("u"))
    #expect(try counter.company.desk().read { try $0.productSets() }.count == 3)
  }

  @Test("acceptance says who accepted; F2 notes another, with the customer's order number")
  func acceptance() throws {
    let counter = try company()
    let desk = try counter.company.desk()
    var new = NewQuote(customer: counter.customer.id)
    let drill = try desk.read { try #require(try $0.product(coded: "FOR-SDS18")) }
    new.lines = [.product(drill.id, LineTyping(quantity: Quantity(thousandths: 5_000)))]
    let quote = try desk.perform(CreateQuote(new)).outcome.quote
    try desk.perform(SendQuote(quote.id))
    var station = try TestWorkstation(
      counter.company, user: "DURAND", size: Size(120, 40), first: .quotes)
    station.press(.enter)
    station.press(.f(9))
    try station.expectGolden("accepted-who")
    station.press(.f(2))
    try station.expectGolden("acceptance-form")
    station.type("PO-77\nM. Chef\n")
    station.press(.f(8))
    let order = try desk.read { try #require(try $0.documents(named: "PO-77").order) }
    let kept = try desk.read { try $0.acceptance(of: order.id) }
    #expect(kept?.acceptedBy == "M. Chef" && kept?.channel == .phone)
  }
}
