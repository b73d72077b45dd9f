import TOMLKit

/// A table of a profile that knows where it stands, so that every error can say so.
struct ProfileNode {
  let file: String
  let path: String
  let table: TOMLTable

  var keys: [String] { table.keys }

  init(file: String, path: String, table: TOMLTable) {
    self.file = file
    self.path = path
    self.table = table
  }

  /// The root of a profile. Throws `ProfileError` where the text is not TOML.
  init(toml text: String, file: String) throws {
    do {
      self.init(file: file, path: "", table: try TOMLTable(string: text))
    } catch let error as TOMLParseError {
      throw ProfileError(
        file: file, key: "",
        problem: .syntax(line: error.source.begin.line, error.description))
    }
  }

  func error(_ key: String, _ problem: ProfileError.Problem) -> ProfileError {
    ProfileError(file: file, key: full(key), problem: problem)
  }

  /// Refuses keys that mean nothing here: a misspelt key must not pass in silence.
  func allow(_ known: [String]) throws {
    for key in table.keys.sorted() where !known.contains(key) {
      throw error(key, .unknownKey(known))
    }
  }

  func text(_ key: String) throws -> String {
    guard let text = try optionalText(key) else { throw error(key, .missing) }
    return text
  }

  func optionalText(_ key: String) throws -> String? {
    guard let value = table[key] else { return nil }
    guard let text = value.string else { throw error(key, .expected("string")) }
    return text
  }

  /// The value when it is a string, nil when it is something else.
  func plainText(_ key: String) -> String? { table[key]?.string }

  func flag(_ key: String) throws -> Bool {
    guard let value = table[key] else { return false }
    guard let flag = value.bool else { throw error(key, .expected("boolean")) }
    return flag
  }

  func texts(_ key: String) throws -> [String] {
    guard let value = table[key] else { return [] }
    guard let array = value.array else { throw error(key, .expected("array of strings")) }
    return try array.map { element in
      guard let text = element.string else { throw error(key, .expected("array of strings")) }
      return text
    }
  }

  func optionalTable(_ key: String) throws -> ProfileNode? {
    guard let value = table[key] else { return nil }
    guard let inner = value.table else { throw error(key, .expected("table")) }
    return ProfileNode(file: file, path: full(key), table: inner)
  }

  func table(_ key: String) throws -> ProfileNode {
    guard let inner = try optionalTable(key) else { throw error(key, .missing) }
    return inner
  }

  func tables(_ key: String) throws -> [ProfileNode] {
    guard let value = table[key] else { return [] }
    guard let array = value.array else { throw error(key, .expected("array of tables")) }
    return try array.enumerated().map { index, element in
      guard let inner = element.table else { throw error(key, .expected("array of tables")) }
      return ProfileNode(file: file, path: "\(full(key))[\(index + 1)]", table: inner)
    }
  }

  /// Every value of this table, as text.
  func map() throws -> [String: String] {
    var map: [String: String] = [:]
    for key in table.keys { map[key] = try text(key) }
    return map
  }

  func template(_ key: String, _ text: String) throws -> CellTemplate {
    guard let template = CellTemplate(text), !template.parts.isEmpty else {
      throw error(key, .malformed(text))
    }
    return template
  }

  func conditions(_ key: String) throws -> [RowCondition] {
    try tables(key).map { node in
      try node.allow(["column", "equals", "not", "empty"])
      let column = try node.text("column")
      if let text = try node.optionalText("equals") {
        return RowCondition(column: column, test: .equals(text))
      }
      if let text = try node.optionalText("not") {
        return RowCondition(column: column, test: .differs(text))
      }
      guard node.table["empty"] != nil else { throw node.error("equals", .missing) }
      return RowCondition(column: column, test: .isEmpty(try node.flag("empty")))
    }
  }

  /// A power of ten, as the number of its zeros.
  func decimals(_ key: String) throws -> Int? {
    guard let value = table[key] else { return nil }
    let powers = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000]
    guard let scale = value.int, let decimals = powers.firstIndex(of: scale) else {
      throw error(key, .notOneOf(powers.map { String($0) }))
    }
    return decimals
  }

  private func full(_ key: String) -> String {
    if path.isEmpty || key.isEmpty { return path + key }
    return path + "." + key
  }
}
