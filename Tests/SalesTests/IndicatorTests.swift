import Sales
import Testing
import Values

@Suite("Forecast")
struct ForecastTests {
  private func open(_ amount: String, _ percent: Int64, _ close: String?) throws
    -> ForecastOpportunity
  {
    ForecastOpportunity(
      amount: try euros(amount), probability: Ratio(percent: percent),
      expectedClose: try close.map(day))
  }

  @Test("AT-1: 3 800 at 90 % and 22 500 at 20 % make 7 920")
  func weighted() throws {
    let month = try [open("3800", 90, "2026-12-10"), open("22500", 20, "2026-12-20")]
    let forecast = try Forecast(month, today: day("2026-12-01"))
    #expect(try forecast.months[day("2026-12-01")]?.weighted.amount == euros("7920"))
    #expect(try month[0].weighted() == euros("3420") && month[1].weighted() == euros("4500"))
  }

  @Test("AT-2: December 8 100 weighted and 6 000 won, 14 100 in all; January 2 000")
  func months() throws {
    let won = ForecastOpportunity(
      amount: try euros("6000"), probability: .whole, outcome: .won,
      closedOn: try day("2026-12-03"))
    let forecast = try Forecast(
      [
        open("12000", 25, "2026-12-10"), open("8500", 60, "2026-12-20"),
        open("20000", 10, "2027-01-15"), won,
      ], today: day("2026-12-05"))
    let december = try #require(try forecast.months[day("2026-12-01")])
    #expect(try december.weighted.amount == euros("8100"))
    #expect(try december.won.amount == euros("6000") && december.total == euros("14100"))
    #expect(try forecast.months[day("2027-01-01")]?.total == euros("2000"))
  }

  @Test("late, undated, lost and without amount each have their place")
  func places() throws {
    let lost = ForecastOpportunity(
      amount: try euros("9000"), probability: .zero, outcome: .lost,
      closedOn: try day("2026-12-03"))
    let unknown = ForecastOpportunity(amount: nil, probability: Ratio(percent: 50))
    let forecast = try Forecast(
      [open("100", 50, "2026-12-04"), open("40", 50, nil), unknown, lost], today: day("2026-12-05"))
    #expect(forecast.months.isEmpty)
    #expect(try forecast.late.amount == euros("50") && forecast.late.count == 1)
    #expect(try forecast.undated.amount == euros("20"))
    #expect(forecast.undated.count == 2 && forecast.undated.withoutAmount == 1)
  }
}

@Suite("Indicators")
struct IndicatorTests {
  @Test("AT-51: 70.0, 64.3, 66.7, 75.0 %, overall 22.5 % with 11 open, win rate 31.0 %")
  func conversion() {
    var cohort: [CohortOpportunity] = []
    func add(_ count: Int, _ stages: [Int], _ outcome: OpportunityOutcome) {
      cohort += [CohortOpportunity](
        repeating: CohortOpportunity(entered: stages, outcome: outcome), count: count)
    }
    add(8, [0], .lost)
    add(4, [0], .open)
    add(6, [0, 1], .lost)
    add(1, [0, 1], .open)
    // Back in the first stage: going back does not erase.
    add(3, [0, 1, 0], .open)
    add(3, [0, 1, 2], .lost)
    // Skipping counts as reached.
    add(3, [0, 2], .open)
    add(3, [0, 3], .lost)
    add(9, [0, 1, 2, 3], .won)
    let conversion = StageConversion(cohort, stageCount: 5)
    #expect(conversion.reached == [40, 28, 18, 12, 9])
    #expect(conversion.rates.map { $0.percent(1) } == ["70.0", "64.3", "66.7", "75.0"])
    #expect(conversion.overall.percent(1) == "22.5")
    #expect(conversion.open == 11 && conversion.lost == 20 && conversion.won == 9)
    #expect(WinRate(won: conversion.won, lost: conversion.lost).rate.percent(1) == "31.0")
  }

