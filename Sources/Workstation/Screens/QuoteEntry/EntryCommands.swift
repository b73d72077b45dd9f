import SalesDesk
import Terminal

/// The commands of quote entry. Inside the inputs only those that type nothing count.
enum EntryCommands {
  static var all: [Command] { typing + lines + steps }

  private static func no(_ key: String, _ session: Session) -> Availability {
    .no(session.text("entry.no.\(key)"))
  }

  private static func draft(_ entry: QuoteEntry, _ session: Session) -> Availability {
    guard let sheet = entry.sheet else { return no("customer", session) }
    return sheet.isDraft ? .yes : no("draft", session)
  }

  private static func onLine(_ entry: QuoteEntry, _ session: Session) -> Availability {
    guard case .lines = entry.focus else { return no("line", session) }
    return draft(entry, session)
  }

  private static var typing: [Command] {
    [
      .on(QuoteEntry.self, "entry.enter", keys: [.enter], footer: 1) { entry, session in
        entry.enter(session)
      },
      .on(
        QuoteEntry.self, "entry.list", keys: [.f(4)], footer: 2, availability: draft
      ) { entry, session in entry.chooseFromList(session) },
      .on(
        QuoteEntry.self, "entry.copy", keys: [.f(7)], footer: 4, availability: draft
      ) { entry, session in entry.copyValue(session) },
      .on(
        QuoteEntry.self, "entry.save", keys: [.f(8), .ctrl("s")], act: SaveDraft.entry.id,
        footer: 5, availability: draft
      ) { entry, session in entry.saveNow(session) },
      .on(QuoteEntry.self, "entry.next", keys: [.f(9)], footer: 3) { entry, session in
        entry.next(session)
      },
      .on(
        QuoteEntry.self, "entry.why", keys: [.f(3), .char("W")], footer: 6,
        availability: { entry, session in
          entry.sheet == nil ? no("customer", session) : .yes
        }
      ) { entry, session in entry.why(session) },
      .on(
        QuoteEntry.self, "entry.negotiate", keys: [.ctrl("n"), .char("N")], footer: 8,
        availability: { entry, session in
          guard let sheet = entry.sheet, !sheet.figures.lines.isEmpty else {
            return no("lines", session)
          }
          // What keeps the floor tells the cost, one try after the other.
          guard !sheet.outline.hidesCosts else { return .no(session.text("negotiation.costs")) }
          return draft(entry, session)
        }
      ) { entry, session in entry.negotiate(session) },
      .on(
        QuoteEntry.self, "entry.pastPrices", keys: [.ctrl("r"), .char("R")], footer: 9,
        availability: { entry, session in
          entry.shownProduct == nil && !entry.isLookingUp ? no("product", session) : .yes
        }
      ) { entry, session in entry.pastPrices(session) },
      .on(
        QuoteEntry.self, "entry.listFile", keys: [.f(10), .char("<")], availability: draft
      ) { entry, session in entry.askList(session) },
      .on(QuoteEntry.self, "entry.header", keys: [.f(6)], footer: 7, availability: draft) {
        entry, session in entry.switchPane(session)
      },
      .on(QuoteEntry.self, "entry.currency", keys: [.char("$")], availability: draft) {
        entry, session in entry.askCurrency(session)
      },
      .on(QuoteEntry.self, "entry.undo", keys: [.char("u"), .ctrl("z")]) {
        entry, session in entry.undo(session)
      },
      .on(QuoteEntry.self, "entry.redo", keys: [.char("U"), .ctrl("y")]) { entry, session in
        entry.redo(session)
      },
      .on(QuoteEntry.self, "entry.leave", keys: [.char("q")]) { entry, session in
        entry.close(session)
      },
    ]
  }

  private static var lines: [Command] {
    [
      .on(
        QuoteEntry.self, "entry.edit", keys: [.f(2), .char("e")], act: EditLine.entry.id,
        footer: 10,
        availability: { entry, session in
          if case .lines = entry.focus { return .yes }
          return no("line", session)
        }
      ) { entry, session in entry.enter(session) },
      .on(
        QuoteEntry.self, "entry.remove", keys: [.char("x")], act: RemoveLine.entry.id, footer: 11,
        availability: onLine
      ) { entry, session in entry.remove(session) },
      .on(
        QuoteEntry.self, "entry.moveUp", keys: [.shift(.up)], act: MoveLine.entry.id, footer: 12,
        availability: onLine
      ) { entry, session in entry.move(by: -1, session) },
      .on(
        QuoteEntry.self, "entry.moveDown", keys: [.shift(.down)], act: MoveLine.entry.id,
        availability: onLine
      ) { entry, session in entry.move(by: 1, session) },
      .on(QuoteEntry.self, "entry.warehouses", keys: [], availability: onLine) {
        entry, session in entry.toggleWarehouses(session)
      },
      .on(QuoteEntry.self, "entry.option", keys: [.char("o")], availability: onLine) {
        entry, session in entry.toggle(.option, session)
      },
      .on(QuoteEntry.self, "entry.alternative", keys: [.char("a")], availability: onLine) {
        entry, session in entry.toggle(.alternative, session)
      },
      .on(QuoteEntry.self, "entry.heading", keys: [.char("t")], availability: onLine) {
        entry, session in entry.toggleHeading(session)
      },
      .on(QuoteEntry.self, "entry.setClosed", keys: [.char("c")], availability: onLine) {
        entry, session in entry.toggleClosed(session)
      },
      .on(
        QuoteEntry.self, "entry.keepSet", keys: [.char("K")], act: KeepLinesAsSet.entry.id,
        availability: { entry, session in
          guard KeepLinesAsSet.entry.allows(session.actor.roles) else {
            return no("manager", session)
          }
          return stored(entry, session)
        }
      ) { entry, session in entry.askKeep(session) },
    ]
  }

