public import Values

/// The value of a field, read from its cell.
public enum FieldValue: Sendable, Equatable {
  case text(String)
  /// In the small unit of the field's type: minor units, 10⁻⁴, thousandths, basis points, or one.
  case integer(Int64)
  case day(Day)
  case flag(Bool)
  /// The external key of another record.
  case reference(RecordKind, String)
}

/// A row of a source, read and typed, ready for the store.
public struct ImportRow: Sendable, Equatable {
  /// What it is.
  public let kind: RecordKind
  /// Its key in the source: with the profile's source, what makes an import idempotent.
  public let key: String
  /// The file it comes from.
  public let file: String
  /// The line on which it starts.
  public let line: Int
  /// The known fields. What the source lacks is absent.
  public let fields: [String: FieldValue]

  /// The text of that field, nil when unknown.
  public func text(_ name: String) -> String? {
    if case .text(let text)? = fields[name] { text } else { nil }
  }

  /// The number of that field in small units, nil when unknown.
  public func integer(_ name: String) -> Int64? {
    if case .integer(let number)? = fields[name] { number } else { nil }
  }

  /// The day of that field, nil when unknown.
  public func day(_ name: String) -> Day? {
    if case .day(let day)? = fields[name] { day } else { nil }
  }

  /// The yes or no of that field, nil when unknown.
  public func flag(_ name: String) -> Bool? {
    if case .flag(let flag)? = fields[name] { flag } else { nil }
  }

  /// The external key that field refers to, nil when unknown.
  public func reference(_ name: String) -> String? {
    if case .reference(_, let key)? = fields[name] { key } else { nil }
  }
}

/// Why a row is refused: a code, which the edges turn into a sentence.
public enum ImportReason: String, Sendable, Equatable, CaseIterable {
  // The row cannot be read.
  case cellCount, cellTooLong, rowTooLong, invalidEncoding, controlCharacter, textAfterQuote
  case unterminatedQuote
  // A cell cannot be read.
  case missingValue, notANumber, tooManyDecimals, numberTooLarge, notPositive, notADay, notAFlag
  case unknownValue
  // The row does not fit the others.
  case missingKey, duplicateKey, noMatch
  // What only the store can tell.
  case unknownReference, ambiguousReference, refusedByStore
}

/// The refusal of a row, or of one cell of it.
public struct ImportRejection: Sendable, Equatable {
  /// The file.
  public let file: String
  /// The physical line on which the row starts.
  public let line: Int
  /// The column, when one cell is at fault.
  public let column: String?
  /// What the cell held, cut to 80 characters.
  public let value: String?
  /// Why.
  public let reason: ImportReason

  /// A refusal; a long value is cut.
  public init(
    file: String, line: Int, column: String? = nil, value: String? = nil, reason: ImportReason
  ) {
    self.file = file
    self.line = line
    self.column = column
    self.value = value.map { String($0.prefix(80)) }
    self.reason = reason
  }
}

/// What becomes of one row of a source.
public enum ImportOutcome: Sendable, Equatable {
  case row(ImportRow)
  /// All that is wrong with the row, at least one refusal.
  case rejected([ImportRejection])
}

extension CSVRowProblem {
  /// The code of this problem.
  var reason: ImportReason {
    switch self {
    case .cellCount: .cellCount
    case .cellTooLong: .cellTooLong
    case .rowTooLong: .rowTooLong
    case .invalidEncoding: .invalidEncoding
    case .controlCharacter: .controlCharacter
    case .textAfterQuote: .textAfterQuote
    case .unterminatedQuote: .unterminatedQuote
    }
  }

  /// The column concerned, from 0; nil when it is the row.
  var column: Int? {
    switch self {
    case .cellCount, .rowTooLong: nil
    case .cellTooLong(let column, _), .invalidEncoding(let column, _),
      .controlCharacter(let column, _), .textAfterQuote(let column),
      .unterminatedQuote(let column):
      column
    }
  }
}
