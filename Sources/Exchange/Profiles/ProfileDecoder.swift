import Values

/// What is wrong with a profile, and where: the file, the key (`record[3].fields.amount.scale`),
/// and the line when the file is not TOML at all.
public struct ProfileError: Error, Sendable, Equatable {
  /// What is wrong with that key.
  public enum Problem: Sendable, Equatable {
    /// Not TOML; the parser's own words.
    case syntax(line: Int, String)
    case missing
    /// The value is not of this type.
    case expected(String)
    /// The value is none of these.
    case notOneOf([String])
    /// The key means nothing here; these do.
    case unknownKey([String])
    /// A template with an open brace, or a date pattern without year, month and day.
    case malformed(String)
    /// The kind needs this field.
    case fieldRequired(String)
  }

  /// The profile's file.
  public let file: String
  /// The key, as a path.
  public let key: String
  /// What is wrong.
  public let problem: Problem
}

extension ImportProfile {
  /// Reads a profile. Throws `ProfileError`, the first found.
  public init(toml text: String, file: String) throws {
    let root = try ProfileNode(toml: text, file: file)
    try root.allow([
      "name", "source", "currency", "encoding", "delimiter", "dates", "decimal", "grouping",
      "record",
    ])
    name = try root.text("name")
    source = try root.optionalText("source") ?? name
    guard let currency = Currency(code: try root.text("currency")) else {
      throw root.error("currency", .expected("ISO 4217"))
    }
    self.currency = currency
    format = try Self.format(root)
    dates = try root.texts("dates").map { pattern in
      guard let date = DatePattern(pattern) else { throw root.error("dates", .malformed(pattern)) }
      return date
    }
    numbers = NumberPattern(
      decimal: try root.optionalText("decimal")?.first ?? ".",
      grouping: try root.optionalText("grouping")?.first)
    records = try root.tables("record").map(RecordMapping.init)
    if records.isEmpty { throw root.error("record", .missing) }
  }

  static func format(_ root: ProfileNode) throws -> CSVFormat {
    var format = CSVFormat()
    if let name = try root.optionalText("encoding") {
      guard let encoding = CSVEncoding(name: name) else {
        throw root.error("encoding", .notOneOf(CSVEncoding.allCases.map(\.rawValue)))
      }
      format.encoding = encoding
    }
    if let name = try root.optionalText("delimiter") {
      guard let delimiter = CSVDelimiter(name: name) else {
        throw root.error("delimiter", .notOneOf([",", ";", "tab", "|"]))
      }
      format.delimiter = delimiter
    }
    return format
  }
}

extension RecordMapping {
  init(_ node: ProfileNode) throws {
    try node.allow([
      "kind", "file", "rows", "optional", "optionalColumns", "key", "distinct", "join", "skip",
      "fields",
    ])
    guard let kind = RecordKind(rawValue: try node.text("kind")) else {
      throw node.error("kind", .notOneOf(RecordKind.allCases.map(\.rawValue)))
    }
    self.kind = kind
    file = try node.optionalText("file")
    rows = try node.tables("rows").map { try $0.map() }
    if file == nil && rows.isEmpty { throw node.error("file", .missing) }
    isOptional = try node.flag("optional")
    hasOptionalColumns = try node.flag("optionalColumns")
    isDistinct = try node.flag("distinct")
    key = try node.template("key", try node.text("key"))
    joins = try node.tables("join").map { join in
      try join.allow(["file", "on", "to"])
      let column = try join.text("on")
      return FileJoin(
        file: try join.text("file"), column: column,
        target: try join.optionalText("to") ?? column)
    }
    skip = try node.conditions("skip")
    let fieldNode = try node.table("fields")
    fields = try Self.fields(fieldNode, kind)
    for (name, schema) in kind.fields where schema.isRequired && fields[name] == nil {
      throw fieldNode.error("", .fieldRequired(name))
    }
  }

  private static func fields(
    _ node: ProfileNode, _ kind: RecordKind
  ) throws -> [String: FieldMapping] {
    try node.allow(kind.fields.keys.sorted())
    var fields: [String: FieldMapping] = [:]
    for name in node.keys.sorted() {
      if let column = node.plainText(name) {
        fields[name] = FieldMapping(cell: CellTemplate(column: column))
      } else {
        fields[name] = try FieldMapping(try node.table(name))
      }
    }
    return fields
  }
}

extension FieldMapping {
  init(cell: CellTemplate) {
    self.cell = cell
    decimals = nil
    rounds = false
    values = [:]
    isStrict = false
    unknown = []
    when = []
  }

  init(_ node: ProfileNode) throws {
    try node.allow([
      "column", "columns", "constant", "scale", "round", "values", "strict", "unknown", "when",
    ])
    if let column = try node.optionalText("column") {
      cell = CellTemplate(column: column)
    } else if let template = try node.optionalText("columns") {
      cell = try node.template("columns", template)
    } else if let constant = try node.optionalText("constant") {
      cell = CellTemplate(constant: constant)
    } else {
      throw node.error("column", .missing)
    }
    decimals = try node.decimals("scale")
    rounds = try node.flag("round")
    values = try node.optionalTable("values")?.map() ?? [:]
    isStrict = try node.flag("strict")
    unknown = try node.texts("unknown")
    when = try node.conditions("when")
  }
}
