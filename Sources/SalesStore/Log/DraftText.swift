import Database
import Sales
import Values

/// A quote being typed as rows of text, for the local journal of drafts.
///
/// ```
///   ["quote", "perRate", "i35000", "i2500", "x19a…", "tD-0012", …]   the values of the columns
///   ["line", "i76000", "weightedAverage", "i2000", "100", "x19a…", "i1", …]
/// ```
/// The first letter of a value is its kind: `n` null, `i` integer, `t` text, `x` identity. A draft
/// that another version of the program wrote, with other columns, reads back as nil.
public enum DraftText {
  /// The rows of a draft.
  public static func encode(_ draft: QuoteDraft) -> [[String]] {
    [head(of: draft)] + draft.lines.map(row)
  }

  /// The row of the head.
  public static func head(of draft: QuoteDraft) -> [String] {
    let terms = draft.carriageTerms
    return [
      "quote", draft.vatRounding.rawValue, text(.field(terms.companyFreeFrom)),
      text(.field(terms.companyAmount)), draft.companyCurrency.code, draft.documentFloor.letters,
      draft.roles.map(\.rawValue).sorted().joined(separator: " "),
    ] + draft.quote.values.map(text)
  }

  /// The row of a line.
  public static func row(of line: QuoteDraftLine) -> [String] {
    [
      "line", text(.field(line.unitCost)), line.costMethod.rawValue, text(.field(line.floor)),
      String(line.step.tenThousandths), text(line.hidden.map { .integer($0.isKnown ? 1 : 0) }),
      text(.field(line.hidden?.floorPrice)), text(line.derogation.map { .id($0.id.rawValue) }),
      text(.field(line.derogation?.unitCost)), text(.field(line.derogation?.available)),
      line.floorActions.letters,
    ] + line.row.values.map(text)
  }

  /// The draft of those rows; rows of other kinds are passed over.
  public static func decode(_ rows: [[String]]) -> QuoteDraft? {
    guard let head = rows.first(where: { $0.first == "quote" }), head.count > 7,
      let rounding = VatRounding(rawValue: head[1]), let carriage = integer(head[3]),
      let company = Currency(code: head[4]), let floor = FloorActions(letters: head[5]),
      let quote = record(Quote.self, head.dropFirst(7))
    else { return nil }
    var draft = QuoteDraft(
      quote: quote, vatRounding: rounding,
      carriageTerms: CarriageTerms(
        freeFrom: integer(head[2]).map { Amount(minor: $0) }, amount: Amount(minor: carriage)),
      companyCurrency: company)
    draft.carriageTerms = draft.carriageTerms.converted(to: draft.money)
    draft.documentFloor = floor
    draft.roles = Set(head[6].split(separator: " ").compactMap { Role(rawValue: String($0)) })
    for row in rows where row.first == "line" {
      guard let line = line(row) else { return nil }
      draft.lines.append(line)
    }
    return draft
  }

  private static func line(_ row: [String]) -> QuoteDraftLine? {
    guard row.count > 11, let method = CostMethod(rawValue: row[2]), let step = Int64(row[4]),
      let actions = FloorActions(letters: row[10]),
      let kept = record(QuoteLine.self, row.dropFirst(11))
    else { return nil }
    var line = QuoteDraftLine(
      row: kept, unitCost: integer(row[1]).map { UnitCost(tenThousandths: $0) },
      costMethod: method, floor: integer(row[3]).map { Ratio(basisPoints: $0) },
      step: PriceStep(tenThousandths: step),
      hidden: integer(row[5]).map { isKnown in
        HiddenCost(
          isKnown: isKnown == 1,
          floorPrice: integer(row[6]).map { UnitPrice(tenThousandths: $0) })
      })
    line.derogation = derogation(row[7...9])
    line.floorActions = actions
    return line
  }

  private static func derogation(_ texts: ArraySlice<String>) -> LineDerogation? {
    let values = Array(texts)
    guard case .id(let id)? = value(values[0]), let cost = integer(values[1]) else { return nil }
    return LineDerogation(
      id: ID(rawValue: id), unitCost: UnitCost(tenThousandths: cost),
      available: integer(values[2]).map { Quantity(thousandths: $0) })
  }

  private static func record<Kind: Record>(
    _ kind: Kind.Type, _ texts: ArraySlice<String>
  ) -> Kind? {
    let values = texts.compactMap(value)
    guard values.count == texts.count, values.count == Kind.table.columns.count else { return nil }
    return try? Kind(row: KeptRow(values: values))
  }

  private static func text(_ value: SQLValue?) -> String { text(value ?? .null) }

  private static func text(_ value: SQLValue) -> String {
    switch value {
    case .null: "n"
    case .integer(let number): "i" + String(number)
    case .text(let text): "t" + text
    case .id(let id): "x" + Hexadecimal.text(id)
    case .blob(let bytes): "b" + Hexadecimal.text(bytes)
    }
  }

  private static func value(_ text: String) -> SQLValue? {
    let rest = String(text.dropFirst())
    switch text.first {
    case "n": return .null
    case "i": return Int64(rest).map { .integer($0) }
    case "t": return .text(rest)
    case "x": return UInt128(rest, radix: 16).map { .id($0) }
    case "b": return Hexadecimal.bytes(rest).map { .blob($0) }
    default: return nil
    }
  }

  private static func integer(_ text: String) -> Int64? {
    if case .integer(let number) = value(text) { number } else { nil }
  }
}

/// Kept values as a row.
private struct KeptRow: SQLRow {
  let values: [SQLValue]

  var columnCount: Int { values.count }
  func isNull(_ column: Int) -> Bool { values[column] == .null }
  func value(_ column: Int) throws -> SQLValue { values[column] }
  func int64(_ column: Int) throws -> Int64 {
    guard case .integer(let number) = values[column] else { throw mismatch(column) }
    return number
  }
  func text(_ column: Int) throws -> String {
    guard case .text(let text) = values[column] else { throw mismatch(column) }
    return text
  }
  func id(_ column: Int) throws -> UInt128 {
    guard case .id(let id) = values[column] else { throw mismatch(column) }
    return id
  }
  func blob(_ column: Int) throws -> [UInt8] {
    guard case .blob(let bytes) = values[column] else { throw mismatch(column) }
    return bytes
  }

  private func mismatch(_ column: Int) -> StoreError { .unknownWord(column: column, word: "") }
}
