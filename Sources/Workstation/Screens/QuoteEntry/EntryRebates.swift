import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

// What a sale also costs or brings: year-end rebates and suppliers' derogations, beside the margin.

extension QuoteSheet {
  /// Which agreements count the lines of a draft; nil where there is none to count them.
  ///
  /// - Parameter typed: the products of a line or a set that is only typed.
  func cover(
    of draft: QuoteDraft, _ figures: QuoteComputation, typed: [ProductMatch] = []
  ) -> RebateCover? {
    guard !around.rebates.isEmpty else { return nil }
    return try? RebateCover(draft, figures, around.rebates, families: family(typed))
  }

  /// The same where only a run of lines changed.
  func cover(
    after known: RebateCover, _ run: ChangedRun, by draft: QuoteDraft, _ figures: QuoteComputation,
    typed: [ProductMatch] = []
  ) -> RebateCover? {
    var cover = known
    do {
      try cover.replace(run, by: draft, figures, families: family(typed))
    } catch {
      return nil
    }
    return cover
  }

  private func family(_ typed: [ProductMatch]) -> (ID<Product>) -> ID<Family>? {
    let products = around.products
    return { id in (typed.first { $0.product.id == id } ?? products[id])?.product.familyID }
  }

  /// The rebates expected on lines that are counted: at the rates frozen when the quote was sent, else at
  /// those that the year so far and these lines reach together.
  func rebates(_ cover: RebateCover?, _ figures: QuoteComputation) -> DocumentRebates {
    let live = cover.flatMap { try? DocumentRebates($0, figures) } ?? .none
    guard let frozen = around.frozenRebates, !isDraft else { return live }
    return (try? DocumentRebates(frozen: frozen, figures, live.outlooks)) ?? live
  }

  /// The rebates with a line or a set that is only typed.
  func rebates(with preview: LinePreview, typed: [ProductMatch]) -> DocumentRebates {
    guard let figures = preview.figures else { return rebates }
    let isWhole = self.figures.isWhole(preview.draft, preview.run, of: draft)
    let changed = cover.flatMap {
      isWhole
        ? cover(of: preview.draft, figures, typed: typed)
        : cover(after: $0, preview.run, by: preview.draft, figures, typed: typed)
    }
    return rebates(changed, figures)
  }
}

extension EntryView {
  /// `RFA attendue 5,40 € · 12 400,00 € avant le palier 3 % (6 000,00 € sur l'année)`, and for who sees
  /// costs what is left of the margin after carriage and rebate; with the line being typed, like the totals
  /// above.
  func rebateWords(_ sheet: QuoteSheet, _ figures: QuoteComputation) -> [Span] {
    guard !sheet.around.rebates.isEmpty || sheet.around.frozenRebates != nil else { return [] }
    let typed = shown.map { [$0.match] } ?? entry.proposals.set.map { Array($0.products.values) }
    let rebates = preview.map { sheet.rebates(with: $0, typed: typed ?? []) } ?? sheet.rebates
    let currency = sheet.draft.companyCurrency
    let words = RebateWords(session: session)
    var spans = rebates.outlooks.map { Span(words.expected($0), .info) }
    guard rebates.expected != .zero, figures.hiddenFloor == nil else { return spans }
    let left = rebates.netNet(of: figures)
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
