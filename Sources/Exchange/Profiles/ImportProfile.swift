public import Values

/// How the files of a source become our records: a TOML file in `Resources/Profiles`.
///
///     name = "northwind"      currency = "USD"      dates = ["yyyy-mm-dd"]      decimal = "."
///     [[record]]                          one block per kind of record and file
///     kind = "orderLine"
///     file = "order_details.csv"
///     key = "{order_id}/{product_id}"     the external reference, one per row
///     join = [{ file = "orders.csv", on = "order_id" }]      its columns: `orders.shipped_date`
///     skip = [{ column = "quantity", equals = "0" }]
///     [record.fields]
///     order = "order_id"                                     a column
///     discount = { column = "discount", scale = 10000 }      a fraction → basis points
///     vatRate = { constant = "0" }
///     description = { columns = "{brand} {model}" }          joined columns
///     stage = { column = "state", values = { W = "Won" }, strict = true }
///     amount = { column = "value", unknown = ["0"], when = [{ column = "state", equals = "L" }] }
public struct ImportProfile: Sendable, Equatable {
  /// The name given on the command line.
  public let name: String
  /// The source of the external references, normally the name.
  public let source: String
  /// The currency of every amount.
  public let currency: Currency
  /// How the files are written.
  public let format: CSVFormat
  /// The forms a day may have, tried in order.
  public let dates: [DatePattern]
  /// How numbers are written.
  public let numbers: NumberPattern
  /// What to read, in this order.
  public let records: [RecordMapping]
}

/// How a source writes numbers.
public struct NumberPattern: Sendable, Equatable {
  /// Between units and decimals: `.` or `,`.
  public let decimal: Character
  /// Between thousands; spaces of any width always may stand there.
  public let grouping: Character?
}

/// Where the rows of one kind of record come from and what their columns mean.
public struct RecordMapping: Sendable, Equatable {
  /// The kind of the records.
  public let kind: RecordKind
  /// The file, in the folder given; nil when the profile holds the rows itself.
  public let file: String?
  /// Rows written in the profile itself, such as the stages of a pipeline.
  public let rows: [[String: String]]
  /// A file that may be absent.
  public let isOptional: Bool
  /// Columns of fields that are not required may be absent; the fields are then unknown.
  public let hasOptionalColumns: Bool
  /// The external key.
  public let key: CellTemplate
  /// Several rows of one key are one record, the first: `family` out of a list of products.
  public let isDistinct: Bool
  /// Files whose columns are joined to each row.
  public let joins: [FileJoin]
  /// Rows that meet any of these are passed over.
  public let skip: [RowCondition]
  /// Field → cell.
  public let fields: [String: FieldMapping]
}

/// A file looked up by key for each row: its columns are then called `name.column`.
public struct FileJoin: Sendable, Equatable {
  /// The file.
  public let file: String
  /// The column of the row that is looked up.
  public let column: String
  /// The column of the joined file that holds the key.
  public let target: String

  /// The file's name without its ending: what its columns are called after.
  public var prefix: String { String(file.prefix { $0 != "." }) }
}

/// A test of one column.
public struct RowCondition: Sendable, Equatable {
  /// What the cell is compared with.
  public enum Test: Sendable, Equatable {
    case equals(String)
    case differs(String)
    case isEmpty(Bool)
  }

  /// The column.
  public let column: String
  /// The test.
  public let test: Test
}

/// How one field is read.
public struct FieldMapping: Sendable, Equatable {
  /// The cell, a constant, or several columns joined.
  public let cell: CellTemplate
  /// The factor to the small unit, a power of ten, as decimals; nil: that of the field's type.
  public let decimals: Int?
  /// Further decimals are rounded half away from zero instead of refused: binary floats in sources.
  public let rounds: Bool
  /// The source's word → ours.
  public let values: [String: String]
  /// A word that is not in `values` is refused rather than kept.
  public let isStrict: Bool
  /// Words that mean "unknown", beside the empty cell.
  public let unknown: [String]
  /// The field is read only where all of these hold.
  public let when: [RowCondition]
}

/// Text with columns in braces: `{first_name} {last_name}`.
public struct CellTemplate: Sendable, Equatable {
  /// A part of a template.
  public enum Part: Sendable, Equatable {
    case text(String)
    case column(String)
  }

  /// The parts, in order.
  public let parts: [Part]

  /// A single column.
  public init(column: String) { parts = [.column(column)] }

  /// A text without columns.
  public init(constant: String) { parts = [.text(constant)] }

  /// Reads a template; nil when a brace is not closed or encloses nothing.
  public init?(_ template: String) {
    var parts: [Part] = []
    var rest = template[...]
    while let open = rest.firstIndex(of: "{") {
      guard let close = rest[open...].firstIndex(of: "}") else { return nil }
      let name = rest[rest.index(after: open)..<close]
      if name.isEmpty { return nil }
      if open > rest.startIndex { parts.append(.text(String(rest[..<open]))) }
      parts.append(.column(String(name)))
      rest = rest[rest.index(after: close)...]
    }
    if !rest.isEmpty { parts.append(.text(String(rest))) }
    self.parts = parts
  }

  /// The columns it names.
  public var columns: [String] {
    parts.compactMap { if case .column(let name) = $0 { name } else { nil } }
  }
}

/// The form of a day: `yyyy`, `mm`, `dd` (or `m`, `d` without leading zero) and what stands between.
public struct DatePattern: Sendable, Equatable {
  private enum Part: Sendable, Equatable {
    case year
    case month(fixed: Bool)
    case day(fixed: Bool)
    case text(Character)
  }
  private let parts: [Part]

  /// Reads a pattern; nil unless it names year, month and day once each.
  public init?(_ pattern: String) {
    var parts: [Part] = []
    var rest = pattern.lowercased()[...]
    while let first = rest.first {
      let run = rest.prefix { $0 == first }
      switch (first, run.count) {
      case ("y", 4): parts.append(.year)
      case ("m", 1...2): parts.append(.month(fixed: run.count == 2))
      case ("d", 1...2): parts.append(.day(fixed: run.count == 2))
      case ("y", _), ("m", _), ("d", _): return nil
      default: parts += run.map { .text($0) }
      }
      rest = rest.dropFirst(run.count)
    }
    self.parts = parts
    let marks = parts.filter { if case .text = $0 { false } else { true } }
    guard marks.count == 3, Set(marks.map(Self.rank)).count == 3 else { return nil }
  }

  /// The day that the text spells, nil when it does not have this form or is no day.
  public func day(_ text: String) -> Day? {
    var rest = text[...]
    var values = [0, 0, 0]
    for part in parts {
      if case .text(let character) = part {
        guard rest.first == character else { return nil }
        rest = rest.dropFirst()
        continue
      }
      let (least, most) = Self.width(part)
      let digits = rest.prefix(most).prefix { $0.isASCII && $0.isNumber }
      guard digits.count >= least, let number = Int(digits) else { return nil }
      values[Self.rank(part)] = number
      rest = rest.dropFirst(digits.count)
    }
    return rest.isEmpty ? Day(year: values[0], month: values[1], day: values[2]) : nil
  }

  private static func rank(_ part: Part) -> Int {
    switch part {
    case .year: 0
    case .month: 1
    case .day, .text: 2
    }
  }

  private static func width(_ part: Part) -> (Int, Int) {
    switch part {
    case .year: (4, 4)
    case .month(let fixed), .day(let fixed): (fixed ? 2 : 1, 2)
    case .text: (0, 0)
    }
  }
}
