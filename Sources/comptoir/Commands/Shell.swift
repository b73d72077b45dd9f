import Glibc
import Sales
import SalesDesk
import SalesStore
import Values
import Workstation

/// What a command works with: the desk, the form of its answer, whom to ask before a final act.
struct Shell {
  /// The desk of the person.
  let desk: Desk
  /// The company.
  let company: Company
  /// The file.
  let file: CompanyFile
  /// The time.
  let clock: CompanyClock
  /// How values are written.
  let format = Words.format
  /// Whether the answer is JSON.
  let isJSON: Bool
  private let isConfirmed: Bool

  /// A shell on an open company.
  init(_ open: OpenDesk, _ common: CommonOptions) {
    desk = open.desk
    company = open.company
    file = open.file
    clock = open.clock
    isJSON = common.json
    isConfirmed = common.yes
  }

  /// The business day.
  var today: Day { desk.clock.now().day }

  /// Reads one snapshot.
  func read<Result>(_ body: (StoreReader) throws -> Result) throws -> Result {
    try desk.read(body)
  }

  // MARK: Answers

  /// Writes rows.
  func answer(_ listing: Listing) {
    if isJSON { Output.line(listing.json.pretty) } else { Output.lines(listing.table(format)) }
  }

  /// Writes a record.
  func answer(_ card: Card) {
    if isJSON { Output.line(card.json.pretty) } else { Output.lines(card.lines(format)) }
  }

  /// Says that something was done: a sentence, or JSON `{"act": …, "changed": true, "facts": {…}}`.
  func say(_ key: String, _ act: String, _ facts: [Fact] = []) {
    if isJSON {
      let members: [(key: String, value: JSON)] = [
        ("act", .text(act)), ("changed", .bool(true)), ("facts", FactsAnswer.json(facts)),
      ]
      Output.line(JSON.object(members).pretty)
    } else {
      Output.line(PlainText.line(format.text(key, facts)))
    }
  }

  /// Says which act was undone or brought back.
  func sayReversed(_ act: LoggedAct, _ key: String, _ name: String) {
    let sentence = format.text("act.\(act.head.kind).done", FactsJSON.decode(act.head.summary))
    say(key, name, [Fact("act", .text(isJSON ? act.head.kind : sentence))])
  }

  // MARK: Acts

  /// Does an act; where it is final, asks first by naming the consequence. The answer is the sentence
  /// of the act, or JSON of what it concerns.
  @discardableResult
  func perform<Kind: Act>(
    _ act: Kind, confirming facts: [Fact] = [], isConfirmed: Bool = false,
    json: ((Kind.Outcome) throws -> [(key: String, value: JSON)])? = nil
  ) throws -> Kind.Outcome {
    if Kind.entry.finality == .final, !isConfirmed { try confirm(Kind.entry.id, facts) }
    let done = try desk.perform(act)
    let sentence = format.text("act.\(Kind.entry.id).done", done.facts)
    if isJSON {
      var members: [(key: String, value: JSON)] = [
        ("act", .text(Kind.entry.id)), ("changed", .bool(done.actID != nil)),
        ("facts", FactsAnswer.json(done.facts)),
      ]
      members += try json?(done.outcome) ?? []
      Output.line(JSON.object(members).pretty)
    } else {
      Output.line(PlainText.line(done.actID == nil ? format.text("cli.unchanged") : sentence))
    }
    return done.outcome
  }

  /// Asks before something that cannot be taken back: `cli.confirm.<name>` says what follows.
  ///
  /// - Throws: `ShellError.unconfirmed` where nobody can be asked, `.givenUp` after a no.
  func confirm(_ name: String, _ facts: [Fact] = []) throws {
    guard !isConfirmed else { return }
    let consequence = format.text("cli.confirm." + name, facts)
    guard isatty(STDIN_FILENO) == 1 else { throw ShellError.unconfirmed(consequence) }
    Output.prompt(consequence + " " + format.text("cli.confirm.ask") + " ")
    let answer = readLine(strippingNewline: true)?.lowercased() ?? ""
    guard ["o", "oui", "y", "yes"].contains(answer) else { throw ShellError.givenUp }
  }
}

/// The facts of an act as JSON: names and values in machine form.
enum FactsAnswer {
  static func json(_ facts: [Fact]) -> JSON {
    .object(facts.map { ($0.name, json($0.value)) })
  }

  private static func json(_ value: FactValue) -> JSON {
    switch value {
    case .text(let text): .text(text)
    case .count(let count): .number(String(count))
    case .money(let money): Cell.amount(money.amount, money.currency).json
    case .price(let price): Cell.price(price).json
    case .quantity(let quantity): Cell.quantity(quantity).json
    case .ratio(let ratio): Cell.ratio(ratio).json
    case .rate(let rate): Cell.rate(rate).json
    case .day(let day): Cell.day(day).json
    }
  }
}
