import SalesDesk
import Terminal

// The one function through which everything happens:
//
//     event ──► modal on top ──► command of the registry ──► screen
//
// It is synchronous and pure: what takes time leaves as an effect and comes back as a message.

/// An effect with the screen it comes from: its result goes back there.
struct Issued: Sendable {
  let effect: Effect
  let ticket: Ticket?
}

extension Model {
  /// The effects of showing the first screen.
  mutating func start() -> [Issued] {
    issue(loadCurrent(), from: current.instance)
  }

  /// Takes note of what the user did.
  mutating func update(_ event: InputEvent) -> [Issued] {
    defer { settle() }
    if case .resize(let size) = event {
      self.size = size
      return []
    }
    isStatusFresh = false
    if isHoldingKeys { return wait(with: event) }
    return take(event)
  }

  /// Whether a key's meaning depends on what is still under way.
  private var isHoldingKeys: Bool { modals.isEmpty && (current.state.isWaiting || isSending) }

  private mutating func settle() {
    settleWork()
    bringBack()
  }

  /// Takes note of what background work, or the store, says.
  mutating func update(_ message: Message) -> [Issued] {
    defer { settle() }
    switch message {
    case .result(let ticket, let result):
      // An act was done whatever became of the screen that asked for it.
      if let done = result as? Done { announce(done) }
      guard isCurrent(ticket) else { return [] }
      if ticket.screen == 0 {
        let issued = issue(receiveHere(result), from: 0)
        wasDone(ticket, then: issued)
        return issued + replay()
      }
      return deliver(of: ticket) { $0.receive(result, $1) }
    case .failure(let ticket, let failure):
      guard isCurrent(ticket) || ticket.isOfAct else { return [] }
      let status = Status(failure.isRefusal ? .refused : .failed, failure.sentence)
      if failure.conflict == nil { say(status) }
      wasRefused(ticket, status)
      return deliver(of: ticket) { $0.fail(ticket.slot, failure, $1) }
        + decide(on: failure, from: ticket.screen)
    case .storeChanged:
      return issue(loadCurrent(), from: current.instance)
    case .session(let session):
      self.session = session
      return issue(loadCurrent(), from: current.instance)
    case .notice(let status):
      say(status)
      return []
    }
  }

  /// A refusal that this person may decide on asks for the decision, whatever screen it came from; a
  /// change of another desk asks whose values stand. What was refused stays below.
  private mutating func decide(on failure: Failure, from instance: Int) -> [Issued] {
    let content: any ModalContent
    if let conflict = failure.conflict {
      content = Settle(conflict)
    } else if modals.isEmpty, current.instance == instance,
      let decision = CreditDecision(failure, session)
    {
      content = decision
      isStatusFresh = false  // the window says it
    } else {
      return []
    }
    bringBack(saying: false)
    // Asked again: the question before it is answered.
    while modals.last?.followsRefusal == true { modals.removeLast() }
    return issue([.ask(Modal(content, followsRefusal: !modals.isEmpty))], from: instance)
  }

  private mutating func deliver(
    of ticket: Ticket, _ body: (inout any ScreenBehaviour, Session) -> [Effect]
  ) -> [Issued] {
    let session = session
    let effects = change(screen: ticket.screen) { body(&$0, session) } ?? []
    let issued = issue(effects, from: ticket.screen)
    wasDone(ticket, then: issued)
    return issued + replay()
  }

  /// Keys typed ahead of a result are taken one after the other, until one waits again.
  private mutating func replay() -> [Issued] {
    var issued: [Issued] = []
    while !typedAhead.isEmpty, !isHoldingKeys {
      issued += take(typedAhead.removeFirst())
    }
    return issued
  }

  private mutating func wait(with event: InputEvent) -> [Issued] {
    if event == .key(.escape) {
      typedAhead = []
      let wasSending = isSending
      stopHoldingKeys()
      return wasSending && !current.state.isWaiting ? [] : take(event)
    }
    typedAhead.append(event)
    return []
  }

