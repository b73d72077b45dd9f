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
  let insertText: SQLText
  let insertRows: RowsInsert
  /// The key, then the version where the table has one.
  let deleteText: SQLText
  let keyCondition: String

  init(
    _ name: String, keys: Int, versioned: Bool, searchKey: Bool = false, columns: [Column]
  ) {
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
    deleteText = SQLText(
      built: "DELETE FROM \(name) WHERE \(keyCondition)"
        + (versioned ? " AND version = $\(keys + 1)" : ""))
  }

  var keyColumns: ArraySlice<Column> { columns.prefix(keyCount) }

  /// `UPDATE name SET … WHERE key`: the changed columns first, then the key, then the version read.
  ///
  /// - Parameter isReturned: whether the statement answers with the row as it then stands.
  func updateText(changing changed: [Int], isReturned: Bool = false) -> SQLText {
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
        + (isReturned ? " RETURNING \(columnList)" : ""))
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
