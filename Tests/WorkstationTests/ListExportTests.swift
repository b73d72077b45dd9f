import Exchange
import Resources
import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Terminal
import Testing
import Values

@testable import Workstation

/// `w` writes what a list shows.
@Suite("Writing lists")
struct ListExportTests {
  private let company: TestCompany

  init() throws {
    company = try TestCompany()
    try company.customer("C-1", name: "Constructions Æther") { $0.town = "Lyon" }
    try company.customer("C-2", name: "Serrurerie Noé") { $0.phone = "04" }
    let screw = try company.product("VIS-4X40", price: "10.00", cost: "6.00")
    try company.stock(screw, onHand: "120")
    try company.product("CLOU", price: "2.00")
  }

  private func station(_ first: ScreenKind) throws -> TestWorkstation {
    try TestWorkstation(company, first: first)
  }

  /// The lines of the only file written.
  private func lines(_ station: TestWorkstation) throws -> [String] {
    #expect(station.written.count == 1, "\(station.frame())")
    return try #require(station.written.values.first).split(separator: "\n").map(String.init)
  }

  @Test func customersGoInTheColumnsOfOurOwnFiles() throws {
    var station = try station(.customers)
    station.press(.char("w"))
    #expect(station.shows("clients-2026-11-23.csv"), "\(station.frame())")
    station.press(.enter)
    let lines = try lines(station)
    #expect(lines[0] == CompanyExport.columns(.customer).joined(separator: ","))
    #expect(lines.count == 3 && lines[1].hasPrefix("C-1,C-1,Constructions Æther,,,Lyon"))
    #expect(station.shows("2 lignes écrites"), "\(station.frame())")
  }

  @Test func aFilterNarrowsTheFileToo() throws {
    var station = try station(.customers)
    station.press(.char("f"))
    station.type("noe\n")
    station.press(.char("w"), .enter)
    #expect(try lines(station).map { $0.prefix(3) } == ["key", "C-2"])
    #expect(station.shows("1 ligne écrite"))
  }

  @Test func aFileThatStandsThereIsReplacedOnlyWhenAsked() throws {
    var station = try station(.customers)
    station.press(.char("w"), .ctrl("u"))
    station.type("/tmp/a.csv")
    station.written = ["/tmp/a.csv": "kept"]
    station.press(.enter)
    #expect(station.shows("Ce fichier existe déjà"), "\(station.frame())")
    station.press(.enter)
    #expect(station.written == ["/tmp/a.csv": "kept"], "cancel is the default")
    #expect(station.shows("Le fichier reste comme il était"))
    station.press(.char("w"), .ctrl("u"))
    station.type("/tmp/a.csv\n")
    station.press(.tab, .enter)
    #expect(try lines(station).count == 3)
  }

  @Test func productsAndTheStockOfAWarehouse() throws {
    var station = try station(.stock)
    station.press(.char("w"), .enter)
    #expect(try lines(station)[1].hasPrefix("CLOU,CLOU,"))
    #expect(station.written.keys.first?.hasSuffix("articles-2026-11-23.csv") == true)
    station.written = [:]
    station.press(.right, .char("w"), .enter)
    #expect(try lines(station) == ["key,product,warehouse,onHand", "VIS-4X40/D1,VIS-4X40,D1,120"])
  }

  @Test func anEmptyListSaysSo() throws {
    var station = try station(.purchases)
    station.press(.char("w"))
    #expect(station.shows("la liste est vide"))
    #expect(station.written.isEmpty)
  }

  @Test func ordersQuotesAndRequests() throws {
    let desk = try company.desk()
    let customer = try #require(try company.store.read { try $0.customers().first })
    let screw = try #require(try company.store.read { try $0.product(coded: "VIS-4X40") })
    var new = NewQuote(customer: customer.id)
    new.lines = [.product(screw.id, LineTyping(quantity: Quantity(thousandths: 200_000)))]
    let draft = try desk.perform(CreateQuote(new)).outcome
    var station = try station(.quotes)
    station.press(.char("w"), .enter)
    #expect(try lines(station)[1].hasPrefix("D-0001,1,draft,C-1,Constructions Æther,"))
    _ = try desk.perform(SendQuote(draft.quote.id))
    _ = try desk.perform(AcceptQuote(quote: draft.quote.id))
    for (screen, start) in [
      (ScreenKind.orders, "C-0001,C-0001,C-1,"), (.purchases, ",VIS-4X40,VIS-4X40,80,u,"),
    ] {
      station = try self.station(screen)
      station.press(.char("w"), .enter)
      let line = try lines(station)[1]
      #expect(line.hasPrefix(start), "\(screen): \(line)")
    }
  }
}
