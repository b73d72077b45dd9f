import ArgumentParser
import Database
import Glibc
import SQLiteDatabase
import Sales
import SalesDesk
import Values
import Workstation

/// `comptoir init`: makes a company, with what its first documents need.
struct InitCommand: ParsableCommand {
  static var configuration: CommandConfiguration { Words.command("init") }

  @OptionGroup var common: CommonOptions
  @Option(help: Words.help("init.name")) var name: String?
  @Option(help: Words.help("init.siren")) var siren: String?
  @Option(name: .customLong("vat-number"), help: Words.help("init.vatNumber"))
  var vatNumber: String?
  @Option(help: Words.help("init.town")) var town: String?
  @Option(help: Words.help("init.warehouse")) var warehouse: String?
  @Option(help: Words.help("init.person")) var person: String?
  @Option(help: Words.help("init.currency")) var currency: String?

  func run() throws {
    var wish = common.wish
    wish.identity = try identity()
    wish.user = nil
    try wish.naming {
      let open = try OpenDesk(wish)
      defer { try? open.file.database.close() }
      let shell = Shell(open, common)
      if !open.file.isNew, open.file.isUpgraded, wish.isOnServer {
        return shell.say("cli.init.upgraded", "init", [Fact("path", .text(open.file.path))])
      }
      guard open.file.isNew else { throw ShellError.companyExists(path: open.file.path) }
      shell.answer(CompanyAnswers.founded.card(open))
    }
  }

  private func identity() throws -> CompanyIdentity {
    var identity = NewCompany.identity()
    identity.name = name ?? identity.name
    if let siren {
      guard let checked = Siren(siren) else { throw ValidationError.value("--siren", siren) }
      identity.siren = checked.digits
    }
    if let vatNumber {
      guard let checked = VATNumber.checked(vatNumber) else {
        throw ValidationError.value("--vat-number", vatNumber)
      }
      identity.vatNumber = checked
    }
    identity.town = town ?? ""
    identity.warehouseName = warehouse ?? ""
    identity.administratorName = person ?? identity.administratorName
    if let currency {
      guard let known = Currency(code: currency.uppercased()) else {
        throw ValidationError.value("--currency", currency)
      }
      identity.currency = known
    }
    return identity
  }
}

/// `comptoir backup FILE`: a copy while others go on working.
struct BackupCommand: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("backup") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("file")) var copy: String

  func run(_ shell: Shell) throws {
    guard try shell.desk.read({ try $0.sight }) == .full else {
      throw Refusal(.costsNeeded, Fact("act", .text("backup")))
    }
    guard access(copy, F_OK) != 0 else { throw ShellError.fileExists(path: copy) }
    guard let database = shell.file.database as? SQLiteDatabase else {
      throw ShellError.filesOnly(command: "backup", path: shell.file.path)
    }
    try database.backup(to: copy)
    shell.say("cli.backup.done", "backup", [Fact("path", .text(copy))])
  }
}

/// `comptoir restore FILE`: the company becomes what the backup holds. Final.
struct RestoreCommand: ParsableCommand {
  static var configuration: CommandConfiguration { Words.command("restore") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("file")) var backup: String

  func run() throws {
    let wish = common.wish
    guard !wish.isOnServer else {
      throw ShellError.filesOnly(command: "restore", path: wish.shownPath)
    }
    try wish.naming {
      let open = try OpenDesk(wish)
      defer { try? open.file.database.close() }
      let shell = Shell(open, common)
      guard let database = open.file.database as? SQLiteDatabase else { return }
      guard open.desk.actor.holds(.manager) else {
        throw Refusal(
          .roleMissing, Fact("act", .text("restore")), Fact("roles", .text(Role.manager.rawValue)))
      }
      try shell.confirm(
        "restore", [Fact("path", .text(backup)), Fact("name", .text(open.company.name))])
      try database.holding(
        user: open.desk.actor.code, what: "restore", sinceMs: open.clock.now().milliseconds
      ) {
        try database.restore(from: backup)
      }
      try CompanyOpening.migrator(.sqlite).upgrade(database, nowMs: open.clock.now().milliseconds)
      shell.say("cli.restore.done", "restore", [Fact("path", .text(backup))])
    }
  }
}

/// `comptoir undo`.
struct UndoCommand: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("undo") }

  @OptionGroup var common: CommonOptions

  func run(_ shell: Shell) throws {
    shell.sayReversed(try shell.desk.undo(), "status.undone", "undo")
  }
}

/// `comptoir redo`.
struct RedoCommand: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("redo") }

  @OptionGroup var common: CommonOptions

  func run(_ shell: Shell) throws {
    shell.sayReversed(try shell.desk.redo(), "status.redone", "redo")
  }
}
