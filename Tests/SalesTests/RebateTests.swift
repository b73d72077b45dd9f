import Sales
import Testing
import Values

@Suite("Year-end rebates and net-net margin")
struct RebateTests {
  private static let tiers = [("0", 0), ("50000", 100), ("100000", 200), ("200000", 300)]

  private func schedule(
    _ mode: RebateMode, _ tiers: [(String, Int)] = tiers
  ) throws -> RebateSchedule {
    try RebateSchedule(
      mode,
      tiers.map {
        RebateTier(from: try euros($0.0), rate: Ratio(basisPoints: Int64($0.1)))
      })
  }

  @Test("AT-43: 180 000: 3 600.00 on the total, 2 100.00 by slices, 20 000 to the 3 % tier")
  func tiersReached() throws {
    let total = try schedule(.total)
    let slice = try schedule(.slice)
    #expect(try total.rebate(on: euros("180000")) == euros("3600.00"))
    #expect(try slice.rebate(on: euros("180000")) == euros("2100.00"))
    let next = try #require(try total.nextTier(after: euros("180000")))
    #expect(try next.missing == euros("20000"))
    #expect(next.rate == Ratio(percent: 3))
    #expect(try total.rebate(on: euros("100000.00")) == euros("2000.00"))
    #expect(try total.rebate(on: euros("99999.99")) == euros("1000.00"))
    #expect(try total.nextTier(after: euros("200000")) == nil)
    #expect(try total.rebate(on: euros("-10")) == .zero)
  }

  @Test("AT-44: a filled slice counts its width: 1 100.00, not 1 120.00")
  func widths() throws {
    let slice = try schedule(.slice, [("0", 1000), ("100", 2000), ("300", 3000), ("6000", 0)])
    #expect(try slice.rebate(on: euros("3800.00")) == euros("1100.00"))
  }

  @Test("AT-45: 2 % of rebate expected on the line of AT-5: 144.60, 53.56 % of what is invoiced")
  func netNet() throws {
    let net = try euros("270.00")
    let flat = try schedule(.flat, [("0", 200)])
    let left = NetNetMargin(
      net: net, margin: try euros("150.00"), rebate: try flat.rebate(on: net))
    #expect(try left.left == euros("144.60"))
    #expect(left.rate.percent(2) == "53.56")
  }

  @Test("waiting 60 days for 1 200.00 at 5 % a year costs 9.86")
  func waiting() throws {
    let cost = try NetNetMargin.waiting(
      for: euros("1200.00"), days: 60, yearlyRate: Ratio(percent: 5))
    #expect(try cost == euros("9.86"))
  }

