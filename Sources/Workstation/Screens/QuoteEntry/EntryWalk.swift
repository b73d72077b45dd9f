import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

// Walking over the lines, editing one, taking one off, moving one.

extension QuoteEntry {
  /// Rows the cursor can walk over: lines, then what found no product.
  var walkable: Int { (sheet?.draft.lines.count ?? 0) + rejects.count }

  /// The line under the cursor.
  var currentLine: QuoteDraftLine? {
    switch focus {
    case .lines(let place), .edit(let place):
      guard let lines = sheet?.draft.lines, lines.indices.contains(place) else { return nil }
      return lines[place]
    default: return nil
    }
  }

  /// Puts the cursor on a row.
  mutating func walk(to place: Int) {
    focus = .lines(min(max(0, place), max(0, walkable - 1)))
    field = TextField()
    isFresh = false
    problem = nil
    proposals = Proposals()
  }

  mutating func pressLines(_ key: Key, _ place: Int, _ session: Session) -> [Effect] {
    switch key {
    case .up: step(to: place - 1)
    case .down:
      if place + 1 >= walkable, sheet?.isDraft == true { return backToEntry(session) }
      step(to: place + 1)
    case .pageUp: step(to: place - 10)
    case .pageDown: step(to: place + 10)
    case .home: step(to: 0)
    case .end, .tab, .char("n"), .insert:
      if sheet?.isDraft == true { return backToEntry(session) }
    case .backTab: focusHeaderFromLines(session)
    case .delete: return remove(session)
    default: break
    }
    return []
  }

  private mutating func step(to place: Int) {
    let text = unfinished
    walk(to: place)
    unfinished = text
  }

  private mutating func focusHeaderFromLines(_ session: Session) {
    guard sheet?.isDraft == true else { return }
    let text = unfinished
    focusHeader(.last, session)
    unfinished = text
  }

  /// Opens the line for editing; what found no product comes back into the entry line.
  mutating func edit(_ place: Int, _ session: Session) -> [Effect] {
    guard let sheet else { return [] }
    guard sheet.isDraft else { return revise() }
    let lines = sheet.draft.lines
    guard lines.indices.contains(place) else {
      guard rejects.indices.contains(place - lines.count) else { return [] }
      let text = rejects.remove(at: place - lines.count)
      toEntry()
      field.text = text
      return journal() + lookUp(session)
    }
    focus = .edit(place)
    field = TextField(editableText(lines[place]))
    isFresh = true
    problem = nil
    proposals = Proposals()
    return lookUp(session)
  }

  /// A line as the grammar reads it back.
  func editableText(_ line: QuoteDraftLine) -> String {
    if line.isSet { return setText(line) }
    guard let sheet, let match = sheet.match(line) else {
      return (line.row.heading ? "++ " : "+ ") + line.row.description
    }
    return LineWords.text(of: line, match, sheet.around.context)
  }

  /// What the input says, as a whole line.
  var lineText: EntryText {
    if case .edit(let place) = focus { editText(place) } else { typed }
  }

  /// The text of the input of a line being edited: `30`, `-5`, `=9,90` alone change only that.
  func editText(_ place: Int) -> EntryText {
    guard let sheet, sheet.draft.lines.indices.contains(place) else { return typed }
    if sheet.draft.lines[place].isSet {
      return EntryText(LineWords.whole(field.text, over: setEntry(sheet.draft.lines[place])))
    }
    guard let match = sheet.match(sheet.draft.lines[place]) else { return typed }
    let known = LineWords.entry(of: sheet.draft.lines[place], match, sheet.around.context)
    return EntryText(LineWords.whole(field.text, over: known))
  }

