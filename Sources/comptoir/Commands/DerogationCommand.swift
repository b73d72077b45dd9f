import ArgumentParser
import Exchange
import Sales
import SalesDesk
import SalesStore
import Values

/// `comptoir derogation …`: lower costs that suppliers grant for one customer.
struct DerogationCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    Words.command(
      "derogation",
      subcommands: [
        DerogationList.self, DerogationShow.self, DerogationAdd.self, DerogationEdit.self,
        DerogationEnd.self, DerogationClaims.self,
      ])
  }

  /// What an act on a derogation answers in JSON.
  static func json(
    _ derogation: SupplierDerogation, _ shell: Shell
  ) throws -> [(key: String, value: JSON)] {
    let row = try shell.read { try $0.derogationRow($0.get(derogation.id)) }
    let card = DerogationAnswers.row.card(DerogationOnDay(row: row, today: shell.today))
    return [("derogation", card.json)]
  }
}

/// Which derogations are asked for.
struct DerogationOptions: ParsableArguments {
  @Option(help: Words.help("derogation.supplier")) var supplier: String?
  @Option(help: Words.help("derogation.product")) var product: String?
  @Option(help: Words.help("derogation.customer")) var customer: String?

  func filter(_ shell: Shell, _ reader: StoreReader) throws -> DerogationFilter {
    guard try reader.sight == .full else {
      throw Refusal(.costsNeeded, Fact("act", .text("derogation")))
    }
    var filter = DerogationFilter()
    filter.supplierID = try supplier.map { try reader.supplier(coded: $0).id }
    filter.productID = try product.map { try shell.product($0, in: reader).id }
    filter.customerID = try customer.map { try shell.customer($0, in: reader).id }
    return filter
  }
}

/// `comptoir derogation list`.
struct DerogationList: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("derogation.list") }

  @OptionGroup var common: CommonOptions
  @OptionGroup var options: DerogationOptions
  @Flag(help: Words.help("derogation.current")) var current = false

  func run(_ shell: Shell) throws {
    let rows = try shell.read { reader in
      var filter = try options.filter(shell, reader)
      filter.day = current ? shell.today : nil
      return try reader.derogationRows(filter)
    }
    shell.answer(
      DerogationAnswers.rows.rows(rows.map { DerogationOnDay(row: $0, today: shell.today) }))
  }
}

/// `comptoir derogation show DEROGATION`.
struct DerogationShow: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("derogation.show") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("derogation.which")) var derogation: String

  func run(_ shell: Shell) throws {
    let row = try shell.read { try $0.derogationRow(try shell.derogation(derogation, in: $0)) }
    shell.answer(DerogationAnswers.row.card(DerogationOnDay(row: row, today: shell.today)))
  }
}

/// `comptoir derogation add`.
struct DerogationAdd: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("derogation.add") }

  @OptionGroup var common: CommonOptions
  @Option(help: Words.help("derogation.supplier")) var supplier: String
  @Option(help: Words.help("derogation.product")) var product: String
  @Option(help: Words.help("derogation.customer")) var customer: String
  @Option(help: Words.help("derogation.cost")) var cost: UnitCost
  @Option(help: Words.help("derogation.until")) var until: Day
  @OptionGroup var terms: DerogationTerms

  func run(_ shell: Shell) throws {
    let wanted = try shell.read { reader -> SupplierDerogation in
      var wanted = SupplierDerogation(
        id: ID(rawValue: 0), supplierID: try reader.supplier(coded: supplier).id,
        productID: try shell.product(product, in: reader).id,
        customerID: try shell.customer(customer, in: reader).id, unitCost: cost,
        validFrom: shell.today, validTo: until)
      try terms.write(to: &wanted, reader)
      return wanted
    }
    try shell.perform(CreateDerogation(wanted)) { try DerogationCommand.json($0, shell) }
  }
}

/// What a derogation may also say.
struct DerogationTerms: ParsableArguments {
  @Option(help: Words.help("derogation.site")) var site: Clearable<String>?
  @Option(help: Words.help("derogation.quantity")) var quantity: Clearable<Quantity>?
  @Option(help: Words.help("derogation.from")) var from: Day?
  @Option(help: Words.help("derogation.reference")) var reference: String?

  func write(to derogation: inout SupplierDerogation, _ reader: StoreReader) throws {
    if let site {
      derogation.siteID = try site.value.map {
        try reader.site(coded: $0, of: derogation.customerID).id
      }
    }
    if let quantity { derogation.quantity = quantity.value }
    derogation.validFrom = from ?? derogation.validFrom
    derogation.reference = reference ?? derogation.reference
  }
}

/// `comptoir derogation edit DEROGATION`.
struct DerogationEdit: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("derogation.edit") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("derogation.which")) var derogation: String
  @Option(help: Words.help("derogation.cost")) var cost: UnitCost?
  @Option(help: Words.help("derogation.until")) var until: Day?
  @OptionGroup var terms: DerogationTerms

  func run(_ shell: Shell) throws {
    let (old, wanted) = try shell.read { reader in
      let old = try shell.derogation(derogation, in: reader)
      var wanted = old
      wanted.unitCost = cost ?? wanted.unitCost
      wanted.validTo = until ?? wanted.validTo
      try terms.write(to: &wanted, reader)
      return (old, wanted)
    }
    try shell.perform(EditDerogation(old, to: wanted)) { try DerogationCommand.json($0, shell) }
  }
}

