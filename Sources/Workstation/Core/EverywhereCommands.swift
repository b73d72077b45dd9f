import SalesDesk
import Terminal

/// The commands of every screen.
enum EverywhereCommands {
  /// The tabs' keys: digits, and what AZERTY keyboards type where the digits are.
  private static let azerty: [Character] = ["&", "é", "\"", "'", "(", "-", "è", "_"]

  static var all: [Command] { screens + general }

  private static var screens: [Command] {
    ScreenKind.tabs.enumerated().map { index, kind in
      let digit = Character(String(index + 1))
      return Command("go.\(kind.rawValue)", keys: [.char(digit), .char(azerty[index])]) { _ in
        [.go(kind)]
      }
    }
  }

  private static var general: [Command] {
    [
      Command("go", keys: [.char("g")]) { model in
        model.isGoing = true
        return []
      },
      Command("undo", keys: [.char("u"), .ctrl("z")], act: "undo", footer: 80) { _ in [.undo] },
      Command("redo", keys: [.char("U"), .ctrl("y")], act: "redo") { _ in [.redo] },
      Command("refresh", keys: [.char("r"), .f(5)]) { _ in [.reload] },
      Command("repaint", keys: [.ctrl("l")]) { _ in [.repaint] },
      Command("mouse", keys: []) { _ in [.toggleMouse] },
      Command("suspend", keys: []) { _ in [.suspend] },
      Command("settings", keys: []) { model in
        model.current.kind == .settings ? [] : [.open(ScreenState(SettingsScreen()))]
      },
      Command("approvals", keys: []) { model in
        model.current.kind == .approvals ? [] : [.open(ScreenState(ApprovalsScreen()))]
      },
      Command("users", keys: []) { model in
        model.current.kind == .users ? [] : [.open(ScreenState(UsersScreen()))]
      },
      Command("prices", keys: []) { model in
        model.current.kind == .prices ? [] : [.open(ScreenState(PricesScreen()))]
      },
      Command("radar", keys: []) { model in
        model.current.kind == .radar ? [] : [.open(ScreenState(RadarScreen()))]
      },
      Command("switchUser", keys: []) { model in
        [
          .ask(
            .prompt(
              id: "switchUser", title: model.session.text("switchUser.title"),
              hint: model.session.text("switchUser.hint")))
        ]
      },
      Command("copyHint", keys: [.ctrl("c")]) { model in
        [.say(Status(.notice, model.session.text("status.quitHint")))]
      },
      Command("back", keys: [.char("q")]) { model in
        guard model.stack.count == 1 else { return model.leaveCurrent() }
        return [.quit]
      },
      Command("quit", keys: []) { _ in [.quit] },
      Command("palette", keys: [.char(":"), .ctrl("p")], footer: 90) { _ in [.ask(.palette)] },
      Command("help", keys: [.char("?"), .f(1)], footer: 100) { _ in [.ask(.help)] },
    ]
  }
}

extension Model {
  /// Leaves the screen on top: it may first put its work in a safe place.
  mutating func leaveCurrent() -> [Effect] {
    var state = current.state
    let effects = state.leave(session)
    current.state = state
    return effects + [.back]
  }
}
