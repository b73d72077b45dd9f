import ArgumentParser
import Sales
import SalesDesk
import SalesStore
import Values

/// `comptoir quote …`.
struct QuoteCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    Words.command(
      "quote",
      subcommands: [
        QuoteList.self, QuoteShow.self, QuoteNew.self, QuoteAdd.self, QuoteEdit.self,
        QuoteRemove.self, QuoteMove.self, QuoteHead.self, QuoteAsk.self, QuoteApprove.self,
        QuoteRefuse.self, QuoteRevise.self, QuoteReprice.self, QuoteDuplicate.self,
        QuoteNegotiate.self, QuoteWhy.self, QuoteDiff.self, QuoteReview.self, QuotePrint.self,
        QuoteMail.self,
        QuoteSend.self, QuoteAccept.self, QuoteDecline.self,
        QuoteCancel.self,
      ])
  }

  /// What an act on a quote answers in JSON.
  static func json(_ draft: QuoteDraft) -> [(key: String, value: JSON)] { json(draft.quote) }

  /// What an act on a quote answers in JSON.
  static func json(_ quote: Quote) -> [(key: String, value: JSON)] {
    [("quote", QuoteAnswers.row.card(quote).json)]
  }
}

/// `comptoir quote list`.
struct QuoteList: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("quote.list") }

  @OptionGroup var common: CommonOptions
  @Option(name: .customLong("state"), help: Words.help("quote.state")) var states: [String] = []
  @OptionGroup var list: ListOptions

  func run(_ shell: Shell) throws {
    for state in states where QuoteState(rawValue: state) == nil {
      throw ShellError.badValue(name: "--state", text: state)
    }
    let rows = try shell.read {
      try $0.quoteRows(list.filter(shell, in: $0, states: states))
    }
    shell.answer(QuoteAnswers.rows.rows(rows))
  }
}

/// `comptoir quote show NUMBER`.
struct QuoteShow: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("quote.show") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("quoteNumber")) var number: String

  func run(_ shell: Shell) throws {
    let sheet = try shell.read { reader in
      try QuoteSheet(
        try reader.quoteDetail(shell.quote(number, in: reader).id), reader, today: shell.today)
    }
    shell.answer(QuoteAnswers.sheet.card(sheet))
  }
}

/// `comptoir quote new --customer CODE [LINE …]`.
struct QuoteNew: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("quote.new") }

  @OptionGroup var common: CommonOptions
  @Option(name: .customLong("customer"), help: Words.help("customerCode")) var customer: String?
  @Option(help: Words.help("opportunityNumber")) var opportunity: String?
  @Option(help: Words.help("title")) var title: String?
  @Option(help: Words.help("quote.reference")) var reference: String?
  @Option(help: Words.help("quote.currency")) var currency: Currency?
  @Argument(help: Words.help("quote.lines")) var lines: [String] = []

  func validate() throws {
    guard customer != nil || opportunity != nil else {
      throw ValidationError(Words.format.text("cli.customerOrOpportunity"))
    }
  }

  func run(_ shell: Shell) throws {
    let new = try shell.read { reader -> NewQuote in
      var new: NewQuote
      let party = try customer.map { try shell.customer($0, in: reader) }
      if let opportunity {
        new = NewQuote(opportunity: try shell.opportunity(opportunity, in: reader).id)
        new.customerID = party?.id
      } else if let party {
        new = NewQuote(customer: party.id)
      } else {
        throw ValidationError(Words.format.text("cli.customerOrOpportunity"))
      }
      new.title = title ?? ""
      new.customerReference = reference ?? ""
      new.currency = currency
      let prices = try reader.pricingContext(customer: party?.id, day: shell.today)
      new.lines = try TypedLines(prices: prices, above: nil).lines(lines, in: reader)
      return new
    }
    try shell.perform(CreateQuote(new), json: QuoteCommand.json)
  }
}

