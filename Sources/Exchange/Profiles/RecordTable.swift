import Values

/// What stops an import before its first row.
public enum ImportError: Error, Sendable, Equatable {
  case missingFile(String)
  /// All files of the profile are optional and none is there.
  case noFile([String])
  /// The file lacks columns; beside them, the columns it has.
  case missingColumns(file: String, missing: [String], found: [String])
  case unreadable(file: String, CSVError)
}

/// The rows of one `[[record]]` of a profile, read and typed.
final class RecordTable {
  private let mapping: RecordMapping
  private let fileName: String
  private let reader: CSVReader?
  private var inlineRows: ArraySlice<CSVRow> = []
  private let key: CellReader
  private let fields: [FieldReader]
  private let skip: [ConditionReader]
  private let joins: [JoinReader]
  private var seen: Set<String> = []
  /// What its rows are.
  var kind: RecordKind { mapping.kind }
  /// Rows passed over on purpose.
  private(set) var skipped = 0

  /// Opens the files and checks their columns. Throws `ImportError`.
  init(_ mapping: RecordMapping, _ profile: ImportProfile, directory: String) throws {
    self.mapping = mapping
    var places = ColumnPlaces()
    let found: [String]
    if let file = mapping.file {
      fileName = file
      let opened = try Self.open(file, profile, directory)
      reader = opened
      found = opened.columns
    } else {
      fileName = "\(profile.name).toml"
      reader = nil
      found = Set(mapping.rows.flatMap(\.keys)).sorted()
      let rows = mapping.rows.enumerated().map { index, row in
        CSVRow(line: index + 1, cells: found.map { row[$0] ?? "" })
      }
      inlineRows = rows[...]
    }
    places.append(found)
    try Self.check(mapping.joins.map(\.column), places, (fileName, found))
    var joins: [JoinReader] = []
    for join in mapping.joins {
      let opened = try Self.open(join.file, profile, directory)
      try Self.checkJoin(join, mapping, opened.columns)
      joins.append(JoinReader(join, opened, places))
      places.append(opened.columns, prefix: join.prefix)
    }
    self.joins = joins
    try Self.check(mapping.columns, places, (fileName, found))
    key = CellReader(mapping.key, places)
    skip = mapping.skip.map { ConditionReader($0, places) }
    let schemas = mapping.kind.fields
    let context = (profile: profile, places: places)
    fields = mapping.fields.sorted { $0.key < $1.key }.compactMap { name, field in
      schemas[name].map { FieldReader(name, $0, field, in: context) }
    }
  }

  /// The next row or refusal; nil at the end.
  func next() throws -> ImportOutcome? {
    while let record = try nextRecord() {
      switch record {
      case .refused(let refusal):
        let column = refusal.problem.column.flatMap { place in
          reader.flatMap { place < $0.columns.count ? $0.columns[place] : nil }
        }
        return .rejected([reject(refusal.line, refusal.problem.reason, column: column)])
      case .row(let row):
        if let outcome = try outcome(row) { return outcome }
      }
    }
    return nil
  }

  private func nextRecord() throws -> CSVRecord? {
    if let reader {
      do { return try reader.next() } catch let error as CSVError {
        throw ImportError.unreadable(file: fileName, error)
      }
    }
    return inlineRows.popFirst().map(CSVRecord.row)
  }

  private func outcome(_ row: CSVRow) throws -> ImportOutcome? {
    var cells = row.cells
    for join in joins {
      guard let joined = try join.cells(for: cells) else {
        let value = join.key.text(cells)
        return .rejected([
          reject(row.line, .noMatch, column: join.key.label, value: value)
        ])
      }
      cells += joined
    }
    if skip.contains(where: { $0.holds(cells) }) {
      skipped += 1
      return nil
    }
    let externalKey = key.text(cells)
    if externalKey.isEmpty {
      return .rejected([reject(row.line, .missingKey, column: key.label)])
    }
    if !seen.insert(externalKey).inserted {
      if mapping.isDistinct { return nil }
      return .rejected([
        reject(row.line, .duplicateKey, column: key.label, value: externalKey)
      ])
    }
    return read(cells, key: externalKey, line: row.line)
  }

