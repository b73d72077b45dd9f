import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

// Sections, options and alternatives, by a key on their line.

extension QuoteEntry {
  /// Makes the line an option, or an alternative of the one above; what it is already is sold again.
  mutating func toggle(_ choice: LineChoice, _ session: Session) -> [Effect] {
    if let set = currentSet { return toggle(choice, of: set, session) }
    guard case .lines(let place) = focus, let line = currentLine, line.isProduct else {
      return [.say(Status(.refused, session.text("entry.no.product")))]
    }
    let wanted: LineChoice = line.row.choice == choice ? .firm : choice
    let effects = change(session) { draft in
      draft.lines[place].row.choice = wanted
      draft.lines[place].row.choiceOf = nil
    }
    let kept = currentLine?.row.choice ?? wanted
    return effects + [.say(Status(.done, session.text("entry.choice.\(kept.rawValue)")))]
  }

  /// Makes words the heading of a section, or plain words again.
  mutating func toggleHeading(_ session: Session) -> [Effect] {
    guard case .lines(let place) = focus, let line = currentLine, !line.isProduct,
      !line.isSet
    else {
      return [.say(Status(.refused, session.text("entry.no.words")))]
    }
    return change(session) { $0.lines[place].row.heading.toggle() }
  }

  /// Asks what the customer takes: options, alternatives, part of the quantities.
  func askTaken() -> [Effect] {
    guard let sheet, sheet.quote.state == .sent else { return [] }
    return [.ask(Modal(TakenPanel(sheet.draft)))]
  }
}
