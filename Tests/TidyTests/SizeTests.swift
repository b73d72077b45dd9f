import Testing

/// Limits that keep a file readable in one sitting.
@Suite struct SizeTests {
  @Test func filesStayUnder400Lines() {
    for file in Project.ours + Project.swiftFiles(in: "Tests") {
      #expect(file.lines.count <= 401, "\(file.path) has \(file.lines.count) lines")
    }
  }

  @Test func linesStayUnder100Columns() {
    for file in Project.ours + Project.swiftFiles(in: "Tests") {
      for (number, line) in file.lines.enumerated() where line.count > 120 {
        Issue.record("\(file.path):\(number + 1) has \(line.count) columns")
      }
    }
  }

  /// A function's length is counted from the line that opens it to the closing brace of the same
  /// indentation.
  @Test func functionsStayUnder50Lines() {
    for file in Project.ours {
      for function in functions(in: file) where function.length > 50 {
        Issue.record("\(file.path):\(function.line) \(function.name) has \(function.length) lines")
      }
    }
  }

  private struct Function {
    let name: String
    let line: Int
    let length: Int
  }

  private func functions(in file: SourceFile) -> [Function] {
    var found: [Function] = []
    var open: (name: String, line: Int, indent: Int)?
    for (number, line) in file.lines.enumerated() {
      let indent = line.prefix { $0 == " " }.count
      let code = line.dropFirst(indent)
      if let start = open {
        if indent == start.indent, code.hasPrefix("}") {
          found.append(
            Function(name: start.name, line: start.line, length: number + 1 - start.line + 1))
          open = nil
        }
      } else if let range = code.range(of: "func "), !code.hasPrefix("//"), !code.hasSuffix("}") {
        let name = code[range.upperBound...].prefix { $0 != "(" && $0 != "<" }
        if !isRequirement(file, number, indent) {
          open = (String(name), number + 1, indent)
        }
      }
    }
    return found
  }

  /// A protocol's requirement has no body: no brace opens before the next declaration.
  private func isRequirement(_ file: SourceFile, _ number: Int, _ indent: Int) -> Bool {
    for line in file.lines[number...] {
      if line.hasSuffix("{") { return false }
      let next = line.prefix { $0 == " " }.count
      if line != file.lines[number], next <= indent, !line.trimmingPrefix(" ").hasPrefix(")") {
        return true
      }
    }
    return true
  }
}
