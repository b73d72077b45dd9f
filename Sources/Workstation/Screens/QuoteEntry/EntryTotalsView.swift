import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

extension EntryView {
  /// Totals of the quote with the line that is being typed.
  func drawTotals(on canvas: Canvas) {
    let title =
      shown?.figures == nil
      ? session.text("entry.totals")
      : session.text("entry.totals.with", Fact("line", .count(shown?.place ?? 0)))
    let inside = Pane(title).draw(on: canvas)
    guard let sheet = entry.sheet, let figures else { return }
    drawMargin(sheet, figures, on: inside.sub(Rect(1, 0, inside.width - 2, 1)))
    drawTax(sheet, figures, on: inside.sub(Rect(1, 1, inside.width - 2, 1)))
    inside.put(creditInFull(sheet, figures), 1, 2)
    guard inside.height > 4 else { return }
    drawRemarks(sheet, figures, on: inside.sub(Rect(1, 3, inside.width - 2, inside.height - 5)))
    for (row, key) in ["entry.grammar.line", "entry.grammar.field"].enumerated() {
      inside.put(
        session.text(key), in: Rect(1, inside.height - 2 + row, inside.width - 2, 1), .muted)
    }
  }

  private func drawMargin(_ sheet: QuoteSheet, _ figures: QuoteComputation, on canvas: Canvas) {
    let currency = sheet.quote.currency
    let margin = figures.margin
    canvas.put(session.text("entry.totals.net"), 0, 0, .label)
    canvas.put(
      format.money(figures.totals.goods - figures.totals.discount, currency), in: Rect(9, 0, 14, 1),
      .value.bold, align: .right)
    var x = canvas.put(session.text("entry.totals.cost") + " ", 26, 0, .label)
    x = canvas.put(format.money(margin.cost, currency), x, 0) + 3
    x = canvas.put(session.text("entry.totals.margin") + " ", x, 0, .label)
    let isUnder = figures.floor.isUnder
    let style: Style = isUnder ? .warning.bold : .success.bold
    x =
      canvas.put(
        "\(format.money(margin.margin, currency)) · \(format.percent(margin.marginRate)) \(isUnder ? "▼" : "✓")",
        x, 0, style) + 2
    let barWidth = min(8, canvas.width - x - 2)
    guard barWidth >= 6 else { return }
    let rate = margin.marginRate.rounded(decimals: 4) ?? 0
    Bar.draw(
      max(0, rate), of: 4_000, on: canvas.sub(Rect(x, 0, barWidth, 1)), isUnder ? .warning : .bar)
    let floor = floorWords(figures)
    canvas.put(
      floor.text, in: Rect(x + barWidth + 1, 0, canvas.width - x - barWidth - 1, 1), floor.style)
  }

  /// `plancher 20 % : manque 95,20 €`.
  func floorWords(_ figures: QuoteComputation) -> Span {
    guard figures.floor.rate.isAvailable else { return Span("") }
    let points = figures.floor.rate.rounded(decimals: 4) ?? 0
    let rate = Fact("rate", .ratio(Ratio(basisPoints: points)))
    guard let missing = figures.floor.missing else {
      return Span(session.text("entry.totals.floor", rate), .muted)
    }
    let amount = Fact("missing", .text(format.money(missing, quoteCurrency)))
    return Span(session.text("entry.totals.floorMissing", rate, amount), .warning)
  }

  private func drawTax(_ sheet: QuoteSheet, _ figures: QuoteComputation, on canvas: Canvas) {
    let totals = figures.totals
    let currency = sheet.quote.currency
    canvas.put(session.text("entry.totals.total"), 0, 0, .label)
    canvas.put(
      format.money(totals.total, currency), in: Rect(9, 0, 14, 1), .value.bold, align: .right)
    var words: [String] = totals.shares.map { share in
      session.text(
        "entry.totals.vat", Fact("rate", .ratio(share.rate)),
        Fact("amount", .text(format.money(share.vat, currency))))
    }
    if totals.discount != .zero {
      words.append(
        session.text(
          "entry.totals.discount", Fact("rate", .ratio(sheet.quote.discount)),
          Fact("amount", .text(format.money(totals.discount, currency)))))
    }
    if totals.carriage != .zero {
      words.append(
        session.text(
          "entry.totals.carriage", Fact("amount", .text(format.money(totals.carriage, currency)))))
    }
    canvas.put(words.joined(separator: "   "), in: Rect(26, 0, canvas.width - 26, 1), .normal)
  }

