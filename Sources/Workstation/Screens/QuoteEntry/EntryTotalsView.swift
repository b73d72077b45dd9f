import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

extension EntryView {
  /// Totals of the quote with the line that is being typed.
  func drawTotals(on canvas: Canvas) {
    let title =
      preview?.figures == nil
      ? session.text("entry.totals")
      : session.text("entry.totals.with", Fact("line", .count(shown?.place ?? set?.place ?? 0)))
    let inside = Pane(title).draw(on: canvas)
    guard let sheet = entry.sheet, let figures else { return }
    drawMargin(sheet, figures, on: inside.sub(Rect(1, 0, inside.width - 2, 1)))
    drawTax(sheet, figures, on: inside.sub(Rect(1, 1, inside.width - 2, 1)))
    inside.put(creditInFull(sheet, figures), 1, 2)
    let below = inside.sub(Rect(1, 3, inside.width - 2, max(0, inside.height - 3)))
    // What keeps the quote from going out matters more than how lines are typed.
    let remarks = remarks(sheet, figures).prefix(below.height)
    for (row, remark) in remarks.enumerated() {
      below.put(remark.text, in: below.bounds.row(row), remark.style)
    }
    guard sheet.isDraft else { return }
    let line = figures.hiddenFloor == nil ? "entry.grammar.line" : "entry.grammar.lineHidden"
    let grammar = [line, "entry.grammar.field"].prefix(below.height - remarks.count)
    for (row, key) in grammar.enumerated() {
      let y = below.height - grammar.count + row
      below.put(session.text(key), in: below.bounds.row(y), .muted)
    }
  }

  private func drawMargin(_ sheet: QuoteSheet, _ figures: QuoteComputation, on canvas: Canvas) {
    let (currency, company) = (sheet.quote.currency, sheet.draft.companyCurrency)
    let margin = figures.margin
    canvas.put(session.text("entry.totals.net"), 0, 0, .label)
    canvas.put(
      format.money(figures.totals.goods - figures.totals.discount, currency), in: Rect(9, 0, 14, 1),
      .value.bold, align: .right)
    if let verdict = FloorWords.verdict(figures, session) {
      canvas.put(verdict.text, in: Rect(26, 0, canvas.width - 26, 1), verdict.style)
      return
    }
    let label =
      sheet.outline.method.map(session.costLabel) ?? session.text("entry.totals.cost")
    var x = canvas.put(label + " ", 26, 0, .label)
    x = canvas.put(format.money(margin.cost, company), x, 0) + 3
    x = canvas.put(session.text("entry.totals.margin") + " ", x, 0, .label)
    let isUnder = figures.isUnderFloor
    guard margin.netWithCost != .zero else {
      canvas.put(session.text("entry.totals.noMargin"), x, 0, .warning)
      return
    }
    let style: Style = isUnder ? .warning.bold : .success.bold
    x =
      canvas.put(
        "\(format.money(margin.margin, company)) · \(format.percent(margin.marginRate)) \(isUnder ? "▼" : "✓")",
        x, 0, style) + 2
    let room = canvas.width - x
    guard room >= 8 else { return }
    // The bar gives way to the words: what is missing is read to the cent.
    let floor = floorWords(figures)
    let barWidth = min(8, room - 2, max(0, room - floor.text.columns - 1))
    if barWidth >= 4 {
      let rate = margin.marginRate.rounded(decimals: 4) ?? 0
      Bar.draw(
        max(0, rate), of: 4_000, on: canvas.sub(Rect(x, 0, barWidth, 1)),
        isUnder ? .warning : .bar)
      x += barWidth + 1
    }
    canvas.put(floor.text, in: Rect(x, 0, canvas.width - x, 1), floor.style)
  }