  @Test("imported opportunities count up to the stage that a date proves")
  func imported() {
    let conversion = StageConversion(
      [
        CohortOpportunity(entered: [0], outcome: .lost, hasHistory: false),
        CohortOpportunity(entered: [], outcome: .won, hasHistory: false),
        CohortOpportunity(entered: [], outcome: .open, hasHistory: false),
      ], stageCount: 3)
    #expect(conversion.reached == [2, 1, 1])
    #expect(conversion.provenOnly == 2 && conversion.undated == 1)
  }

  @Test("AT-52: a lost opportunity reopened and won counts once, as won")
  func reopened() throws {
    let lost = OpportunityClosing(.lost, on: try day("2026-01-10"))
    let won = OpportunityClosing(.won, on: try day("2026-02-10"))
    let history = OpportunityHistory(opened: try day("2026-01-01"), closings: [lost, won])
    #expect(WinRate([history]) == WinRate(won: 1, lost: 0))
    #expect(Durations(of: [history]).days == [40])
    let open = OpportunityHistory(opened: nil, closings: [lost], isOpen: true)
    #expect(WinRate([open]) == WinRate(won: 0, lost: 0))
    let february = try day("2026-02-01")...day("2026-02-28")
    #expect(WinRate([history], in: february).won == 1)
    #expect(WinRate([history], in: try day("2026-01-01")...day("2026-01-31")).lost == 0)
  }

  @Test("AT-53: 10, 12, 14, 40, 9 days: mean 17.0, median 12")
  func cycleTime() {
    let durations = Durations([10, 12, 14, 40, 9])
    #expect(durations.mean.text(decimals: 1) == "17.0")
    #expect(durations.median.text(decimals: 0) == "12")
    #expect(Durations([1, 2]).median.text(decimals: 1) == "1.5")
    #expect(!Durations([]).median.isAvailable && !Durations([]).mean.isAvailable)
  }

  @Test("AT-54: median 4, limit 8: entered 1 December, stagnant on the 9th and not on the 8th")
  func stagnation() throws {
    let limit = StagnationLimit(managerDays: nil, wonInStage: Durations([2, 4, 4, 5, 9]))
    #expect(limit.days == 8)
    let entered = try day("2026-12-01")
    #expect(!limit.isStagnant(entered: entered, today: try day("2026-12-08")))
    #expect(limit.isStagnant(entered: entered, today: try day("2026-12-09")))
    #expect(StagnationLimit(managerDays: nil, wonInStage: Durations([4, 4, 4, 4])).days == nil)
    #expect(StagnationLimit(managerDays: 3, wonInStage: Durations([4, 4, 4, 4, 4])).days == 3)
    #expect(StagnationLimit(managerDays: nil, wonInStage: Durations([1, 2, 4, 5, 6, 7])).days == 9)
  }

  @Test("AT-55: 1 200, 800, 2 500 and a cancelled 900: 1 500.00")
  func basket() throws {
    let orders = try [("1200", false), ("800", false), ("2500", false), ("900", true)].map {
      (net: try euros($0.0), isCancelled: $0.1)
    }
    #expect(try AverageBasket(orders).amount == euros("1500.00"))
    #expect(AverageBasket(revenue: .zero, orders: 0).amount == nil)
  }

  @Test("AT-56: 5 of 12 customers come back: 41.7 %")
  func repeatRate() {
    let rate = RepeatRate(ordersByCustomer: [2, 3, 2, 7, 2, 1, 1, 1, 1, 1, 1, 1, 0])
    #expect(rate.customers == 12 && rate.returning == 5)
    #expect(rate.rate.percent(1) == "41.7")
  }

  @Test("the catalogue names each indicator once")
  func catalogue() {
    let ids = Indicator.catalogue.map(\.id)
    #expect(Set(ids).count == ids.count && ids.contains("winRate"))
    #expect(Indicator.winRate.formulaKey == "indicator.winRate.formula")
  }
}
