import ArgumentParser
import Sales
import SalesDesk
import SalesStore
import Values
import Workstation

/// `comptoir quote why NUMBER [--line N] [--figure NAME]`: where the figures of a quote come from.
struct QuoteWhy: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("quote.why") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("quoteNumber")) var number: String
  @Option(help: Words.help("quote.whyLine")) var line: Int?
  @Option(name: .customLong("figure"), help: Words.help("quote.figure")) var names: [String] = []

  func run(_ shell: Shell) throws {
    let kinds = try names.map { name in
      guard let kind = QuoteFigure.Kind(rawValue: name) else {
        throw ShellError.badValue(name: "--figure", text: name)
      }
      return kind
    }
    let explained = try shell.read { reader in
      let quote = try shell.quote(number, in: reader)
      return try ExplainedQuote(try reader.draft(of: quote.id), reader, shell)
    }
    let wanted = explained.rows.filter { row in
      let figure = row.derivation.figure
      return (line == nil || figure.line == line)
        && (kinds.isEmpty || kinds.contains(figure.kind))
    }
    if let line, explained.isUnknown(line: line) {
      throw ShellError.badValue(name: "--line", text: String(line))
    }
    shell.answer(Self.shape.rows(wanted))
  }

  /// A figure with its words.
  struct Row: Sendable {
    let derivation: Derivation
    let words: DerivationWords
  }

  static let shape = Shape<Row>(
    "figures",
    [
      Field("figure", .text, isShown: false) { .text($0.derivation.figure.kind.rawValue) },
      Field("line", .count) { .count($0.derivation.figure.line) },
      Field("part", .count, isShown: false) { .count($0.derivation.figure.part) },
      Field("name", .text) {
        .text($0.words.name($0.derivation.figure, besideLine: $0.derivation.figure.line))
      },
      Field("value", .number, isShown: false) { $0.derivation.value.cell($0.words) },
      Field("day", .day, isShown: false) { .day($0.derivation.value.day) },
      Field("unit", .text, isShown: false) { .text($0.derivation.value.unitName) },
      Field("equation", .text) { .text($0.words.equation($0.derivation)) },
      Field("rule", .text, isShown: false) { .text($0.derivation.rule.rawValue) },
      Field("explanation", .text) { .text($0.words.rule($0.derivation)) },
      Field("operands", .rows, inner: operands) { row in
        .rows(operands.rows(row.derivation.operands.map { ($0, row.words) }))
      },
    ])

  private static let operands = Shape<(operand: Operand, words: DerivationWords)>(
    "operands",
    [
      Field("figure", .text) { .text($0.operand.figure?.kind.rawValue) },
      Field("line", .count) { .count($0.operand.figure?.line) },
      Field("role", .text) { .text($0.operand.role?.rawValue) },
      Field("name", .text) { .text($0.words.name($0.operand)) },
      Field("value", .number) { $0.operand.value.cell($0.words) },
      Field("day", .day) { .day($0.operand.value.day) },
      Field("unit", .text) { .text($0.operand.value.unitName) },
      Field("subtracted", .flag) { .flag($0.operand.isSubtracted) },
    ])
}

/// The figures of a stored quote with their derivations.
private struct ExplainedQuote {
  let rows: [QuoteWhy.Row]
  let lines: [Int]

  init(_ draft: QuoteDraft, _ reader: StoreReader, _ shell: Shell) throws {
    let around = try reader.surroundings(of: draft, today: shell.today)
    let figures = try QuoteComputation(draft)
    let free = Dictionary(
      uniqueKeysWithValues: around.products.map { id, match in
        let first = draft.lines.first { $0.productID == id && $0.isCounted }
        return (
          id,
          first?.row.otherWarehouses == false
            ? match.stock.free(in: draft.quote.warehouseID) : match.stock.total.free
        )
      })
    let rebates = try reader.rebates(of: draft, figures, today: shell.today)
    let ground = DerivationGround(
      around, finds: draft.availability(free: free), rebates: rebates)
    let derivations = QuoteDerivations(draft, figures, ground)
    let warehouses = try reader.all(Warehouse.self, "ORDER BY sequence, code").map(\.name)
    let words = DerivationWords(draft, company: shell.company.currency, shell.format)
      .naming(warehouses, rebates).naming(floorsOf: draft, ground.terms)
    rows = derivations.all.compactMap { derivations[$0] }
      .map { QuoteWhy.Row(derivation: $0, words: words) }
    lines = derivations.lineNumbers
  }

  func isUnknown(line: Int) -> Bool { !lines.contains(line) }
}

extension DerivedValue {
  /// The value as a number of its unit; nothing for a day.
  fileprivate func cell(_ words: DerivationWords) -> Cell {
    switch self {
    case .amount(let amount): .amount(amount, words.currency)
    case .credit(let amount): .amount(amount, words.companyCurrency)
    case .price(let price): .price(price)
    case .cost(let cost): .cost(cost)
    case .quantity(let quantity): .quantity(quantity)
    case .ratio(let ratio): .ratio(ratio)
    case .rate(let rate): .fraction(rate)
    case .index(let value): .index(value)
    case .exchange(let rate): .rate(rate)
    case .count(let count): .count(count)
    case .day: .count(nil)
    }
  }

  /// The day, where it is one.
  fileprivate var day: Day? { if case .day(let day) = self { day } else { nil } }

  /// What the number is.
  fileprivate var unitName: String {
    switch self {
    case .amount, .credit: "amount"
    case .price: "price"
    case .cost: "cost"
    case .quantity: "quantity"
    case .ratio, .rate: "ratio"
    case .index: "index"
    case .exchange: "rate"
    case .count: "count"
    case .day: "day"
    }
  }
}
