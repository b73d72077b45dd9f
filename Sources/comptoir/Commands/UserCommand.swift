import ArgumentParser
import Sales
import SalesStore

/// `comptoir user …`.
struct UserCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    Words.command("user", subcommands: [UserList.self])
  }
}

/// A user with their roles, as the command line lists them.
struct UserRow: Sendable {
  let person: Salesperson
  let roles: [Role]
  let warehouse: String?
  let team: String?
}

/// `comptoir user list`.
struct UserList: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("user.list") }

  @OptionGroup var common: CommonOptions

  func run(_ shell: Shell) throws {
    let rows = try shell.read { reader -> [UserRow] in
      let warehouses = try reader.all(Warehouse.self)
      let teams = try reader.all(Team.self)
      let roles = try reader.all(SalespersonRole.self)
      return try reader.all(Salesperson.self, "ORDER BY code").map { person in
        UserRow(
          person: person,
          roles: roles.filter { $0.salespersonID == person.id }.map(\.role)
            .sorted { $0.rawValue < $1.rawValue },
          warehouse: warehouses.first { $0.id == person.warehouseID }?.code,
          team: teams.first { $0.id == person.teamID }?.name)
      }
    }
    shell.answer(CompanyAnswers.users.rows(rows))
  }
}