  private mutating func take(_ event: InputEvent) -> [Issued] {
    let instance = current.instance
    if !modals.isEmpty { return takeInModal(event) }
    switch event {
    case .key(let key):
      if isGoing { return issue(finishGoing(key), from: instance) }
      if key == .escape, !current.state.takesEscape {
        return stack.count > 1 ? issue(leaveCurrent(), from: instance) : []
      }
      if let command = command(for: key) { return run(command) }
    case .mouse(let mouse):
      if case .press = mouse.action,
        let hit = hits.last(where: { $0.rect.contains(mouse.point) }),
        let command = registry.command(hit.command)
      {
        return run(command)
      }
    case .paste, .resize:
      break
    }
    var state = current.state
    let effects = state.handle(event, session)
    current.state = state
    return issue(effects, from: instance)
  }

  /// The command a key stands for here: inside an input only keys that type nothing.
  private func command(for key: Key) -> Command? {
    guard let command = registry.command(for: key, on: current.kind) else { return nil }
    if current.state.isTyping, case .char = key { return nil }
    if current.state.takes(key) { return nil }
    return command
  }

  /// Runs a command, or says why it cannot.
  mutating func run(_ command: Command) -> [Issued] {
    let instance = current.instance
    switch command.availability(self) {
    case .no(let reason):
      say(Status(.refused, reason))
      return []
    case .yes:
      return issue(command.run(&self), from: instance)
    }
  }

  /// Carries out what only changes the model, and hands the rest to the runner.
  mutating func issue(_ effects: [Effect], from instance: Int) -> [Issued] {
    effects.flatMap { issue($0, from: instance) }
  }

  private mutating func issue(_ effect: Effect, from instance: Int) -> [Issued] {
    switch effect {
    case .work(let work):
      return [Issued(effect: effect, ticket: nextTicket(work.slot, of: instance))]
    case .undo, .redo:
      return [Issued(effect: effect, ticket: nextTicket("undo", of: 0))]
    case .open(let screen):
      push(screen)
      return issue(loadCurrent(), from: current.instance)
    case .go(let kind):
      return go(to: kind) + issue(loadCurrent(), from: current.instance)
    case .back:
      return close(instance)
    case .reload:
      return issue(loadCurrent(), from: current.instance)
    case .ask(let modal):
      modals.append(modal.owned(by: instance))
      return issue(modals[modals.count - 1].load(session), from: 0)
    case .say(let status):
      say(status)
      return []
    case .toggleMouse:
      hasMouse.toggle()
      return [Issued(effect: effect, ticket: nil)]
    case .journal(let entry):
      if case .forget(let key) = entry { session.drafts.removeAll { $0.key == key } }
      return [Issued(effect: effect, ticket: nextTicket("run", of: 0))]
    case .write(let file):
      say(Status(.notice, session.text("export.underWay")))
      return [Issued(effect: effect, ticket: nextTicket("write:" + file.path, of: 0))]
    case .readText:
      return [Issued(effect: effect, ticket: nextTicket("readText", of: instance))]
    case .copy, .save, .repaint, .switchUser, .suspend, .quit:
      return [Issued(effect: effect, ticket: nextTicket("run", of: 0))]
    }
  }

  private mutating func loadCurrent() -> [Effect] {
    var state = current.state
    let effects = state.load(session)
    current.state = state
    return effects
  }

  private mutating func push(_ screen: ScreenState) {
    // What is being typed elsewhere comes here as it is: one draft is never open twice.
    let screen = takeOpen(screen.state.recordKey) ?? numbered(screen)
    leaveStatus()
    stacks[tab, default: []].append(screen)
  }

  private mutating func close(_ instance: Int) -> [Issued] {
    guard let stack = stacks[tab], stack.count > 1, stack.last?.instance == instance else {
      return []
    }
    stacks[tab]?.removeLast()
    leaveStatus()
    if let closed = stack.last { putAway(closed) }
    return issue(loadCurrent(), from: current.instance)
  }

  private mutating func announce(_ done: Done) {
    guard done.changed else { return }
    let undo = done.entry.finality == .undoable ? session.text("status.undo") : ""
    var text = session.format.text("act.\(done.entry.id).done", done.facts)
    if done.facts.contains(where: { $0.name == "derogationShort" }) {
      text += " — " + session.format.text("act.quote.accept.derogation", done.facts)
    }
    say(Status(.done, undo.isEmpty ? text : "\(text) — \(undo)"))
  }
}