  /// What keeps the quote from going out: said from the first line on, not when it is saved.
  private func drawRemarks(
    _ sheet: QuoteSheet, _ figures: QuoteComputation, on canvas: Canvas
  ) {
    for (row, remark) in remarks(sheet, figures).prefix(canvas.height).enumerated() {
      canvas.put(remark.text, in: canvas.bounds.row(row), remark.style)
    }
  }

  func remarks(_ sheet: QuoteSheet, _ figures: QuoteComputation) -> [Span] {
    var remarks: [Span] = []
    if figures.linesWithoutPrice > 0 {
      remarks.append(
        Span(
          "! "
            + session.text("entry.remark.price", Fact("lines", .count(figures.linesWithoutPrice))),
          .danger))
    }
    if sheet.lacksApproval, sheet.isDraft, !figures.lines.isEmpty {
      let key =
        sheet.approval?.state == .asked ? "entry.remark.approvalAsked" : "entry.remark.approval"
      remarks.append(Span("▲ " + session.text(key), .warning))
    }
    if figures.margin.linesWithoutCost > 0 {
      remarks.append(
        Span(
          "? "
            + session.text(
              "entry.remark.noCost", Fact("lines", .count(figures.margin.linesWithoutCost)),
              Fact(
                "amount", .text(format.money(figures.margin.netWithoutCost, sheet.quote.currency)))),
          .warning))
    }
    if let approval = sheet.approval, !approval.note.isEmpty {
      remarks.append(
        Span(
          session.text(
            "entry.remark.note", Fact("name", .text(sheet.around.approvalBy)),
            Fact("note", .text(approval.note))), .info))
    }
    if !entry.rejects.isEmpty {
      remarks.append(
        Span(
          "? " + session.text("entry.remark.rejects", Fact("count", .count(entry.rejects.count))),
          .warning))
    }
    return remarks
  }

  /// `Encours 12 400 € → 21 063,76 € sur 30 000 € (41 → 70 %)`.
  private func creditInFull(_ sheet: QuoteSheet, _ figures: QuoteComputation) -> [Span] {
    let credit = sheet.around.credit
    guard let exposure = try? credit.exposure(), let limit = credit.limit,
      let after = try? exposure.adding(added(to: figures))
    else { return creditWords(sheet) }
    let limits = session.text("entry.credit.limit", Fact("limit", .text(session.money(limit))))
    let amounts = session.text(
      "entry.credit", Fact("before", .text(session.money(exposure))),
      Fact("after", .text(session.money(after))))
    var words = [
      Span(amounts + " " + limits + "   ", after > limit ? .warning : .normal)
    ]
    words += creditWords(sheet, afterAmounts: true)
    return words
  }

  /// Totals in one or two lines.
  func drawTotalsInShort(on canvas: Canvas) {
    guard let sheet = entry.sheet, let figures else { return }
    let currency = sheet.quote.currency
    let isUnder = figures.floor.isUnder
    var words: [Span] = [
      Span(session.text("entry.totals.net") + " ", .label),
      Span(format.money(figures.totals.goods - figures.totals.discount, currency), .value.bold),
      Span("  " + session.text("entry.short.margin") + " ", .label),
    ]
    let rate = format.percent(figures.margin.marginRate)
    let margin = format.money(figures.margin.margin, currency)
    let isNarrow = canvas.width < 60
    words.append(
      Span(
        (isNarrow ? "" : margin + " · ") + rate + (isUnder ? " ▼" : " ✓"),
        isUnder ? .warning.bold : .success.bold))
    if isUnder, !isNarrow, let missing = figures.floor.missing {
      let amount = Fact("missing", .text(format.money(missing, currency)))
      words.append(Span(" " + session.text("entry.short.missing", amount), .warning))
    }
    words.append(Span("  " + session.text("entry.totals.total") + " ", .label))
    words.append(Span(format.money(figures.totals.total, currency), .value))
    canvas.put(words, 1, 0)
    guard canvas.height > 1 else { return }
    if let remark = remarks(sheet, figures).first {
      canvas.put(remark.text, in: Rect(1, 1, canvas.width - 2, 1), remark.style)
    } else {
      canvas.put(session.text("entry.grammar.short"), in: Rect(1, 1, canvas.width - 2, 1), .muted)
    }
  }
}
