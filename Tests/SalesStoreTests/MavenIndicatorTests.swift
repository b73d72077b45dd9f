import Foundation
import Sales
import SalesStore
import SalesTesting
import Testing
import Values

/// The opportunities of the Maven set, written row by row as its profile does.
private func mavenHistory() throws -> SalesHistory {
  let company = try TestCompany()
  let history = try SalesHistory(
    company, pipeline: "Maven",
    stages: [("Prospecting", 0), ("Engaging", 0), ("Won", 100), ("Lost", 0)])
  try history.inOneTransaction {
    for row in try TestData.rows("maven_crm_dev/sales_pipeline.csv") {
      let (engaged, closed) = (Day(iso: row[5]), Day(iso: row[6]))
      var stays: [(String, Day?, Day?)] = []
      if engaged != nil { stays.append(("Engaging", engaged, closed)) }
      if closed != nil { stays.append((row[4], closed, nil)) }
      try history.opportunity(row[4], by: row[1], stays: stays, created: company.today) { record in
        record.openedDay = engaged
        record.closedDay = closed
        record.stageDay = closed ?? engaged
        if row[4] != "Lost" { record.amount = try? Money(machine: row[7], .usd).amount }
      }
    }
  }
  return history
}

@Suite("Indicators on the Maven set", .enabled(if: TestData.has("maven_crm_dev")), .eachEngine)
struct MavenIndicatorTests {
  @Test("counts, win rate, cycle times and amounts are those of expected.json")
  func whole() throws {
    let history = try mavenHistory()
    let expected = try TestData.expected("maven_crm_dev")
    let company = history.company
    let dashboard = try company.store.read {
      try $0.dashboard(IndicatorScope(), today: company.today)
    }
    let whole = dashboard.whole
    let counts = expected["stage_counts"] as? [String: Int]
    #expect(whole.pipelines.map(\.pipeline.name) == ["Maven"])
    for (name, stage) in history.stages {
      #expect(whole.sums.stages[stage.id]?.count == counts?[name])
    }
    #expect(whole.opportunities == expected["rows"] as? Int)
    #expect(whole.won + whole.lost == expected["closed"] as? Int)
    #expect(whole.sums.open.count == expected["open"] as? Int)
    #expect(agrees(whole.winRate.rate, expected["win_rate"]))
    #expect(agrees(whole.sums.won.cycle.mean, expected["days_engage_to_close_mean_won"]))
    #expect(agrees(whole.sums.lost.cycle.mean, expected["days_engage_to_close_mean_lost"]))
    #expect(agrees(whole.sums.won.cycle.median, expected["days_median_won"]))
    #expect(agrees(whole.sums.lost.cycle.median, expected["days_median_lost"]))
    #expect(whole.sums.won.sum.amount.minor == 418_495_700)
    let mean = Fraction(whole.meanWonAmount.numerator, whole.meanWonAmount.denominator * 100)
    #expect(agrees(mean, expected["won_value_mean"]))
  }

  @Test("each agent's figures are those of expected.json")
  func agents() throws {
    let history = try mavenHistory()
    let expected = try TestData.expected("maven_crm_dev")["by_agent"] as? [String: [String: Any]]
    let company = history.company
    let dashboard = try company.store.read {
      try $0.dashboard(IndicatorScope(), today: company.today)
    }
    #expect(dashboard.bySalesperson.count == expected?.count)
    for part in dashboard.bySalesperson {
      let figures = try #require(expected?[part.name ?? ""])
      #expect(part.slice.opportunities == figures["rows"] as? Int)
      #expect(part.slice.won == figures["won"] as? Int)
      #expect(agrees(part.slice.winRate.rate, figures["win_rate"]))
      #expect(agrees(part.slice.sums.won.cycle.mean, figures["days_won_mean"]))
    }
  }

  @Test("a period counts what was closed in it, a quarter at a time")
  func quarters() throws {
    let history = try mavenHistory()
    let expected =
      try TestData.expected("maven_crm_dev")["by_close_quarter"] as? [String: [String: Any]]
    let company = history.company
    for (quarter, month) in [("2017Q1", 1), ("2017Q2", 4), ("2017Q3", 7), ("2017Q4", 10)] {
      let from = try #require(Day(year: 2017, month: month, day: 1))
      let period = Period(from: from, to: from.adding(months: 2).endOfMonth)
      let whole = try company.store.read {
        try $0.dashboard(IndicatorScope(period: period), today: company.today).whole
      }
      #expect(whole.won == expected?[quarter]?["won"] as? Int)
      #expect(whole.lost == expected?[quarter]?["lost"] as? Int)
      #expect(agrees(whole.winRate.rate, expected?[quarter]?["win_rate"]))
    }
  }

  @Test("imported ones count up to the stages a date proves, and the figure says how many")
  func provenOnly() throws {
    let history = try mavenHistory()
    let company = history.company
    let whole = try company.store.read {
      try $0.dashboard(IndicatorScope(), today: company.today).whole
    }
    let conversion = try #require(
      whole.mainPipeline.flatMap { whole.conversion(of: $0) })
    // 204 rows of the first stage have no date at all: nothing proves that they entered it.
    #expect(conversion.reached == [3_670, 3_670, 1_918])
    #expect(conversion.provenOnly == 3_670 && conversion.undated == 204)
    #expect(conversion.open == 830 && conversion.lost == 1_126)
    let terms = whole.figure(.stageConversion)
    #expect(terms.inputs.contains(FigureTerm("cohortProvenOnly", .count(3_670))))
    #expect(terms.exclusions.contains(FigureTerm("cohortUndated", .count(204))))
  }

  @Test("the rows behind a figure are as many as the figure says, page after page")
  func rows() throws {
    let history = try mavenHistory()
    let company = history.company
    let behind = RowsBehind(.won, IndicatorScope())
    try company.store.read { reader in
      #expect(try reader.count(behind: behind, today: company.today) == 1_918)
      var (seen, pages): (Set<UInt128>, Int) = ([], 0)
      var cursor: BehindPage.Cursor?
      repeat {
        let page = try reader.rows(behind: behind, today: company.today, after: cursor, limit: 500)
        #expect(page.rows.map(\.day) == page.rows.map(\.day).sorted { $0! > $1! })
        seen.formUnion(page.rows.map(\.id))
        cursor = page.next
        pages += 1
      } while cursor != nil
      #expect(seen.count == 1_918 && pages == 4)
    }
  }
}
