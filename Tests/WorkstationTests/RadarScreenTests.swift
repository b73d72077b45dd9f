import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Terminal
import Testing
import Values

@testable import Workstation

@Suite("The radar's screen")
struct RadarScreenTests {
  /// A quote at the customer's whose cost rose.
  private func station(_ size: Size) throws -> TestWorkstation {
    let counter = try CounterCompany()
    var station = try counter.station()
    station.type("10*foret 18\n")
    station.press(.f(9))
    station.type("o")
    let product = try #require(
      try counter.company.store.read { try $0.product(coded: "FOR-SDS18") })
    try counter.company.desk().perform(SetCost(product.id, to: UnitCost(machine: "10.90")))
    var radar = try TestWorkstation(counter.company, user: "DURAND", size: size)
    radar.press(.ctrl("p"))
    radar.type("radar\n")
    return radar
  }

  @Test("where nothing is at risk, V says that there is no row")
  func nothing() throws {
    var station = try TestWorkstation(try CounterCompany().company, user: "DURAND")
    station.press(.ctrl("p"))
    station.type("radar\n")
    station.press(.char("V"))
    #expect(station.shows(station.model.session.text("goods.no.row")))
  }

  @Test(
    "says that a next version is being made, and opens that one", arguments: [(120, 40), (80, 24)])
  func nextVersion(_ width: Int, _ height: Int) throws {
    var station = try station(Size(width, height))
    #expect(station.shows("Ce qui a bougé") && !station.shows("→ v2"))
    station.press(.char("V"))
    station.press(.enter)
    try #require(station.model.current.kind == .quoteEntry, Comment(rawValue: station.frame()))
    station.press(.escape)
    try #require(station.model.current.kind == .radar, Comment(rawValue: station.frame()))
    #expect(station.shows("→ v2"), Comment(rawValue: station.frame()))
    station.press(.home, .char("V"))
    #expect(station.model.current.kind == .quoteEntry)
    #expect(
      station.shows("La version suivante est déjà en cours"), Comment(rawValue: station.frame()))
  }
}
