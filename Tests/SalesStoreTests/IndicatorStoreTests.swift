import Database
import Foundation
import Sales
import SalesStore
import SalesTesting
import Testing
import Values

@Suite("Indicators from the store", .eachEngine)
struct IndicatorStoreTests {
  private let company: TestCompany
  private let history: SalesHistory
  private let today: Day

  init() throws {
    company = try TestCompany()
    history = try SalesHistory(
      company, pipeline: "Projet",
      stages: [("Contact", 20), ("Étude", 50), ("Offre", 60), ("Signé", 100), ("Perdue", 0)])
    today = company.today
  }

  private func dashboard(_ scope: IndicatorScope = IndicatorScope()) throws -> Dashboard {
    try company.store.read { try $0.dashboard(scope, today: today) }
  }

  private func euros(_ text: String) throws -> Amount { try Money(machine: text, .eur).amount }

  @Test("AT-52: a lost opportunity reopened and won counts once, as won, by its last closing")
  func reopened() throws {
    try history.opportunity(
      "Signé",
      stays: [
        ("Contact", today - 60, today - 40), ("Perdue", today - 40, today - 20),
        ("Étude", today - 20, today - 2), ("Signé", today - 2, nil),
      ]
    ) { record in
      record.openedDay = today - 60
      record.closedDay = today - 2
    }
    let whole = try dashboard().whole
    #expect(whole.won == 1 && whole.lost == 0 && whole.opportunities == 1)
    #expect(whole.sums.won.cycle.days == [58])
    let conversion = try #require(whole.mainPipeline.flatMap { whole.conversion(of: $0) })
    #expect(conversion.reached == [1, 1, 1, 1])
  }

  @Test("AT-51: a cohort counts first entries, skipped and left stages, not its losses")
  func cohort() throws {
    // Went to Offre and back to Étude, skipping nothing; another skipped Étude and was lost.
    try history.opportunity(
      "Étude",
      stays: [
        ("Contact", today - 9, today - 8), ("Offre", today - 8, today - 3),
        ("Étude", today - 3, nil),
      ]
    ) { $0.openedDay = today - 9 }
    try history.opportunity(
      "Perdue", stays: [("Contact", today - 9, today - 1), ("Perdue", today - 1, nil)]
    ) { record in
      record.openedDay = today - 9
      record.closedDay = today - 1
    }
    try history.opportunity("Contact", stays: [("Contact", today - 100, nil)]) {
      $0.openedDay = today - 100
    }
    let scope = IndicatorScope(period: Period(from: today - 30, to: today))
    let whole = try dashboard(scope).whole
    let conversion = try #require(whole.mainPipeline.flatMap { whole.conversion(of: $0) })
    #expect(conversion.reached == [2, 1, 1, 0])
    #expect(conversion.open == 1 && conversion.lost == 1 && conversion.provenOnly == 0)
  }

  @Test("AT-54: an opportunity stagnates on the day its stage's limit is reached")
  func stagnation() throws {
    // Five won ones stayed 4 days each: twice their median is a limit of 8.
    for _ in 0..<5 {
      try history.opportunity(
        "Signé", stays: [("Étude", today - 50, today - 46), ("Signé", today - 46, nil)]
      ) { record in
        record.openedDay = today - 50
        record.closedDay = today - 46
      }
    }
    for age in [7, 8] {
      try history.opportunity("Étude", stays: [("Étude", today - age, nil)]) { record in
        record.openedDay = today - age
        record.stageDay = today - age
        record.amount = Amount(minor: 100)
      }
    }
    let dashboard = try dashboard()
    #expect(dashboard.limits[try history.stage("Étude").id]?.days == 8)
    #expect(dashboard.whole.sums.stagnating == OpportunitySum(count: 1, amount: Amount(minor: 100)))
  }

  @Test("AT-55: 1 200, 800 and 2 500 make a basket of 1 500.00; the cancelled 900 is left out")
  func basket() throws {
    let customer = try company.customer()
    for net in ["1200", "800", "2500"] { try history.order(net, of: customer, on: today) }
    try history.order("900", of: customer, on: today) { $0.state = .cancelled }
    let whole = try dashboard().whole
    #expect(whole.orders.basket.amount == (try euros("1500")))
    #expect(whole.figure(.averageBasket).exclusions == [FigureTerm("cancelledOrders", .count(1))])
  }

  @Test("AT-56: customers who ordered twice in the period come back")
  func repeats() throws {
    let (first, second) = (try company.customer("A"), try company.customer("B"))
    try history.order("10", of: first, on: today)
    try history.order("10", of: first, on: today - 3)
    try history.order("10", of: second, on: today)
    try history.order("10", of: second, on: today - 400)
    let whole = try dashboard(IndicatorScope(period: Period(from: today - 90, to: today))).whole
    #expect(whole.repeatRate?.rate == Fraction(1, 2))
  }

