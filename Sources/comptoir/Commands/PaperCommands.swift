import ArgumentParser
import Exchange
import Sales
import SalesDesk
import SalesStore
import Values

/// `comptoir quote print NUMBER [--version N] [--sent] [--output FILE]`: the quote as a PDF; of a version
/// that was sent, the very file its customer received.
struct QuotePrint: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("quote.print") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("quoteNumber")) var number: String
  @Option(name: .customLong("version"), help: Words.help("quote.version")) var revision: Int?
  @Flag(name: .customLong("sent"), help: Words.help("quote.sentFile")) var isSent = false
  @Option(name: .shortAndLong, help: Words.help("quote.output")) var output: String?

  func run(_ shell: Shell) throws {
    let named = revision.map { "\(number)/\($0)" } ?? number
    let quote = try shell.read { try shell.quote(named, in: $0) }
    let paper = try shell.desk.paper(of: quote.id)
    guard paper.isKept || !isSent else {
      throw ShellError.neverSent(number: quote.number, version: quote.revision)
    }
    try shell.write(paper, to: output)
  }
}

/// `comptoir order print NUMBER [--output FILE]`: the confirmation of an order as a PDF.
struct OrderPrint: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("order.print") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("orderNumber")) var number: String
  @Option(name: .shortAndLong, help: Words.help("quote.output")) var output: String?

  func run(_ shell: Shell) throws {
    let order = try shell.read { try shell.order(number, in: $0) }
    try shell.write(try shell.desk.paper(of: order.id), to: output)
  }
}

/// Where a mail goes: to whom, into a file or to the company's mail program.
struct MailOptions: ParsableArguments {
  @Option(help: Words.help("mail.to")) var to: String?
  @Option(help: Words.help("mail.eml")) var eml: String?
  @Flag(help: Words.help("mail.send")) var send = false

  func validate() throws {
    if send, eml != nil { throw ValidationError(Words.format.text("cli.mailOneWay")) }
  }
}

/// `comptoir quote mail NUMBER [--to ADDRESS] [--eml FILE | --send]`.
struct QuoteMail: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("quote.mail") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("quoteNumber")) var number: String
  @OptionGroup var mail: MailOptions

  func run(_ shell: Shell) throws {
    let quote = try shell.read { try shell.quote(number, in: $0) }
    try shell.dispatch(try shell.desk.mail(of: quote.id, to: mail.to), mail)
  }
}

/// `comptoir order mail NUMBER [--to ADDRESS] [--eml FILE | --send]`.
struct OrderMail: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("order.mail") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("orderNumber")) var number: String
  @OptionGroup var mail: MailOptions

  func run(_ shell: Shell) throws {
    let order = try shell.read { try shell.order(number, in: $0) }
    try shell.dispatch(try shell.desk.mail(of: order.id, to: mail.to), mail)
  }
}

extension Shell {
  /// Hands a mail over, or writes it to a file, and notes it in the history of the customer.
  func dispatch(_ mail: PaperMail, _ options: MailOptions) throws {
    if options.send {
      let command = try read { try $0.settings() }.mailCommand
      try confirm(
        MailPaper.entry.id,
        [Fact("number", .text(mail.number)), Fact("recipient", .text(mail.message.to.address))])
      try mail.hand(to: command)
      try perform(mail.noting(.handed), isConfirmed: true) { _ in answer(mail, path: nil) }
      return
    }
    let path = options.eml ?? mail.fileName
    guard try SavedFile.write(mail.message.bytes, to: path) else {
      throw ShellError.fileExists(path: path)
    }
    try perform(mail.noting(.prepared), isConfirmed: true) { _ in answer(mail, path: path) }
    if !isJSON { Output.line(format.text("cli.paper.written", [Fact("path", .text(path))])) }
  }

  private func answer(_ mail: PaperMail, path: String?) -> [(key: String, value: JSON)] {
    let members: [(key: String, value: JSON)] = [
      ("recipient", .text(mail.message.to.address)), ("sender", .text(mail.message.from.address)),
      ("subjectLine", .text(mail.message.subject)), ("hash", .text(mail.message.file.hash)),
      ("path", path.map { .text($0) } ?? .null),
    ]
    return [("mail", .object(members))]
  }

  /// Writes a paper to a file and says where, what is missing on it, and its hash in JSON.
  func write(_ paper: SalesPaper, to output: String?) throws {
    let path = output ?? paper.file.name
    guard try SavedFile.write(paper.file.bytes, to: path) else {
      throw ShellError.fileExists(path: path)
    }
    let missing = paper.missing.map { format.texts["mention." + $0.rawValue] }
    if isJSON {
      let members: [(key: String, value: JSON)] = [
        ("path", .text(path)), ("hash", .text(paper.file.hash)),
        ("mediaType", .text(paper.file.mediaType)), ("sent", .bool(paper.isKept)),
        ("missingMentions", .array(missing.map { .text($0) })),
      ]
      return Output.line(JSON.object(members).pretty)
    }
    Output.line(format.text("cli.paper.written", [Fact("path", .text(path))]))
    guard !missing.isEmpty else { return }
    Output.error(
      format.text("mention.missing", [Fact("mentions", .text(missing.joined(separator: ", ")))]))
  }
}
