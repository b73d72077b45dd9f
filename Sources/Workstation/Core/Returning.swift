import SalesDesk
import Terminal

// What was typed in a modal is never lost to a refusal:
//
//   Enter ──► the modal closes, keys wait ──► done:     the keys go on
//                                         └─► refused:  the modal comes back as it was, the keys are
//                                                       dropped, the refusal stands on the status line
//
// One place for every form, panel and question: none of them knows of it.

/// Modals that closed for work whose outcome is not known yet.
struct SentModals: Sendable {
  /// From the lowest to the one that was answered.
  let modals: [Modal]
  /// Screen instance that asked.
  let owner: Int
  /// What that screen had asked about, before the answer took it.
  let asking: any Sendable
  /// The work that is under way.
  var tickets: Set<Ticket>
  /// Whether keys wait for the outcome: of acts, and until Esc.
  var holdsKeys: Bool
}

/// Modals whose work was refused, until their screen is free to show them.
struct ReturningModals: Sendable {
  let modals: [Modal]
  let owner: Int
  let asking: any Sendable
  /// The refusal.
  let status: Status
}

extension Model {
  /// Whether keys wait for the outcome of what a modal asked for.
  var isSending: Bool { sentModals.contains(where: \.holdsKeys) }

  /// The modal on top closes with effects; it comes back where they are refused.
  mutating func closeTop(_ effects: [Effect], asking: any Sendable, from owner: Int) -> [Issued] {
    let last = modals.count - 1
    let closed = modals.remove(at: last)
    let issued = issue(effects, from: owner)
    guard closed.content.comesBack else { return issued }
    let tickets = Self.awaited(issued, by: owner)
    if let refusal = Self.refusal(in: effects), tickets.isEmpty {
      returning.append(
        ReturningModals(modals: [closed], owner: owner, asking: asking, status: refusal))
      return issued
    }
    guard !tickets.isEmpty else { return issued }
    // What it was asked about closes with it, now that it is decided.
    var first = last
    if closed.followsRefusal {
      repeat { first -= 1 } while first > 0 && modals[first].followsRefusal
      first = max(0, first)
    }
    let below = Array(modals[first..<last])
    modals.removeSubrange(first..<last)
    sentModals.append(
      SentModals(
        modals: below + [closed], owner: owner, asking: asking,
        tickets: tickets, holdsKeys: tickets.contains(where: \.isOfAct)))
    return issued
  }

  /// What the outcome hangs on: the acts where there are any, else whatever was asked for.
  private static func awaited(_ issued: [Issued], by owner: Int) -> Set<Ticket> {
    let tickets = issued.compactMap { one -> Ticket? in
      switch one.effect {
      case .work: one.ticket.flatMap { $0.screen == owner ? $0 : nil }
      case .save, .write, .readText, .switchUser: one.ticket
      default: nil
      }
    }
    let acts = tickets.filter(\.isOfAct)
    return Set(acts.isEmpty ? tickets : acts)
  }

  /// The screen's own refusal: all it did was to say so.
  private static func refusal(in effects: [Effect]) -> Status? {
    guard effects.count == 1, case .say(let status) = effects[0], status.isRefusal else {
      return nil
    }
    return status
  }

  /// Work was done: what it led to in the same breath is part of what the modal asked for.
  mutating func wasDone(_ ticket: Ticket, then issued: [Issued]) {
    guard let place = sentModals.firstIndex(where: { $0.tickets.contains(ticket) }) else { return }
    let next = issued.compactMap(\.ticket).filter { $0.isOfAct && $0.screen == ticket.screen }
    sentModals[place].tickets.remove(ticket)
    sentModals[place].tickets.formUnion(next)
    if sentModals[place].tickets.isEmpty { sentModals.remove(at: place) }
  }

  /// Work was refused: the modal that asked for it comes back, and what was typed meanwhile, believing
  /// it was done, does nothing.
  mutating func wasRefused(_ ticket: Ticket, _ status: Status) {
    guard let place = sentModals.firstIndex(where: { $0.tickets.contains(ticket) }) else { return }
    let sent = sentModals.remove(at: place)
    if sent.holdsKeys { typedAhead = [] }
    returning.append(
      ReturningModals(
        modals: sent.modals, owner: sent.owner, asking: sent.asking, status: status))
  }

  /// Shows what came back, once its screen is there and nothing is above it.
  mutating func bringBack(saying: Bool = true) {
    guard !(sentModals.isEmpty && returning.isEmpty) else { return }
    sentModals = sentModals.filter { $0.tickets.contains { isCurrent($0) } }
    returning = returning.filter { $0.owner == 0 || isOpen($0.owner) }
    guard modals.isEmpty,
      let place = returning.firstIndex(where: { $0.owner == 0 || $0.owner == current.instance })
    else { return }
    let back = returning.remove(at: place)
    _ = change(screen: back.owner) { $0.asking = back.asking }
    modals = back.modals
    if saying, status != back.status { say(back.status) }
  }

  /// Esc while the outcome is awaited: the keys do not wait any longer, the modal still comes back.
  mutating func stopHoldingKeys() {
    for place in sentModals.indices { sentModals[place].holdsKeys = false }
  }
}

/// A screen that keeps what the modal above it is about until it is answered.
protocol Asking: ScreenBehaviour {
  associatedtype Question: Sendable
  /// What was asked.
  var asked: Question { get set }
}

extension Asking {
  var asking: any Sendable {
    get { asked }
    set { if let question = newValue as? Question { asked = question } }
  }
}
