import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Terminal
import Testing
import Values

@testable import Workstation

@Suite("Negotiating on the phone")
struct NegotiationPanelTests {
  private func quoted(_ size: Size = Size(120, 40)) throws -> (CounterCompany, TestWorkstation) {
    let counter = try CounterCompany()
    let drill = try #require(
      try counter.company.store.read { try $0.product(coded: "FOR-SDS18") })
    let other = try #require(
      try counter.company.store.read { try $0.product(coded: "FOR-SDS18L") })
    try counter.company.desk().perform(AddEquivalent(drill.id, with: other.id))
    var station = try counter.station(size)
    for line in ["400*tig", "20*foret 18", "60*sce"] { station.type(line + "\n") }
    return (counter, station)
  }

  @Test("is drawn at every size", arguments: [(120, 40), (100, 30), (80, 24), (60, 16), (40, 12)])
  func frames(_ width: Int, _ height: Int) throws {
    var (_, station) = try quoted(Size(width, height))
    station.press(.ctrl("n"))
    try station.expectGolden("negotiation-empty")
    station.type("-12%")
    try station.expectGolden("negotiation-whole")
    station.press(.ctrl("u"))
    station.type("2: -25%")
    try station.expectGolden("negotiation-line")
  }

  @Test("a counter-offer becomes the quote, and ^Z takes it back")
  func taken() throws {
    var (_, station) = try quoted()
    #expect(station.shows("3 842,00"))
    station.press(.ctrl("n"))
    station.type("-12%")
    #expect(station.shows("sous le plancher"))
    station.press(.enter)
    #expect(station.shows("^Z pour revenir"))
    #expect(!station.shows("3 842,00"))
    station.press(.ctrl("z"))
    #expect(station.shows("3 842,00"))
  }

  @Test("on a line the wish is about that line")
  func onLine() throws {
    var (_, station) = try quoted()
    station.press(.up, .up, .char("N"))
    station.type("-1%")
    #expect(station.shows("2: -1%"))
    #expect(station.shows("Comme demandé"))
    station.press(.enter)
    #expect(!station.shows("Il veut"))
  }

  @Test("what is no wish says what to type", arguments: ["abc", "99 999", "9: -2", "150%"])
  func problems(_ wish: String) throws {
    var (_, station) = try quoted()
    station.press(.ctrl("n"))
    station.type(wish)
    #expect(station.shows("apez"))
    station.press(.enter)
    #expect(station.shows("Il veut"), "Enter without an offer stays")
    station.press(.escape)
    #expect(!station.shows("Il veut"))
  }
}
