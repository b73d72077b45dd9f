import ArgumentParser
import Sales
import SalesDesk
import SalesStore
import Values

/// `comptoir user …`.
struct UserCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    Words.command(
      "user", subcommands: [UserList.self, UserAdd.self, UserRole.self, UserActive.self])
  }
}

/// `comptoir user list`.
struct UserList: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("user.list") }

  @OptionGroup var common: CommonOptions

  func run(_ shell: Shell) throws {
    shell.answer(CompanyAnswers.users.rows(try shell.read { try $0.userRows() }))
  }
}

/// `comptoir user add CODE NAME --role R`.
struct UserAdd: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("user.add") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("user.code")) var code: String
  @Argument(help: Words.help("user.name")) var name: String
  @Option(name: .customLong("role"), help: Words.help("user.role")) var roles: [String] = []
  @Option(help: Words.help("user.login")) var login: String?
  @Option(help: Words.help("email")) var email: String?
  @Option(help: Words.help("user.warehouse")) var warehouse: String?

  func run(_ shell: Shell) throws {
    var act = AddUser(
      code: code, name: name, roles: try Role.typed(roles, name: "--role"))
    act.login = login
    act.email = email ?? ""
    act.warehouseID = try warehouse.map { code in
      try shell.read { try $0.warehouse(coded: code).id }
    }
    try shell.perform(act) { try shell.userJSON($0.id) }
  }
}

/// `comptoir user role CODE ROLE…`: exactly these from now on.
struct UserRole: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("user.role") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("user.code")) var code: String
  @Argument(help: Words.help("user.role")) var roles: [String]

  func run(_ shell: Shell) throws {
    let roles = try Role.typed(roles, name: "ROLE")
    let person = try shell.read { try $0.salesperson(coded: code) }
    try shell.perform(SetUserRoles(person.id, roles)) { try shell.userJSON($0.id) }
  }
}

/// `comptoir user active CODE yes|no`.
struct UserActive: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("user.active") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("user.code")) var code: String
  @Argument(help: Words.help("user.active")) var answer: String

  func run(_ shell: Shell) throws {
    guard ["yes", "no"].contains(answer) else {
      throw ShellError.badValue(name: "ACTIVE", text: answer)
    }
    let person = try shell.read { try $0.user(coded: code) }
    try shell.perform(SetUserActive(person.id, isActive: answer == "yes")) {
      try shell.userJSON($0.id)
    }
  }
}

extension Role {
  /// The roles of their words.
  fileprivate static func typed(_ words: [String], name: String) throws -> Set<Role> {
    Set(
      try words.map { word in
        guard let role = Role(rawValue: word) else {
          throw ShellError.badValue(name: name, text: word)
        }
        return role
      })
  }
}

extension Shell {
  /// A user as they now stand, in JSON.
  fileprivate func userJSON(_ id: ID<Salesperson>) throws -> [(key: String, value: JSON)] {
    let row = try read { try $0.userRows() }.first { $0.person.id == id }
    return row.map { [("user", CompanyAnswers.users.card($0).json)] } ?? []
  }
}
