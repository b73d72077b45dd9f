import Database
import Sales
import Values

/// Reads the columns of a row one after the other, as the values they stand for.
///
/// A word or a currency that the schema lets through but the program does not know is a newer
/// program's: it is reported, never guessed.
struct FieldReader {
  private let row: SQLRow
  private var index = 0

  init(_ row: SQLRow) {
    self.row = row
  }

  private mutating func advance() -> Int {
    defer { index += 1 }
    return index
  }

  mutating func integer() throws -> Int64 { try row.int64(advance()) }
  mutating func optionalInteger() throws -> Int64? { try row.optionalInt64(advance()) }
  mutating func text() throws -> String { try row.text(advance()) }
  mutating func optionalText() throws -> String? { try row.optionalText(advance()) }
  mutating func rawID() throws -> UInt128 { try row.id(advance()) }
  mutating func optionalRawID() throws -> UInt128? { try row.optionalID(advance()) }
  mutating func blob() throws -> [UInt8] { try row.blob(advance()) }

  mutating func int() throws -> Int { Int(try integer()) }
  mutating func optionalInt() throws -> Int? { try optionalInteger().map { Int($0) } }
  mutating func int64() throws -> Int64 { try integer() }
  mutating func bool() throws -> Bool { try integer() != 0 }

  mutating func id<Entity>() throws -> ID<Entity> { ID(rawValue: try rawID()) }
  mutating func optionalId<Entity>() throws -> ID<Entity>? {
    try optionalRawID().map { ID(rawValue: $0) }
  }

  mutating func day() throws -> Day { Day(rawValue: Int32(truncatingIfNeeded: try integer())) }
  mutating func optionalDay() throws -> Day? {
    try optionalInteger().map { Day(rawValue: Int32(truncatingIfNeeded: $0)) }
  }
  mutating func instant() throws -> Instant { Instant(milliseconds: try integer()) }
  mutating func optionalInstant() throws -> Instant? {
    try optionalInteger().map { Instant(milliseconds: $0) }
  }

  mutating func amount() throws -> Amount { Amount(minor: try integer()) }
  mutating func optionalAmount() throws -> Amount? {
    try optionalInteger().map { Amount(minor: $0) }
  }
  mutating func price() throws -> UnitPrice { UnitPrice(tenThousandths: try integer()) }
  mutating func optionalPrice() throws -> UnitPrice? {
    try optionalInteger().map { UnitPrice(tenThousandths: $0) }
  }
  mutating func cost() throws -> UnitCost { UnitCost(tenThousandths: try integer()) }
  mutating func optionalCost() throws -> UnitCost? {
    try optionalInteger().map { UnitCost(tenThousandths: $0) }
  }
  mutating func quantity() throws -> Quantity { Quantity(thousandths: try integer()) }
  mutating func optionalQuantity() throws -> Quantity? {
    try optionalInteger().map { Quantity(thousandths: $0) }
  }
  mutating func ratio() throws -> Ratio { Ratio(basisPoints: try integer()) }
  mutating func optionalRatio() throws -> Ratio? {
    try optionalInteger().map { Ratio(basisPoints: $0) }
  }
  mutating func rate() throws -> ExchangeRate { ExchangeRate(scaled: try integer()) }

  mutating func currency() throws -> Currency {
    let code = try text()
    guard let currency = Currency(code: code) else {
      throw StoreError.unknownWord(column: index - 1, word: code)
    }
    return currency
  }

  mutating func word<Word: RawRepresentable>() throws -> Word where Word.RawValue == String {
    let text = try text()
    guard let word = Word(rawValue: text) else {
      throw StoreError.unknownWord(column: index - 1, word: text)
    }
    return word
  }

  /// A cascade of discounts: basis points in order, separated by spaces.
  mutating func discounts() throws -> [Ratio] {
    let text = try text()
    return try text.split(separator: " ").map { part in
      guard let points = Int64(part) else {
        throw StoreError.unknownWord(column: index - 1, word: text)
      }
      return Ratio(basisPoints: points)
    }
  }
}

extension SQLValue {
  static func field(_ value: String) -> SQLValue { .text(value) }
  static func field(_ value: String?) -> SQLValue { value.map { .text($0) } ?? .null }
  static func field(_ value: Int) -> SQLValue { .integer(Int64(value)) }
  static func field(_ value: Int?) -> SQLValue { value.map { .integer(Int64($0)) } ?? .null }
  static func field(_ value: Int64) -> SQLValue { .integer(value) }
  static func field(_ value: Bool) -> SQLValue { .integer(value ? 1 : 0) }
  static func field(_ value: UInt128) -> SQLValue { .id(value) }
  static func field(_ value: UInt128?) -> SQLValue { value.map { .id($0) } ?? .null }
  static func field<Entity>(_ value: ID<Entity>) -> SQLValue { .id(value.rawValue) }
  static func field<Entity>(_ value: ID<Entity>?) -> SQLValue {
    value.map { .id($0.rawValue) } ?? .null
  }
  static func field(_ value: Day) -> SQLValue { .integer(Int64(value.rawValue)) }
  static func field(_ value: Day?) -> SQLValue {
    value.map { .integer(Int64($0.rawValue)) } ?? .null
  }
  static func field(_ value: Instant) -> SQLValue { .integer(value.milliseconds) }
  static func field(_ value: Instant?) -> SQLValue {
    value.map { .integer($0.milliseconds) } ?? .null
  }
  static func field(_ value: Amount) -> SQLValue { .integer(value.minor) }
  static func field(_ value: Amount?) -> SQLValue { value.map { .integer($0.minor) } ?? .null }
  static func field(_ value: UnitPrice) -> SQLValue { .integer(value.tenThousandths) }
  static func field(_ value: UnitPrice?) -> SQLValue {
    value.map { .integer($0.tenThousandths) } ?? .null
  }
  static func field(_ value: UnitCost) -> SQLValue { .integer(value.tenThousandths) }
  static func field(_ value: UnitCost?) -> SQLValue {
    value.map { .integer($0.tenThousandths) } ?? .null
  }
  static func field(_ value: Quantity) -> SQLValue { .integer(value.thousandths) }
  static func field(_ value: Ratio) -> SQLValue { .integer(value.basisPoints) }
  static func field(_ value: Ratio?) -> SQLValue {
    value.map { .integer($0.basisPoints) } ?? .null
  }
  static func field(_ value: ExchangeRate) -> SQLValue { .integer(value.scaled) }
  static func field(_ value: Currency) -> SQLValue { .text(value.code) }
  static func field(_ value: [UInt8]) -> SQLValue { .blob(value) }
  static func field(_ value: [Ratio]) -> SQLValue {
    .text(value.map { String($0.basisPoints) }.joined(separator: " "))
  }
  static func field<Word: RawRepresentable>(_ value: Word) -> SQLValue
  where Word.RawValue == String {
    .text(value.rawValue)
  }
}
