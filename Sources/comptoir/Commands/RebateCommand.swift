import ArgumentParser
import Sales
import SalesDesk
import SalesStore
import Values

extension RebateMode: ExpressibleByArgument {}

/// `comptoir rebate …`: year-end rebates.
struct RebateCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    Words.command(
      "rebate",
      subcommands: [
        RebateList.self, RebateShow.self, RebateAdd.self, RebateEdit.self, RebateEnd.self,
        RebateSettle.self,
      ])
  }

  /// What an act on an agreement answers in JSON.
  static func json(
    _ agreement: RebateAgreement, _ shell: Shell
  ) throws -> [(key: String, value: JSON)] {
    let row = try shell.read { try $0.rebateRow(agreement) }
    return [("rebate", RebateAnswers.row.card(row).json)]
  }
}

/// `comptoir rebate list`.
struct RebateList: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("rebate.list") }

  @OptionGroup var common: CommonOptions
  @Option(help: Words.help("rebate.of")) var customer: String?
  @Flag(help: Words.help("rebate.current")) var current = false
  @Option(help: Words.help("limit")) var limit = 300

  func run(_ shell: Shell) throws {
    let rows = try shell.read { reader in
      try reader.rebateRows(
        of: try customer.map { try shell.customer($0, in: reader).id },
        on: current ? shell.today : nil, limit: limit)
    }
    shell.answer(RebateAnswers.rows.rows(rows))
  }
}

/// `comptoir rebate show CODE`: its tiers, what counts, and where its customers stand.
struct RebateShow: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("rebate.show") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("rebate.code")) var code: String
  @Option(help: Words.help("limit")) var limit = 50

  func run(_ shell: Shell) throws {
    let sheet = try shell.read { reader -> RebateSheet in
      let agreement = try reader.rebate(coded: code)
      return RebateSheet(
        row: try reader.rebateRow(agreement),
        members: try reader.rebateMembers(of: agreement, limit: limit))
    }
    shell.answer(RebateAnswers.sheet.card(sheet))
  }
}

/// What is said of an agreement; what is not said stays.
struct RebateOptions: ParsableArguments {
  @Option(help: Words.help("rebate.customer")) var customer: String?
  @Option(help: Words.help("rebate.group")) var group: String?
  @Option(help: Words.help("rebate.mode")) var mode: RebateMode?
  @Option(help: Words.help("rebate.tiers")) var tiers: String?
  @Option(name: .customLong("family"), help: Words.help("rebate.family")) var families: [String] =
    []
  @Option(name: .customLong("product"), help: Words.help("rebate.product"))
  var products: [String] = []
  @Flag(name: .customLong("everything"), help: Words.help("rebate.everything")) var everything =
    false
  @Option(help: Words.help("rebate.from")) var from: Day?
  @Option(help: Words.help("rebate.until")) var until: Day?
  @Option(name: .customLong("settle-by"), help: Words.help("rebate.settleBy"))
  var settleBy: Clearable<Day>?
  @Option(help: Words.help("rebate.name")) var name: String?

  func write(to terms: inout RebateTerms, _ shell: Shell, _ reader: StoreReader) throws {
    if let customer {
      let found = try shell.customer(customer, in: reader)
      (terms.agreement.customerID, terms.agreement.priceGroup) = (found.id, "")
      terms.agreement.currency = found.currency
    }
    if let group { (terms.agreement.customerID, terms.agreement.priceGroup) = (nil, group) }
    terms.agreement.mode = mode ?? terms.agreement.mode
    terms.agreement.validFrom = from ?? terms.agreement.validFrom
    terms.agreement.validTo = until ?? terms.agreement.validTo
    if let settleBy { terms.agreement.settlementDay = settleBy.value }
    terms.agreement.name = name ?? terms.agreement.name
    if let tiers {
      guard let read = RebateTiersText.read(tiers, terms.agreement.currency) else {
        throw ShellError.badValue(name: "--tiers", text: tiers)
      }
      terms.tiers = read
    }
    if everything { (terms.families, terms.products) = ([], []) }
    if !families.isEmpty { terms.families = try families.map { try reader.family(coded: $0).id } }
    if !products.isEmpty {
      terms.products = try products.map { try shell.product($0, in: reader).id }
    }
  }
}

/// `comptoir rebate add`.
struct RebateAdd: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("rebate.add") }

  @OptionGroup var common: CommonOptions
  @OptionGroup var options: RebateOptions
  @Option(help: Words.help("rebate.newCode")) var code: String?

  func run(_ shell: Shell) throws {
    let wanted = try shell.read { reader -> RebateTerms in
      var terms = RebateTerms(
        RebateAgreement(
          id: ID(rawValue: 0), code: code ?? "", currency: shell.company.currency,
          validFrom: Day(year: shell.today.year, month: 1, day: 1) ?? shell.today,
          validTo: Day(year: shell.today.year, month: 12, day: 31) ?? shell.today, mode: .total),
        tiers: [])
      try options.write(to: &terms, shell, reader)
      return terms
    }
    try shell.perform(CreateRebate(wanted)) { try RebateCommand.json($0, shell) }
  }
}

/// `comptoir rebate edit CODE`.
struct RebateEdit: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("rebate.edit") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("rebate.code")) var code: String
  @OptionGroup var options: RebateOptions

  func run(_ shell: Shell) throws {
    let (old, wanted) = try shell.read { reader -> (RebateAgreement, RebateTerms) in
      let old = try reader.rebate(coded: code)
      var terms = try reader.terms(of: old)
      try options.write(to: &terms, shell, reader)
      return (old, terms)
    }
    try shell.perform(EditRebate(old, to: wanted)) { try RebateCommand.json($0, shell) }
  }
}

/// `comptoir rebate end CODE [--on DAY]`.
struct RebateEnd: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("rebate.end") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("rebate.code")) var code: String
  @Option(name: .customLong("on"), help: Words.help("rebate.on")) var day: Day?

  func run(_ shell: Shell) throws {
    let found = try shell.read { try $0.rebate(coded: code) }
    try shell.perform(EndRebate(found.id, on: day)) { try RebateCommand.json($0, shell) }
  }
}

/// `comptoir rebate settle CODE [--customer C] [--reference AV-12]`.
struct RebateSettle: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("rebate.settle") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("rebate.code")) var code: String
  @Option(help: Words.help("rebate.settled")) var customer: String?
  @Option(help: Words.help("rebate.reference")) var reference: String?

  func run(_ shell: Shell) throws {
    let (found, party) = try shell.read { reader in
      (
        try reader.rebate(coded: code),
        try customer.map { try shell.customer($0, in: reader).id }
      )
    }
    try shell.perform(SettleRebate(found.id, with: party, reference: reference ?? "")) { _ in
      try RebateCommand.json(found, shell)
    }
  }
}
