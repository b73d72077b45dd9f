import Sales
import Testing
import Values

/// Proof 5 of the issue about prices: each figure on the quote screen has a derivation whose recomputation
/// gives the same number.
@Suite("Derivations of the figures of a quote")
struct DerivationTests {
  private static let rounds: UInt64 = 400

  @Test("each figure of 400 random quotes is what its operands give, down to what was stated")
  func walk() throws {
    var met: [QuoteFigure.Kind: Int] = [:]
    var rules: [DerivationRule: Int] = [:]
    for seed in 0..<Self.rounds {
      let quote = try RandomQuote(seed: seed)
      let figures = try QuoteComputation(quote.draft)
      let derivations = QuoteDerivations(quote.draft, figures, quote.ground)
      for figure in derivations.all {
        let derivation = try #require(derivations[figure])
        met[figure.kind, default: 0] += 1
        rules[derivation.rule, default: 0] += 1
        #expect(
          try derivation.recomputed() == derivation.value, "seed \(seed): \(figure) \(derivation)")
        for operand in derivation.operands {
          guard let named = operand.figure else { continue }
          #expect(
            derivations[named]?.value == operand.value, "seed \(seed): \(figure) uses \(named)")
        }
      }
    }
    for kind in QuoteFigure.Kind.allCases { #expect(met[kind] ?? 0 > 0, "no quote has \(kind)") }
    for rule in DerivationRule.allCases { #expect(rules[rule] ?? 0 > 0, "nothing is \(rule)") }
  }

  @Test("the figures derived are those that are computed, of every line and of the document")
  func same() throws {
    for seed in 0..<Self.rounds where seed % 4 != 3 {
      let quote = try RandomQuote(seed: seed)
      let figures = try QuoteComputation(quote.draft)
      let derivations = QuoteDerivations(quote.draft, figures, quote.ground)
      func value(_ kind: QuoteFigure.Kind, _ line: Int? = nil, part: Int = 0) -> DerivedValue? {
        derivations[QuoteFigure(kind, line: line, part: part)]?.value
      }
      let isForeign = quote.draft.money.isForeign
      func company(_ amount: Amount) -> DerivedValue {
        isForeign ? .credit(amount) : .amount(amount)
      }
      for own in figures.lines {
        #expect(value(.net, own.line) == .amount(own.net))
        #expect(value(.ownNet, own.line) == (isForeign ? .credit(own.companyNet) : nil))
        #expect(value(.cost, own.line) == own.cost.map(company))
        #expect(value(.margin, own.line) == own.margin.margin.map(company))
        #expect(value(.floorPrice, own.line) == own.floorPrice.map { .price($0) })
        // At the floor's rate the price aimed at is the floor price, whatever part a derogation covers.
        if let floor = value(.floorPrice, own.line), value(.targetPrice, own.line) != nil {
          #expect(value(.targetPrice, own.line) == floor, "seed \(seed)")
        }
      }
      #expect(value(.total) == .amount(figures.totals.total))
      #expect(value(.documentNet) == .amount(figures.totals.net))
      #expect(value(.carriageMissing) == figures.carriage.missing.map { .amount($0) })
      #expect(value(.floorMissing) == figures.floor.missing.map(company))
      #expect(value(.ownNetGoods) == (isForeign ? .credit(figures.companyNet) : nil))
      #expect(value(.ownTotal) == (isForeign ? .credit(figures.companyTotal) : nil))
      for share in figures.totals.shares {
        let part = Int(share.rate.basisPoints)
        #expect(value(.vatBase, part: part) == .amount(share.base))
        #expect(value(.vat, part: part) == .amount(share.vat))
      }
    }
  }

  @Test("who sees no costs finds nothing derived from one, not even as an operand")
  func hidden() throws {
    var looked = 0
    for seed in 0..<Self.rounds where seed % 4 == 3 {
      let quote = try RandomQuote(seed: seed)
      let figures = try QuoteComputation(quote.draft)
      guard figures.hiddenFloor != nil else { continue }
      let derivations = QuoteDerivations(quote.draft, figures, quote.ground)
      for figure in derivations.all {
        let derivation = try #require(derivations[figure])
        looked += 1
        #expect(!figure.tellsCost, "seed \(seed): \(figure)")
        for operand in derivation.operands {
          if case .cost = operand.value { Issue.record("seed \(seed): \(figure) names a cost") }
          #expect(operand.figure?.tellsCost != true, "seed \(seed): \(figure)")
        }
      }
    }
    #expect(looked > 2_000)
  }

  @Test("a figure changes with each operand it is made of")
  func depends() throws {
    let quote = try RandomQuote(seed: 1)
    let derivations = QuoteDerivations(
      quote.draft, try QuoteComputation(quote.draft), quote.ground)
    let total = try #require(derivations[QuoteFigure(.total)])
    for place in total.operands.indices {
      var operands = total.operands
      guard case .amount(let amount) = operands[place].value, let figure = operands[place].figure
      else { continue }
      operands[place] = Operand(figure, .amount(amount + Amount(minor: 1)))
      let other = Derivation(total.figure, total.value, total.rule, operands)
      #expect(try other.recomputed() != total.value)
    }
    let unfit = Derivation(total.figure, total.value, .floorPrice, [])
    #expect(try unfit.recomputed() == nil)
  }
}
