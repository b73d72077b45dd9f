import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

// What a sale also costs or brings: year-end rebates and suppliers' derogations, beside the margin.

extension QuoteSheet {
  /// The rebates expected on the quote: at the rates frozen when it was sent, else at those that the year so
  /// far and this quote reach together.
  var expectedRebates: DocumentRebates {
    guard !around.rebates.isEmpty || around.frozenRebates != nil else { return .none }
    let families = around.products
    let live =
      (try? DocumentRebates(draft, figures, around.rebates) { families[$0]?.product.familyID })
      ?? .none
    guard let frozen = around.frozenRebates, !isDraft else { return live }
    return (try? DocumentRebates(frozen: frozen, figures, live.outlooks)) ?? live
  }
}

extension EntryView {
  /// `RFA attendue 5,40 € · 12 400,00 € avant le palier 3 % (6 000,00 € sur l'année)`, and for who sees
  /// costs what is left of the margin after carriage and rebate.
  func rebateWords(_ sheet: QuoteSheet, _ figures: QuoteComputation) -> [Span] {
    guard !sheet.rebates.outlooks.isEmpty || sheet.rebates.expected != .zero else { return [] }
    // With the line being typed, like the totals above.
    let seen = shown.flatMap { sheet.previewing($0) } ?? sheet
    let rebates = seen.rebates
    let currency = sheet.draft.companyCurrency
    let words = RebateWords(session: session)
    var spans = rebates.outlooks.map { Span(words.expected($0), .info) }
    guard rebates.expected != .zero, figures.hiddenFloor == nil else { return spans }
    let left = rebates.netNet(of: seen.figures)
    spans.append(
      Span(
        session.text(
          "rebates.netNet", Fact("margin", .text(format.money(left.left, currency))),
          Fact("rate", .text(format.percent(left.rate)))), .muted))
    return spans
  }

  /// `dérog. 34,00 pour 100`; nil where the line has none, or nothing is left of it.
  func grantedWords(
    _ line: QuoteDraftLine, _ own: QuoteLineFigures, _ session: Session
  ) -> String? {
    guard own.derogated > .zero, let granted = line.derogation else { return nil }
    return session.text(
      "rebates.granted", Fact("cost", .text(format.cost(granted.unitCost))),
      Fact("quantity", .quantity(own.derogated)))
  }
}

extension OrderScreen {
  /// The rebate expected on the order, what is left after it, and the distance to the next tier.
  func rebates(_ detail: OrderDetail, _ session: Session) -> [Span] {
    let (format, currency) = (session.format, detail.companyCurrency)
    var words: [Span] = []
    if detail.expectedRebate != .zero {
      words += session.pair("rebate", format.money(detail.expectedRebate, currency))
      if let left = detail.netNet {
        words += session.pair(
          "netNet", format.money(left.left, currency) + " · " + format.percent(left.rate))
      }
    }
    for standing in detail.rebates {
      guard let outlook = try? standing.outlook(with: .zero) else { continue }
      words.append(Span(RebateWords(session: session).steering(outlook) + "   ", .info))
    }
    return words
  }
}
