import Exchange
import Foundation
import Resources
import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Testing
import Values

/// Files with one column per index or currency.
@Suite("Files of quotations", .eachEngine)
struct SeriesTests {
  private let company: TestCompany
  private let desk: Desk

  init() throws {
    company = try TestCompany()
    desk = try company.desk()
  }

  private func profile(_ name: String) throws -> SeriesProfile {
    try SeriesProfile.called(name, in: ResourceFolder.located())
  }

  private func expected(_ folder: String) throws -> [String: Any] {
    let url = URL(fileURLWithPath: folder).appendingPathComponent("expected.json")
    return try #require(
      try JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? [String: Any])
  }

  /// The figure as the file has it, rounded to the decimals of a value.
  private func scaled(_ number: Any?, _ decimals: Int) throws -> Int64 {
    let figure = try #require(number as? Double)
    return Int64((figure * pow(10, Double(decimals))).rounded())
  }

  private func read(
    _ text: String, _ name: String, only: [String] = [], company own: Currency = .eur
  ) throws -> SeriesFile {
    let folder = try TemporaryFolder(["values.csv": text])
    return try SeriesFile(
      path: folder.path + "/values.csv", profile(name), only: only, company: own)
  }

  @Test("commodity_worldbank: last price, that of a year before, the move, names and units")
  func worldBank() throws {
    guard let folder = Repository.testSet("commodity_worldbank") else {
      return print("skipped: no commodity_worldbank")
    }
    let file = try SeriesFile(
      path: folder + "/monthly_prices.csv", profile("commodity_worldbank"), company: .eur)
    #expect(file.rejections.isEmpty)
    #expect(file.batch.series.count == 71)
    let done = try desk.perform(ImportSeries(file.batch)).outcome
    #expect(try desk.read { try $0.index(coded: "NGAS_EUR") }.name == "Natural gas, Europe")
    let expected = try expected(folder)
    #expect(expected.count > 10)
    for (code, figures) in expected {
      let figures = try #require(figures as? [String: Any])
      let outcome = try #require(done.first { $0.code == code })
      #expect(outcome.created == figures["months"] as? Int, "\(code)")
      let last = try #require(outcome.last)
      #expect(String(last.day.isoText.prefix(7)) == figures["last month"] as? String)
      try desk.read { reader in
        let index = try reader.index(coded: code)
        #expect(!index.name.isEmpty && !index.unit.isEmpty, "\(code)")
        let now = try #require(try reader.reading(of: index.id, on: company.today))
        let yearBefore = try #require(Day(iso: "2022-03-31"))
        let then = try #require(try reader.reading(of: index.id, on: yearBefore))
        #expect(try now.value.scaled == scaled(figures["last price"], 6), "\(code)")
        #expect(try then.value.scaled == scaled(figures["12 months before"], 6), "\(code)")
        let move = now.value.move(since: then.value).roundedPercent(decimals: 4)
        #expect(
          try move == scaled(figures["change over 12 months %"], 4), "\(code)")
      }
    }
    #expect(
      try desk.read { try $0.outcomes(of: file.batch, ids: company.ids) }
        .allSatisfy { $0.created == 0 && $0.changed == 0 })
    let again = try desk.perform(ImportSeries(file.batch))
    #expect(again.actID == nil, "the same file again changes nothing")
  }

  @Test("fx_ecb: last rates, means of 2024, on a day without rates the last before")
  func ecb() throws {
    guard let folder = Repository.testSet("fx_ecb") else { return print("skipped: no fx_ecb") }
    let file = try SeriesFile(
      path: folder + "/eurofxref-hist_2015_on.csv", profile("fx_ecb"),
      only: ["usd", "GBP", "CHF", "JPY", "CNY", "PLN"], company: .eur)
    #expect(file.rejections.isEmpty && file.batch.series.count == 6)
    try desk.perform(ImportSeries(file.batch))
    let expected = try expected(folder)
    let rates = try #require(expected["rates"] as? [String: [String: Any]])
    let days = try #require(expected["rows"] as? Int)
    try desk.read { reader in
      for (code, figures) in rates {
        let currency = try #require(Currency(code: code))
        let all = try reader.rates(of: currency)
        #expect(all.count == days, "\(code)")
        let last = try #require(figures["last"] as? [Any])
        #expect(all.first?.day.isoText == last[0] as? String)
        #expect(try all.first?.rate.scaled == scaled(last[1], 8), "\(code)")
        let year = all.filter { $0.day.isoText.hasPrefix("2024") }
        let sum = year.reduce(Int128(0)) { $0 + Int128($1.rate.scaled) }
        let mean = Int64(roundHalfAwayFromZero(sum, Int128(year.count)))
        #expect(try (mean + 50) / 100 == scaled(figures["mean 2024"], 6), "\(code)")
        let thursday = try #require(Day(iso: "2020-01-02"))
        #expect(
          try reader.rate(of: currency, on: thursday)?.rate.scaled
            == scaled(figures["rate on 2020-01-02"], 8))
        let friday = try reader.rate(of: currency, on: thursday + 1)
        for weekend in [thursday + 2, thursday + 3] {
          #expect(try reader.rate(of: currency, on: weekend) == friday, "\(code)")
        }
        #expect(friday?.day == thursday + 1)
      }
    }
    try desk.undo()
    #expect(try company.store.read { try $0.count(CurrencyRate.self) } == 0)
  }

  @Test("cells that cannot be read are said with line and column; a comma at the end is none")
  func refusals() throws {
    let file = try read(
      """
      Date,USD,JPY,
      2026-10-30,1.1172,N/A,
      2026-10-29,abc,175.92,
      2026-10-28,0,-3,
      2026-13-28,1.11,175.86,
      2026-10-30,1.2,1,
      2026-10-27,1.11234567891,,
      """, "fx_ecb")
    #expect(
      file.rejections.map { "\($0.line) \($0.column ?? "") \($0.reason)" } == [
        "3 USD notANumber", "4 USD notPositive", "4 JPY notPositive", "5 Date notADay",
        "6 Date duplicateKey", "7 USD tooManyDecimals",
      ])
    #expect(file.batch.series.map(\.code) == ["USD", "JPY"])
    #expect(file.batch.series.map(\.values.count) == [1, 1])
  }

  @Test("a value corrected in the file is changed, others stay; undo takes the import back")
  func corrected() throws {
    try desk.perform(
      ImportSeries(read("Date,USD\n2026-10-29,1.1\n2026-10-30,1.2\n", "fx_ecb").batch))
    let second = try read("Date,USD\n2026-10-30,1.25\n2026-10-31,1.3\n", "fx_ecb").batch
    let outcome = try desk.perform(ImportSeries(second)).outcome[0]
    #expect(outcome.created == 1 && outcome.changed == 1 && outcome.unchanged == 0)
    func rates() throws -> [String] {
      try desk.read { try $0.rates(of: .usd).map(\.rate.description) }
    }
    #expect(try rates() == ["1.3", "1.25", "1.1"])
    try desk.undo()
    #expect(try rates() == ["1.2", "1.1"])
  }

  @Test("rates for one euro become rates for one unit of the company's currency")
  func otherBase() throws {
    let text = "Date,USD,JPY\n2026-10-30,1.25,175\n2026-10-29,N/A,170\n"
    let file = try read(text, "fx_ecb", company: .usd)
    #expect(file.batch.series.map(\.code) == ["JPY", "EUR"])
    #expect(file.batch.series.map { $0.values.map(\.scaled) } == [[14_000_000_000], [80_000_000]])
    let franc = try #require(Currency(code: "CHF"))
    #expect(throws: SeriesProblem.noBase(currency: franc)) {
      try read(text, "fx_ecb", company: franc)
    }
  }

  @Test("a series that the file lacks is named, with those it has; only chosen ones come in")
  func chosen() throws {
    let text = "month,COPPER,LEAD\n2023-02,8936.59,2112.97\n2023-03,8856.31,2115.18\n"
    #expect(
      try read(text, "commodity_worldbank", only: ["copper"]).batch.series.map(\.code) == ["COPPER"]
    )
    #expect(throws: SeriesProblem.unknownSeries(["STEEL"], known: ["COPPER", "LEAD"])) {
      try read(text, "commodity_worldbank", only: ["LEAD", "STEEL"])
    }
    let batch = try read(text, "commodity_worldbank").batch
    try desk.perform(ImportSeries(batch))
    try desk.read { reader in
      let copper = try reader.index(coded: "COPPER")
      let february = try #require(Day(iso: "2023-02-28"))
      #expect(try reader.reading(of: copper.id, on: february)?.value.description == "8936.59")
      #expect(try reader.reading(of: copper.id, on: february + 1)?.value.description == "8856.31")
    }
  }

  @Test("who is no manager imports nothing, and no rate of the company's own currency is taken")
  func refused() throws {
    _ = try company.salesperson("VENTE")
    let batch = try read("Date,USD\n2026-10-30,1.2\n", "fx_ecb").batch
    #expect(throws: Refusal.self) {
      try company.desk("VENTE").perform(ImportSeries(batch))
    }
    let own = #expect(throws: Refusal.self) {
      try desk.perform(SetRate(.eur, to: .par))
    }
    #expect(own?.reason == .currencyOwn)
  }
}
