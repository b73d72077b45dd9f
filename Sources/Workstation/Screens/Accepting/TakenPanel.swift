import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

/// What a customer takes of a quote: every line firm, the options to be chosen, quantities to be
/// lowered. Space takes or leaves a line, digits say how much of it, Enter accepts.
struct TakenPanel: ModalContent {
  let draft: QuoteDraft
  /// The product lines, in the order of the document.
  private let lines: [QuoteDraftLine]
  /// What the cursor walks over: lines, and each set before its own. Of a set that papers show as one line
  /// the customer takes the whole: its lines are not shown.
  private let rows: [QuoteDraftLine]
  /// Lines that are taken, by number.
  private var taken: Set<Int>
  /// Quantities typed, by number of line.
  private var typed: [Int: String] = [:]
  private var cursor = 0

  init(_ draft: QuoteDraft) {
    self.draft = draft
    let lines = draft.lines.filter(\.isProduct)
    self.lines = lines
    rows = draft.lines.filter { line in
      line.isProduct ? Self.closedSet(of: line, in: draft).isEmpty : line.isSet
    }
    taken = Set(lines.filter { $0.row.choice == .firm }.map(\.number))
    cursor = rows.firstIndex { $0.isProduct && $0.row.choice != .firm } ?? 0
  }

  /// What is taken, as the act takes it.
  private var selection: TakenLines {
    var selection = TakenLines()
    for line in lines {
      let number = line.number
      let isTaken = taken.contains(number)
      if line.row.choice != .firm, isTaken { selection.chosen.insert(number) }
      if line.row.choice == .firm, !isTaken, !isReplaced(number) {
        selection.quantities[number] = .zero
      }
      if isTaken, let part = part(of: line), part != line.row.typedQuantity {
        selection.quantities[number] = part
      }
    }
    return selection
  }

  private func isReplaced(_ number: Int) -> Bool {
    lines.contains { $0.row.choiceOf == number && taken.contains($0.number) }
  }

  /// The quantity typed for a line; nil where none is, or it is no number.
  private func part(of line: QuoteDraftLine) -> Quantity? {
    typed[line.number].flatMap { text in
      (try? TypedNumber.parse(text, decimals: 3)).map { Quantity(thousandths: $0) }
    }
  }

  mutating func handle(_ event: InputEvent, _ model: Model) -> ModalStep {
    guard case .key(let key) = event else { return .stay([]) }
    switch key {
    case .escape: return .answer(.dismissed(id: "taken"))
    case .down: cursor = min(cursor + 1, max(0, rows.count - 1))
    case .up: cursor = max(0, cursor - 1)
    case .pageDown: cursor = min(cursor + 10, max(0, rows.count - 1))
    case .pageUp: cursor = max(0, cursor - 10)
    case .char(" "): toggle()
    case .backspace: edit { if !$0.isEmpty { $0.removeLast() } }
    case .char(let character) where character.isNumber || character == "," || character == ".":
      edit { $0.append(character) }
    case .enter, .f(8), .f(9):
      guard (try? draft.taking(selection)) != nil else { return .stay([]) }
      return .act(.act(AcceptQuote(quote: draft.quote.id, taking: selection)))
    default: break
    }
    return .stay([])
  }

  /// Takes the line under the cursor, or leaves it. Of a line and its alternatives one is taken.
  private mutating func toggle() {
    guard rows.indices.contains(cursor) else { return }
    if rows[cursor].isSet { return toggle(Self.held(by: rows[cursor].number, in: draft)) }
    let row = rows[cursor].row
    guard taken.insert(row.line).inserted else {
      taken.remove(row.line)
      if let base = row.choiceOf, draft[line: base]?.row.choice == .firm { taken.insert(base) }
      return
    }
    let base = row.choiceOf ?? row.line
    for rival in lines where rival.number != row.line {
      if rival.row.choiceOf == base || rival.number == base { taken.remove(rival.number) }
    }
  }

  /// The numbers of the lines that make the price of a set.
  private static func held(by set: Int, in draft: QuoteDraft) -> [Int] {
    let parts = draft.parts(of: set).filter(\.isProduct)
    let isSold = parts.contains(where: \.isCounted)
    return parts.filter { !isSold || $0.isCounted }.map(\.number)
  }

  /// The lines of the closed set that a line is a part of; none of any other.
  private static func closedSet(of line: QuoteDraftLine, in draft: QuoteDraft) -> [Int] {
    guard let set = line.setOf, draft[line: set]?.row.setClosed == true else { return [] }
    let held = held(by: set, in: draft)
    return held.contains(line.number) ? held : []
  }

  /// A set is taken whole or left whole; of an open one lines may be taken apart too.
  private mutating func toggle(_ held: [Int]) {
    if held.contains(where: taken.contains) { taken.subtract(held) } else { taken.formUnion(held) }
  }

