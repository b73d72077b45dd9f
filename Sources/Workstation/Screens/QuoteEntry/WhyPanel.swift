import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

/// “Pourquoi ?” of every figure of a quote: the figures of a line or of the document, and where the chosen
/// one comes from.
///
/// ```
///   ┏━ Pourquoi — ligne 6 FOR-SDS18 ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓
///   ┃ Prix brut              11,50  │ Total HT de la ligne                      ┃
///   ┃ Remise 1                10 %  │ 20 × 11,50 × (1 − 10 %) = 207,00 €        ┃
///   ┃▌Total HT             207,00 € │ quantité × prix × remises, arrondi une fois┃
///   ┃ Coût                 152,00 € │ 1 Quantité                            20  ┃
///   ┃ Marge                 55,00 € │ 2 Prix brut                        11,50  ┃
///   ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛
/// ```
/// Arrows choose a figure, ← → another line (the document stands after the last), a digit goes on to what
/// the figure is made of, Backspace comes back.
struct WhyPanel: ModalContent {
  /// A page: a line by its number, or the document.
  typealias Page = Int?

  let sheet: QuoteSheet
  let derivations: QuoteDerivations
  let words: DerivationWords
  let pages: [Page]
  private(set) var page: Page
  private(set) var list: ListState
  private(set) var figures: [QuoteFigure]
  /// Where digits led away from.
  private var trail: [QuoteFigure] = []
  /// Who typed the price of a line, where the log says it.
  private var typed: [Int: LastChange] = [:]

  /// On a line, or on the document.
  init(
    _ sheet: QuoteSheet, _ derivations: QuoteDerivations, _ words: DerivationWords, at page: Page
  ) {
    self.sheet = sheet
    self.derivations = derivations
    self.words = words
    pages = derivations.lineNumbers.map { $0 } + [nil]
    self.page = page
    figures = derivations.figures(of: page)
    list = ListState(count: figures.count)
  }

  var isTyping: Bool { false }

  /// The figure chosen.
  var figure: QuoteFigure? { list.current.map { figures[$0] } }

  mutating func load(_ session: Session) -> [Effect] { decision() }

  mutating func receive(_ result: any Sendable, _ session: Session) {
    guard let read = result as? PriceTyped, let change = read.change else { return }
    typed[read.line] = change
  }

  /// Who typed a price stands in the log.
  private func decision() -> [Effect] {
    guard let page, typed[page] == nil, let row = sheet.base?[line: page]?.row,
      row.priceSource == .manual
    else { return [] }
    return [.read("palette") { PriceTyped(line: page, change: try $0.priceDecision(on: row)) }]
  }

  mutating func handle(_ event: InputEvent, _ model: Model) -> ModalStep {
    guard case .key(let key) = event else { return .stay([]) }
    switch key {
    case .escape, .char("q"), .char("W"), .f(3): return .close([])
    case .left, .char("h"): return turn(by: -1)
    case .right, .char("l"): return turn(by: 1)
    case .tab:
      return show(page == nil ? pages.first ?? nil : nil)
    case .enter: follow(1)
    case .backspace: back()
    case .char(let character):
      guard let number = character.wholeNumberValue else { break }
      follow(number)
      return .stay(decision())
    default: _ = list.handle(key, height: max(1, model.size.height - 8))
    }
    return .stay(decision())
  }

  private mutating func turn(by pages: Int) -> ModalStep {
    guard let place = self.pages.firstIndex(of: page) else { return .stay([]) }
    return show(self.pages[min(max(0, place + pages), self.pages.count - 1)])
  }

  private mutating func show(_ page: Page) -> ModalStep {
    let kind = figure?.kind
    turn(to: page)
    if let same = figures.firstIndex(where: { $0.kind == kind }) { list.select(same) }
    return .stay(decision())
  }

  private mutating func turn(to page: Page) {
    self.page = page
    figures = derivations.figures(of: page)
    list = ListState(count: figures.count)
  }

  /// The figures among the operands of the chosen one: the digit of each.
  private var followed: [QuoteFigure] {
    figure.flatMap { derivations[$0] }?.operands.compactMap(\.figure) ?? []
  }

  private mutating func follow(_ number: Int) {
    guard let from = figure, followed.indices.contains(number - 1) else { return }
    trail.append(from)
    choose(followed[number - 1])
  }

  private mutating func back() {
    if let last = trail.popLast() { choose(last) }
  }

  private mutating func choose(_ figure: QuoteFigure) {
    if figure.line != page { turn(to: figure.line) }
    list.select(figures.firstIndex(of: figure) ?? 0)
  }

  func hints(_ session: Session) -> [FooterHint] {
    [
      hint(.up, "why.figure", session), hint(.right, "why.line", session),
      hint(.tab, "why.document", session), hint(.enter, "why.follow", session),
      hint(.backspace, "why.back", session), hint(.escape, "modal.close", session),
    ]
  }

  // MARK: Drawing