  /// `plancher 20 % : manque 95,20 €`.
  func floorWords(_ figures: QuoteComputation) -> Span {
    guard figures.floor.rate.isAvailable else { return Span("") }
    let points = figures.floor.rate.rounded(decimals: 4) ?? 0
    let rate = Fact("rate", .ratio(Ratio(basisPoints: points)))
    guard let missing = figures.floor.missing else {
      return Span(session.text("entry.totals.floor", rate), .muted)
    }
    let amount = Fact("missing", .text(format.money(missing, companyCurrency)))
    return Span(session.text("entry.totals.floorMissing", rate, amount), .warning)
  }

  private func drawTax(_ sheet: QuoteSheet, _ figures: QuoteComputation, on canvas: Canvas) {
    let totals = figures.totals
    let currency = sheet.quote.currency
    canvas.put(session.text("entry.totals.total"), 0, 0, .label)
    canvas.put(
      format.money(totals.total, currency), in: Rect(9, 0, 14, 1), .value.bold, align: .right)
    var words: [String] =
      sheet.draft.money.isForeign
      ? [
        session.text(
          "entry.totals.own",
          Fact("amount", .text(format.money(figures.companyNet, sheet.draft.companyCurrency))))
      ] : []
    words += totals.shares.map { share in
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
    words += carriageWords(figures, currency)
    if totals.eco != .zero {
      words.append(
        session.text("entry.totals.eco", Fact("amount", .text(format.money(totals.eco, currency)))))
    }
    canvas.put(words.joined(separator: "   "), in: Rect(26, 0, canvas.width - 26, 1), .normal)
  }

  /// `Port 25,00 €`, `Port 25,00 €, il manque 84,00 € pour le franco`, `Port franco`.
  private func carriageWords(_ figures: QuoteComputation, _ currency: Currency) -> [String] {
    let carriage = figures.carriage
    guard carriage.charged != .zero else {
      return carriage.cost == .zero ? [] : [session.text("entry.totals.carriageFree")]
    }
    let charged = Fact("amount", .text(format.money(carriage.charged, currency)))
    guard let missing = carriage.missing else {
      return [session.text("entry.totals.carriage", charged)]
    }
    return [
      session.text(
        "entry.totals.carriageMissing", charged,
        Fact("missing", .text(format.money(missing, currency))))
    ]
  }

  /// What is offered beside the total, and what carriage leaves of the margin.
  private func asides(_ sheet: QuoteSheet, _ figures: QuoteComputation) -> [Span] {
    var asides: [Span] = []
    let currency = sheet.quote.currency
    if figures.linesOffered > 0 {
      let words = session.counted(
        "entry.remark.offers", figures.linesOffered,
        Fact("amount", .text(format.money(figures.netOffered, currency))))
      asides.append(Span(words, .info))
    }
    if figures.carriage.borne > .zero, figures.hiddenFloor == nil {
      asides.append(
        Span(
          session.text(
            "entry.remark.carriage",
            Fact("borne", .text(format.money(figures.carriage.borne, companyCurrency))),
            Fact(
              "margin", .text(format.money(figures.marginAfterCarriage, companyCurrency)))),
          .muted))
    }
    return asides + rebateWords(sheet, figures)
  }

  /// What keeps the quote from going out: said from the first line on, not when it is saved.
  ///
  /// - Parameter isShort: in as few words as say it, for one line.
  func remarks(
    _ sheet: QuoteSheet, _ figures: QuoteComputation, isShort: Bool = false
  ) -> [Span] {
    var remarks: [Span] = []
    if figures.linesWithoutPrice > 0 {
      remarks.append(
        Span(
          "! "
            + session.counted("entry.remark.price", figures.linesWithoutPrice),
          .danger))
    }
    remarks += floorRemarks(sheet, figures, isShort: isShort)
    if figures.linesWithoutCost > 0 {
      let words = session.uncosted(figures.linesWithoutCost, figures.netWithoutCost)
      let outside = isShort ? "" : session.text("entry.remark.outside")
      remarks.append(Span("? " + words + outside, .warning))
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
          "? " + session.counted("entry.remark.rejects", entry.rejects.count),
          .warning))
    }
    return isShort ? remarks : remarks + asides(sheet, figures)
  }

  /// `Encours 12 400 € → 21 063,76 € sur 30 000 € (41 → 70 %)`.
  private func creditInFull(_ sheet: QuoteSheet, _ figures: QuoteComputation) -> [Span] {
    let credit = sheet.around.credit
    guard let exposure = try? credit.exposure(), let limit = credit.limit,
      let after = try? exposure.adding(added(to: figures))
    else { return creditWords(sheet) }
    let limits = session.text("entry.credit.limit", Fact("limit", .text(session.money(limit))))
    let before = Fact("before", .text(session.money(exposure)))
    let amounts =
      after == exposure
      ? session.text("entry.credit.now", before)
      : session.text("entry.credit", before, Fact("after", .text(session.money(after))))
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
    let isUnder = figures.isUnderFloor
    var words: [Span] = [
      Span(session.text("entry.totals.net") + " ", .label),
      Span(format.money(figures.totals.goods - figures.totals.discount, currency), .value.bold),
    ]
    let isNarrow = canvas.width < 60
    if let verdict = FloorWords.verdict(figures, session) {
      words.append(
        Span("  " + (isNarrow ? String(verdict.text.prefix(1)) : verdict.text), verdict.style))
    } else if figures.margin.netWithCost == .zero {
      words += [Span("  " + session.text("entry.short.margin") + " ", .label), Span("—", .warning)]
    } else {
      words.append(Span("  " + session.text("entry.short.margin") + " ", .label))
      let rate = format.percent(figures.margin.marginRate)
      let margin = isNarrow ? "" : format.money(figures.margin.margin, companyCurrency) + " · "
      words.append(
        Span(margin + rate + (isUnder ? " ▼" : " ✓"), isUnder ? .warning.bold : .success.bold))
    }
    // One line has no room for the remark that names them: the sign says that some are left out.
    if canvas.height == 1, figures.linesWithoutCost > 0 {
      words.append(Span(" ?", .warning))
    }
    var x = canvas.put(words, 1, 0)
    let total = [
      Span("  " + session.text("entry.totals.total") + " ", .label),
      Span(format.money(figures.totals.total, currency), .value),
    ]
    // Whole or not at all: the total first, then what is missing to the floor.
    var left = canvas.width - x - 1
    let needed = total.reduce(0) { $0 + $1.text.columns }
    if isUnder, !isNarrow, let missing = figures.floor.missing {
      let amount = Fact("missing", .text(format.money(missing, companyCurrency)))
      let words = " " + session.text("entry.short.missing", amount)
      if words.columns + needed <= left { x = canvas.put(words, x, 0, .warning) }
      left = canvas.width - x - 1
    }
    if needed <= left { canvas.put(total, x, 0) }
    guard canvas.height > 1 else { return }
    let remarks = remarks(sheet, figures, isShort: true)
    if !remarks.isEmpty {
      drawInOneLine(remarks, on: canvas.sub(Rect(1, 1, canvas.width - 2, 1)))
    } else if sheet.isDraft {
      let key = figures.hiddenFloor == nil ? "entry.grammar.short" : "entry.grammar.shortHidden"
      canvas.put(session.text(key), in: Rect(1, 1, canvas.width - 2, 1), .muted)
    }
  }

  /// Remarks one after the other; those that have no room whole are counted.
  private func drawInOneLine(_ remarks: [Span], on canvas: Canvas) {
    var x = 0
    for (place, remark) in remarks.enumerated() {
      let left = remarks.count - place - 1
      let room = canvas.width - x - (left > 0 ? 5 : 0)
      guard place == 0 || remark.text.columns <= room else {
        canvas.put("  +\(left + 1)", x - 2, 0, .warning.bold)
        return
      }
      canvas.put(remark.text, in: Rect(x, 0, room, 1), remark.style)
      x += min(room, remark.text.columns) + 2
    }
  }
}
