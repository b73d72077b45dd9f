import ArgumentParser
import Exchange
import Sales
import SalesDesk
import SalesStore
import Values

extension AcceptanceChannel: ExpressibleByArgument {}

/// Who accepted on the customer's side, as options.
struct AcceptanceOptions: ParsableArguments {
  @Option(name: .customLong("by"), help: Words.help("acceptance.by")) var acceptedBy: String?
  @Option(help: Words.help("acceptance.channel")) var channel: AcceptanceChannel?
  @Option(name: .customLong("customer-order"), help: Words.help("acceptance.customerOrder"))
  var customerOrder: String?
  @Option(name: .customLong("accepted-on"), help: Words.help("acceptance.day")) var day: Day?
  @Option(name: .customLong("file"), help: Words.help("acceptance.file")) var file: String?

  /// What they say.
  ///
  /// - Throws: `Refusal` for a file that cannot be kept.
  func note() throws -> AcceptanceNote {
    var note = AcceptanceNote()
    (note.acceptedBy, note.channel, note.customerOrder) = (acceptedBy, channel, customerOrder)
    note.day = day
    note.file = try file.map { try ProofFile.read($0) }
    return note
  }
}

/// `comptoir order acceptance NUMBER`: notes or corrects who accepted it.
struct OrderAcceptanceCommand: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("order.acceptance") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("orderNumber")) var number: String
  @OptionGroup var acceptance: AcceptanceOptions
  @Option(name: .customLong("save-file"), help: Words.help("acceptance.saveFile"))
  var saveFile: String?

  func run(_ shell: Shell) throws {
    let order = try shell.read { try shell.order(number, in: $0) }
    if let saveFile { return try save(order, to: saveFile, shell) }
    try shell.perform(NoteAcceptance(of: order.id, try acceptance.note())) { _ in
      try shell.orderJSON(order.id)
    }
  }

  /// Writes the file that was kept.
  private func save(_ order: SalesOrder, to path: String, _ shell: Shell) throws {
    let file = try shell.read { reader in
      try reader.acceptance(of: order.id).flatMap { try reader.file(of: $0) }
    }
    guard let file else {
      throw StoreError.notFound(kind: DocumentFile.table.name, key: order.number)
    }
    guard try SavedFile.write(file.bytes, to: path) else {
      throw ShellError.fileExists(path: path)
    }
    guard shell.isJSON else {
      return Output.line(shell.format.text("cli.paper.written", [Fact("path", .text(path))]))
    }
    Output.line(
      JSON.object([("path", .text(path)), ("hash", .text(file.hash))]).pretty)
  }
}