  func draw(on canvas: Canvas, _ model: Model) -> Point? {
    let session = model.session
    let width = min(canvas.width, 104)
    let isWide = width >= 70
    let detail = detail(session)
    let height = min(canvas.height - 2, max(20, detail.count + 4))
    let inside = ModalFrame.draw(title(session), Size(width, height), on: canvas)
    guard isWide else {
      drawDetail(detail, on: inside.sub(Rect(1, 0, inside.width - 2, inside.height)), session)
      return nil
    }
    let left = min(44, inside.width * 11 / 25)
    drawList(on: inside.sub(Rect(0, 0, left, inside.height)))
    for row in 0..<inside.height { inside.put("│", left, row, .muted) }
    drawDetail(
      detail, on: inside.sub(Rect(left + 2, 0, inside.width - left - 3, inside.height)), session)
    return nil
  }

  private func title(_ session: Session) -> String {
    guard let page, let line = derivations.draftLine(page) else {
      return session.text("why.title.document")
    }
    return session.text(
      "why.title.line", Fact("line", .text(words.lines[page] ?? "")),
      Fact("code", .text(sheet.match(line)?.product.code ?? line.row.description)))
  }

  private func drawList(on canvas: Canvas) {
    var list = list
    list.reveal(height: canvas.height)
    for (row, index) in list.visible(height: canvas.height).enumerated() {
      let isHere = index == list.current
      let style = Style.normal.selected(isHere)
      canvas.fill(Rect(0, row, canvas.width, 1), style)
      if isHere { canvas.put("▌", 0, row, .focus.onSelection) }
      let value = derivations[figures[index]].map { words.value($0.value) } ?? ""
      let name = words.name(figures[index], besideLine: page)
      canvas.put(
        name, in: Rect(1, row, max(0, canvas.width - value.columns - 3), 1), style)
      canvas.put(
        value, in: Rect(1, row, canvas.width - 2, 1), Style.value.selected(isHere), align: .right)
    }
  }

  /// A row of the explanation: words, and a value at the right.
  struct Row {
    var words: [Span]
    var value = ""
  }

  private func drawDetail(_ rows: [Row], on canvas: Canvas, _ session: Session) {
    let room = canvas.height
    for (y, row) in rows.prefix(rows.count > room ? room - 1 : room).enumerated() {
      let width = row.value.isEmpty ? canvas.width : canvas.width - row.value.columns - 1
      var x = 0
      for span in row.words {
        canvas.put(span.text, in: Rect(x, y, max(0, width - x), 1), span.style)
        x += span.text.columns
      }
      canvas.put(row.value, in: Rect(0, y, canvas.width, 1), .value, align: .right)
    }
    guard rows.count > room else { return }
    let left = session.counted("why.more", rows.count - room + 1)
    canvas.put(left, in: Rect(0, room - 1, canvas.width, 1), .muted)
  }

  private func detail(_ session: Session) -> [Row] {
    guard let figure, let derivation = derivations[figure] else { return [] }
    let window = min(session.size.width, 104)
    let width = window < 70 ? window - 4 : window - 2 - min(44, (window - 2) * 11 / 25) - 3
    var rows = [
      Row(
        words: [Span(words.name(figure, besideLine: page), .title)],
        value: words.value(derivation.value))
    ]
    let equation = words.equation(derivation)
    if equation != words.value(derivation.value) {
      rows += equation.wrapped(to: width).map { Row(words: [Span($0, .value)]) }
    }
    rows += words.rule(derivation).wrapped(to: width).map { Row(words: [Span($0, .muted)]) }
    rows.append(Row(words: []))
    rows += operands(derivation)
    if figure.kind == .gross || figure.kind == .discount { rows += rules(width, session) }
    if [.unitCost, .cost, .margin, .marginRate, .markup].contains(figure.kind) {
      rows += costs(session)
    }
    rows += hidden(figure, session)
    return rows
  }

  /// Derogation, cost of today and rebate beside the cost of a line.
  private func costs(_ session: Session) -> [Row] {
    guard let page, let line = derivations.draftLine(page), let match = sheet.match(line),
      let own = sheet.figures[line: page]
    else { return [] }
    let words = LineCostWords(
      sheet: sheet, line: line, match: match, own: own, session: session)
    return words.lines.isEmpty ? [] : [Row(words: [])] + words.lines.map { Row(words: $0) }
  }

  private func operands(_ derivation: Derivation) -> [Row] {
    guard derivation.rule != .stated else { return [] }
    var number = 0
    return derivation.operands.map { operand in
      var mark = "  "
      if operand.figure != nil {
        number += 1
        mark = number < 10 ? "\(number) " : "  "
      }
      let sign = operand.isSubtracted ? "− " : ""
      return Row(
        words: [Span(mark, .focus), Span(words.name(operand, besideLine: page))],
        value: sign + words.value(operand.value))
    }
  }

  /// The rule that gave the price, those that did not and why, who typed one.
  private func rules(_ width: Int, _ session: Session) -> [Row] {
    guard let page, let line = derivations.draftLine(page), let match = sheet.match(line) else {
      return []
    }
    let rules = PriceRuleWords(
      line: line, match: match, context: sheet.around.context, session: session,
      typed: typed[page])
    return [Row(words: [])] + rules.lines(width).map { Row(words: $0) }
  }

  private func hidden(_ figure: QuoteFigure, _ session: Session) -> [Row] {
    guard derivations.hidesCosts(beside: figure) else { return [] }
    return [Row(words: []), Row(words: [Span(session.text("costs.hidden"), .muted)])]
  }
}
