import ArgumentParser
import Sales
import SalesDesk
import SalesStore
import Values

extension FloorAction: ExpressibleByArgument {}
extension Role: ExpressibleByArgument {}

/// `comptoir floor …`: floors by family and class of customers, and what happens under them.
struct FloorCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    Words.command(
      "floor",
      subcommands: [FloorListCommand.self, FloorSet.self, FloorRemove.self, FloorRuleCommand.self])
  }
}

/// `comptoir floor list`.
struct FloorListCommand: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("floor.list") }

  @OptionGroup var common: CommonOptions
  @Flag(help: Words.help("floor.own")) var own = false

  func run(_ shell: Shell) throws {
    let list = try shell.read { try $0.floorList() }
    let rows = list.rows.filter { !own || $0.floor != nil || !$0.rules.isEmpty }
    shell.answer(FloorAnswers.rows.rows(rows))
  }
}

/// `comptoir floor set FAMILY PERCENT [--class CLASS]`.
struct FloorSet: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("floor.set") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("product.family")) var family: String
  @Argument(help: Words.help("floor.rate")) var rate: Percentage
  @Option(name: .customLong("class"), help: Words.help("customer.class")) var customerClass = ""

  func run(_ shell: Shell) throws {
    let found = try shell.read { try $0.family(coded: family) }
    try shell.perform(SetFloor(found.id, customerClass: customerClass, to: rate.ratio))
  }
}

/// `comptoir floor remove FAMILY [--class CLASS]`: that of the parent holds again.
struct FloorRemove: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("floor.remove") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("product.family")) var family: String
  @Option(name: .customLong("class"), help: Words.help("customer.class")) var customerClass = ""

  func run(_ shell: Shell) throws {
    let found = try shell.read { try $0.family(coded: family) }
    try shell.perform(SetFloor(found.id, customerClass: customerClass, to: nil))
  }
}

/// `comptoir floor rule warn|ask|block|none [--family F] [--class C] [--role R] [--document]`.
struct FloorRuleCommand: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("floor.rule") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("floor.action")) var action: Clearable<FloorAction>
  @Option(help: Words.help("floor.family")) var family: String?
  @Option(name: .customLong("class"), help: Words.help("floor.class")) var customerClass = ""
  @Option(help: Words.help("floor.role")) var role: Role?
  @Flag(help: Words.help("floor.document")) var document = false

  func run(_ shell: Shell) throws {
    let found = try shell.read { reader in try family.map { try reader.family(coded: $0).id } }
    try shell.perform(
      SetFloorRule(
        document ? .document : .line, family: found, customerClass: customerClass, role: role,
        to: action.value))
  }
}

/// Answers about floors.
enum FloorAnswers {
  /// `floor list`.
  static let rows = Shape<FloorRow>(
    "floors",
    [
      Field("family", .text) { .text($0.family?.code) },
      Field("familyName", .text) { .text($0.family?.name) },
      Field("class", .text) { .text($0.customerClass) },
      Field("floor", .ratio) { .ratio($0.floor?.floor) },
      Field("floorInForce", .ratio) { .ratio($0.floorInForce) },
      Field("lineSalesperson", .text) { .word("floorAction", $0.lineActions[.salesperson]) },
      Field("lineOrderDesk", .text) { .word("floorAction", $0.lineActions[.orderDesk]) },
      Field("lineManager", .text) { .word("floorAction", $0.lineActions[.manager]) },
      Field("documentSalesperson", .text) { word($0.documentActions, .salesperson) },
      Field("documentOrderDesk", .text) { word($0.documentActions, .orderDesk) },
      Field("documentManager", .text) { word($0.documentActions, .manager) },
      Field("rules", .rows, inner: rules) { .rows(rules.rows($0.rules)) },
    ])

  private static let rules = Shape<FloorRule>(
    "rules",
    [
      Field("subject", .text) { .text($0.subject.rawValue) },
      Field("role", .text) { .text($0.role?.rawValue ?? "") },
      Field("action", .text) { .word("floorAction", $0.action) },
    ])

  /// What happens to a role where a document is under its floor; nothing for a family.
  private static func word(_ actions: FloorActions?, _ role: Role) -> Cell {
    actions.map { .word("floorAction", $0[role]) } ?? .text(nil)
  }
}
