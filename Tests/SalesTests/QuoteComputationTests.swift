import Sales
import Testing
import Values

@Suite("Figures of a quote that is being typed")
struct QuoteComputationTests {
  private func line(_ random: inout SeededGenerator) -> QuoteDraftLine {
    let kind = Int.random(in: 0..<10, using: &random)
    if kind == 0 { return .words("Lot", heading: Bool.random(using: &random)) }
    let quantity = Quantity(thousandths: Int64.random(in: -2_000...90_000, using: &random))
    return QuoteDraftLine(
      row: QuoteLine(
        quoteID: ID(rawValue: 0), line: 0, position: 0, productID: ID(rawValue: 9),
        description: "Article", typedQuantity: quantity, typedUnit: "u", quantity: quantity,
        unitPrice: UnitPrice(tenThousandths: Int64.random(in: 0...900_000, using: &random)),
        discounts: kind < 4 ? [Ratio(percent: 10), Ratio(percent: 5)] : [],
        vatRate: Ratio(basisPoints: kind < 6 ? 2_000 : 550),
        choice: kind == 9 ? .option : .firm),
      unitCost: kind == 8
        ? nil : UnitCost(tenThousandths: Int64.random(in: 0...500_000, using: &random)),
      floor: Ratio(percent: 20))
  }

  @Test("what a key changes is computed as if the whole quote were, be it discounted or not")
  func incremental() throws {
    var random = SeededGenerator(seed: 31)
    for round in 0..<40 {
      var draft = QuoteDraft(
        quote: Quote(
          id: ID(rawValue: 1), number: "D-0001", opportunityID: ID(rawValue: 2),
          customerID: ID(rawValue: 3), warehouseID: ID(rawValue: 4), currency: .eur,
          priceDay: Day(daysSinceEpoch: 0), createdDay: Day(daysSinceEpoch: 0),
          validityDay: Day(daysSinceEpoch: 30)))
      draft.quote.discount = Ratio(percent: Int64(round % 3 * 4))
      var figures = try QuoteComputation(draft)
      for turn in 0..<30 {
        var changed = draft
        let place = Int.random(in: 0...draft.lines.count, using: &random)
        let count = draft.lines.count
        switch turn % 8 {
        case 0 where place < count: changed.lines.remove(at: place)
        case 1 where place < count:
          changed.lines[place].row.quantity = Quantity(thousandths: Int64(turn) * 1_500)
        case 2 where place < count:
          // Several lines make room for others, in the middle of the quote.
          changed.append(line(&random))
          let fresh = changed.lines.removeLast()
          let end = Int.random(in: place...count, using: &random)
          changed.lines.replaceSubrange(place..<end, with: [fresh])
        case 3 where count > 1: changed.lines.swapAt(place % count, (place + 2) % count)
        case 4 where place < count:
          changed.lines[place].row.choice = draft.lines[place].isCounted ? .option : .firm
        default: changed.append(line(&random))
        }
        let whole = try QuoteComputation(changed)
        let run = ChangedRun(from: draft.lines, to: changed.lines)
        #expect(try QuoteComputation(changed, changing: run, of: draft, after: figures) == whole)
        (draft, figures) = (changed, whole)
      }
    }
  }
  @Test("lines of one derogation share it: a line outside the run has other figures")
  func sharedDerogation() throws {
    var random = SeededGenerator(seed: 5)
    var draft = QuoteDraft(
      quote: Quote(
        id: ID(rawValue: 1), number: "D-0001", opportunityID: ID(rawValue: 2),
        customerID: ID(rawValue: 3), warehouseID: ID(rawValue: 4), currency: .eur,
        priceDay: Day(daysSinceEpoch: 0), createdDay: Day(daysSinceEpoch: 0),
        validityDay: Day(daysSinceEpoch: 30)))
    for _ in 0..<4 {
      var line = line(&random)
      while !line.isProduct || !line.isCounted { line = self.line(&random) }
      line.row.quantity = Quantity(thousandths: 10_000)
      line.unitCost = UnitCost(tenThousandths: 50_000)
      line.derogation = LineDerogation(
        id: ID(rawValue: 7), unitCost: UnitCost(tenThousandths: 40_000),
        available: Quantity(thousandths: 25_000))
      draft.append(line)
    }
    let figures = try QuoteComputation(draft)
    var changed = draft
    changed.lines[0].row.quantity = Quantity(thousandths: 20_000)
    let run = ChangedRun(from: draft.lines, to: changed.lines)
    #expect(figures.isWhole(changed, run, of: draft))
    let later = try QuoteComputation(changed, changing: run, of: draft, after: figures)
    #expect(try later == QuoteComputation(changed))
    #expect(later.lines[1].derogated != figures.lines[1].derogated)
  }

  @Test("the price that reaches a rate is over what the line costs, derogation included")
  func targetUnderDerogation() throws {
    var checked = 0
    for seed in UInt64(0)..<60 where seed % 4 != 3 {
      let quote = try RandomQuote(seed: seed)
      let figures = try QuoteComputation(quote.draft)
      let derivations = QuoteDerivations(quote.draft, figures, quote.ground)
      for line in quote.draft.lines where line.isProduct {
        guard let own = figures[line: line.number], own.derogated > .zero,
          let shown = derivations[QuoteFigure(.targetPrice, line: line.number)]
        else { continue }
        let rate = line.floor ?? QuoteDerivations.usualTarget
        let typed = try TargetPrice.reaching(
          marginRate: rate, cost: try #require(own.unitCost), step: line.step,
          exchange: quote.draft.money.factor)
        #expect(shown.value == .price(typed))
        #expect(own.unitCost != line.unitCost)
        checked += 1
      }
    }
    #expect(checked > 10)
  }
}
