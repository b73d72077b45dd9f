import Foundation
import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Terminal
import Testing
import Values

@testable import Workstation

@Suite("Currencies, quotations and tariffs on screen")
struct CurrencyScreenTests {
  private let company: TestCompany
  private let pump: Product
  private let folder: URL

  init() throws {
    company = try TestCompany()
    let family = try company.family("POMPE", floorPercent: 30)
    pump = try company.product("POMPE-50", price: "12.00", cost: "8.00", family: family)
    try company.supplier("ACME", of: pump, price: "8.00")
    try company.supplier("LOCAL", of: pump, price: "7.50")
    folder = try TestFolders.make("quotations")
  }

  private func file(_ name: String, _ text: String) throws -> String {
    let path = folder.appendingPathComponent(name).path
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    return path
  }

  private func prices() throws -> TestWorkstation {
    var station = try TestWorkstation(company, first: .stock)
    station.press(.char(":"))
    station.type("tarifs\n")
    return station
  }

  @Test func aRateIsTypedListedAndUndone() throws {
    var station = try prices()
    station.press(.char("C"))
    station.type("usd\n1,25")
    #expect(station.shows("1 EUR = 1,25"))
    station.press(.f(8))
    func rate() throws -> ExchangeRate? {
      try company.store.read { try $0.rate(of: .usd, on: company.today)?.rate }
    }
    #expect(try rate() == ExchangeRate(machine: "1.25"))
    #expect(station.shows("1 EUR = 1,25 USD"))
    station.press(.tab, .tab, .tab)
    try station.expectGolden("prices-rates")
    station.resize(80, 24)
    try station.expectGolden("prices-rates")
    // The row begins the next one.
    station.press(.char("e"), .tab)
    station.type("1,5")
    station.press(.f(8))
    #expect(try rate() == ExchangeRate(machine: "1.5"))
    station.press(.char("u"), .char("u"))
    #expect(try rate() == nil)
  }

  @Test func aFileOfRatesComesInFromTheScreen() throws {
    let path = try file("ecb.csv", "Date,USD,JPY,\n2026-10-30,1.1172,175.68,\n")
    var station = try prices()
    station.press(.char("O"))
    station.type(path)
    station.press(.f(8))
    #expect(try company.store.read { try $0.count(CurrencyRate.self) } == 2)
    station.press(.char("u"))
    #expect(try company.store.read { try $0.count(CurrencyRate.self) } == 0)
  }

  @Test func aTariffIsShownBeforeItIsTakenAndTheRadarShowsWhatMoved() throws {
    let customer = try company.customer()
    var new = NewQuote(customer: customer.id)
    new.lines = [.product(pump.id, LineTyping(quantity: try Quantity(machine: "10")))]
    try company.desk().perform(CreateQuote(new))
    let path = try file("tarif.csv", "Référence;Prix;Quantité\nPOMPE-50;9,00;\nAUTRE;1,00;\n")
    var station = try prices()
    station.press(.char("A"))
    station.type(path)
    station.press(.tab, .tab)
    station.type("acme")
    station.press(.f(8))
    try station.expectGolden("prices-tariff")
    #expect(station.shows("1 ligne refusée"))
    station.press(.enter)
    let offers = try company.store.read { try $0.offers(of: pump.id, on: company.today) }
    #expect(try offers.first?.price.price == UnitPrice(machine: "9.00"))
    station.press(.char(":"))
    station.type("radar\n")
    #expect(station.shows("POMPE-50"))
    station.press(.escape, .char("u"))
  }

  @Test func whomToAskIsSaidByBothRules() throws {
    let customer = try company.customer()
    var new = NewQuote(customer: customer.id)
    new.lines = [.product(pump.id, LineTyping(quantity: try Quantity(machine: "10")))]
    let desk = try company.desk()
    let draft = try desk.perform(CreateQuote(new)).outcome
    try desk.perform(SendQuote(draft.quote.id))
    try desk.perform(AcceptQuote(quote: draft.quote.id))
    var station = try TestWorkstation(company, first: .purchases)
    station.press(.char("W"))
    try station.expectGolden("purchases-offers")
    #expect(station.shows("règle en vigueur") && station.shows("LOCAL"))
  }
}
