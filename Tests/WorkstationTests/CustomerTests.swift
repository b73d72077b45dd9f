import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Terminal
import Testing
import Values

@testable import Workstation

@Suite("Customers")
struct CustomerTests {
  private let fixture: PipelineFixture
  private let aether: Customer

  init() throws {
    fixture = try PipelineFixture()
    let company = fixture.company
    try company.salesperson("DURAND")
    let id = try #require(fixture.named["Boulonnerie HR"]?.customerID)
    aether = try company.store.write { writer in
      var customer = try writer.get(id)
      customer.creditLimit = Amount(minor: 1_000_000)
      customer.town = "Lyon"
      let kept = try writer.update(try writer.get(id), to: customer)
      try writer.insertInBulk(
        OpenItem(
          id: company.ids.mint(), customerID: id, kind: .invoice, number: "F-12",
          dueDay: company.today - 12, balance: Amount(minor: 320_000)))
      try writer.insertInBulk(
        Contact(
          id: company.ids.mint(), customerID: id, name: "Mme Ségur", job: "Achats",
          phone: "04 78 00 00 00"))
      return kept
    }
  }

  private func station(
    _ width: Int = 120, _ height: Int = 40, user: String = "ADMIN"
  ) throws -> TestWorkstation {
    try TestWorkstation(
      fixture.company, user: user, size: Size(width, height), first: .customers)
  }

  private func open(_ station: inout TestWorkstation) {
    station.press(.char("f"))
    station.type("aether")
    station.press(.enter, .enter)
  }

  @Test(arguments: [(120, 40), (80, 24), (40, 12)])
  func looks(_ width: Int, _ height: Int) throws {
    var station = try station(width, height)
    try station.expectGolden("customers")
    open(&station)
    try station.expectGolden("customer")
  }

  @Test func keysTypedAheadOfASlowSearchOpenWhatItFinds() throws {
    var station = try station()
    station.holdsWork = true
    open(&station)
    #expect(station.model.current.kind == .customers, "nothing was found yet")
    station.deliver()
    station.deliver()
    #expect(station.model.current.kind == .customer)
    #expect(station.shows("Constructions Æther"), "\(station.frame())")
  }

  @Test func pagesAreReadAsTheCursorComesNearTheEnd() throws {
    let company = try TestCompany()
    for number in 1...200 { try company.customer("K\(1000 + number)", name: "Client \(number)") }
    var station = try TestWorkstation(company, first: .customers)
    for _ in 0..<199 { station.press(.down) }
    #expect(station.shows("Client 200"), "\(station.frame())")
  }

  @Test func aManagerBlocksWithAReasonAndUnblocks() throws {
    var station = try station()
    open(&station)
    station.press(.char("B"))
    station.type("impayés répétés\n")
    #expect(station.shows("BLOQUÉ : impayés répétés"), "\(station.frame())")
    station.press(.char("B"))
    let customer = try fixture.company.store.read { try $0.get(aether.id) }
    #expect(!customer.blocked)
  }

  @Test func aSalespersonIsToldThatOnlyManagersBlock() throws {
    var station = try station(user: "DURAND")
    open(&station)
    station.press(.char("B"))
    #expect(station.model.status?.tone == .refused)
    #expect(station.shows("Réservé aux responsables"))
  }

  @Test func aPriceListIsGivenInTheTermsAndTakenBack() throws {
    let desk = try fixture.company.desk()
    try desk.perform(CreatePriceList(PriceListTerms(code: "T9", name: "Tarif chantiers")))
    func list() throws -> String? {
      try fixture.company.store.read { try $0.customerDetail(aether.id).priceList?.code }
    }
    var station = try station()
    open(&station)
    station.press(.char("c"))
    for _ in 0..<7 { station.press(.tab) }
    station.type("t8")
    station.press(.f(8))
    #expect(station.shows("les tarifs connus : T9"), "\(station.frame())")
    station.press(.ctrl("u"))
    station.type("t9")
    #expect(station.shows("= Tarif chantiers"), "\(station.frame())")
    station.press(.f(8))
    #expect(try list() == "T9", "\(station.frame())")
    station.press(.char("u"))
    #expect(try list() == nil)
  }

  @Test func aLimitIsTypedInThousandsAndUndone() throws {
    var station = try station()
    open(&station)
    station.press(.char("$"), .ctrl("u"))
    station.type("60k")
    station.press(.enter)
    let limit = try fixture.company.store.read { try $0.get(aether.id).creditLimit }
    #expect(limit == Amount(minor: 6_000_000))
    station.press(.char("u"))
    let former = try fixture.company.store.read { try $0.get(aether.id).creditLimit }
    #expect(former == Amount(minor: 1_000_000))
  }
}
