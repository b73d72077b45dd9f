import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

/// Who works here: code, name, what they may do. Everyone may look; an administrator adds people,
/// gives roles, and says who left.
struct UsersScreen: GoodsDocument, Asking {
  static let kind = ScreenKind.users

  /// What a modal is about.
  enum Question: Sendable, Hashable {
    case nothing, add
    case roles(ID<Salesperson>)
  }

  var sheet = GoodsSheet()
  private(set) var users: [UserRow]?
  var asked = Question.nothing
  var act = ActPhase.none
  var hasFailed = false
  var isRead: Bool { users != nil }

  func title(_ session: Session) -> String { session.text("users.title") }

  mutating func load(_ session: Session) -> [Effect] {
    [.read("users") { try $0.userRows() }]
  }

  mutating func receive(_ result: any Sendable, _ session: Session) -> [Effect] {
    switch result {
    case let users as [UserRow]:
      self.users = users
      wasRead()
      return []
    case is Done:
      act = .done
      return load(session)
    default:
      return []
    }
  }

  /// The person under the cursor.
  func user(_ session: Session) -> UserRow? {
    guard let users, let table = table(session), let place = sheet.selected(in: table) else {
      return nil
    }
    return users[place]
  }

  mutating func askNew(_ session: Session) -> [Effect] {
    asked = .add
    let missing = session.text("users.missing")
    let fields = [
      FormField(
        "code", label: session.text("goods.column.user"), hint: session.text("users.code.hint"),
        problem: { $0.isEmpty ? missing : nil }),
      FormField(
        "name", label: session.text("goods.column.person"), problem: { $0.isEmpty ? missing : nil }
      ),
      FormField(
        "login", label: session.text("goods.column.login"), hint: session.text("users.login.hint")),
    ]
    return [
      .ask(
        .form(
          id: "user", title: session.text("users.new.title"),
          fields + Self.roleFields([.salesperson], session)))
    ]
  }

  mutating func askRoles(_ user: UserRow, _ session: Session) -> [Effect] {
    asked = .roles(user.person.id)
    let title = session.text("users.roles.title", Fact("name", .text(user.person.name)))
    return [.ask(.form(id: "roles", title: title, Self.roleFields(Set(user.roles), session)))]
  }

  private static func roleFields(_ held: Set<Sales.Role>, _ session: Session) -> [FormField] {
    Sales.Role.allCases.map { role in
      YesNo.field(role.rawValue, label: word(role, session), held.contains(role), session)
    }
  }

  static func word(_ role: Sales.Role, _ session: Session) -> String {
    session.text("users.role.\(role.rawValue)")
  }

  mutating func answer(_ answer: ModalAnswer, _ session: Session) -> [Effect] {
    let question = asked
    asked = .nothing
    guard case .form(_, let values) = answer else { return [] }
    let roles = Set(
      Sales.Role.allCases.filter { YesNo.read(values[$0.rawValue] ?? "", session) == true })
    switch question {
    case .nothing: return []
    case .roles(let user): return perform(.act(SetUserRoles(user, roles)))
    case .add:
      var act = AddUser(code: values["code"] ?? "", name: values["name"] ?? "", roles: roles)
      let login = values["login"] ?? ""
      act.login = login.isEmpty ? nil : login
      return perform(.act(act))
    }
  }

  func head(_ session: Session) -> [[Span]] { [[Span(session.text("users.head"), .muted)]] }

  func tables(_ session: Session) -> [GoodsTable] {
    let columns = [
      session.column("user", .fixed(10)),
      session.column("person", .flexible(minimum: 14, weight: 2)),
      session.column("roles", .flexible(minimum: 14, weight: 3)),
      session.column("login", .flexible(minimum: 8, weight: 1), drop: 2),
      session.column("warehouse", .fixed(10), drop: 3),
      session.column("state", .fixed(8), drop: 1),
    ]
    return [
      GoodsTable(
        title(session), columns, empty: session.text("status.waiting"), count: users?.count ?? 0
      ) { place in row(users?[place], session) }
    ]
  }

  private func row(_ user: UserRow?, _ session: Session) -> GoodsRow {
    guard let user else { return GoodsRow("", []) }
    let person = user.person
    let style: Style = person.active ? .normal : .muted
    return GoodsRow(
      person.id.description,
      [
        Span(person.code, style), Span(person.name, style),
        Span(user.roles.map { Self.word($0, session) }.joined(separator: ", "), style),
        Span(person.login ?? "—", .muted), Span(user.warehouse ?? "—", .muted),
        Span(session.text(person.active ? "users.active" : "users.left"), style),
      ])
  }
}

/// The commands of the list of users.
enum UsersCommands {
  private typealias Test = @Sendable (UsersScreen, Session) -> Availability

  private static func may(_ entry: ActEntry, onRow: Bool) -> Test {
    { screen, session in
      guard entry.allows(session.actor.roles) else {
        return .no(session.text("users.no.administrator"))
      }
      return onRow && screen.user(session) == nil ? .no(session.text("goods.no.row")) : .yes
    }
  }

  static var all: [Command] {
    [
      .on(
        UsersScreen.self, "users.roles", keys: [.enter, .char("e"), .f(2)],
        act: SetUserRoles.entry.id, footer: 10,
        availability: may(SetUserRoles.entry, onRow: true)
      ) { screen, session in
        screen.user(session).map { screen.askRoles($0, session) } ?? []
      },
      .on(
        UsersScreen.self, "users.add", keys: [.char("n")], act: AddUser.entry.id, footer: 20,
        availability: may(AddUser.entry, onRow: false)
      ) { screen, session in screen.askNew(session) },
      .on(
        UsersScreen.self, "users.active", keys: [.char("x")], act: SetUserActive.entry.id,
        footer: 30, availability: may(SetUserActive.entry, onRow: true)
      ) { screen, session in
        guard let person = screen.user(session)?.person else { return [] }
        return screen.perform(.act(SetUserActive(person.id, isActive: !person.active)))
      },
    ]
  }
}
