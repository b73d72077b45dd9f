import Exchange
import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

// What the person answered, and the acts that follow: agreement, sending, refusal by the customer.

extension QuoteEntry {
  mutating func answer(_ answer: ModalAnswer, _ session: Session) -> [Effect] {
    guard let sheet else { return [] }
    let quote = sheet.quote
    if let effects = Mailing.answer(answer, .quote(quote.id), session) { return effects }
    switch answer {
    case .text("askApproval", let reason): return act(AskApproval(quote.id, reason: reason))
    case .confirmed("send"):
      pending = .step
      return [Self.sending(quote.id, session)]
    case .choice("decide", let key):
      decision = ApprovalDecision(rawValue: key)
      return DecisionPanel.askNote(session)
    case .text("decideNote", let note):
      guard let decision else { return [] }
      return act(DecideApproval(quote.id, decision, note: note))
    case .choice("end", let key): return end(key, session)
    case .text("declined", let reason): return act(DeclineQuote(quote.id, reason: reason))
    case .choice("copy", let key):
      return act(DuplicateQuote(quote.id, keepingPrices: key == "kept"))
    case .choice("lost", let code):
      lostReason = code
      return [
        .ask(
          .prompt(
            id: "competitor", title: session.text("entry.end.competitor"),
            hint: session.text("entry.end.competitorHint")))
      ]
    case .text("competitor", let name):
      guard let reason = lostReason else { return [] }
      return act(LoseOpportunity(quote.opportunityID, reason: reason, competitor: name))
    case .choice(ProductChooser.id, let key): return choose(key)
    case .text("currency", let code) where !code.trimmed.isEmpty:
      return exchange(to: code.trimmed, session)
    case .choice("header", let key): return chooseOption(key, session)
    case .text(PastPricesPanel.id, let price):
      return (try? UnitPrice(machine: price)).map { takePast($0, session) } ?? []
    case .offer(let offer, let negotiated): return take(offer, of: negotiated, session)
    case .list(let list): return take(list, session)
    case .text("listFile", let path) where !path.trimmed.isEmpty:
      return readList(path.trimmed, session)
    case .choice("conflict", let key): return settle(takingMine: key == "mine", session)
    default: return []
    }
  }

  /// An act; the keys after it wait for its outcome.
  mutating func act(_ act: some Act) -> [Effect] {
    pending = .step
    return [.act(act)]
  }

  /// What follows an act whose outcome is neither a draft nor a quote.
  mutating func afterStep(_ done: Done, _ session: Session) -> [Effect] {
    guard let sheet else { return [] }
    return Effect.seen(done, session) + [readAgain(sheet.quote.id)]
  }

  /// `V`: decides what was asked.
  mutating func decide(_ session: Session) -> [Effect] {
    guard let sheet else { return [] }
    pending = .step
    return [DecisionPanel.read(sheet.quote.id, session)]
  }

  /// `P`: what became of a quote that was not accepted.
  func askEnd(_ session: Session) -> [Effect] {
    guard let sheet else { return [] }
    var choices: [Choice] = []
    if sheet.quote.state == .sent {
      choices.append(Choice(key: "declined", label: session.text("entry.end.declined")))
    }
    if sheet.isDraft, sheet.base != nil {
      choices.append(Choice(key: "cancel", label: session.text("entry.end.cancel")))
    }
    choices.append(Choice(key: "lost", label: session.text("entry.end.lost")))
    return [.ask(.choose(id: "end", title: session.text("entry.end.title"), choices))]
  }

  private mutating func end(_ key: String, _ session: Session) -> [Effect] {
    guard let sheet else { return [] }
    switch key {
    case "declined":
      return [.ask(.prompt(id: "declined", title: session.text("entry.end.why")))]
    case "cancel": return act(CancelQuote(sheet.quote.id))
    default: return [.read("reasons") { LostReasons(all: try $0.lostReasons()) }]
    }
  }

  mutating func receive(_ reasons: LostReasons, _ session: Session) -> [Effect] {
    let choices = reasons.all.map { Choice(key: $0.code, label: $0.name) }
    return [.ask(.choose(id: "lost", title: session.text("entry.end.why"), choices))]
  }

  /// Opens the next version of a quote that was sent.
  mutating func revise() -> [Effect] {
    guard let sheet, sheet.quote.state == .sent else { return [] }
    return act(ReviseQuote(sheet.quote.id))
  }

  /// Gives the lines that follow the rules today's prices and costs.
  mutating func reprice(_ session: Session) -> [Effect] {
    guard let sheet else { return [] }
    if sheet.isUnsaved {
      return [.say(Status(.refused, session.text("entry.saveFirst")))]
    }
    let (id, today) = (sheet.quote.id, session.today)
    return [.read("repricing") { try $0.repricing(of: id, on: today) }]
  }

  /// Begins another quote with the same lines; it is the one typed in from then on.
  mutating func duplicate(_ session: Session) -> [Effect] {
    guard let sheet else { return [] }
    if sheet.isUnsaved {
      return [.say(Status(.refused, session.text("entry.saveFirst")))]
    }
    return [.ask(Self.copyModal(session))]
  }

  /// Whether the copy keeps the prices or takes today's.
  static func copyModal(_ session: Session) -> Modal {
    .choose(
      id: "copy", title: session.text("entry.copy.title"),
      ["today", "kept"].map { key in
        Choice(key: key, label: session.text("entry.copy.\(key)"))
      })
  }

  // MARK: The full list

  /// F4: every product that answers, or the customer's usual ones.
  func chooseProduct(_ session: Session) -> [Effect] {
    guard let sheet, sheet.isDraft else { return [] }
    return [.ask(Modal(ProductChooser(search: wantedSearch, context: sheet.around.context)))]
  }

  private mutating func choose(_ key: String) -> [Effect] {
    guard let context = sheet?.around.context else { return [] }
    if key.hasPrefix(ProductChooser.setSign) {
      let code = String(key.dropFirst(ProductChooser.setSign.count))
      pending = .products
      return [.read("chosen") { try $0.set(of: code, context) }]
    }
    guard let id = ID<Product>(key) else { return [] }
    pending = .products
    return [.read("chosen") { try $0.product(id, context) }]
  }

  /// A set that was chosen in the list: exploded in the place of what was typed.
  mutating func receive(_ match: SetMatch, _ session: Session) -> [Effect] {
    pending = nil
    guard case .edit = focus else {
      var entry = EntryText(field.text).product ?? ProductEntry(search: "")
      entry.search = match.set.code
      return add(match, entry, session)
    }
    return [.say(Status(.refused, session.text("entry.set.notHere")))]
  }

  mutating func receive(_ match: ProductMatch, _ session: Session) -> [Effect] {
    pending = nil
    var entry = lineText.product ?? ProductEntry(search: "")
    entry.search = match.product.code
    guard case .edit = focus else { return add(match, entry, session) }
    proposals = Proposals(search: entry.search, products: [match])
    field.text = LineEntry.product(entry).text()
    return enter(session)
  }
}

/// The reasons for losing.
struct LostReasons: Sendable {
  let all: [LostReason]
}
