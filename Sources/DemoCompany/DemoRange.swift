import Values

/// A range of products as one line of `ranges.csv`, which its axes multiply:
/// `m:A2=inox A2*100|A4=inox A4*165#d:4|5#l:30|40` is 2 × 2 × 2 products. A value has a code, the
/// words printed and a percentage of the cost. The cost of one base unit, in millionths of a euro,
/// is base + factor × the first number of each axis that `by` names (a capital: all its numbers).
struct DemoRange: Sendable {
  struct Value: Sendable {
    let code: String
    let label: String
    let percent: Int64
    /// The numbers of the code in thousandths: `63x175` is 63 and 175.
    let numbers: [Int64]
  }

  struct Member: Sendable {
    let code: String
    let name: String
    /// Ten-thousandths of a euro per base unit.
    let cost: Int64
  }

  let family: String
  let unit: String
  let priceUnit: Int
  let packs: [(unit: String, factor: Quantity)]
  let supplier: String
  /// The margin rate of the list price, in percent.
  let rate: Int64
  let members: [Member]

  init(_ row: DemoRow) throws {
    family = row["family"]
    unit = row["unit"]
    priceUnit = try row.int("priceUnit")
    supplier = row["supplier"]
    rate = Int64(try row.int("rate"))
    packs = try row["packs"].split(separator: " ").map { pack in
      let parts = pack.split(separator: ":")
      guard parts.count == 2, let factor = try? Quantity(machine: parts[1]) else {
        throw row.error("packs")
      }
      return (String(parts[0]), factor)
    }
    let axes = try row["axes"].split(separator: "#").map { axis -> (Character, [Value]) in
      guard let letter = axis.first, axis.dropFirst().first == ":" else { throw row.error("axes") }
      return (letter, axis.dropFirst(2).split(separator: "|").map { Value(String($0)) })
    }
    let formula = Formula(
      base: Int64(try row.int("base")), factor: Int64(try row.int("factor")), by: row["by"])
    members = Self.combinations(axes).map { chosen in
      Member(
        code: Self.fill(row["code"], chosen) { $0.code },
        name: Self.fill(row["name"], chosen) { $0.label },
        cost: formula.cost(chosen))
    }
  }

  private struct Formula {
    let base: Int64
    let factor: Int64
    let by: String

    func cost(_ chosen: [Character: Value]) -> Int64 {
      var variable = factor
      for letter in by {
        let isWhole = letter.isUppercase
        let numbers = chosen[Character(letter.lowercased())]?.numbers ?? []
        for number in isWhole ? numbers[...] : numbers.prefix(1) {
          variable = variable * number / 1_000
        }
      }
      var millionths = base + (by.isEmpty ? 0 : variable)
      for value in chosen.values.map(\.percent).sorted() { millionths = millionths * value / 100 }
      return max(20, (millionths + 50) / 100)
    }
  }

  private static func combinations(
    _ axes: [(Character, [Value])]
  ) -> [[Character: Value]] {
    axes.reduce([[:]]) { chosen, axis in
      chosen.flatMap { one in
        axis.1.map { value in one.merging([axis.0: value]) { first, _ in first } }
      }
    }
  }

  private static func fill(
    _ template: String, _ chosen: [Character: Value], _ text: (Value) -> String
  ) -> String {
    var filled = ""
    var rest = template[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      filled += rest[..<open]
      if let letter = rest[rest.index(after: open)..<close].first, let value = chosen[letter] {
        filled += text(value)
      }
      rest = rest[rest.index(after: close)...]
    }
    return filled + rest
  }
}

extension DemoRange.Value {
  init(_ text: String) {
    let parts = text.split(separator: "=", maxSplits: 1)
    code = String(parts[0])
    let rest = parts.count > 1 ? parts[1] : parts[0]
    let star = rest.lastIndex(of: "*")
    let words = String(star.map { rest[..<$0] } ?? rest)
    // A code has a point where the French name has a comma.
    label = parts.count > 1 ? words : String(words.map { $0 == "." ? "," : $0 })
    percent = star.flatMap { Int64(rest[rest.index(after: $0)...]) } ?? 100
    numbers = code.split(separator: "x").compactMap { number in
      try? MachineDecimal.parse(number, decimals: 3)
    }
  }
}
