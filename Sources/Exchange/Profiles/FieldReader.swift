import Values

/// Where a profile's columns stand in the rows of a table: its own cells, then the joined ones.
struct ColumnPlaces {
  private var places: [String: Int] = [:]
  private(set) var count = 0

  mutating func append(_ columns: [String], prefix: String? = nil) {
    for column in columns {
      places[prefix.map { "\($0).\(column)" } ?? column] = count
      count += 1
    }
  }

  /// The place of that column; nil when there is none.
  subscript(_ column: String) -> Int? { places[column] }
}

/// A template whose columns are places, so that no name is looked up per row.
struct CellReader {
  private enum Part {
    case text(String)
    case place(Int)
  }
  private let parts: [Part]
  /// The columns as the profile names them, for messages; nil for a constant.
  let label: String?

  /// A column that is absent, which only optional ones may be, reads as empty.
  init(_ template: CellTemplate, _ places: ColumnPlaces) {
    parts = template.parts.compactMap { part in
      switch part {
      case .text(let text): .text(text)
      case .column(let name): places[name].map(Part.place)
      }
    }
    label = template.columns.isEmpty ? nil : template.columns.joined(separator: " ")
  }

  /// The text of this row, without spaces around it; empty when none of its columns holds anything.
  func text(_ cells: [String]) -> String {
    if parts.count == 1, case .place(let place) = parts[0] { return trimmed(cells[place]) }
    var text = ""
    var holdsSomething = label == nil
    for part in parts {
      switch part {
      case .text(let fixed): text += fixed
      case .place(let place):
        let cell = trimmed(cells[place])
        if !cell.isEmpty { holdsSomething = true }
        text += cell
      }
    }
    return holdsSomething ? trimmed(text) : ""
  }

  private func trimmed(_ text: String) -> String {
    guard let first = text.utf8.first, let last = text.utf8.last else { return text }
    if first > 0x20 && first < 0x80 && last > 0x20 && last < 0x80 { return text }
    let start = text.drop { $0.isWhitespace }
    guard let end = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(start[...end])
  }
}

/// A condition with its column's place.
struct ConditionReader {
  private let cell: CellReader
  private let test: RowCondition.Test

  init(_ condition: RowCondition, _ places: ColumnPlaces) {
    cell = CellReader(CellTemplate(column: condition.column), places)
    test = condition.test
  }

  func holds(_ cells: [String]) -> Bool {
    let text = cell.text(cells)
    return switch test {
    case .equals(let other): text == other
    case .differs(let other): text != other
    case .isEmpty(let empty): text.isEmpty == empty
    }
  }
}

/// Reads one field of a row: cell → word of ours → typed value.
struct FieldReader {
  /// A cell that cannot be the field's value.
  struct Refusal: Error {
    let reason: ImportReason
    let value: String
  }

  let name: String
  let cell: CellReader
  private let schema: FieldSchema
  private let mapping: FieldMapping
  private let conditions: [ConditionReader]
  private let profile: ImportProfile

  init(
    _ name: String, _ schema: FieldSchema, _ mapping: FieldMapping,
    in context: (profile: ImportProfile, places: ColumnPlaces)
  ) {
    self.name = name
    self.schema = schema
    self.mapping = mapping
    profile = context.profile
    cell = CellReader(mapping.cell, context.places)
    conditions = mapping.when.map { ConditionReader($0, context.places) }
  }

  /// The value; nil when the source does not know it.
  ///
  /// - Parameter currency: that of the row, where it names one: of amounts of a document.
  func value(
    _ cells: [String], in currency: Currency? = nil
  ) throws(Refusal) -> FieldValue? {
    for condition in conditions where !condition.holds(cells) { return nil }
    let source = cell.text(cells)
    var text = mapping.unknown.contains(source) ? "" : source
    if let ours = mapping.values[text] {
      text = ours
    } else if mapping.isStrict && !text.isEmpty {
      throw Refusal(reason: .unknownValue, value: source)
    }
    if text.isEmpty {
      if schema.isRequired { throw Refusal(reason: .missingValue, value: source) }
      return nil
    }
    switch schema.type {
    case .text: return .text(text)
    case .reference(let kind): return .reference(kind, text)
    case .day: return .day(try day(text))
    case .flag: return .flag(try flag(text))
    case .choice(let words):
      guard words.contains(text) else { throw Refusal(reason: .unknownValue, value: text) }
      return .text(text)
    case .amount: return .integer(try number(text, profile.currency.exponent))
    case .documentAmount:
      return .integer(try number(text, (currency ?? profile.currency).exponent))
    case .price: return .integer(try number(text, 4))
    case .quantity: return .integer(try number(text, 3))
    case .indexValue: return .integer(try number(text, IndexValue.decimals))
    case .exchangeRate: return .integer(try number(text, ExchangeRate.decimals))
    case .currency:
      guard Currency(code: text) != nil else {
        throw Refusal(reason: .unknownValue, value: text)
      }
      return .text(text)
    case .ratio: return .integer(try number(text, 2))
    case .count: return .integer(try number(text, 0))
    }
  }

  private func day(_ text: String) throws(Refusal) -> Day {
    for pattern in profile.dates {
      if let day = pattern.day(text) { return day }
    }
    throw Refusal(reason: .notADay, value: text)
  }

  private func flag(_ text: String) throws(Refusal) -> Bool {
    switch text.lowercased() {
    case "1", "true", "yes", "oui", "vrai", "x": return true
    case "0", "false", "no", "non", "faux": return false
    default: throw Refusal(reason: .notAFlag, value: text)
    }
  }

  private func number(_ text: String, _ usual: Int) throws(Refusal) -> Int64 {
    let decimals = mapping.decimals ?? usual
    guard let machine = profile.numbers.machineForm(text) else {
      throw Refusal(reason: .notANumber, value: text)
    }
    do {
      return mapping.rounds
        ? try MachineDecimal.parseRounding(machine, decimals: decimals)
        : try MachineDecimal.parse(machine, decimals: decimals)
    } catch {
      switch error {
      case .notANumber: throw Refusal(reason: .notANumber, value: text)
      case .tooManyDecimals: throw Refusal(reason: .tooManyDecimals, value: text)
      case .overflow: throw Refusal(reason: .numberTooLarge, value: text)
      }
    }
  }
}
