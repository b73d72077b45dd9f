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
  /// Lines that are taken, by number.
  private var taken: Set<Int>
  /// Quantities typed, by number of line.
  private var typed: [Int: String] = [:]
  private var cursor = 0

  init(_ draft: QuoteDraft) {
    self.draft = draft
    lines = draft.lines.filter(\.isProduct)
    taken = Set(lines.filter { $0.row.choice == .firm }.map(\.row.line))
    cursor = lines.firstIndex { $0.row.choice != .firm } ?? 0
  }

  /// What is taken, as the act takes it.
  private var selection: TakenLines {
    var selection = TakenLines()
    for line in lines {
      let number = line.row.line
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
    lines.contains { $0.row.choiceOf == number && taken.contains($0.row.line) }
  }

  /// The quantity typed for a line; nil where none is, or it is no number.
  private func part(of line: QuoteDraftLine) -> Quantity? {
    typed[line.row.line].flatMap { text in
      (try? TypedNumber.parse(text, decimals: 3)).map { Quantity(thousandths: $0) }
    }
  }

  mutating func handle(_ event: InputEvent, _ model: Model) -> ModalStep {
    guard case .key(let key) = event else { return .stay([]) }
    switch key {
    case .escape: return .answer(.dismissed(id: "taken"))
    case .down: cursor = min(cursor + 1, max(0, lines.count - 1))
    case .up: cursor = max(0, cursor - 1)
    case .pageDown: cursor = min(cursor + 10, max(0, lines.count - 1))
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
    guard lines.indices.contains(cursor) else { return }
    let row = lines[cursor].row
    if toggleSet(of: lines[cursor]) { return }
    guard taken.insert(row.line).inserted else {
      taken.remove(row.line)
      if let base = row.choiceOf, draft[line: base]?.row.choice == .firm { taken.insert(base) }
      return
    }
    let base = row.choiceOf ?? row.line
    for rival in lines where rival.row.line != row.line {
      if rival.row.choiceOf == base || rival.row.line == base { taken.remove(rival.row.line) }
    }
  }

  /// The lines of the closed set that a line is a part of; none of any other.
  private func closedSet(of line: QuoteDraftLine) -> [Int] {
    guard let set = line.row.setOf, draft[line: set]?.row.setClosed == true else { return [] }
    let parts = lines.filter { $0.row.setOf == set && $0.row.choice == line.row.choice }
    let isPriced = line.isCounted || draft[line: set].map { draft.isOffered($0.row) } == true
    return isPriced ? parts.map(\.row.line) : []
  }

  /// A closed set is taken whole or left whole.
  private mutating func toggleSet(of line: QuoteDraftLine) -> Bool {
    let set = closedSet(of: line)
    guard !set.isEmpty else { return false }
    if taken.contains(line.row.line) { taken.subtract(set) } else { taken.formUnion(set) }
    return true
  }

  private mutating func edit(_ body: (inout String) -> Void) {
    guard lines.indices.contains(cursor), closedSet(of: lines[cursor]).isEmpty else { return }
    let number = lines[cursor].row.line
    var text = typed[number] ?? ""
    body(&text)
    typed[number] = text.isEmpty ? nil : text
    if part(of: lines[cursor]) == .zero { taken.remove(number) } else { taken.insert(number) }
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
    let height = min(canvas.height - 2, lines.count + 6)
    let inside = ModalFrame.draw(
      session.text("entry.taken.title", number), Size(min(canvas.width - 2, 96), height),
      on: canvas)
    inside.put(session.text("entry.taken.hint"), in: inside.bounds.row(0), .muted)
    let room = max(1, inside.height - 3)
    let first = max(0, min(cursor - room / 2, lines.count - room))
    for (row, index) in (first..<min(lines.count, first + room)).enumerated() {
      draw(
        lines[index], index == cursor, on: inside.sub(Rect(0, row + 1, inside.width, 1)), session)
    }
    let sum = sum(session)
    inside.put(sum.text, in: inside.bounds.row(inside.height - 1), sum.style)
    return nil
  }

  private func draw(
    _ line: QuoteDraftLine, _ isHere: Bool, on canvas: Canvas, _ session: Session
  ) {
    let isTaken = taken.contains(line.row.line)
    let style = (isTaken ? Style.normal : .muted).selected(isHere)
    canvas.fill(canvas.bounds, style)
    if isHere { canvas.put("▌", 0, 0, .focus.onSelection) }
    canvas.put(isTaken ? "[x]" : "[ ]", 1, 0, style)
    let sign = line.row.choice.sign
    let format = session.format
    let tail = 36
    canvas.put(
      (sign.isEmpty ? "" : sign + " ") + line.row.description,
      in: Rect(5, 0, max(4, canvas.width - tail - 6), 1), style)
    let offered = format.quantity(line.row.typedQuantity)
    let part = typed[line.row.line] ?? (isTaken ? offered : "0")
    let words = session.text(
      "entry.taken.of", Fact("part", .text(part)), Fact("offered", .text(offered)),
      Fact("unit", .text(line.row.typedUnit)))
    canvas.put(
      words, in: Rect(canvas.width - tail, 0, 22, 1), style, align: .right)
    let net = try? line.amounts.net(minorUnits: draft.quote.currency.minorUnits)
    canvas.put(
      net.map { format.amount($0, draft.quote.currency) } ?? "",
      in: Rect(canvas.width - 13, 0, 12, 1), style, align: .right)
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
