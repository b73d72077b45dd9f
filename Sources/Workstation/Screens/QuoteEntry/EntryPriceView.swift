import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

extension EntryView {
  /// Price and margin of the line under the cursor, or of the one being typed.
  func drawPrice(on canvas: Canvas) {
    guard let shown else {
      if let set { return drawPrice(set, on: canvas) }
      let inside = Pane(session.text("entry.price")).draw(on: canvas)
      inside.put(session.text("entry.price.none"), in: inside.bounds.inset(1, 0), .muted)
      return
    }
    let title = session.text(
      "entry.price.title", Fact("line", .count(shown.place)),
      Fact("code", .text(shown.match.product.code)))
    let inside = Pane(title).draw(on: canvas)
    for (row, line) in priceRows(shown).prefix(inside.height).enumerated() {
      guard !line.isSentence else {
        inside.put(line.label, in: Rect(1, row, inside.width - 2, 1), line.style)
        continue
      }
      inside.put(line.label, in: Rect(1, row, 17, 1), .label)
      inside.put(
        line.value, in: Rect(18, row, inside.width - 19, 1), line.style, align: .right)
    }
  }

  private struct PriceRow {
    let label: String
    let value: String
    var style = Style.normal
    /// Its label is all of it.
    var isSentence = false
  }

  private func priceRows(_ shown: ShownLine) -> [PriceRow] {
    let line = shown.line
    guard let own = shown.own(entry.sheet) else { return [] }
    func word(_ key: String) -> String { session.text("entry.price.\(key)") }
    let unit = line.row.priceUnit == 1 ? "" : " /\(line.row.priceUnit)"
    var rows: [PriceRow] = []
    if line.row.priceSource == .unknown {
      rows.append(PriceRow(label: word("list"), value: word("asked"), style: .warning))
    } else {
      rows.append(
        PriceRow(label: source(line, shown.match), value: format.price(line.row.unitPrice) + unit))
      rows.append(
        PriceRow(
          label: word("discount"), value: EntryWords.discounts(line.row.discounts, format)))
      rows.append(
        PriceRow(
          label: word("net"), value: format.price(own.netUnitPrice) + unit, style: .value.bold))
    }
    rows += costRows(shown, own)
    rows += otherRows(shown, own)
    return rows
  }

  /// Where the gross price comes from.
  private func source(_ line: QuoteDraftLine, _ match: ProductMatch) -> String {
    if line.row.priceSource == .manual, line.row.unitPrice != line.row.listPrice,
      line.row.priceRuleID == nil
    {
      return session.text("entry.price.manual")
    }
    let name = line.row.priceRuleID.flatMap { match.terms.ruleNames[$0.rawValue] }
    return name.flatMap { $0.isEmpty ? nil : $0 } ?? session.text("entry.price.list")
  }

  /// `accord nécessaire`, `bloqué` beside a price under its floor; nothing where that only warns.
  private func actionRow(_ shown: ShownLine, _ own: QuoteLineFigures) -> [PriceRow] {
    guard let sheet = entry.sheet, let action = sheet.figures.floorAction(of: own), action > .warn
    else { return [] }
    return [
      PriceRow(
        label: session.text("entry.price.floorAction"),
        value: session.text("word.floorAction.\(action.rawValue)"), style: .danger)
    ]
  }

  private func costRows(_ shown: ShownLine, _ own: QuoteLineFigures) -> [PriceRow] {
    func word(_ key: String) -> String { session.text("entry.price.\(key)") }
    if let hidden = shown.line.hidden, hidden.isKnown {
      return floorRow(shown, own, hidden) + actionRow(shown, own)
    }
    guard let unitCost = shown.line.unitCost else {
      return [PriceRow(label: word("cost"), value: word("noCost"), style: .warning)]
    }
    let sign = own.isUnderFloor ? " ▼" : " ✓"
    let margin = own.margin.margin.map { format.amount($0, companyCurrency) } ?? ""
    var rows = [
      PriceRow(
        label: session.costLabel(shown.line.costMethod),
        value: session.cost(unitCost, beside: quoteCurrency)
          + (shown.line.row.priceUnit == 1 ? "" : " /\(shown.line.row.priceUnit)")),
      PriceRow(
        label: word("margin"), value: "\(margin) · \(format.percent(own.margin.marginRate))\(sign)",
        style: own.isUnderFloor ? .warning.bold : .success),
    ]
    if let granted = grantedWords(shown.line, own, session) {
      rows.insert(PriceRow(label: granted, value: "", style: .info, isSentence: true), at: 1)
    }
    rows += actionRow(shown, own)
    if let floor = shown.line.floor, let price = own.floorPrice {
      let words = session.text(
        own.isUnderFloor && entry.sheet?.isDraft == true
          ? "entry.price.floorToType" : "entry.price.floorPrice",
        Fact("price", .price(price)))
      rows.append(
        PriceRow(
          label: word("floor") + " " + format.shortPercent(floor), value: words,
          style: own.isUnderFloor ? .warning : .muted))
    }
    return rows
  }

