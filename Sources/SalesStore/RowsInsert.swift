import Database

/// `INSERT` of many rows by few statements: a server that is a network away is asked once for many.
///
/// ```
///   45 rows ─► 32 + 8 + 4 + 1      six texts serve any number, so that all are prepared once
/// ```
struct RowsInsert: Sendable {
  private let columnCount: Int
  /// The texts for 1, 2, 4 … rows.
  private let texts: [SQLText]

  private static let sizes = [1, 2, 4, 8, 16, 32]

  /// The insertion of rows with these columns.
  init(into table: String, columns: [String]) {
    columnCount = columns.count
    let head = "INSERT INTO \(table) (\(columns.joined(separator: ", "))) VALUES "
    texts = Self.sizes.map { size in
      let rows = (0..<size).map { row in
        let places = columns.indices.map { "$\(row * columns.count + $0 + 1)" }
        return "(\(places.joined(separator: ", ")))"
      }
      return SQLText(built: head + rows.joined(separator: ", "))
    }
  }

  /// Writes the rows in their order; each has a value for every column.
  func run(_ rows: [[SQLValue]], on connection: any SQLConnection) throws {
    var rest = rows[...]
    for (size, text) in zip(Self.sizes, texts).reversed() {
      while rest.count >= size {
        let values = Array(rest.prefix(size).joined())
        precondition(values.count == size * columnCount, "a value for every column")
        try connection.run(text, values)
        rest = rest.dropFirst(size)
      }
    }
  }
}