  private static func stored(_ entry: QuoteEntry, _ session: Session) -> Availability {
    entry.sheet?.base == nil ? no("stored", session) : .yes
  }

  private static func sentQuote(_ entry: QuoteEntry, _ session: Session) -> Availability {
    entry.sheet?.quote.state == .sent ? .yes : no("sent", session)
  }

  private static func approvalAsked(_ entry: QuoteEntry, _ session: Session) -> Availability {
    // A delegate may too: the act knows whose decisions he takes.
    entry.sheet?.approval?.state == .asked ? .yes : no("approval", session)
  }

  private static var steps: [Command] {
    [
      .on(
        QuoteEntry.self, "entry.send", keys: [.char("E")], act: SendQuote.entry.id, footer: 20,
        availability: draft
      ) { entry, session in entry.next(session) },
      .on(
        QuoteEntry.self, "entry.accept", keys: [.char("A")], footer: 21, availability: sentQuote
      ) { entry, session in entry.next(session) },
      .on(QuoteEntry.self, "entry.acceptPart", keys: [.char("C")], availability: sentQuote) {
        entry, _ in entry.askTaken()
      },
      .on(
        QuoteEntry.self, "entry.decide", keys: [.char("V")], act: DecideApproval.entry.id,
        footer: 22, availability: approvalAsked
      ) { entry, session in entry.decide(session) }.offered(\.decides),
      .on(
        QuoteEntry.self, "entry.revise", keys: [], act: ReviseQuote.entry.id,
        availability: sentQuote
      ) { entry, _ in entry.revise() },
      .on(
        QuoteEntry.self, "entry.reprice", keys: [.char("T")], act: RepriceQuote.entry.id,
        availability: stored
      ) { entry, session in entry.reprice(session) },
      .on(
        QuoteEntry.self, "entry.duplicate", keys: [.char("D")], act: DuplicateQuote.entry.id,
        availability: stored
      ) { entry, session in entry.duplicate(session) },
      .on(
        QuoteEntry.self, "entry.diff", keys: [.char("=")],
        availability: { entry, session in
          (entry.sheet?.quote.revision ?? 1) > 1 ? .yes : no("former", session)
        }
      ) { entry, session in entry.compare(session) },
      .on(
        QuoteEntry.self, "entry.print", keys: [.char("I")], footer: 23,
        availability: { entry, session in
          entry.sheet?.draft.lines.isEmpty == false ? .yes : no("lines", session)
        }
      ) { entry, session in entry.savePaper(session) },
      .on(
        QuoteEntry.self, "entry.mail", keys: [.char("M")], act: MailPaper.entry.id,
        availability: { entry, session in
          entry.sheet?.isDraft == false ? .yes : no("sent", session)
        }
      ) { entry, _ in entry.sheet.map { [Mailing.ask(.quote($0.quote.id))] } ?? [] },
      .on(
        QuoteEntry.self, "entry.end", keys: [.char("P")], act: DeclineQuote.entry.id, footer: 24,
        availability: stored
      ) { entry, session in entry.askEnd(session) },
    ]
  }
}

extension QuoteEntry {
  /// F6: from the head to the lines and back.
  mutating func switchPane(_ session: Session) -> [Effect] {
    if case .header = focus {
      let effects = commitField(session)
      return effects + backToEntry(session)
    }
    let text = focus == .entry ? field.text : unfinished
    focusHeader(.reference, session)
    unfinished = text
    return []
  }

  /// Takes the last change of the draft back; without one, the person's last act.
  mutating func undo(_ session: Session) -> [Effect] {
    guard let sheet, sheet.isDraft, sheet.canUndo else { return [.undo] }
    self.sheet?.undo()
    return afterStepping(session.text("entry.undone"), session)
  }

  /// Brings it back.
  mutating func redo(_ session: Session) -> [Effect] {
    guard let sheet, sheet.isDraft, sheet.canRedo else { return [.redo] }
    self.sheet?.redo()
    return afterStepping(session.text("entry.redone"), session)
  }

  private mutating func afterStepping(_ said: String, _ session: Session) -> [Effect] {
    if case .lines(let place) = focus { walk(to: place) }
    if case .edit(let place) = focus { walk(to: place) }
    if case .header(let header) = focus { focusHeader(header, session) }
    return journal() + [.say(Status(.done, said))]
  }

  /// `I`: the paper as a file, the draft saved first.
  mutating func savePaper(_ session: Session) -> [Effect] {
    guard let sheet else { return [] }
    guard sheet.isUnsaved else { return [Self.paper(sheet.quote)] }
    return save(then: .paper)
  }
}
