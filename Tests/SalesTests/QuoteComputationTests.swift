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
        switch turn % 5 {
        case 0 where place < draft.lines.count: changed.lines.remove(at: place)
        case 1 where place < draft.lines.count:
          changed.lines[place].row.quantity = Quantity(thousandths: Int64(turn) * 1_500)
        default: changed.append(line(&random))
        }
        let whole = try QuoteComputation(changed)
        let run = ChangedRun(from: draft.lines, to: changed.lines)
        #expect(try QuoteComputation(changed, changing: run, of: draft, after: figures) == whole)
        (draft, figures) = (changed, whole)
      }
      draft.append(line(&random))
      let last = draft.lines.count - 1
      #expect(
        try QuoteComputation(draft, changing: last, after: figures) == QuoteComputation(draft))
    }
  }
}
