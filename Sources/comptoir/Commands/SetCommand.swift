import ArgumentParser
import Sales
import SalesDesk
import SalesStore
import Values

/// `comptoir set …`: the product sets.
struct SetCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    Words.command(
      "set",
      subcommands: [
        SetList.self, SetShow.self, SetAdd.self, SetEdit.self, SetKeep.self, SetRemove.self,
      ])
  }

  /// What an act on a set answers in JSON.
  static func json(_ set: ProductSet, _ shell: Shell) throws -> [(key: String, value: JSON)] {
    [("set", SetAnswers.sheet.card(try shell.read { try $0.productSet(set.id) }).json)]
  }
}

/// `comptoir set list`.
struct SetList: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("set.list") }

  @OptionGroup var common: CommonOptions

  func run(_ shell: Shell) throws {
    shell.answer(SetAnswers.rows.rows(try shell.read { try $0.productSets() }))
  }
}

/// `comptoir set show CODE`.
struct SetShow: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("set.show") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("set.code")) var code: String

  func run(_ shell: Shell) throws {
    shell.answer(SetAnswers.sheet.card(try shell.read { try $0.productSet(coded: code) }))
  }
}

/// What a set says, as options.
struct SetFields: ParsableArguments {
  @Option(help: Words.help("set.closed")) var closed: Bool?
  @Option(help: Words.help("set.parts")) var parts: Bool?
  @Option(help: Words.help("set.active")) var active: Bool?
  @Option(name: .customLong("from"), help: Words.help("set.from")) var from: Clearable<Day>?
  @Option(name: .customLong("until"), help: Words.help("set.until")) var until: Clearable<Day>?

  func write(to form: inout ProductSetForm) {
    form.isClosed = closed ?? form.isClosed
    form.hidesParts = parts.map { !$0 } ?? form.hidesParts
    form.isActive = active ?? form.isActive
    if let from { form.validFrom = from.value }
    if let until { form.validTo = until.value }
  }

  /// The lines typed.
  ///
  /// - Throws: `ShellError.badLine` for one that says nothing a set may hold.
  static func lines(_ texts: [String]) throws -> [TypedSetLine] {
    try texts.flatMap { text in
      try text.split(separator: ";").map { part in
        guard let line = SetLinesText.line(String(part)) else {
          throw ShellError.badLine(text: String(part), position: 0)
        }
        return line
      }
    }
  }
}

/// `comptoir set add CODE NAME LINE …`.
struct SetAdd: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("set.add") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("newCode")) var code: String
  @Argument(help: Words.help("set.name")) var name: String
  @Argument(help: Words.help("set.lines")) var lines: [String]
  @OptionGroup var fields: SetFields

  func run(_ shell: Shell) throws {
    var form = ProductSetForm(code: code, name: name, lines: try SetFields.lines(lines))
    fields.write(to: &form)
    try shell.perform(CreateProductSet(form)) { try SetCommand.json($0, shell) }
  }
}

/// `comptoir set edit CODE [LINE …]`: lines that are given take the place of all it has.
struct SetEdit: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("set.edit") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("set.code")) var code: String
  @Argument(help: Words.help("set.lines")) var lines: [String] = []
  @Option(help: Words.help("set.name")) var name: String?
  @Option(name: .customLong("code"), help: Words.help("newCode")) var newCode: String?
  @OptionGroup var fields: SetFields

  func run(_ shell: Shell) throws {
    let row = try shell.read { try $0.productSet(coded: code) }
    var form = ProductSetForm(row)
    form.code = newCode ?? form.code
    form.name = name ?? form.name
    if !lines.isEmpty { form.lines = try SetFields.lines(lines) }
    fields.write(to: &form)
    try shell.perform(EditProductSet(row, to: form)) { try SetCommand.json($0, shell) }
  }
}

/// `comptoir set keep QUOTE CODE NAME [--lines 1,3]`: lines of a quote as a set.
struct SetKeep: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("set.keep") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("quoteNumber")) var number: String
  @Argument(help: Words.help("newCode")) var code: String
  @Argument(help: Words.help("set.name")) var name: String
  @Option(help: Words.help("set.keepLines")) var lines: LineNumbers?
  @Flag(help: Words.help("set.closed")) var closed = false

  func run(_ shell: Shell) throws {
    let quote = try shell.read { try shell.quote(number, in: $0) }
    try shell.perform(
      KeepLinesAsSet(
        lines?.numbers.sorted(), of: quote.id, code: code, name: name, isClosed: closed)
    ) { try SetCommand.json($0, shell) }
  }
}

/// `comptoir set remove CODE`.
struct SetRemove: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("set.remove") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("set.code")) var code: String

  func run(_ shell: Shell) throws {
    let row = try shell.read { try $0.productSet(coded: code) }
    try shell.perform(RemoveProductSet(row.set.id)) { set in [("set", .text(set.code))] }
  }
}
