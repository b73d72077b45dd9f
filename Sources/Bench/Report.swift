import Foundation

/// What was measured, next to what it may cost (terminal.md §4.3) and what we aim at.
struct Measurement {
  /// What the person waits for.
  let name: String
  /// `ms`, `B`, `MB`, `/min`.
  let unit: String
  /// Measured, in the unit.
  let values: [(label: String, value: Double)]
  /// The budget of the worst figure named, if there is one.
  var budget: Double?
  /// From here on it is a failure.
  var limit: Double?
  /// Beyond the budget: what we want to reach.
  var goal: Double?

  /// The figure the budget is about: the last one. A goal is about the first.
  var judged: Double { values.last?.value ?? 0 }

  /// The goal, then the budget, each reached or missed; a dash where there is neither.
  var verdict: String {
    var words: [String] = []
    if let goal, let first = values.first?.value {
      words.append(first <= goal ? "goal reached" : "goal missed")
    }
    if let limit, judged > limit {
      words.append("OVER THE LIMIT")
    } else if let budget {
      words.append(judged <= budget ? "budget kept" : "budget missed")
    }
    return words.isEmpty ? "–" : words.joined(separator: ", ")
  }
}

/// Prints measurements as a table; each is said on the way as soon as it is known, for the whole takes minutes.
struct Report {
  private var rows: [[String]] = []
  /// The engine that what follows was measured on, said beside each name; nil = none is said.
  var engine: String?

  mutating func add(_ measurement: Measurement) {
    let figures = measurement.values
      .map { ($0.label.isEmpty ? "" : $0.label + " ") + Self.text($0.value) }
      .joined(separator: "  ")
    let row = [
      named(measurement.name), figures + " " + measurement.unit,
      measurement.goal.map(Self.text) ?? "–", measurement.budget.map(Self.text) ?? "–",
      measurement.limit.map(Self.text) ?? "–", measurement.verdict,
    ]
    append(row)
  }

  mutating func addFailure(_ name: String, _ reason: String) {
    append([named(name), "not measured: " + reason, "–", "–", "–", "MISSING"])
  }

  private mutating func append(_ row: [String]) {
    rows.append(row)
    FileHandle.standardError.write(Data("  \(row[0]): \(row[1])\n".utf8))
  }

  private func named(_ name: String) -> String { engine.map { "\(name) [\($0)]" } ?? name }

  func print() {
    let head = ["What", "Measured", "Goal", "Budget", "Limit", "Verdict"]
    let all = [head] + rows
    let widths = head.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
    for (index, row) in all.enumerated() {
      let cells = zip(row, widths).map { text, width in
        text + String(repeating: " ", count: width - text.count)
      }
      Swift.print(cells.joined(separator: "  "))
      if index == 0 {
        Swift.print(widths.map { String(repeating: "─", count: $0) }.joined(separator: "  "))
      }
    }
  }

  static func text(_ value: Double) -> String {
    if value == value.rounded(), abs(value) < 1e9 { return String(Int(value)) }
    let digits = value < 1 ? 3 : value < 100 ? 2 : 0
    var scale = 1.0
    for _ in 0..<digits { scale *= 10 }
    return String((value * scale).rounded() / scale)
  }
}