  /// The floor price where costs are not shown, and how far the net price is under it.
  private func floorRow(
    _ shown: ShownLine, _ own: QuoteLineFigures, _ hidden: HiddenCost
  ) -> [PriceRow] {
    let label = session.text("entry.price.floor")
    // Told by the store in the company's currency, shown in the document's.
    guard hidden.floorPrice != nil, let price = own.floorPrice else {
      return [PriceRow(label: label, value: session.text("entry.price.noFloor"), style: .muted)]
    }
    let words = FloorWords.price(price, own, shown.line, session)
    return [PriceRow(label: label, value: words.text, style: words.style)]
  }

  private func otherRows(_ shown: ShownLine, _ own: QuoteLineFigures) -> [PriceRow] {
    func word(_ key: String) -> String { session.text("entry.price.\(key)") }
    let unit = shown.line.row.priceUnit == 1 ? "" : " /\(shown.line.row.priceUnit)"
    var rows: [PriceRow] = []
    if let last = shown.match.lastPurchase {
      let per = last.priceUnit == 1 ? "" : " /\(last.priceUnit)"
      rows.append(
        PriceRow(
          label: word("last"),
          value: "\(format.price(last.lastPrice))\(per) (\(format.shortDay(last.lastDay)))",
          style: .info))
    }
    let context = entry.sheet?.around.context
    let choice = context.flatMap { try? shown.match.terms.price(of: shown.line.quantity, $0) }
    if let words = EntryWords.nextBreak(choice?.nextBreak, of: shown, session) {
      rows.append(PriceRow(label: words, value: "", style: .info, isSentence: true))
    }
    // A price of another day stays what it is; that the rules now say something else is shown.
    if let choice, shown.line.row.priceSource == .rule,
      choice.unitPrice != shown.line.row.unitPrice
    {
      rows.append(
        PriceRow(label: word("today"), value: format.price(choice.netPrice) + unit, style: .warning)
      )
    }
    let floor = shown.line.floor ?? QuoteDerivations.usualTarget
    if let money = entry.sheet?.draft.money,
      let price = shown.line.targetPrice(own, floor, money)
    {
      let label = session.text("entry.price.target", Fact("rate", .ratio(floor)))
      rows.append(PriceRow(label: label, value: format.price(price) + unit, style: .muted))
    }
    if shown.line.row.typedUnit != shown.match.product.baseUnit {
      let held = session.text(
        "entry.price.held", Fact("quantity", .quantity(shown.line.quantity)),
        Fact("unit", .text(shown.match.product.baseUnit)))
      rows.append(PriceRow(label: word("packaging"), value: held, style: .muted))
    }
    return rows
  }

  var quoteCurrency: Currency { entry.sheet?.quote.currency ?? session.company.currency }
  /// In which costs, margins and floors are counted.
  var companyCurrency: Currency { entry.sheet?.draft.companyCurrency ?? session.company.currency }

  // MARK: Stock

  /// Stock of the product, warehouse by warehouse, and what the line finds.
  func drawStock(on canvas: Canvas) {
    guard let shown else {
      Pane(session.text("entry.stock")).draw(on: canvas)
      return
    }
    let title = session.text("entry.stock.title", Fact("code", .text(shown.match.product.code)))
    let inside = Pane(title).draw(on: canvas)
    let own = entry.sheet?.quote.warehouseID
    var row = 0
    for place in shown.match.stock.warehouses where row < inside.height {
      let isOwn = place.warehouseID == own
      inside.put(isOwn ? "▸" : " ", 0, row, .focus)
      inside.put(place.name, in: Rect(1, row, 14, 1), isOwn ? .value : .normal)
      inside.put(
        format.quantity(place.position.free), in: Rect(15, row, 8, 1),
        place.position.free > .zero ? .normal : .muted, align: .right)
      if place.position.reserved > .zero {
        let reserved = session.text(
          "entry.stock.reserved", Fact("quantity", .quantity(place.position.reserved)))
        inside.put(reserved, in: Rect(24, row, inside.width - 25, 1), .muted)
      }
      row += 1
    }
    for line in receiptLines(shown.match) where row < inside.height {
      inside.put(line, in: Rect(1, row, inside.width - 2, 1), .info)
      row += 1
    }
    guard let verdict = stockVerdict(shown), row < inside.height else { return }
    row += row + 1 < inside.height ? 1 : 0
    inside.put(verdict.text, in: Rect(1, row, inside.width - 2, 1), verdict.style)
  }