/// `comptoir derogation end DEROGATION [--on DAY]`.
struct DerogationEnd: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("derogation.end") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("derogation.which")) var derogation: String
  @Option(name: .customLong("on"), help: Words.help("derogation.on")) var day: Day?

  func run(_ shell: Shell) throws {
    let found = try shell.read { try shell.derogation(derogation, in: $0) }
    try shell.perform(EndDerogation(found.id, on: day)) { try DerogationCommand.json($0, shell) }
  }
}

/// `comptoir derogation claims`: what suppliers are to be asked for, by order line.
struct DerogationClaims: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("derogation.claims") }

  @OptionGroup var common: CommonOptions
  @OptionGroup var options: DerogationOptions
  @Option(help: Words.help("derogation.csv")) var csv: String?

  func run(_ shell: Shell) throws {
    let claims = try shell.read { reader in
      try reader.derogationClaims(try options.filter(shell, reader))
    }
    let listing = DerogationAnswers.claims.rows(claims)
    if let csv {
      let file = try CSVFile(path: csv)
      try file.append(listing.heads.map(\.key))
      for row in listing.rows { try file.append(row.map(\.machineText)) }
      try file.flush()
    }
    shell.answer(listing)
  }
}

extension Shell {
  /// The derogation of a short name, or of its whole identity.
  func derogation(_ name: String, in reader: some StoreReading) throws -> SupplierDerogation {
    guard try reader.sight == .full else {
      throw Refusal(.costsNeeded, Fact("act", .text("derogation")))
    }
    if let id = ID<SupplierDerogation>(name), let found = try reader.find(id) { return found }
    return try ShortName.find(
      name, kind: "supplier_derogation", among: reader.all(SupplierDerogation.self), \.id)
  }
}

/// A derogation with the day it is looked at.
struct DerogationOnDay: Sendable {
  let row: DerogationRow
  let today: Day

  /// Whether it holds: `current`, `past`, `coming`.
  var state: RuleState {
    row.isPast(on: today) ? .past : row.derogation.validFrom > today ? .coming : .current
  }
}

/// Answers about derogations.
enum DerogationAnswers {
  /// `derogation list`.
  static let rows = Shape("derogations", fields)
  /// `derogation show`, and the derogation of an act.
  static let row = Shape("derogation", fields)

  private static let fields: [Field<DerogationOnDay>] = [
    Field("derogation", .text) { .text(ShortName.of($0.row.derogation.id)) },
    Field("reference", .text) { .text($0.row.derogation.reference) },
    Field("supplier", .text) { .text($0.row.supplier.code) },
    Field("product", .text) { .text($0.row.product.code) },
    Field("customer", .text) { .text($0.row.customer.code) },
    Field("site", .text, isShown: false) { .text($0.row.site?.code) },
    Field("unitCost", .price) { .cost($0.row.derogation.unitCost) },
    Field("priceUnit", .count, isShown: false) { .count($0.row.product.priceUnit) },
    Field("granted", .quantity) { .quantity($0.row.derogation.quantity) },
    Field("consumed", .quantity) { .quantity($0.row.derogation.consumed) },
    Field("remaining", .quantity) { .quantity($0.row.derogation.remaining) },
    Field("validFrom", .day) { .day($0.row.derogation.validFrom) },
    Field("validTo", .day) { .day($0.row.derogation.validTo) },
    Field("state", .text) { .word("rule", $0.state) },
  ]

  /// `derogation claims`.
  static let claims = Shape<DerogationClaim>(
    "claims",
    [
      Field("supplier", .text) { .text($0.row.supplier.code) },
      Field("reference", .text) { .text($0.row.derogation.reference) },
      Field("product", .text) { .text($0.row.product.code) },
      Field("customer", .text) { .text($0.row.customer.code) },
      Field("order", .text) { .text($0.order.number) },
      Field("orderDay", .day) { .day($0.order.orderDay) },
      Field("line", .count, isShown: false) { .count($0.use.line) },
      Field("quantity", .quantity) { .quantity($0.use.quantity) },
      Field("delivered", .quantity) { .quantity($0.delivered) },
      Field("usualCost", .price) { .cost($0.use.usualCost) },
      Field("unitCost", .price) { .cost($0.use.unitCost) },
      Field("claim", .amount) { .amount($0.amount, $0.companyCurrency) },
      Field("claimDue", .amount) { .amount($0.due, $0.companyCurrency) },
      Field("currency", .text, isShown: false) { .text($0.companyCurrency.code) },
    ])
}

extension Cell {
  /// The value as a file of ours has it.
  fileprivate var machineText: String {
    switch json {
    case .text(let text): text
    case .number(let number): number
    case .bool(let value): value ? "true" : "false"
    default: ""
    }
  }
}
