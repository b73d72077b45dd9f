import ArgumentParser
import Sales
import SalesDesk
import SalesStore
import Values

/// A term and whether the law lets a customer have it.
struct TermRow {
  let term: PaymentTerm
  let isLegal: Bool

  init(_ term: PaymentTerm, _ today: Day) {
    self.term = term
    isLegal = LegalTerm.allowsClause(term.rule, from: today)
  }
}

/// `comptoir term …`: the payment terms.
struct TermCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    Words.command("term", subcommands: [TermList.self, TermAdd.self, TermEdit.self])
  }

  /// `term list`.
  static let rows = Shape<TermRow>(
    "terms",
    [
      Field("code", .text) { .text($0.term.code) },
      Field("name", .text) { .text($0.term.name) },
      Field("kind", .text) { .text($0.term.kind.rawValue) },
      Field("days", .count) { .count($0.term.days) },
      Field("dayOfMonth", .count) { .count($0.term.dayOfMonth) },
      Field("legal", .flag) { .flag($0.isLegal) },
    ])
}

/// `comptoir term list`.
struct TermList: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("term.list") }

  @OptionGroup var common: CommonOptions

  func run(_ shell: Shell) throws {
    let terms = try shell.read { try $0.paymentTerms() }
    shell.answer(TermCommand.rows.rows(terms.map { TermRow($0, shell.today) }))
  }
}

extension PaymentTermKind: ExpressibleByArgument {}

/// What a term says, as options.
struct TermFields: ParsableArguments {
  @Option(help: Words.help("term.days")) var days: Int?
  @Option(help: Words.help("term.kind")) var kind: PaymentTermKind?
  @Option(name: .customLong("day-of-month"), help: Words.help("term.dayOfMonth"))
  var dayOfMonth: Clearable<Int>?
}

/// `comptoir term add CODE NAME --days 30 --kind daysThenEndOfMonth`.
struct TermAdd: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("term.add") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("newCode")) var code: String
  @Argument(help: Words.help("term.name")) var name: String
  @OptionGroup var fields: TermFields

  func run(_ shell: Shell) throws {
    let form = PaymentTermForm(
      name: name, days: fields.days ?? 0, kind: fields.kind ?? .net,
      dayOfMonth: fields.dayOfMonth?.value)
    try shell.perform(CreatePaymentTerm(code, form)) { term in
      [("term", TermCommand.rows.card(TermRow(term, shell.today)).json)]
    }
  }
}

/// `comptoir term edit CODE`.
struct TermEdit: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("term.edit") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("customer.paymentTerm")) var code: String
  @Option(help: Words.help("term.name")) var name: String?
  @OptionGroup var fields: TermFields

  func run(_ shell: Shell) throws {
    let term = try shell.read { try $0.paymentTerm(coded: code) }
    let form = PaymentTermForm(
      name: name ?? term.name, days: fields.days ?? term.days, kind: fields.kind ?? term.kind,
      dayOfMonth: fields.dayOfMonth.map(\.value) ?? term.dayOfMonth)
    try shell.perform(EditPaymentTerm(term.id, form)) { term in
      [("term", TermCommand.rows.card(TermRow(term, shell.today)).json)]
    }
  }
}

/// `comptoir vat …`: the rates of VAT.
struct VatCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    Words.command("vat", subcommands: [VatList.self, VatSet.self])
  }

  /// `vat list`.
  static let rows = Shape<VatRate>(
    "vatRates",
    [
      Field("class", .text) { .text($0.code) },
      Field("rate", .ratio) { .ratio($0.rate) },
      Field("validFrom", .day) { .day($0.validFrom) },
      Field("name", .text) { .text($0.name) },
    ])
}

/// `comptoir vat list`.
struct VatList: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("vat.list") }

  @OptionGroup var common: CommonOptions

  func run(_ shell: Shell) throws {
    shell.answer(VatCommand.rows.rows(try shell.read { try $0.vatRates() }))
  }
}

/// `comptoir vat set CLASS RATE [--from DAY]`.
struct VatSet: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("vat.set") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("product.vat")) var code: String
  @Argument(help: Words.help("vat.rate")) var rate: Percentage
  @Option(name: .customLong("from"), help: Words.help("vat.from")) var day: Day?
  @Option(help: Words.help("term.name")) var name: String?

  func run(_ shell: Shell) throws {
    try shell.perform(
      SetVatRate(code, to: rate.ratio, from: day ?? shell.today, name: name ?? "")
    ) { [("vatRate", VatCommand.rows.card($0).json)] }
  }
}
