import Sales
import SalesDesk
import Terminal
import Values

// Typing is never lost to a key that shows another screen, and never lost without a word:
//
//   another tab's key     what is typed is saved; the screen stays where it is, a mark on its tab
//   this tab's key        the root of the tab; what the store cannot hold yet is parked
//   the record again      from whatever list: the parked screen, as it was left

/// A document being typed that stays open while other screens are shown.
public struct OpenWork: Sendable, Hashable {
  /// The quote.
  let quoteID: ID<Quote>
  /// The records it answers to, by name: its quote, its opportunity.
  let keys: Set<String>
  /// Its number; empty until it is stored.
  let number: String
  /// Whom it is for.
  let customerName: String
  /// Whether something typed is not in the store, or is on its way there.
  let isUnsaved: Bool
  /// Whether something was typed at all.
  let isTouched: Bool
}

extension Model {
  /// Shows the root of a tab, or the tab as it was left.
  mutating func go(to kind: ScreenKind) -> [Issued] {
    guard ScreenKind.tabs.contains(kind) else { return [] }
    let before = current.instance
    defer { if current.instance != before { leaveStatus() } }
    var issued = pause()
    if tab == kind, let stack = stacks[kind], stack.count > 1 {
      issued += park(stack.dropFirst())
      stacks[kind] = [stack[0]]
    }
    tab = kind
    if stacks[kind] == nil { stacks[kind] = [numbered(ScreenState(Screens.root(kind)))] }
    return issued
  }

  /// Puts what the screen on top holds in a safe place, and says where it is found again.
  private mutating func pause() -> [Issued] {
    let instance = current.instance
    var state = current.state
    let effects = state.leave(session)
    current.state = state
    let issued = issue(effects, from: instance)
    if let work = current.state.openWork, work.isTouched || work.isUnsaved {
      let name = work.number.isEmpty ? session.text("entry.title.new") : work.number
      say(Status(.notice, session.text("status.staysOpen", Fact("name", .text(name)))))
    }
    return issued
  }

  /// Closes screens; those with something typed are kept until their record is opened again.
  private mutating func park(_ screens: ArraySlice<ScreenState>) -> [Issued] {
    var issued: [Issued] = []
    for var screen in screens.reversed() {
      if screen.instance != current.instance {
        let effects = screen.state.leave(session)
        issued += issue(effects, from: screen.instance)
      }
      if let work = screen.state.openWork, work.isTouched || work.isUnsaved {
        parked.append(ParkedScreen(tab: tab, screen: screen))
      } else {
        forget(screen: screen.instance)
      }
    }
    return issued
  }

  /// The screen that closes: kept where the store does not hold all of it.
  mutating func putAway(_ screen: ScreenState) {
    guard screen.state.openWork?.isUnsaved == true else {
      forget(screen: screen.instance)
      return
    }
    parked.append(ParkedScreen(tab: tab, screen: screen))
  }

  /// The screen in which that record is being typed, taken from where it is.
  mutating func takeOpen(_ key: String?) -> ScreenState? {
    guard let key else { return nil }
    if let place = parked.firstIndex(where: { $0.screen.state.openWork?.keys.contains(key) == true }
    ) {
      return parked.remove(at: place).screen
    }
    for (other, stack) in stacks where other != tab && stack.count > 1 {
      if let last = stack.last, last.state.openWork?.keys.contains(key) == true {
        stacks[other]?.removeLast()
        return last
      }
    }
    return nil
  }

  /// The work open on a tab and not on the screen.
  func openWork(on kind: ScreenKind) -> [OpenWork] {
    let below = (stacks[kind] ?? []).dropFirst().filter {
      kind != tab || $0.instance != current.instance
    }
    return (below + parked.filter { $0.tab == kind }.map(\.screen)).compactMap(\.state.openWork)
  }

  /// Parked screens whose work the store holds by now are done; the lists know what is still open.
  mutating func settleWork() {
    for kept in parked {
      guard let work = kept.screen.state.openWork, work.isUnsaved || !work.isStored else {
        forget(screen: kept.screen.instance)
        continue
      }
    }
    parked.removeAll { kept in
      guard let work = kept.screen.state.openWork else { return true }
      return !work.isUnsaved && work.isStored
    }
    let open = ScreenKind.tabs.flatMap { openWork(on: $0) }
    if session.openWork != open { session.openWork = open }
  }
}

extension OpenWork {
  /// Whether the store has it under its number.
  var isStored: Bool { !number.isEmpty }
}

/// A screen taken off its tab with something typed in it.
struct ParkedScreen: Sendable {
  let tab: ScreenKind
  var screen: ScreenState
}
