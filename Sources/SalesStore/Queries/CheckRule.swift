import Database
import Sales
import Values

/// Something in the company that contradicts something else: a row, what it should say, what it says.
public struct CheckFinding: Sendable, Hashable {
  /// The rule that does not hold: `stock.onHand`.
  public let rule: String
  /// Kind of record: its table.
  public let kind: String
  /// The record, by number or code.
  public let record: String
  /// Its line, where it has lines.
  public let line: Int?
  /// What it should be; quantities in thousandths, amounts in minor units.
  public let expected: String
  /// What it is.
  public let found: String

  /// A contradiction.
  public init(
    rule: String, kind: String, record: String, line: Int? = nil, expected: String, found: String
  ) {
    self.rule = rule
    self.kind = kind
    self.record = record
    self.line = line
    self.expected = expected
    self.found = found
  }
}

/// One invariant, as one statement that returns the rows that break it: record, line, expected,
/// found.
struct CheckRule: Sendable {
  let id: String
  let kind: String
  let sql: SQL

  func findings(_ reader: any StoreReading) throws -> [CheckFinding] {
    try reader.connection.rows(sql) { row in
      CheckFinding(
        rule: id, kind: kind, record: try row.text(0), line: try row.optionalInt(1),
        expected: try text(row, 2), found: try text(row, 3))
    }
  }

  private func text(_ row: any SQLRow, _ column: Int) throws -> String {
    switch try row.value(column) {
    case .integer(let number): String(number)
    case .text(let text): text
    case .null: ""
    case .id, .blob: "?"
    }
  }
}

/// Proves what the company must always satisfy (architecture.md §4): every level is the sum of its
/// moves, every total that of its lines. Set-based, so that a million lines take seconds; a bulk
/// load and an import end with it.
public enum CompanyCheck {
  /// Every contradiction found; nothing when the company is sound.
  public static func run(_ reader: some StoreReading) throws -> [CheckFinding] {
    try parts.flatMap { try $0.findings(reader) }
  }

  /// What can be proved apart, on a connection of its own: each part sees one moment of the company.
  public static var parts: [CheckPart] {
    // What takes longest comes first, so that several workers end together.
    [
      CheckPart(findings: orderLineAmounts), CheckPart(findings: orderTotals),
      CheckPart(findings: quoteLineAmounts), CheckPart(findings: quoteTotals),
      CheckPart(findings: stockValues), CheckPart(findings: stockLayers),
      CheckPart(findings: priceFormulas),
    ] + rules.map { rule in CheckPart(findings: rule.findings) }
  }

  private static var rules: [CheckRule] {
    orders + floors + derogations + sets + stock + values + purchases + pipeline + totals + log
  }

  /// The names of all rules, as findings carry them.
  public static var ruleNames: [String] {
    rules.map(\.id)
      + [
        "cost.stockValue", "stock.layers", "priceRule.formula", "quote.totals", "order.totals",
        "quoteLine.net",
        "orderLine.net",
      ]
  }
}

/// A part of the check.
public struct CheckPart: Sendable {
  /// What contradicts it.
  public let findings: @Sendable (any StoreReading) throws -> [CheckFinding]
}