  private mutating func edit(_ body: (inout String) -> Void) {
    guard rows.indices.contains(cursor), rows[cursor].isProduct else { return }
    let number = rows[cursor].number
    var text = typed[number] ?? ""
    body(&text)
    typed[number] = text.isEmpty ? nil : text
    if part(of: rows[cursor]) == .zero { taken.remove(number) } else { taken.insert(number) }
  }

  func hints(_ session: Session) -> [FooterHint] {
    [
      hint(.char(" "), "entry.taken.toggle", session), hint(.enter, "entry.taken.accept", session),
      hint(.up, "modal.move", session), hint(.escape, "modal.cancel", session),
    ]
  }

  // MARK: Drawing

  func draw(on canvas: Canvas, _ model: Model) -> Point? {
    let session = model.session
    let number = Fact("number", .text(QuoteWords.number(draft.quote)))
    let height = min(canvas.height - 2, rows.count + 6)
    let inside = ModalFrame.draw(
      session.text("entry.taken.title", number), Size(min(canvas.width - 2, 96), height),
      on: canvas)
    inside.put(session.text("entry.taken.hint"), in: inside.bounds.row(0), .muted)
    let room = max(1, inside.height - 3)
    let first = max(0, min(cursor - room / 2, rows.count - room))
    for (row, index) in (first..<min(rows.count, first + room)).enumerated() {
      let place = inside.sub(Rect(0, row + 1, inside.width, 1))
      draw(rows[index], index == cursor, on: place, session)
    }
    let sum = sum(session)
    inside.put(sum.text, in: inside.bounds.row(inside.height - 1), sum.style)
    return nil
  }

  private func draw(
    _ line: QuoteDraftLine, _ isHere: Bool, on canvas: Canvas, _ session: Session
  ) {
    let held = line.isSet ? Self.held(by: line.number, in: draft) : [line.number]
    let isTaken = held.contains(where: taken.contains)
    let style = (isTaken ? Style.normal : .muted).selected(isHere)
    canvas.fill(canvas.bounds, style)
    if isHere { canvas.put("▌", 0, 0, .focus.onSelection) }
    canvas.put(isTaken ? "[x]" : "[ ]", 1, 0, style)
    let tail = 36
    canvas.put(
      name(line, session), in: Rect(5, 0, max(4, canvas.width - tail - 6), 1), style)
    canvas.put(
      quantity(line, isTaken, session), in: Rect(canvas.width - tail, 0, 22, 1), style,
      align: .right)
    let units = draft.quote.currency.minorUnits
    let nets = lines.filter { held.contains($0.number) }
      .map { (try? $0.amounts.net(minorUnits: units)) ?? .zero }
    canvas.put(
      session.format.amount(nets.reduce(.zero) { $0 + $1 }, draft.quote.currency),
      in: Rect(canvas.width - 13, 0, 12, 1), style, align: .right)
  }

  /// `? ` an option, `/ ` an alternative, `▣ ` a set, `└ ` a line of an open one.
  private func name(_ line: QuoteDraftLine, _ session: Session) -> String {
    guard !line.isSet else {
      return session.text("entry.set.proposal", Fact("name", .text(line.row.description)))
    }
    let sign = line.row.choice.sign
    return (line.setOf == nil ? "" : "└ ") + (sign.isEmpty ? "" : sign + " ")
      + line.row.description
  }

  private func quantity(_ line: QuoteDraftLine, _ isTaken: Bool, _ session: Session) -> String {
    let offered = session.format.quantity(line.row.typedQuantity)
    guard line.isProduct else { return offered }
    let part = typed[line.number] ?? (isTaken ? offered : "0")
    return session.text(
      "entry.taken.of", Fact("part", .text(part)), Fact("offered", .text(offered)),
      Fact("unit", .text(line.row.typedUnit)))
  }

  /// What is ordered and what stays quoted, or why it cannot be.
  private func sum(_ session: Session) -> Span {
    do {
      let (ordered, rest) = try draft.taking(selection)
      let currency = draft.quote.currency
      var fresh = ordered
      fresh.quote.state = .draft
      let totals = try QuoteComputation(fresh).totals
      let left = try rest.map { try QuoteComputation($0).totals.goods }
      let net = Fact("net", .text(session.format.money(totals.goods - totals.discount, currency)))
      guard let left else { return Span(session.text("entry.taken.all", net), .value) }
      let kept = Fact("rest", .text(session.format.money(left, currency)))
      return Span(session.text("entry.taken.part", net, kept), .value)
    } catch let problem as ChoiceProblem {
      let refusal = Refusal(problem, of: draft.quote)
      return Span(
        session.format.text("refusal.\(refusal.reason.rawValue)", refusal.facts), .warning)
    } catch {
      return Span(session.text("refusal.figureTooLarge"), .warning)
    }
  }
}
