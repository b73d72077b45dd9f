import Terminal

/// Plain tables for a pipe or a terminal: two spaces between columns, nothing else.
enum PlainText {
  /// The columns a text takes on a terminal.
  static func width(_ text: String) -> Int { text.columns }

  /// A text on one line, without control characters: what stands in a file may not drive a terminal.
  static func line(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { isControl($0) }) else { return text }
    var clean = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { clean.append(isControl(scalar) ? " " : scalar) }
    return String(clean)
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case ..<0x20, 0x7F..<0xA0, 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  /// A text filled up with spaces.
  static func padded(_ text: String, _ width: Int, toTheRight: Bool = false) -> String {
    let spaces = String(repeating: " ", count: max(0, width - self.width(text)))
    return toTheRight ? spaces + text : text + spaces
  }

  /// A table: head, rule, rows.
  static func table(head: [String], body: [[String]], toTheRight: [Bool]) -> [String] {
    var widths = head.map(width)
    for row in body {
      for (column, text) in row.enumerated() { widths[column] = max(widths[column], width(text)) }
    }
    func line(_ cells: [String]) -> String {
      let padded = cells.indices.map { column in
        PlainText.padded(cells[column], widths[column], toTheRight: toTheRight[column])
      }
      let text = padded.joined(separator: "  ")
      return String(text.reversed().drop { $0 == " " }.reversed())
    }
    let rule = widths.map { String(repeating: "─", count: $0) }.joined(separator: "  ")
    return [line(head), rule] + body.map(line)
  }
}
