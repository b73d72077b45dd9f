import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

// Saving, and what follows: agreement, sending, acceptance. Each step first puts the quote in the
// store, then looks at it as the store has it, then asks or acts.
//
//   F9 ──► save ──► read ──► under its floor?  ask a manager
//                            draft             send (asks: it is final)
//                            sent              accept, and show what is reserved and awaited
//                            accepted          the order

/// What a save is for.
enum Saving: Sendable, Hashable {
  /// The person asked for it.
  case stay
  /// The screen closes.
  case leave
  /// The next step of the document.
  case step
  /// The paper.
  case paper
}

extension QuoteEntry {
  /// Saves the draft in one act.
  mutating func save(then purpose: Saving) -> [Effect] {
    guard let sheet else { return [] }
    saving = purpose
    sent = sheet.draft
    if purpose != .stay { pending = .step }
    return [.act(SaveDraft(sheet.draft))]
  }

  /// F8: saves, or says why not.
  mutating func saveNow(_ session: Session) -> [Effect] {
    let committed = commitField(session)
    if let wrong = showFirstProblem(session) { return committed + wrong }
    guard let sheet, sheet.isDraft else { return committed }
    guard !sheet.draft.lines.isEmpty else {
      return committed + [.say(Status(.refused, session.text("entry.emptyNotSaved")))]
    }
    guard sheet.isUnsaved else {
      return committed + [.say(Status(.notice, session.text("entry.nothingToSave")))]
    }
    return committed + save(then: .stay)
  }

  /// An act was done.
  mutating func receive(_ done: Done, _ session: Session) -> [Effect] {
    switch done.outcome {
    case let draft as QuoteDraft where done.entry.id == SaveDraft.entry.id:
      return saved(draft, session)
    case let draft as QuoteDraft:
      // The next version of a quote that was sent, or a new price day.
      pending = nil
      return [.work(.desk("open") { try Self.opened($0, draft) })]
    case let quote as Quote:
      pending = nil
      source = .quote(quote.id)
      return [readAgain(quote.id)]
    default:
      pending = nil
      return afterStep(done, session)
    }
  }

  /// The quote as the store has it, whatever stands here.
  func readAgain(_ id: ID<Quote>) -> Effect {
    .work(.desk("open") { desk in try Self.opened(desk, try desk.read { try $0.draft(of: id) }) })
  }

  private mutating func saved(_ stored: QuoteDraft, _ session: Session) -> [Effect] {
    guard let sheet, let sent else { return [] }
    self.sheet?.saved(stored, sent: sent)
    source = .quote(stored.quote.id)
    let purpose = saving ?? .stay
    saving = nil
    var effects: [Effect] = []
    if self.sheet?.isUnsaved == false {
      let forget = Effect.journal(.forget(key: journalKey(sheet)))
      effects += loose.isEmpty ? [forget] : keepLoose()
    }
    switch purpose {
    case .stay: return effects + [readAround(stored, slot: "around", session)]
    case .leave:
      pending = nil
      return effects + [.back]
    case .step: return effects + [readAround(stored, slot: "step", session)]
    case .paper:
      pending = nil
      return effects + [Self.paper(stored.quote)]
    }
  }

  mutating func saveFailed(_ failure: Failure) -> [Effect] {
    pending = nil
    guard failure.reason == RefusalReason.staleRow.rawValue, let id = sheet?.quote.id else {
      saving = nil
      return []
    }
    return [.read("theirs") { TheirDraft(draft: try $0.draft(of: id)) }]
  }

  // MARK: The next step

  /// F9.
  mutating func next(_ session: Session) -> [Effect] {
    let committed = commitField(session)
    if let wrong = showFirstProblem(session) { return committed + wrong }
    guard let sheet else { return committed }
    guard !sheet.isDraft || !sheet.draft.lines.isEmpty else {
      return committed + [.say(Status(.refused, session.text("entry.emptyNotSaved")))]
    }
    if sheet.isUnsaved { return committed + save(then: .step) }
    pending = .step
    return committed + [readAround(sheet.draft, slot: "step", session)]
  }

  /// The step that the quote is at, the store having been read.
  mutating func step(_ session: Session) -> [Effect] {
    guard let sheet else { return [] }
    switch sheet.quote.state {
    case .draft where sheet.lacksApproval && sheet.needsApprovalToBeSent:
      return askApproval(sheet, session)
    case .draft: return [.ask(sendingModal(sheet, session))]
    case .sent: return accept(sheet, session)
    case .accepted: return openOrder(sheet, session)
    case .declined, .superseded, .cancelled:
      let state = session.text("quoteState.\(sheet.quote.state.rawValue)")
      return [
        .say(Status(.refused, session.text("entry.noNextStep", Fact("state", .text(state)))))
      ]
    }
  }

  private mutating func askApproval(_ sheet: QuoteSheet, _ session: Session) -> [Effect] {
    if sheet.approval?.state == .asked {
      if session.decides { return decide(session) }
      let number = Fact("number", .text(sheet.quote.number))
      return [.say(Status(.refused, session.text("entry.approvalAwaited", number)))]
    }
    let title = approvalTitle(sheet, session)
    return [
      .ask(.prompt(id: "askApproval", title: title, hint: session.text("entry.askApproval.hint")))
    ]
  }

  /// What is asked for: so many euros under the floor, or lines of their own.
  private func approvalTitle(_ sheet: QuoteSheet, _ session: Session) -> String {
    let (figures, verdict) = (sheet.figures, sheet.figures.verdict)
    let places = sheet.draft.lines.indices.filter {
      verdict.lines[sheet.draft.lines[$0].number] != nil
    }
    let lines = Fact("lines", .text(places.map { String($0 + 1) }.joined(separator: ", ")))
    if figures.hiddenFloor == nil, let missing = figures.floor.missing {
      return session.text("entry.askApproval", Fact("missing", .text(session.money(missing))))
    }
    if !places.isEmpty { return session.counted("entry.askApproval.lines", places.count, lines) }
    if figures.hiddenFloor == nil, verdict.linesWithoutCost > 0 {
      return session.counted("entry.askApproval.uncosted", verdict.linesWithoutCost)
    }
    return session.text("entry.askApproval.hidden")
  }

  private func sendingModal(_ sheet: QuoteSheet, _ session: Session) -> Modal {
    let quote = sheet.quote
    let format = session.format
    let number = Fact("number", .text(QuoteWords.number(quote)))
    return .confirm(
      id: "send", title: session.text("entry.send.title", number),
      consequence: [
        session.text(
          "entry.send.frozen", number, Fact("customer", .text(sheet.customer.name))),
        session.text(
          "entry.send.amounts",
          Fact("net", .text(format.money(sheet.figures.totals.net, quote.currency))),
          Fact("total", .text(format.money(sheet.figures.totals.total, quote.currency))),
          Fact("validity", .day(quote.validityDay))),
        session.text("entry.send.kept"),
      ], verb: session.text("entry.send.verb"))
  }
}