  @Test("AT-59: margin 40.00 on 100.00, 40 %, with 1 line of 50.00 without cost by name")
  func margin() throws {
    let customer = try company.customer()
    try history.order(
      "150", of: customer, on: today,
      cost: SalesOrderCost(
        orderID: company.ids.mint(), costAmount: euros("60"), costedNetAmount: euros("100"),
        uncostedLines: 1, uncostedNetAmount: euros("50")))
    let figure = try dashboard().whole.figure(.marginRate)
    #expect(figure.value == .ratio(Fraction(40, 100)))
    #expect(
      figure.exclusions
        == [FigureTerm("linesWithoutCost", .count(1), amount: try euros("50"))])
    let margin = try dashboard().whole.figure(.orderedMargin)
    #expect(margin.value == .sum(try euros("40")))
  }

  @Test("AT-59: an opportunity without amount is counted, not taken for zero")
  func withoutAmount() throws {
    try history.opportunity("Étude") { $0.expectedCloseDay = today }
    try history.opportunity("Étude") { record in
      record.expectedCloseDay = today
      record.amount = Amount(minor: 333)
    }
    let whole = try dashboard().whole
    let month = whole.sums.forecast.months[today.startOfMonth]
    #expect(month?.weighted == ForecastSum(amount: Amount(minor: 167), count: 2, withoutAmount: 1))
    #expect(
      whole.figure(.weightedForecast).exclusions == [FigureTerm("withoutAmount", .count(1))])
  }

  @Test("figures of a salesperson, a team and nobody are parts of the whole")
  func parts() throws {
    let team = Team(id: company.ids.mint(), code: "E", name: "Est")
    try company.store.write { try $0.insertInBulk(team) }
    _ = try history.person("Anne", team: team)
    for (name, count) in [("Anne", 2), ("Bruno", 3), (nil, 1)] as [(String?, Int)] {
      for _ in 0..<count {
        try history.opportunity("Contact", by: name) { $0.amount = Amount(minor: 1_000) }
      }
    }
    let all = try dashboard()
    #expect(all.bySalesperson.map(\.name) == ["Anne", "Bruno", nil])
    #expect(all.bySalesperson.map(\.slice.sums.open.count) == [2, 3, 1])
    #expect(all.byTeam.map(\.slice.sums.open.count) == [2])
    for part in all.bySalesperson + all.byTeam {
      let narrowed = try dashboard(part.slice.scope)
      #expect(narrowed.whole.sums == part.slice.sums)
      let behind = RowsBehind(.open, part.slice.scope)
      let count = try company.store.read { try $0.count(behind: behind, today: today) }
      #expect(count == part.slice.sums.open.count)
    }
  }

  @Test("the indicators touch indexes only: no line, no record of an opportunity or an order")
  func plans() throws {
    // The words of a plan are SQLite's; a server plans by the size of its tables.
    guard Engine.current == .sqlite else { return }
    let recorder = PlanRecorder()
    let pipeline = try company.stage("PROSPECT").pipelineID
    try company.store.database.read { connection in
      let scope = IndicatorScope(
        period: Period(from: today - 90, to: today), pipelineID: pipeline)
      _ = try recorder.reader(on: connection).dashboardFacts(scope, today: today)
    }
    #expect(recorder.plans.count > 10)
    for plan in recorder.plans {
      for step in plan.steps {
        #expect(!step.contains("order_line"), "\(plan.sql)")
        // `SCAN x` without an index, and `SEARCH x USING INDEX`, both read whole records.
        let whole = ["opportunity", "o", "r", "sales_order", "quote"].contains { name in
          step.hasPrefix("SCAN \(name)") && !step.contains("COVERING INDEX")
            || step.hasPrefix("SEARCH \(name) USING INDEX")
        }
        #expect(!whole, "\(step)\n\(plan.sql)")
      }
    }
  }
}

/// Passes statements on and keeps the engine's plan of each.
private final class PlanRecorder {
  private(set) var plans: [(sql: String, steps: [String])] = []

  func reader(on connection: any SQLConnection) -> PlannedReader {
    PlannedReader(connection: PlannedConnection(base: connection, recorder: self))
  }

  fileprivate func note(_ sql: SQL, on base: any SQLConnection) throws {
    let steps = try base.rows("EXPLAIN QUERY PLAN " + sql) { try $0.text(3) }
    plans.append((sql.text, steps))
  }

  struct PlannedReader: StoreReading {
    let connection: any SQLConnection
    let view = CostView()
  }

  private final class PlannedConnection: SQLConnection {
    let base: any SQLConnection
    let recorder: PlanRecorder

    init(base: any SQLConnection, recorder: PlanRecorder) {
      self.base = base
      self.recorder = recorder
    }

    var dialect: SQLDialect { base.dialect }

    func visit(_ sql: SQL, _ body: (any SQLRow) throws -> Bool) throws {
      try recorder.note(sql, on: base)
      try base.visit(sql, body)
    }

    func run(_ sql: SQL) throws -> Int { try base.run(sql) }
    func script(_ text: String) throws { try base.script(text) }
  }
}