  private func receiptLines(_ match: ProductMatch) -> [String] {
    match.stock.warehouses.compactMap { place in
      place.nextReceipt.map { receipt in
        let day = receipt.day.map { format.shortDay($0) } ?? session.text("entry.stock.noDay")
        return session.text(
          "entry.stock.receipt", Fact("quantity", .quantity(receipt.quantity)),
          Fact("day", .text(day)), Fact("place", .text(place.code)))
      }
    }
  }

  /// `20 demandés → libres`, `il manque 14, attendus le 02/12`.
  func stockVerdict(_ shown: ShownLine) -> Span? {
    guard entry.sheet?.isOpen == true, let finds = shown.finds else { return nil }
    let wanted = Fact("wanted", .quantity(shown.line.quantity))
    guard finds.short > .zero else {
      return Span("✓ " + session.text("entry.stock.enough", wanted), .success)
    }
    let short = Fact("short", .quantity(finds.short))
    guard let receipt = shown.match.stock.nextReceipt else {
      return Span("▲ " + session.text("entry.stock.short", wanted, short), .warning)
    }
    let day = receipt.day.map { format.shortDay($0) } ?? session.text("entry.stock.noDay")
    return Span(
      "▲ " + session.text("entry.stock.shortUntil", wanted, short, Fact("day", .text(day))),
      .warning)
  }

  /// The sentence of the next price break of a line; nil where nothing more is within reach.
  private func nextBreak(of shown: ShownLine) -> String? {
    guard let context = entry.sheet?.around.context,
      let choice = try? shown.match.terms.price(of: shown.line.quantity, context)
    else { return nil }
    return EntryWords.nextBreak(choice.nextBreak, of: shown, session)
  }

  /// Cost, margin and floor of the line; where costs are not shown its floor price.
  private func costInShort(_ shown: ShownLine, _ own: QuoteLineFigures) -> [Span] {
    var words: [Span] = []
    if let cost = shown.line.unitCost {
      let told = session.cost(cost, beside: quoteCurrency)
      words.append(Span("  " + session.shortCost(shown.line.costMethod) + " " + told))
      let rate =
        "  " + session.text("entry.short.margin") + " "
        + format.percent(own.margin.marginRate)
      words.append(
        Span(rate + (own.isUnderFloor ? " ▼" : " ✓"), own.isUnderFloor ? .warning : .success))
      if own.isUnderFloor, entry.sheet?.isDraft == true, let price = own.floorPrice {
        words.append(
          Span(
            " " + session.text("entry.price.floorToType", Fact("price", .price(price))), .warning))
      }
    } else if let hidden = shown.line.hidden, hidden.isKnown {
      if hidden.floorPrice != nil, let price = own.floorPrice {
        let floor = FloorWords.price(price, own, shown.line, session)
        words.append(Span("  " + session.text("entry.short.floor") + " " + floor.text, floor.style))
      }
    } else {
      words.append(Span("  " + session.text("entry.price.noCost"), .warning))
    }
    return words
  }

  /// Price and stock of the line in two lines.
  func drawLineInShort(on canvas: Canvas) {
    guard let shown, let own = shown.own(entry.sheet) else {
      if let set { drawInShort(set, on: canvas) }
      return
    }
    var words: [Span] = [
      Span(session.text("entry.short.line", Fact("line", .count(shown.place))) + " ", .label)
    ]
    if shown.line.row.priceSource == .unknown {
      words.append(Span(session.text("entry.price.asked"), .warning))
    } else {
      let unit = shown.line.row.priceUnit == 1 ? "" : "/\(shown.line.row.priceUnit)"
      words.append(Span(format.price(own.netUnitPrice) + unit, .value.bold))
    }
    words += costInShort(shown, own)
    if let last = shown.match.lastPurchase {
      words.append(
        Span("  " + session.text("entry.short.last") + " " + format.price(last.lastPrice), .info))
    }
    if let next = nextBreak(of: shown) {
      // Half of the sentence would say something else.
      let end = words.reduce(3) { $0 + $1.text.columns } + next.columns
      if end < canvas.width { words.append(Span("  " + next, .info)) }
    }
    canvas.put(words, 1, 0)
    guard canvas.height > 1 else { return }
    var below: [Span] = []
    for place in shown.match.stock.warehouses.prefix(3) {
      below.append(Span("\(place.code) \(format.quantity(place.position.free))  ", .muted))
    }
    if let verdict = stockVerdict(shown) { below.append(verdict) }
    canvas.put(below, 1, 1)
  }
}
