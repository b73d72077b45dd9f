import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

// What answers the letters typed: products and sets, under the entry line.

/// What a proposal says, whether it is a product or a set.
private struct ProposalWords {
  let code: String
  let codeStyle: Style
  let name: String
  /// Net price, in the currency of the quote.
  let price: String
  /// Margin or floor of a product, number of lines of a set.
  let aside: String
  /// What may still be promised.
  let free: Quantity
}

extension EntryView {
  /// What the proposals show.
  private struct ProposalsKey: Equatable {
    let sheet: SharedMark
    let proposals: SharedMark
    let layout: LinesLayout
    let wanted: Quantity
    let session: Int
  }

  /// The box of proposals, with what the customer usually buys under it.
  func drawProposals(_ layout: LinesLayout, on canvas: Canvas) {
    guard layout.proposals.height > 0 else { return }
    let wanted = text.product?.quantity ?? Quantity(thousandths: 1000)
    let key = ProposalsKey(
      sheet: entry.$sheet, proposals: entry.$proposals, layout: layout, wanted: wanted,
      session: session.edition)
    let whole = layout.box ?? layout.proposals
    canvas.sub(whole).keep(key) { _ in drawProposals(layout, wanted: wanted, on: canvas) }
  }

  private func drawProposals(_ layout: LinesLayout, wanted: Quantity, on canvas: Canvas) {
    let count = entry.proposals.products.count + entry.proposals.sets.count
    let rows = layout.proposals
    if let box = layout.box { Pane(proposalTitle(count)).draw(on: canvas.sub(box)) }
    let area = canvas.sub(rows)
    let columns = ProposalColumns(area.width, codes: codes)
    for row in 0..<rows.height where layout.first + row < count {
      let index = layout.first + row
      guard let words = words(index, isWide: columns.isWide) else { continue }
      draw(
        words, columns, wanted: wanted, isHere: index == entry.proposals.selected,
        on: area.sub(area.bounds.row(row)))
    }
    if let usual = layout.usual { drawUsual(on: canvas.sub(usual)) }
  }

  private var codes: Int {
    let products = entry.proposals.products.reduce(0) { max($0, $1.product.code.columns) }
    return entry.proposals.sets.reduce(products) { max($0, $1.terms.set.code.columns) }
  }

  private func proposalTitle(_ count: Int) -> String {
    if !entry.proposals.sets.isEmpty {
      let shown = count < Proposals.limit ? "\(count)" : "\(Proposals.limit - 1)+"
      return session.counted("entry.proposals.withSets", count, Fact("shown", .text(shown)))
    }
    if count == 1 { return session.text("entry.proposals.one") }
    let shown = count < Proposals.limit ? "\(count)" : "\(Proposals.limit - 1)+"
    return session.text("entry.proposals.other", Fact("count", .text(shown)))
  }

  // MARK: Words

  private func words(_ index: Int, isWide: Bool) -> ProposalWords? {
    if let match = entry.proposals.product(at: index) { return words(match, isWide) }
    return entry.proposals.set(at: index).map { words($0, isWide) }
  }

  private func words(_ match: ProductMatch, _ isWide: Bool) -> ProposalWords {
    let unit = match.product.priceUnit == 1 ? "" : "/\(match.product.priceUnit)"
    return ProposalWords(
      code: match.product.code, codeStyle: .normal, name: match.product.name,
      price: match.price.map { format.price($0.netPrice) + unit } ?? "—",
      aside: isWide ? aside(match) : "", free: match.stock.total.free)
  }

  private func aside(_ match: ProductMatch) -> String {
    guard let hidden = match.terms.hidden else {
      return session.text("entry.short.margin") + " " + format.percent(match.marginRate)
    }
    return session.text("entry.short.floor") + " " + (hidden.floorPrice.map(format.price) ?? "—")
  }

  private func words(_ match: SetMatch, _ isWide: Bool) -> ProposalWords {
    let currency = entry.sheet?.quote.currency ?? session.company.currency
    let lines = match.terms.lines.count { $0.kind == .product }
    return ProposalWords(
      code: match.set.code, codeStyle: .title,
      name: session.text("entry.set.proposal", Fact("name", .text(match.set.name))),
      price: match.price.map { format.amount($0, currency) } ?? "—",
      aside: isWide ? session.counted("entry.set.lines", lines) : "", free: match.free)
  }

  // MARK: Drawing

  private func draw(
    _ words: ProposalWords, _ columns: ProposalColumns, wanted: Quantity, isHere: Bool,
    on canvas: Canvas
  ) {
    let style = Style.normal.selected(isHere)
    canvas.fill(canvas.bounds, style)
    if isHere { canvas.put("▌", 0, 0, .focus.onSelection) }
    canvas.put(words.code, in: columns.code, words.codeStyle.selected(isHere))
    canvas.put(words.name, in: columns.name, style)
    canvas.put(words.price, in: columns.price, Style.value.selected(isHere), align: .right)
    canvas.put(words.aside, in: columns.aside, Style.muted.selected(isHere), align: .right)
    let isShort = words.free < wanted
    let label = columns.isWide ? session.text("entry.short.free") + " " : ""
    canvas.put(
      label + format.quantity(words.free) + (isShort ? " ▲" : "  "), in: columns.stock,
      (isShort ? Style.warning : .normal).selected(isHere), align: .right)
  }

  /// `Habituel : 4 commandes, 11,20 le 02/10`.
  private func drawUsual(on canvas: Canvas) {
    guard let match = entry.proposals.product, let last = match.lastPurchase else { return }
    let words = session.counted(
      "entry.usual", last.orderCount, Fact("code", .text(match.product.code)),
      Fact("price", .price(last.lastPrice)), Fact("day", .text(format.shortDay(last.lastDay))))
    canvas.put(words, in: canvas.bounds, .info)
  }
}

/// The columns of the proposals: a code is never cut where the name can give way.
private struct ProposalColumns {
  /// Whether words stand before the figures.
  let isWide: Bool
  let code: Rect
  let name: Rect
  let price: Rect
  let aside: Rect
  let stock: Rect

  /// - Parameters:
  ///   - width: of a row.
  ///   - codes: width of the longest code.
  init(_ width: Int, codes: Int) {
    isWide = width >= 66
    let start = max(isWide ? 14 : 11, min(codes, width / 3) + 2)
    let figures = width - (isWide ? 39 : 21)
    code = Rect(1, 0, start - 2, 1)
    name = Rect(start, 0, figures - start, 1)
    price = Rect(figures, 0, 12, 1)
    aside = isWide ? Rect(figures + 13, 0, 10, 1) : Rect(0, 0, 0, 0)
    let last = figures + (isWide ? 24 : 13)
    stock = Rect(last, 0, width - last, 1)
  }
}
