/// Reads `=8,40*1,25`: sums, products, parentheses, over numbers as they are typed.
///
///     sum      product (("+" | "-") product)*
///     product  factor (("*" | "x" | "×" | "/" | ":") factor)*
///     factor   "-" factor | "(" sum ")" | number
///     number   digits, groups, decimals, "k"?, "%"?
struct SumReader {
  private let characters: [Character]
  private var index = 0
  /// Whether the last thing read was a `%` that stands for the whole entry.
  private(set) var endsInPercent = false
  private static let maximumDepth = 20
  /// More digits than any field holds; the product of two such numbers still fits in 128 bits.
  private static let maximumDigits = 18

  init(_ text: String) {
    characters = Array(text)
    skipSpaces()
  }

  var isAtEnd: Bool { index >= characters.count }
  var place: Int { index }

  private static func isSpace(_ character: Character) -> Bool {
    character == " " || character == "\u{A0}" || character == "\u{202F}" || character == "\u{2009}"
  }

  private mutating func skipSpaces() {
    while !isAtEnd, Self.isSpace(characters[index]) { index += 1 }
  }

  /// Steps over that character and the spaces behind it, if it is next.
  mutating func accept(_ wanted: Character) -> Bool {
    guard !isAtEnd, characters[index] == wanted else { return false }
    index += 1
    skipSpaces()
    return true
  }

  mutating func sum(depth: Int) throws(NumberProblem) -> Fraction {
    var total = try product(depth)
    while !isAtEnd {
      if accept("+") {
        total = try total.plus(try product(depth))
      } else if accept("-") || accept("−") {
        total = try total.plus(try product(depth).negated)
      } else {
        break
      }
    }
    return total
  }

  private mutating func product(_ depth: Int) throws(NumberProblem) -> Fraction {
    var total = try factor(depth)
    while !isAtEnd {
      if accept("*") || accept("x") || accept("×") {
        total = try total.times(try factor(depth))
      } else if accept("/") || accept(":") {
        total = try total.divided(by: try factor(depth))
      } else {
        break
      }
    }
    return total
  }

  private mutating func factor(_ depth: Int) throws(NumberProblem) -> Fraction {
    if isAtEnd { throw .unfinished }
    guard depth < Self.maximumDepth else { throw .unexpected(at: index) }
    if accept("-") || accept("−") { return try factor(depth + 1).negated }
    if accept("(") {
      let inside = try sum(depth: depth + 1)
      if isAtEnd { throw .unfinished }
      guard accept(")") else { throw .unexpected(at: index) }
      return inside
    }
    let value = try number()
    // Within a sum a percentage is a hundredth: =120*20%.
    return accept("%") ? try value.divided(by: Fraction(100, 1)) : value
  }

  /// A number alone, with its sign and perhaps a `%`.
  mutating func signedNumber() throws(NumberProblem) -> Fraction {
    let isNegative = accept("-") || accept("−")
    if !isNegative { _ = accept("+") }
    if isAtEnd { throw .unfinished }
    let value = try number()
    endsInPercent = accept("%")
    return isNegative ? value.negated : value
  }

  private mutating func number() throws(NumberProblem) -> Fraction {
    let start = index
    let end = endOfNumber()
    let decimalSign = decimalPlace(start..<end)
    var value: Int128 = 0
    var digits = 0
    var decimals = 0
    var group: Int?
    for place in start..<end {
      let character = characters[place]
      guard let digit = character.wholeNumberValue, character.isASCII else {
        // Groups of thousands have three digits, all but the first.
        if let group, group != 3 { throw .unexpected(at: place) }
        if decimalSign.map({ place > $0 }) ?? false { throw .unexpected(at: place) }
        group = place == decimalSign ? nil : 0
        continue
      }
      value = value * 10 + Int128(digit)
      digits += 1
      if digits > Self.maximumDigits { throw .tooLarge }
      if let sign = decimalSign, place > sign {
        decimals += 1
      } else {
        group = group.map { $0 + 1 }
      }
    }
    if digits == 0 { throw .unexpected(at: start) }
    if let group, group != 3 { throw .unexpected(at: end - 1) }
    index = end
    skipSpaces()
    let result = Fraction(value, Fraction.powersOfTen[decimals])
    return accept("k") || accept("K") ? try result.times(Fraction(1000, 1)) : result
  }

  /// Digits, decimal signs, and separators that have a digit behind them.
  private func endOfNumber() -> Int {
    var end = index
    while end < characters.count {
      let character = characters[end]
      let isSeparator = Self.isSpace(character) || character == "'" || character == "’"
      let beforeDigit =
        end + 1 < characters.count && characters[end + 1].isASCII && characters[end + 1].isNumber
      let isDigit = character.isASCII && character.isNumber
      if isDigit || character == "," || character == "."
        || (isSeparator && end > index && beforeDigit)
      {
        end += 1
      } else {
        break
      }
    }
    return end
  }

  /// Where the decimal sign stands: the last comma or dot, unless the same sign stands twice (then it groups).
  private func decimalPlace(_ range: Range<Int>) -> Int? {
    let signs = range.filter { characters[$0] == "," || characters[$0] == "." }
    guard let last = signs.last else { return nil }
    return signs.filter { characters[$0] == characters[last] }.count == 1 ? last : nil
  }
}
