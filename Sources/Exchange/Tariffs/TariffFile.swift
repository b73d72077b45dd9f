public import SalesDesk
import Values

/// The rows of a file of prices, checked cell by cell. What its references stand for, only the company
/// tells.
public struct TariffFile: Sendable {
  /// What the file holds, ready for the act.
  public let batch: TariffBatch
  /// The file's name, for refusals.
  public let name: String
  /// The column of references, for refusals.
  public let referenceColumn: String
  /// What was refused.
  public let rejections: [ImportRejection]

  /// Reads a file. Throws `ImportError`.
  public init(path: String, _ profile: TariffProfile) throws {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let reader = try ImportError.opening(name) {
      try CSVReader(path: path, format: profile.format)
    }
    var reading = try TariffReading(profile, file: name, columns: reader.columns)
    try ImportError.opening(name) {
      while let record = try reader.next() { reading.take(record) }
    }
    self.name = name
    referenceColumn = profile.columns[.reference] ?? ""
    batch = TariffBatch(target: profile.target, source: profile.name, rows: reading.rows)
    rejections = reading.rejections
  }

  /// The refusals of a plan as those of a file.
  public func rejections(of plan: TariffPlan) -> [ImportRejection] {
    rejections
      + plan.refused.map { refused in
        let reason: ImportReason =
          switch refused.reason {
          case .unknown: .unknownReference
          case .ambiguous: .ambiguousReference
          case .twice: .duplicateKey
          case .currency, .minimum: .refusedByStore
          }
        return ImportRejection(
          file: name, line: refused.row.line, column: referenceColumn,
          value: refused.row.reference, reason: reason)
      }
  }
}

/// The rows of a file of prices, as they come.
struct TariffReading {
  private let profile: TariffProfile
  private let file: String
  private let places: [TariffField: Int]
  private let columns: [String]
  private(set) var rows: [TariffRow] = []
  private(set) var rejections: [ImportRejection] = []

  private struct Refused: Error {
    let reason: ImportReason
    let field: TariffField
    let value: String
  }

  init(_ profile: TariffProfile, file: String, columns: [String]) throws {
    self.profile = profile
    self.file = file
    self.columns = columns
    var places: [TariffField: Int] = [:]
    for (field, column) in profile.columns { places[field] = columns.firstIndex(of: column) }
    self.places = places
    let missing = TariffField.required.filter { places[$0] == nil }
      .compactMap { profile.columns[$0] }
    guard missing.isEmpty else {
      throw ImportError.missingColumns(file: file, missing: missing, found: columns)
    }
  }

  mutating func take(_ record: CSVRecord) {
    switch record {
    case .refused(let refusal):
      let column = refusal.problem.column.flatMap { $0 < columns.count ? columns[$0] : nil }
      rejections.append(
        ImportRejection(
          file: file, line: refusal.line, column: column, reason: refusal.problem.reason))
    case .row(let row):
      do throws(Refused) {
        rows.append(try read(row))
      } catch {
        rejections.append(
          ImportRejection(
            file: file, line: row.line, column: profile.columns[error.field],
            value: error.value, reason: error.reason))
      }
    }
  }

  private func read(_ row: CSVRow) throws(Refused) -> TariffRow {
    let reference = text(row, .reference)
    guard !reference.isEmpty else {
      throw Refused(reason: .missingValue, field: .reference, value: "")
    }
    guard let price = try number(row, .price, UnitPrice.decimals), price > 0 else {
      throw Refused(
        reason: text(row, .price).isEmpty ? .missingValue : .notPositive, field: .price,
        value: text(row, .price))
    }
    let per = try number(row, .per, 0)
    if let per, per <= 0 {
      throw Refused(reason: .notPositive, field: .per, value: text(row, .per))
    }
    let minimum = try number(row, .minimum, Quantity.decimals) ?? 0
    if minimum < 0 {
      throw Refused(reason: .notPositive, field: .minimum, value: text(row, .minimum))
    }
    return TariffRow(
      line: row.line, reference: reference, price: UnitPrice(tenThousandths: price), per: per,
      currency: try currency(row), minimum: Quantity(thousandths: minimum), from: try day(row))
  }

  private func text(_ row: CSVRow, _ field: TariffField) -> String {
    places[field].map { row.cells[$0] } ?? ""
  }

  private func currency(_ row: CSVRow) throws(Refused) -> Currency? {
    let text = text(row, .currency)
    guard !text.isEmpty else { return nil }
    let code = text == "€" ? "EUR" : text == "$" ? "USD" : text.uppercased()
    guard let currency = Currency(code: code) else {
      throw Refused(reason: .unknownValue, field: .currency, value: text)
    }
    return currency
  }

  private func day(_ row: CSVRow) throws(Refused) -> Day? {
    let text = text(row, .from)
    guard !text.isEmpty else { return nil }
    guard let day = profile.dates.lazy.compactMap({ $0.day(text) }).first else {
      throw Refused(reason: .notADay, field: .from, value: text)
    }
    return day
  }

  private func number(
    _ row: CSVRow, _ field: TariffField, _ decimals: Int
  ) throws(Refused) -> Int64? {
    let text = text(row, field)
    guard !text.isEmpty else { return nil }
    guard let machine = profile.numbers.machineForm(text) else {
      throw Refused(reason: .notANumber, field: field, value: text)
    }
    do {
      return try MachineDecimal.parse(machine, decimals: decimals)
    } catch {
      let reason: ImportReason =
        switch error {
        case .notANumber: .notANumber
        case .tooManyDecimals: .tooManyDecimals
        case .overflow: .numberTooLarge
        }
      throw Refused(reason: reason, field: field, value: text)
    }
  }
}
