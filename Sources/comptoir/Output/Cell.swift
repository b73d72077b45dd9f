import Values
import Workstation

/// What a field of an answer is: it decides how the field is aligned, written for a person, written
/// in JSON and documented.
enum CellKind: String, Sendable {
  /// Words and codes.
  case text
  /// An amount with its currency's decimals.
  case amount
  /// A price or cost per unit: four decimals in JSON.
  case price
  /// A quantity.
  case quantity
  /// A share: 6 decimals in JSON, percent for a person.
  case ratio
  /// A count.
  case count
  /// A number whose unit stands beside it, or in its name: a mean in days, the value of a figure.
  case number
  /// A business day, ISO in JSON.
  case day
  /// An instant, ISO and UTC in JSON.
  case instant
  /// Yes or no.
  case flag
  /// A list of words.
  case words
  /// Rows of their own.
  case rows
  /// One record of its own.
  case record

  /// Whether the column stands to the right.
  var isNumber: Bool {
    switch self {
    case .amount, .price, .quantity, .ratio, .count, .number: true
    default: false
    }
  }
}

/// The value of a field; what is unknown is nil, never zero (AT-59).
enum Cell: Sendable {
  case text(String?)
  /// A word of a closed set, as JSON has it, and its text in the user's language.
  case word(String?, text: String)
  case amount(Amount?, Currency)
  case price(UnitPrice?)
  case cost(UnitCost?)
  case quantity(Quantity?)
  /// A value of an index.
  case index(IndexValue?)
  /// An exchange rate.
  case rate(ExchangeRate?)
  case ratio(Ratio?)
  /// An exact quotient: a margin rate, a win rate.
  case fraction(Fraction)
  case count(Int?)
  case day(Day?)
  /// An instant, and the same on the company's wall clock.
  case instant(Instant?, wallClock: Instant?)
  case flag(Bool)
  /// Words of a machine; for a person those of `shown` where they differ.
  case words([String], shown: [String]? = nil)
  case rows(Listing)
  case record(Card)

  /// The value in JSON.
  var json: JSON {
    switch self {
    case .text(let text): text.map { .text($0) } ?? .null
    case .word(let word, _): word.map { .text($0) } ?? .null
    case .amount(let amount, let currency):
      number(amount.map { MachineDecimal.text($0.minor, decimals: currency.exponent) })
    case .price(let price): number(price?.machineText)
    case .cost(let cost): number(cost?.machineText)
    case .quantity(let quantity): number(quantity?.description)
    case .index(let value): number(value?.description)
    case .rate(let rate): number(rate?.description)
    case .ratio(let ratio):
      number(ratio.map { MachineDecimal.text($0.basisPoints * 100, decimals: 6) })
    case .fraction(let fraction): number(fraction.text(decimals: 6))
    case .count(let count): number(count.map(String.init))
    case .day(let day): day.map { .text($0.isoText) } ?? .null
    case .instant(let instant, _): instant.map { .text($0.isoText) } ?? .null
    case .flag(let flag): .bool(flag)
    case .words(let words, _): .array(words.map { .text($0) })
    case .rows(let listing): listing.rowsJSON
    case .record(let card): card.json
    }
  }

  private func number(_ text: String?) -> JSON { text.map { .number($0) } ?? .null }

  /// The value for a person; a dash where it is unknown.
  func text(_ format: Format) -> String {
    switch self {
    case .text(let text): text ?? ""
    case .word(_, let text): text
    case .amount(let amount, let currency): amount.map { format.money($0, currency) } ?? "—"
    case .price(let price): price.map { format.price($0) } ?? "—"
    case .cost(let cost): cost.map { format.cost($0) } ?? "—"
    case .quantity(let quantity): quantity.map { format.quantity($0) } ?? "—"
    case .index(let value): value.map { format.index($0) } ?? "—"
    case .rate(let rate): rate.map { format.rate($0) } ?? "—"
    case .ratio(let ratio): ratio.map { format.shortPercent($0) } ?? "—"
    case .fraction(let fraction):
      fraction.roundedPercent(decimals: 2).map { format.percent(Ratio(basisPoints: $0)) } ?? "—"
    case .count(let count): count.map { format.count($0) } ?? "—"
    case .day(let day): day.map { format.day($0) } ?? "—"
    case .instant(_, let instant):
      instant.map { "\(format.shortDay($0.day())) \(format.time($0))" } ?? "—"
    case .flag(let flag): flag ? "✓" : ""
    case .words(let words, let shown): (shown ?? words).joined(separator: ", ")
    case .rows, .record: ""
    }
  }
}

extension Cell {
  /// A word of a closed set; its texts are `word.<set>.<word>`.
  static func word<Word: RawRepresentable<String>>(_ set: String, _ word: Word?) -> Cell {
    .word(
      word?.rawValue, text: word.map { Words.format.texts["word.\(set).\($0.rawValue)"] } ?? "")
  }
}
