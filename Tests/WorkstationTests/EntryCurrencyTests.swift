import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Terminal
import Testing
import Values

@testable import Workstation

/// A quote goes into another currency while it is typed (F049).
@Suite("The currency of a quote")
struct EntryCurrencyTests {
  private func station(_ width: Int, _ height: Int) throws -> TestWorkstation {
    let counter = try CounterCompany()
    try counter.company.desk().perform(
      SetRate(.usd, to: try ExchangeRate(machine: "1.1172"), from: counter.company.today - 2))
    var station = try counter.station(Size(width, height))
    station.type("100*tig\n2400*ron hr16\n")
    return station
  }

  private func sheet(_ station: TestWorkstation) throws -> QuoteSheet {
    try #require((station.model.current.state as? QuoteEntry)?.sheet)
  }

  private func choose(_ code: String, in station: inout TestWorkstation) {
    station.press(.ctrl("p"))
    station.type("devise du devis\n")
    station.type(code + "\n")
  }

  @Test(
    "the head names currency, rate and day; lines follow; cost and margin stay in euros",
    arguments: [(120, 40), (80, 24)])
  func dollars(_ width: Int, _ height: Int) throws {
    var station = try station(width, height)
    let before = try self.sheet(station)
    choose("usd", in: &station)
    let sheet = try self.sheet(station)
    #expect(sheet.quote.currency == .usd && sheet.isUnsaved)
    #expect(sheet.figures.margin.cost == before.figures.margin.cost)
    #expect(sheet.figures.totals.goods > before.figures.totals.goods)
    #expect(station.shows("EUR/USD 1,1172"))
    try station.expectGolden("entry-currency")
    station.press(.f(8))
    let quotes = try station.company.store.read { try $0.all(Quote.self, "ORDER BY id") }
    let quote = try #require(quotes.last)
    #expect(quote.currency == .usd && quote.rateDay == station.company.today - 2)
    #expect(quote.companyNet == sheet.figures.companyNet)
    let findings = try station.company.store.read { try CompanyCheck.run($0) }
    #expect(findings.filter { $0.rule.hasPrefix("quote") } == [])
    choose("eur", in: &station)
    #expect(try self.sheet(station).figures.totals == before.figures.totals)
  }

  @Test("a currency without a rate is refused, and the sentence says what to type")
  func withoutRate() throws {
    var station = try station(120, 40)
    choose("gbp", in: &station)
    #expect(try self.sheet(station).quote.currency == .eur)
    #expect(station.shows("comptoir rate set GBP"))
    choose("livre", in: &station)
    #expect(station.shows("n'est pas une devise"))
  }
}