  /// Enter on a line being edited.
  mutating func enterEdit(_ place: Int, _ session: Session) -> [Effect] {
    guard let sheet, sheet.draft.lines.indices.contains(place) else { return toEntry() }
    let text = editText(place)
    let line = sheet.draft.lines[place]
    if line.isSet, let entry = text.entry { return changeSet(line, to: entry, session) }
    switch text.entry {
    case nil:
      problem = text.problem.map { EntryWords.problem($0, session) }
      return []
    case .comment(let words):
      return finishEdit(place, session) {
        $0.row.description = words
        $0.row.heading = false
      }
    case .section(let words):
      guard !line.isProduct else {
        problem = session.text("entry.productStays")
        return []
      }
      return finishEdit(place, session) {
        $0.row.description = words
        $0.row.heading = true
      }
    case .copyAbove:
      problem = session.text("entry.nothingAbove")
      return []
    case .product(let entry):
      guard line.isProduct else {
        problem = session.text("entry.commentStays")
        return []
      }
      return change(place, to: entry, session)
    }
  }

  private mutating func change(
    _ place: Int, to entry: ProductEntry, _ session: Session
  ) -> [Effect] {
    guard let sheet, let match = sheet.match(sheet.draft.lines[place]),
      match.product.code == entry.search
    else { return replace(place, with: entry, session) }
    do throws(LineProblem) {
      let changed = try LineWords.edited(
        sheet.draft.lines[place], to: entry, match.terms, sheet.around.context)
      return finishEdit(place, session) { $0 = changed }
    } catch {
      problem = EntryWords.problem(error, on: match.product, session)
      return []
    }
  }

  /// Another product in the place of a line.
  private mutating func replace(
    _ place: Int, with entry: ProductEntry, _ session: Session
  ) -> [Effect] {
    guard proposals.search == entry.search else {
      pending = .take
      return []
    }
    guard let match = proposals.product, let around = sheet?.around else {
      problem = session.text("entry.noProduct", Fact("search", .text(entry.search)))
      return []
    }
    do throws(LineProblem) {
      let line = try match.terms.line(
        entry.typing(match.terms), around.context, otherWarehouses: around.settings.otherWarehouses)
      sheet?.around.products[match.product.id] = match
      return finishEdit(place, session) { old in
        var fresh = line
        fresh.row.quoteID = old.row.quoteID
        fresh.row.line = old.number
        fresh.row.position = old.row.position
        fresh.row.version = old.row.version
        fresh.row.setOf = old.setOf
        old = fresh
      }
    } catch {
      problem = EntryWords.problem(error, on: match.product, session)
      return []
    }
  }

  mutating func finishEdit(
    _ place: Int, _ session: Session, _ body: (inout QuoteDraftLine) -> Void
  ) -> [Effect] {
    let effects = change(session) { body(&$0.lines[place]) }
    guard problem == nil else { return effects }
    walk(to: place)
    return effects
  }

  // MARK: Taking off, moving

  /// Takes the row under the cursor off; it can be taken back.
  mutating func remove(_ session: Session) -> [Effect] {
    guard case .lines(let place) = focus, let sheet, sheet.isDraft else { return [] }
    let count = sheet.draft.lines.count
    guard place < count else {
      if rejects.indices.contains(place - count) { rejects.remove(at: place - count) }
      return finishWalking(place, journal(), session)
    }
    let effects = change(session) { $0.removeLine(at: place) }
    let said = Effect.say(Status(.done, session.text("entry.removed")))
    return finishWalking(place, effects + [said], session)
  }

  private mutating func finishWalking(
    _ place: Int, _ effects: [Effect], _ session: Session
  ) -> [Effect] {
    guard walkable > 0 else { return effects + backToEntry(session) }
    step(to: place)
    return effects
  }

  /// Moves the line under the cursor up or down.
  mutating func move(by rows: Int, _ session: Session) -> [Effect] {
    guard case .lines(let place) = focus, let sheet, sheet.isDraft else { return [] }
    guard sheet.draft.lines.indices.contains(place) else { return [] }
    var target: Int?
    let effects = change(session) { target = $0.moveLine(at: place, by: rows) }
    guard let target else { return [] }
    step(to: target)
    return effects
  }

  /// Allows another warehouse to serve the line, or not.
  mutating func toggleWarehouses(_ session: Session) -> [Effect] {
    guard case .lines(let place) = focus, currentLine?.isProduct == true else { return [] }
    return change(session) { $0.lines[place].row.otherWarehouses.toggle() }
  }
}