  private func read(_ cells: [String], key: String, line: Int) -> ImportOutcome {
    var values: [String: FieldValue] = [:]
    var rejections: [ImportRejection] = []
    let currency = currency(cells)
    for field in fields {
      do {
        if let value = try field.value(cells, in: currency) { values[field.name] = value }
      } catch {
        let column = field.cell.label ?? field.name
        rejections.append(reject(line, error.reason, column: column, value: error.value))
      }
    }
    guard rejections.isEmpty else { return .rejected(rejections) }
    return .row(
      ImportRow(kind: mapping.kind, key: key, file: fileName, line: line, fields: values))
  }

  /// The currency that a row names; nil where it names none, or one that nobody knows.
  private func currency(_ cells: [String]) -> Currency? {
    guard let field = fields.first(where: { $0.name == "currency" }),
      let value = try? field.value(cells), case .text(let code) = value
    else { return nil }
    return Currency(code: code)
  }

  private func reject(
    _ line: Int, _ reason: ImportReason, column: String? = nil, value: String? = nil
  ) -> ImportRejection {
    ImportRejection(file: fileName, line: line, column: column, value: value, reason: reason)
  }

  // MARK: Opening

  private static func open(
    _ file: String, _ profile: ImportProfile, _ directory: String
  ) throws -> CSVReader {
    do {
      return try CSVReader(path: directory + "/" + file, format: profile.format)
    } catch let error as CSVError {
      if case .unreadable(_, 2) = error { throw ImportError.missingFile(file) }
      throw ImportError.unreadable(file: file, error)
    }
  }

  private static func check(
    _ columns: [String], _ places: ColumnPlaces, _ file: (name: String, columns: [String])
  ) throws {
    var missing: [String] = []
    for column in columns where places[column] == nil && !missing.contains(column) {
      missing.append(column)
    }
    if missing.isEmpty { return }
    throw ImportError.missingColumns(
      file: file.name, missing: missing.sorted(), found: file.columns)
  }

  /// The columns that the profile takes from a joined file must stand in that file.
  private static func checkJoin(
    _ join: FileJoin, _ mapping: RecordMapping, _ found: [String]
  ) throws {
    let prefix = join.prefix + "."
    let wanted = mapping.columns.filter { $0.hasPrefix(prefix) }.map {
      String($0.dropFirst(prefix.count))
    }
    var places = ColumnPlaces()
    places.append(found)
    try check([join.target] + wanted, places, (join.file, found))
  }
}

extension RecordMapping {
  /// Every column that must be there, apart from those it joins by.
  var columns: [String] {
    let schemas = kind.fields
    var columns = key.columns + skip.map(\.column)
    for (name, field) in fields {
      if hasOptionalColumns && schemas[name]?.isRequired != true { continue }
      columns += field.cell.columns + field.when.map(\.column)
    }
    return columns
  }
}

/// The rows of a joined file by key, read once, when the first row asks.
final class JoinReader {
  let key: CellReader
  private let reader: CSVReader
  private let target: Int
  private var rows: [String: [String]]?

  init(_ join: FileJoin, _ reader: CSVReader, _ places: ColumnPlaces) {
    self.reader = reader
    key = CellReader(CellTemplate(column: join.column), places)
    target = reader.columns.firstIndex(of: join.target) ?? 0
  }

  /// The cells to append to that row; nil when the joined file has no row of that key.
  func cells(for row: [String]) throws -> [String]? {
    let wanted = key.text(row)
    if let rows { return rows[wanted] }
    var all: [String: [String]] = [:]
    while let record = try reader.next() {
      if case .row(let row) = record, all[row.cells[target]] == nil {
        all[row.cells[target]] = row.cells
      }
    }
    rows = all
    return all[wanted]
  }
}