/// `comptoir quote add NUMBER LINE …`: lines as quote entry takes them, or a file of references.
struct QuoteAdd: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("quote.add") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("quoteNumber")) var number: String
  @Argument(help: Words.help("quote.lines")) var lines: [String] = []
  @Option(help: Words.help("quote.file")) var file: String?
  @Option(help: Words.help("quote.rejects")) var rejects: String?
  @Flag(name: .customLong("dry-run"), help: Words.help("quote.dryRun")) var dryRun = false

  func validate() throws {
    guard (file == nil) != lines.isEmpty else {
      throw ValidationError(Words.format.text("cli.linesOrFile"))
    }
  }

  func run(_ shell: Shell) throws {
    if let file {
      return try ReferenceFile(path: file, rejects: rejects, isPreview: dryRun)
        .add(to: number, shell)
    }
    let (quote, entries) = try shell.read { reader -> (Quote, [NewLine]) in
      let quote = try shell.quote(number, in: reader)
      let typed = TypedLines(
        prices: try reader.pricingContext(of: quote),
        above: try reader.draft(of: quote.id).lines.last { $0.isProduct })
      return (quote, try typed.lines(lines, in: reader))
    }
    try shell.perform(AddLines(entries, to: quote.id), json: QuoteCommand.json)
  }
}

/// `comptoir quote edit NUMBER LINE`: quantity, price, discounts, words of a line.
struct QuoteEdit: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("quote.edit") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("quoteNumber")) var number: String
  @Argument(help: Words.help("line")) var line: Int
  @Option(help: Words.help("quantity")) var quantity: Quantity?
  @Option(help: Words.help("unit")) var unit: String?
  @Option(help: Words.help("quote.price")) var price: Clearable<TypedLinePrice>?
  @Option(help: Words.help("quote.discount")) var discount: Clearable<TypedDiscounts>?
  @Option(help: Words.help("quote.description")) var description: String?
  @Option(name: .customLong("other-warehouses"), help: Words.help("quote.otherWarehouses"))
  var otherWarehouses: Bool?
  @Option(help: Words.help("quote.choice")) var choice: LineChoice?
  @Option(help: Words.help("quote.heading")) var heading: Bool?
  @Option(help: Words.help("set.closedLine")) var closed: Bool?
  @Option(help: Words.help("set.parts")) var parts: Bool?

  func run(_ shell: Shell) throws {
    let quote = try shell.read { try shell.quote(number, in: $0) }
    var edit = LineEdit()
    edit.quantity = Typed.edit(quantity)
    edit.unit = Typed.edit(unit)
    edit.price = price.map { .set($0.value?.price) } ?? .keep
    edit.discounts = discount.map { .set($0.value?.steps ?? []) } ?? .keep
    edit.description = Typed.edit(description)
    edit.otherWarehouses = Typed.edit(otherWarehouses)
    edit.choice = Typed.edit(choice)
    edit.heading = Typed.edit(heading)
    edit.isClosed = Typed.edit(closed)
    edit.hidesParts = Typed.edit(parts.map { !$0 })
    try shell.perform(EditLine(line, of: quote.id, edit), json: QuoteCommand.json)
  }
}

/// `comptoir quote remove NUMBER LINE`.
struct QuoteRemove: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("quote.remove") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("quoteNumber")) var number: String
  @Argument(help: Words.help("line")) var line: Int

  func run(_ shell: Shell) throws {
    let quote = try shell.read { try shell.quote(number, in: $0) }
    try shell.perform(RemoveLine(line, of: quote.id), json: QuoteCommand.json)
  }
}

/// `comptoir quote move NUMBER LINE PLACE`.
struct QuoteMove: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("quote.move") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("quoteNumber")) var number: String
  @Argument(help: Words.help("line")) var line: Int
  @Argument(help: Words.help("quote.place")) var place: Int

  func run(_ shell: Shell) throws {
    let quote = try shell.read { try shell.quote(number, in: $0) }
    try shell.perform(MoveLine(line, of: quote.id, to: place), json: QuoteCommand.json)
  }
}
