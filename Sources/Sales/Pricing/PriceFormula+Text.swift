import Values

// A formula as a price rule keeps it, as a file brings it and as "pourquoi ce prix ?" shows it:
//
//     cost *1.35 step 0.05 plus -0.01 min 1.50 max 1.80
//     ──┬─ ──┬── ────┬──── ─────┬──── ───┬──── ───┬────
//       │    │       │          │        └────────┴─ bounds above the base
//       │    │       │          └─ surcharge, after rounding
//       │    │       └─ rounded to a multiple of
//       │    └─ coefficient, or -15% (discount), or +20% (surcharge in percent)
//       └─ cost, or list
//
// Machine form: a point, no grouping. Everything after the base may be absent; each word counts once.

/// What is wrong with the text of a formula.
public enum PriceFormulaProblem: Error, Hashable, Sendable {
  /// It starts with neither `cost` nor `list`.
  case noBase
  /// A word that the grammar does not have.
  case unknownWord(String)
  /// A word that stands there twice.
  case repeated(String)
  /// A word without its number, or one that is not a number of that kind.
  case badNumber(String)
  /// The least is above the most.
  case crossedBounds
}

extension PriceFormula {
  /// Reads a formula in machine form.
  public init(text: some StringProtocol) throws(PriceFormulaProblem) {
    var words = text.split { $0.isWhitespace }[...]
    switch words.popFirst() {
    case "cost": self.init(base: .cost)
    case "list": self.init(base: .listPrice)
    default: throw .noBase
    }
    var seen: Set<String> = []
    while let word = words.popFirst() {
      let isFactor = word.first == "*" || word.last == "%"
      let name = isFactor ? "*" : String(word)
      guard seen.insert(name).inserted else { throw .repeated(String(word)) }
      if isFactor {
        discount = try Self.discount(String(word))
      } else {
        try take(name, words.popFirst().map { String($0) } ?? "")
      }
    }
    if let minimumMargin, let maximumMargin, minimumMargin > maximumMargin {
      throw .crossedBounds
    }
  }

  private mutating func take(_ name: String, _ number: String) throws(PriceFormulaProblem) {
    guard ["step", "plus", "min", "max"].contains(name) else { throw .unknownWord(name) }
    guard let price = try? UnitPrice(machine: number) else { throw .badNumber(name) }
    switch name {
    case "step":
      guard price > .zero else { throw .badNumber(name) }
      step = PriceStep(tenThousandths: price.tenThousandths)
    case "plus": surcharge = price
    case "min": minimumMargin = price
    default: maximumMargin = price
    }
  }

  /// `*1.35` adds 35 %, `-15%` takes 15 % off, `+20%` adds 20 %: what is taken off the base, which
  /// may be negative and never exceeds the whole.
  private static func discount(_ word: String) throws(PriceFormulaProblem) -> Ratio {
    let ratio: Ratio?
    if word.first == "*" {
      ratio = (try? Ratio(machine: word.dropFirst())).map(\.complement)
    } else {
      let isSigned = word.first == "-" || word.first == "+"
      let percent = try? Ratio(percentMachine: word.dropLast())
      ratio = isSigned ? percent.map { Ratio(basisPoints: -$0.basisPoints) } : nil
    }
    guard let ratio, ratio <= .whole, ratio.basisPoints >= -Self.largestRise else {
      throw .badNumber(word)
    }
    return ratio
  }

  /// A coefficient of a thousand: beyond it a rule was mistyped.
  private static var largestRise: Int64 { 9_990_000 }

  /// The formula in machine form; `init(text:)` reads it back.
  public var text: String {
    var words = [base == .cost ? "cost" : "list"]
    if discount < .zero {
      words.append("*" + discount.complement.description)
    } else if discount > .zero {
      words.append("-" + discount.percentText + "%")
    }
    if let step {
      words.append("step " + UnitPrice(tenThousandths: step.tenThousandths).description)
    }
    if surcharge != .zero { words.append("plus " + surcharge.description) }
    if let minimumMargin { words.append("min " + minimumMargin.description) }
    if let maximumMargin { words.append("max " + maximumMargin.description) }
    return words.joined(separator: " ")
  }
}
