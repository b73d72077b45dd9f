import SalesDesk
import Terminal

// One table feeds footer, help, palette and mouse. A command names the act of the catalogue it leads
// to; a test compares the acts with the commands and with the command line.

/// Whether a command can run now.
public enum Availability: Sendable, Equatable {
  /// It can.
  case yes
  /// It cannot: the sentence says why and what to do.
  case no(String)
}

/// Where a command counts.
public enum Scope: Sendable, Hashable {
  /// On every screen.
  case everywhere
  /// On one screen.
  case screen(ScreenKind)
}

/// Something a person can ask for: by key, in the palette, in the help, with the mouse.
public struct Command: Sendable {
  /// Stable name: `board.moveRight`. Its title is `command.<id>` in the texts, its footer word
  /// `command.<id>.short`.
  public let id: String
  /// Keys, the first one is shown.
  public let keys: [Key]
  /// Where it counts.
  public let scope: Scope
  /// The act of the catalogue it leads to, if it leads to one.
  public let act: String?
  /// Place in the footer: lower is earlier, nil is never there.
  public let footer: Int?
  /// Whether it can run now, and why not.
  public let availability: @Sendable (Model) -> Availability
  /// Whether the footer offers it to this person; its key answers all the same.
  public var isOffered: @Sendable (Session) -> Bool = { _ in true }
  /// Runs it.
  public let run: @Sendable (inout Model) -> [Effect]

  /// A command on the whole model.
  public init(
    _ id: String, keys: [Key], scope: Scope = .everywhere, act: String? = nil, footer: Int? = nil,
    availability: @escaping @Sendable (Model) -> Availability = { _ in .yes },
    run: @escaping @Sendable (inout Model) -> [Effect]
  ) {
    self.id = id
    self.keys = keys
    self.scope = scope
    self.act = act
    self.footer = footer
    self.availability = availability
    self.run = run
  }

  /// The command, offered in the footer to those only.
  public func offered(_ isOffered: @escaping @Sendable (Session) -> Bool) -> Command {
    var command = self
    command.isOffered = isOffered
    return command
  }

  /// A command of one screen, on that screen's own state.
  public static func on<Screen: ScreenBehaviour>(
    _ screen: Screen.Type, _ id: String, keys: [Key], act: String? = nil, footer: Int? = nil,
    availability: @escaping @Sendable (Screen, Session) -> Availability = { _, _ in .yes },
    run: @escaping @Sendable (inout Screen, Session) -> [Effect]
  ) -> Command {
    Command(
      id, keys: keys, scope: .screen(Screen.kind), act: act, footer: footer,
      availability: { model in
        guard let state = model.current.state as? Screen else { return .yes }
        return availability(state, model.session)
      },
      run: { model in
        guard var state = model.current.state as? Screen else { return [] }
        let effects = run(&state, model.session)
        model.current.state = state
        return effects
      })
  }
}

/// Every command of the workstation.
public struct Registry: Sendable {
  /// In the order of the help.
  public let commands: [Command]
  private let byKey: [Scope: [Key: Int]]
  private let byScope: [Scope: [Command]]
  private let footers: [ScreenKind: [Command]]

  /// A registry; two commands of one scope never share a key (a test holds it).
  public init(_ commands: [Command]) {
    self.commands = commands
    var byKey: [Scope: [Key: Int]] = [:]
    for (index, command) in commands.enumerated() {
      for key in command.keys { byKey[command.scope, default: [:]][key] = index }
    }
    self.byKey = byKey
    let byScope = Dictionary(grouping: commands, by: \.scope)
    self.byScope = byScope
    let everywhere = (byScope[.everywhere] ?? []).filter { $0.footer != nil }
    footers = Dictionary(
      uniqueKeysWithValues: ScreenKind.allCases.map { screen in
        let own = (byScope[.screen(screen)] ?? []).filter { $0.footer != nil }
        return (screen, (own + everywhere).sorted { ($0.footer ?? 0) < ($1.footer ?? 0) })
      })
  }

  /// The commands that the foot of a screen may offer, in its order: asked for in every frame.
  public func footer(on screen: ScreenKind) -> [Command] { footers[screen] ?? [] }

  /// The command that a key stands for on this screen.
  public func command(for key: Key, on screen: ScreenKind) -> Command? {
    (byKey[.screen(screen)]?[key] ?? byKey[.everywhere]?[key]).map { commands[$0] }
  }

  /// The command with this name.
  public func command(_ id: String) -> Command? { commands.first { $0.id == id } }

  /// The commands that count on a screen: its own, then those of every screen.
  public func commands(on screen: ScreenKind) -> [Command] {
    (byScope[.screen(screen)] ?? []) + (byScope[.everywhere] ?? [])
  }
}
