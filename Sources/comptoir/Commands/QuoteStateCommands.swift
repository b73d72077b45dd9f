import ArgumentParser
import Exchange
import Sales
import SalesDesk
import SalesStore
import Values

/// `comptoir quote head NUMBER`: reference, site, validity, terms, discount, carriage, note.
struct QuoteHead: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("quote.head") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("quoteNumber")) var number: String
  @Option(help: Words.help("quote.reference")) var reference: String?
  @Option(help: Words.help("quote.site")) var site: Clearable<String>?
  @Option(name: .customLong("valid-until"), help: Words.help("quote.validUntil"))
  var validUntil: Day?
  @Option(name: .customLong("delivery-day"), help: Words.help("quote.deliveryDay"))
  var deliveryDay: Clearable<Day>?
  @Option(name: .customLong("payment-term"), help: Words.help("customer.paymentTerm"))
  var paymentTerm: Clearable<String>?
  @Option(help: Words.help("quote.documentDiscount")) var discount: Percentage?
  @Option(help: Words.help("quote.carriage")) var carriage: Clearable<TypedAmount>?
  @Option(name: .customLong("carriage-cost"), help: Words.help("quote.carriageCost"))
  var carriageCost: Clearable<TypedAmount>?
  @Option(help: Words.help("quote.note")) var note: String?
  @Option(help: Words.help("quote.currency")) var currency: Currency?
  @Option(help: Words.help("warehouse")) var warehouse: String?

  func run(_ shell: Shell) throws {
    let (quote, edit) = try shell.read { reader -> (Quote, QuoteHeaderEdit) in
      let quote = try shell.quote(number, in: reader)
      var edit = QuoteHeaderEdit()
      edit.customerReference = Typed.edit(reference)
      if let site {
        edit.siteID = .set(
          try site.value.map { try reader.site(coded: $0, of: quote.customerID).id })
      }
      edit.validityDay = Typed.edit(validUntil)
      edit.deliveryDay = Typed.edit(deliveryDay)
      if let paymentTerm {
        edit.paymentTermID = .set(
          try paymentTerm.value.map { try reader.paymentTerm(coded: $0).id })
      }
      edit.discount = Typed.edit(discount?.ratio)
      if let carriage {
        edit.carriage = .set(
          try carriage.value?.amount(currency ?? quote.currency, name: "--carriage"))
      }
      if let carriageCost {
        edit.carriageCost = .set(
          try carriageCost.value?.amount(
            reader.company().currency, name: "--carriage-cost"))
      }
      edit.note = Typed.edit(note)
      edit.currency = Typed.edit(currency)
      edit.warehouseID = Typed.edit(try warehouse.map { try reader.warehouse(coded: $0).id })
      return (quote, edit)
    }
    try shell.perform(EditQuoteHeader(quote.id, edit), json: QuoteCommand.json)
  }
}

/// `comptoir quote ask NUMBER`: asks a manager's approval of this very version.
struct QuoteAsk: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("quote.ask") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("quoteNumber")) var number: String
  @Option(help: Words.help("reason")) var reason: String?

  func run(_ shell: Shell) throws {
    let quote = try shell.read { try shell.quote(number, in: $0) }
    try shell.perform(AskApproval(quote.id, reason: reason ?? ""))
  }
}

/// `comptoir quote approve NUMBER`.
struct QuoteApprove: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("quote.approve") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("quoteNumber")) var number: String
  @Option(help: Words.help("quote.decisionNote")) var note: String?

  func run(_ shell: Shell) throws {
    let quote = try shell.read { try shell.quote(number, in: $0) }
    try shell.perform(DecideApproval(quote.id, .grant, note: note ?? ""))
  }
}

/// `comptoir quote refuse NUMBER`, `--counter` to say what would be agreed.
struct QuoteRefuse: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("quote.refuse") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("quoteNumber")) var number: String
  @Option(help: Words.help("quote.decisionNote")) var note: String?
  @Flag(help: Words.help("quote.counter")) var counter = false

  func run(_ shell: Shell) throws {
    let quote = try shell.read { try shell.quote(number, in: $0) }
    try shell.perform(
      DecideApproval(quote.id, counter ? .counter : .refuse, note: note ?? ""))
  }
}

/// `comptoir quote revise NUMBER`: opens the next version.
struct QuoteRevise: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("quote.revise") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("quoteNumber")) var number: String

  func run(_ shell: Shell) throws {
    let quote = try shell.read { try shell.quote(number, in: $0) }
    try shell.perform(ReviseQuote(quote.id), json: QuoteCommand.json)
  }
}

/// `comptoir quote reprice NUMBER [--lines 1,3]`: today's prices and costs; `--dry-run` shows each line
/// before and after.
struct QuoteReprice: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("quote.reprice") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("quoteNumber")) var number: String
  @Option(help: Words.help("quote.repriceLines")) var lines: LineNumbers?
  @Flag(name: .customLong("dry-run"), help: Words.help("quote.repriceDryRun"))
  var isDryRun = false

  func run(_ shell: Shell) throws {
    let quote = try shell.read { try shell.quote(number, in: $0) }
    guard isDryRun else {
      try shell.perform(
        RepriceQuote(quote.id, lines: lines?.numbers), json: QuoteCommand.json)
      return
    }
    let repricing = try shell.read { try $0.repricing(of: quote.id, on: shell.today) }
    shell.answer(PriceAnswers.repriced.rows(repricing.lines))
  }
}

/// `comptoir quote decline NUMBER`: the customer said no.
struct QuoteDecline: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("quote.decline") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("quoteNumber")) var number: String
  @Option(help: Words.help("reason")) var reason: String?

  func run(_ shell: Shell) throws {
    let quote = try shell.read { try shell.quote(number, in: $0) }
    try shell.perform(DeclineQuote(quote.id, reason: reason ?? ""), json: QuoteCommand.json)
  }
}

/// `comptoir quote cancel NUMBER`: gives a draft up.
struct QuoteCancel: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("quote.cancel") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("quoteNumber")) var number: String

  func run(_ shell: Shell) throws {
    let quote = try shell.read { try shell.quote(number, in: $0) }
    try shell.perform(CancelQuote(quote.id), json: QuoteCommand.json)
  }
}

/// `comptoir quote send NUMBER`: final; the version is frozen.
struct QuoteSend: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("quote.send") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("quoteNumber")) var number: String

  func run(_ shell: Shell) throws {
    let (quote, customer) = try shell.read { reader -> (Quote, Customer) in
      let quote = try shell.quote(number, in: reader)
      return (quote, try reader.get(quote.customerID))
    }
    let facts = [
      Fact("number", .text(quote.number)), Fact("customer", .text(customer.name)),
      Fact("total", .money(Money(quote.totalAmount, quote.currency))),
    ]
    // Asked before the paper is drawn: who says no waits for nothing.
    try shell.confirm(SendQuote.entry.id, facts)
    let sending = try shell.read { try SendQuote(printed: quote.id, from: $0, today: shell.today) }
    try shell.perform(sending, isConfirmed: true, json: QuoteCommand.json)
  }
}
