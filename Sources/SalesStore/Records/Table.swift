import Database

/// How the values of a column travel in the log, where everything is text.
public enum ColumnKind: Sendable, Hashable {
  case integer, text, id, blob
}

/// A column of a table.
public struct Column: Sendable, Hashable {
  /// Name in the schema.
  public let name: String
  /// Storage class.
  public let kind: ColumnKind

  /// An integer column.
  public static func integer(_ name: String) -> Column { Column(name: name, kind: .integer) }
  /// A text column.
  public static func text(_ name: String) -> Column { Column(name: name, kind: .text) }
  /// A column of 16-byte identities.
  public static func id(_ name: String) -> Column { Column(name: name, kind: .id) }
  /// A column of bytes.
  public static func blob(_ name: String) -> Column { Column(name: name, kind: .blob) }
}

/// What of a table tells a cost, so that it is kept from who does not see costs (README, "Decision
/// log"). On a server the walls say the same (`wall_secrets`, migration 0013).
enum TableSecret: Sendable, Hashable {
  /// Nothing.
  case none
  /// Every row.
  case whole
  /// A column, read as nothing.
  case column(String)
  /// A column that a view of the same columns shows only in part.
  case partly(String, shownBy: String)
}

/// A table and the statements every record of it shares, built once so that the driver finds them
/// prepared.
public struct Table: Sendable {
  /// Name in the schema.
  public let name: String
  /// Columns in the order of the record's values; the first `keyCount` are the primary key.
  public let columns: [Column]
  /// How many leading columns make the key.
  public let keyCount: Int
  /// Whether the last column is `version`.
  public let isVersioned: Bool
  /// Whether the record is found by words through `<name>_search`.
  public let isSearched: Bool

  /// `a, b, c`.
  public let columnList: String
  /// `SELECT a, b, c FROM name`, to be continued.
  public let select: String
  /// The record with a key.
  let selectByKey: SQLText
  /// What of it tells a cost.
  let secret: TableSecret
  /// `select` for who does not see costs; nil = no row is.
  let openSelect: String?
  /// `selectByKey` for who does not see costs.
  let openSelectByKey: SQLText?
  let insertText: SQLText
  let insertRows: RowsInsert
  /// The key, then the version where the table has one.
  let deleteText: SQLText
  let keyCondition: String

  init(
    _ name: String, keys: Int, versioned: Bool, searchKey: Bool = false,
    secret: TableSecret = .none, columns: [Column]
  ) {
    self.secret = secret
    self.name = name
    self.columns = columns
    keyCount = keys
    isVersioned = versioned
    isSearched = searchKey
    columnList = columns.map(\.name).joined(separator: ", ")
    select = "SELECT \(columnList) FROM \(name)"
    let places = (1...columns.count).map { "$\($0)" }.joined(separator: ", ")
    insertText = SQLText(built: "INSERT INTO \(name) (\(columnList)) VALUES (\(places))")
    insertRows = RowsInsert(into: name, columns: columns.map(\.name))
    keyCondition = columns.prefix(keys).enumerated()
      .map { "\($1.name) = $\($0 + 1)" }.joined(separator: " AND ")
    selectByKey = SQLText(built: "\(select) WHERE \(keyCondition)")
    let condition = keyCondition
    openSelect = Self.openSelect(name, columns, secret)
    openSelectByKey = openSelect.map { SQLText(built: "\($0) WHERE \(condition)") }
    deleteText = SQLText(
      built: "DELETE FROM \(name) WHERE \(keyCondition)"
        + (versioned ? " AND version = $\(keys + 1)" : ""))
  }

  private static func openSelect(
    _ name: String, _ columns: [Column], _ secret: TableSecret
  ) -> String? {
    func list(without hidden: String? = nil) -> String {
      columns.map { $0.name == hidden ? "NULL" : $0.name }.joined(separator: ", ")
    }
    return switch secret {
    case .none: "SELECT \(list()) FROM \(name)"
    case .whole: nil
    case .column(let hidden): "SELECT \(list(without: hidden)) FROM \(name)"
    case .partly(_, let view): "SELECT \(list()) FROM \(view) AS \(name)"
    }
  }

  /// `columnList` with nothing in the place of the column that is not shown.
  var openColumnList: String {
    columns.map { $0.name == secretColumn ? "NULL" : $0.name }.joined(separator: ", ")
  }

  /// The column that is not shown, where one is.
  var secretColumn: String? {
    switch secret {
    case .none, .whole: nil
    case .column(let name), .partly(let name, _): name
    }
  }

  var keyColumns: ArraySlice<Column> { columns.prefix(keyCount) }

  /// `UPDATE name SET … WHERE key`: the changed columns first, then the key, then the version read.
  ///
  /// - Parameter returned: the columns in which the statement answers with the row as it then stands.
  func updateText(changing changed: [Int], returning returned: String? = nil) -> SQLText {
    var place = 0
    func next() -> String {
      place += 1
      return "$\(place)"
    }
    var assignments = changed.map { "\(columns[$0].name) = \(next())" }
    if isVersioned { assignments.append("version = version + 1") }
    var conditions = keyColumns.map { "\($0.name) = \(next())" }
    if isVersioned { conditions.append("version = \(next())") }
    return SQLText(
      built: "UPDATE \(name) SET \(assignments.joined(separator: ", "))"
        + " WHERE \(conditions.joined(separator: " AND "))"
        + (returned.map { " RETURNING " + $0 } ?? ""))
  }
}

/// A row of a table as a value of the trade.
public protocol Record: Sendable {
  /// Table and columns, in the order of `init(row:)` and `values`.
  static var table: Table { get }
  /// The record in a row of `Table.select`.
  init(row: any SQLRow) throws
  /// The values of the columns, in their order.
  var values: [SQLValue] { get }
}

extension Record {
  /// The values of the primary key.
  public var key: [SQLValue] { Array(values.prefix(Self.table.keyCount)) }
}
