import Database
import Sales
import Values

/// Reads the columns of a row one after the other, as the values they stand for.
///
/// A word or a currency that the schema lets through but the program does not know is a newer
/// program's: it is reported, never guessed.
struct FieldReader {
  private let row: any SQLRow
  private var index = 0

  init(_ row: any SQLRow) {
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

  mutating func day() throws -> Day {
    Day(daysSinceEpoch: Int32(truncatingIfNeeded: try integer()))
  }
  mutating func optionalDay() throws -> Day? {
    try optionalInteger().map { Day(daysSinceEpoch: Int32(truncatingIfNeeded: $0)) }
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
  mutating func indexValue() throws -> IndexValue { IndexValue(millionths: try integer()) }
  mutating func optionalIndexValue() throws -> IndexValue? {
    try optionalInteger().map { IndexValue(millionths: $0) }
  }
  mutating func rate() throws -> ExchangeRate { ExchangeRate(scaled: try integer()) }
  mutating func optionalRate() throws -> ExchangeRate? {
    try optionalInteger().map { ExchangeRate(scaled: $0) }
  }

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
