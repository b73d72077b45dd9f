import ArgumentParser
import Sales
import SalesDesk
import SalesStore
import Values
import Workstation

extension IndexValue: ExpressibleByArgument {
  /// A value of an index as `8856.31`.
  public init?(argument: String) {
    guard let value = try? IndexValue(machine: Typed.machine(argument)), value > .zero else {
      return nil
    }
    self = value
  }
}

/// `comptoir index …`.
struct IndexCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    Words.command(
      "index",
      subcommands: [
        IndexList.self, IndexShow.self, IndexAdd.self, IndexSet.self, IndexImport.self,
      ])
  }
}

/// `comptoir index list`.
struct IndexList: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("index.list") }

  @OptionGroup var common: CommonOptions

  func run(_ shell: Shell) throws {
    let rows = try shell.read { try $0.indexRows(on: shell.today) }
    shell.answer(PriceAnswers.indexes.rows(rows))
  }
}

/// `comptoir index show CODE`: its values, the newest first.
struct IndexShow: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("index.show") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("index.code")) var code: String
  @Option(help: Words.help("limit")) var limit = 60

  func run(_ shell: Shell) throws {
    let values = try shell.read { reader in
      try reader.readings(of: try reader.index(coded: code).id, limit: limit)
    }
    shell.answer(PriceAnswers.readings.rows(values))
  }
}

/// `comptoir index add CODE`.
struct IndexAdd: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("index.add") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("index.code")) var code: String
  @Option(help: Words.help("index.name")) var name: String?
  @Option(help: Words.help("index.unit")) var unit: String?

  func run(_ shell: Shell) throws {
    try shell.perform(CreateIndex(code: code, name: name ?? "", unit: unit ?? ""))
  }
}

/// `comptoir index set CODE VALUE [--day DAY]`.
struct IndexSet: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("index.set") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("index.code")) var code: String
  @Argument(help: Words.help("index.value")) var value: IndexValue
  @Option(help: Words.help("index.day")) var day: Day?

  func run(_ shell: Shell) throws {
    let index = try shell.read { try $0.index(coded: code) }
    try shell.perform(SetIndexValue(index.id, to: value, from: day))
  }
}

/// `comptoir radar`: documents that fell under their floor because a cost rose.
struct RadarCommand: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("radar") }

  @OptionGroup var common: CommonOptions
  @Option(help: Words.help("radar.product")) var product: String?
  @Flag(help: Words.help("radar.mine")) var mine = false

  func run(_ shell: Shell) throws {
    let person = mine ? shell.desk.actor.id : nil
    let found = try shell.read { reader in
      guard try reader.sight == .full else {
        throw Refusal(.costsNeeded, Fact("act", .text("radar")))
      }
      let product = try product.map { try shell.product($0, in: reader).id }
      return try reader.marginRadar(of: person, product: product, today: shell.today)
    }
    shell.answer(PriceAnswers.radar.rows(found))
  }
}

/// `comptoir quote review`: quotes that a move of an index puts in question.
struct QuoteReview: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("quote.review") }

  @OptionGroup var common: CommonOptions
  @Flag(help: Words.help("radar.mine")) var mine = false

  func run(_ shell: Shell) throws {
    let person = mine ? shell.desk.actor.id : nil
    let found = try shell.read { try $0.quotesToReview(of: person, today: shell.today) }
    shell.answer(PriceAnswers.review.rows(found))
  }
}
