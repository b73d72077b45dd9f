import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Terminal
import Testing
import Values

@testable import Workstation

/// "Why was it cheaper last time?"
@Suite("Prices of before")
struct PastPricesTests {
  /// The shop a month later: Æther bought 60 drills by the break; since then the list price rose.
  private func shop() throws -> CounterCompany {
    let counter = try CounterCompany()
    let desk = try counter.company.desk("DURAND")
    let product = try #require(
      try counter.company.store.read { try $0.product(coded: "FOR-SDS18") })
    func sell(_ quantity: String, _ price: String?) throws {
      var new = NewQuote(customer: counter.customer.id)
      var typing = LineTyping(quantity: try Quantity(machine: quantity))
      if let price { typing.price = .net(try UnitPrice(machine: price)) }
      new.lines = [.product(product.id, typing)]
      let quote = try desk.perform(CreateQuote(new)).outcome.quote
      _ = try desk.perform(SendQuote(quote.id))
      if price == nil { _ = try desk.perform(AcceptQuote(quote: quote.id)) }
    }
    try sell("60", nil)
    try sell("5", "11.20")
    try counter.company.desk().perform(
      SetListPrice(product.id, to: try UnitPrice(machine: "12.20")))
    return counter
  }

  private func entry(_ station: TestWorkstation) throws -> QuoteEntry {
    try #require(station.model.current.state as? QuoteEntry)
  }

  @Test("are one key away from the line being typed", arguments: [(120, 40), (80, 24)])
  func typed(_ width: Int, _ height: Int) throws {
    var station = try shop().station(Size(width, height))
    station.type("20*foret sds18")
    station.press(.ctrl("r"))
    try station.expectGolden("past-prices")
    #expect(station.shows("C-0001") && station.shows("D-0002"))
    #expect(station.shows("Palier 50 → Tarif public"), "\(station.frame())")
    station.press(.enter)
    #expect(try entry(station).field.text.hasSuffix("=10,9"))
    station.press(.enter)
    let line = try #require(try entry(station).sheet?.draft.lines.last)
    #expect(line.row.unitPrice == UnitPrice(tenThousandths: 109_000))
    #expect(line.row.priceSource == .manual)
  }

  @Test("are taken for a line, and taken back")
  func walked() throws {
    var station = try shop().station()
    station.type("20*foret sds18\n")
    station.press(.up, .char("R"), .down)
    #expect(station.shows("prix saisi par Durand"), "\(station.frame())")
    station.press(.enter)
    #expect(
      try entry(station).sheet?.draft.lines.first?.row.unitPrice
        == UnitPrice(tenThousandths: 112_000))
    station.press(.char("u"))
    #expect(
      try entry(station).sheet?.draft.lines.first?.row.unitPrice
        == UnitPrice(tenThousandths: 122_000))
  }

  @Test("lead to their document, also from the customer and from the product")
  func elsewhere() throws {
    let counter = try shop()
    var station = try TestWorkstation(counter.company, user: "DURAND", first: .customers)
    station.type("/aeth\n\n")
    station.press(.char("R"))
    #expect(station.shows("Placez-vous sur un article"), "\(station.frame())")
    station.press(.f(6), .f(6), .f(6), .f(6), .char("R"))
    #expect(station.shows("Prix d'avant — FOR-SDS18"), "\(station.frame())")
    #expect(station.shows("Autant aujourd'hui"))
    station.press(.enter)
    #expect(station.shows("C-0001"), "\(station.frame())")
  }

  @Test("typed ahead of a slow store, the key waits for the product")
  func typedAhead() throws {
    var station = try shop().station()
    station.holdsWork = true
    station.type("20*foret sds18")
    station.press(.ctrl("r"))
    #expect(station.model.modals.isEmpty)
    for _ in 0..<4 { station.deliver() }
    #expect(station.shows("Prix d'avant — FOR-SDS18"), "\(station.frame())")
    station.press(.escape)
    station.type(" =9")
    station.press(.f(3))
    for _ in 0..<4 { station.deliver() }
    #expect(station.shows("Pourquoi — ligne 1 FOR-SDS18"), "\(station.frame())")
  }

  @Test("say what to do where there is none")
  func none() throws {
    var station = try CounterCompany().station()
    station.type("3*bhr")
    station.press(.ctrl("r"))
    #expect(station.shows("Ni commande ni devis envoyé"))
    station.press(.escape)
    #expect(try entry(station).field.text == "3*bhr")
  }
}