  @Test("tiers that cannot be read are refused by name")
  func problems() throws {
    #expect(throws: RebateProblem.firstNotAtZero) { try schedule(.total, [("1", 100)]) }
    #expect(throws: RebateProblem.flatWithTiers) { try schedule(.flat) }
    #expect(throws: RebateProblem.notAscending(try euros("5"))) {
      try schedule(.slice, [("0", 0), ("5", 100), ("5", 200)])
    }
    #expect(throws: RebateProblem.rateOutOfRange(Ratio(basisPoints: 10_001))) {
      try schedule(.slice, [("0", 10_001)])
    }
  }

  @Test("by slices more turnover never brings less, and never more than the best rate")
  func monotone() throws {
    let slice = try schedule(.slice)
    var random = SeededGenerator(seed: 43)
    for _ in 0..<500 {
      let low = Amount(minor: Int64.random(in: 0...30_000_000, using: &random))
      let high = low + Amount(minor: Int64.random(in: 0...5_000_000, using: &random))
      let rebate = try slice.rebate(on: high)
      #expect(try slice.rebate(on: low) <= rebate)
      #expect(try rebate <= high.times(Ratio(percent: 3)))
    }
  }

  @Test("AT-66: 100 of 120 at the granted cost: margin 1 800.00 (30.00 %), 600.00 to claim")
  func derogation() throws {
    let sold = try quantity("120")
    let net = try LineAmounts(quantity: sold, unitPrice: price("50.00")).net()
    let granted = GrantedCost(
      unitCost: try cost("34.00"), remaining: try quantity("100"))
    let effect = try granted.effect(on: sold, usualCost: cost("40.00"))
    let margin = LineMargin(net: net, cost: effect.cost)
    #expect(try margin.margin == euros("1800.00"))
    #expect(margin.marginRate.percent(2) == "30.00")
    #expect(try effect.claim == euros("600.00"))
    let usual = LineMargin(
      net: net, cost: try LineMargin.cost(of: sold, at: cost("40.00")))
    #expect(try usual.margin == euros("1200.00"))
    #expect(usual.marginRate.percent(2) == "20.00")
    let used = GrantedCost(unitCost: try cost("34.00"), remaining: .zero)
    #expect(try used.effect(on: sold, usualCost: cost("40.00")).claim == .zero)
    let dearer = GrantedCost(unitCost: try cost("41.00"))
    #expect(try dearer.effect(on: sold, usualCost: cost("40.00")).claim == .zero)
  }

  @Test(
    "a quote, the version that was sent of it and one agreement alone expect the same to the cent")
  func expectedOnce() throws {
    var agreements = [0, 0, 0]
    for seed in UInt64(0)..<120 {
      let quote = try RandomQuote(seed: seed)
      let live = quote.ground.rebates
      guard !live.isFrozen, live.expected != .zero else { continue }
      let figures = try QuoteComputation(quote.draft)
      #expect(try DocumentRebates(frozen: live.rates, figures).expected == live.expected)
      agreements[live.outlooks.count] += 1
      let apart = live.outlooks.reduce(Amount.zero) { $0 + $1.expected }
      let cents = abs(apart.minor - live.expected.minor)
      #expect(live.outlooks.count == 1 ? cents == 0 : cents <= 2)
    }
    #expect(agreements[1] > 5 && agreements[2] > 5)
  }
  @Test("rebates counted line by line as a quote is typed are those of the whole quote")
  func incrementalRebates() throws {
    var random = SeededGenerator(seed: 12)
    let standings = try Self.standings
    let families: (ID<Product>) -> ID<Family>? = { ID(rawValue: $0.rawValue % 3) }
    var expected = 0
    for round in 0..<30 {
      var draft = try RandomQuote(seed: UInt64(round) * 4 + 1).draft
      draft.quote.discount = Ratio(percent: Int64(round % 3 * 4))
      var cover = try RebateCover(
        draft, QuoteComputation(draft), standings, families: families)
      for turn in 0..<20 {
        let changed = Self.changed(draft, turn, &random)
        let figures = try QuoteComputation(changed)
        let run = ChangedRun(from: draft.lines, to: changed.lines)
        try cover.replace(run, by: changed, figures, families: families)
        let typed = try DocumentRebates(cover, figures)
        let whole = try DocumentRebates(changed, figures, standings, families: families)
        #expect(typed.expected == whole.expected && typed.outlooks == whole.outlooks)
        #expect(typed.rates == whole.rates)
        for line in changed.lines {
          #expect(typed.rate(ofLine: line.number) == whole.rates[line.number])
        }
        expected += whole.expected == .zero ? 0 : 1
        draft = changed
      }
    }
    #expect(expected > 200)
  }

  /// One on everything, one on a family, one on a product: lines under none, one, two and three of them.
  private static var standings: [RebateStanding] {
    get throws {
      let scopes = [
        RebateScope(families: [ID(rawValue: 1)]), RebateScope(),
        RebateScope(families: [ID(rawValue: 2)], products: [ID(rawValue: 9)]),
      ]
      return try scopes.enumerated().map { place, scope in
        RebateStanding(
          agreement: RebateAgreement(
            id: ID(rawValue: UInt128(700 + place)), code: "RFA-\(place)", name: "", currency: .eur,
            validFrom: Day(daysSinceEpoch: 0), validTo: Day(daysSinceEpoch: 400), mode: .total),
          schedule: try RebateSchedule(
            .total,
            [(0, place * 60), (400_000, 125), (3_000_000, 300)].map { bound, points in
              RebateTier(from: Amount(minor: Int64(bound)), rate: Ratio(basisPoints: Int64(points)))
            }),
          scope: scope, base: Amount(minor: Int64(place) * 250_000), inProgress: .zero)
      }
    }
  }

  private static func changed(
    _ draft: QuoteDraft, _ turn: Int, _ random: inout SeededGenerator
  ) -> QuoteDraft {
    var changed = draft
    guard let place = draft.lines.indices.randomElement(using: &random) else { return draft }
    switch turn % 5 {
    case 0 where draft.lines.count > 2: changed.lines.remove(at: place)
    case 1: changed.lines[place].row.quantity = Quantity(thousandths: Int64(turn) * 1_500 + 500)
    case 2: changed.lines[place].row.choice = draft.lines[place].isCounted ? .option : .firm
    case 3: changed.lines.swapAt(place, draft.lines.count - 1)
    default: changed.append(draft.lines[place])
    }
    return changed
  }
}
