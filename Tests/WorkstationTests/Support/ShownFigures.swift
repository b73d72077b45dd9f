import Sales
import Values

/// The numbers that stand on a frame, read as a person reads them, whatever drew them.
///
/// Numbers that are part of a word (`D-0004`, `M16`) are names and no figures; so are those behind a slash
/// (`/100`, a price unit).
struct ShownFigures {
  /// A number as it stands: its digits and how many of them are decimals.
  struct Number: Hashable {
    let text: String
    let scaled: Int64
    let decimals: Int
  }

  private(set) var numbers: [Number] = []
  /// Days, as `23/12` or `23/12/2026`.
  private(set) var days: [String] = []

  init(_ frame: String) {
    let characters = Array(frame)
    var place = 0
    while place < characters.count {
      guard characters[place].isASCII, characters[place].isNumber else {
        place += 1
        continue
      }
      let end = Self.end(of: characters, from: place)
      let before = place > 0 ? characters[place - 1] : " "
      let after = end < characters.count ? characters[end] : " "
      let text = String(characters[place..<end])
      let isName =
        before.isLetter || after.isLetter || before == "/" || before == "#"
        || (before == "-" && place > 1 && characters[place - 2].isLetter)
      if !isName { take(text) }
      place = end
    }
  }

  /// Where the number, or the day, that begins there ends.
  private static func end(of characters: [Character], from start: Int) -> Int {
    var place = start
    func digit(_ at: Int) -> Bool {
      at < characters.count && characters[at].isASCII && characters[at].isNumber
    }
    while place < characters.count {
      let isGroup =
        ["\u{202F}", "\u{A0}"].contains(characters[place])
        && (1...3).allSatisfy { digit(place + $0) }
      let isDecimal = characters[place] == "," && digit(place + 1)
      guard digit(place) || isGroup || isDecimal else { break }
      place += 1
    }
    // `23/12`, and a year behind it.
    func slash(_ at: Int, _ digits: Int) -> Bool {
      at < characters.count && characters[at] == "/" && (1...digits).allSatisfy { digit(at + $0) }
    }
    guard place == start + 2, slash(place, 2), !digit(place + 3) else { return place }
    return slash(place + 3, 4) ? place + 8 : place + 3
  }

  private mutating func take(_ text: String) {
    if text.contains("/") {
      days.append(text)
      return
    }
    let parts = text.split(separator: ",")
    let digits = text.filter { $0.isASCII && $0.isNumber }
    guard let scaled = Int64(digits), parts.count <= 2 else { return }
    numbers.append(
      Number(text: text, scaled: scaled, decimals: parts.count == 2 ? parts[1].count : 0))
  }
}

/// What derivations account for.
struct Accounted {
  private var values: [Fraction] = []
  private var days: Set<String> = []

  init(_ derivations: [Derivation]) {
    for derivation in derivations {
      add(derivation.value)
      for operand in derivation.operands { add(operand.value) }
    }
  }

  private mutating func add(_ value: DerivedValue) {
    switch value {
    case .amount(let amount), .credit(let amount): values.append(Fraction(amount.minor, 100))
    case .price(let price): values.append(Fraction(price.tenThousandths, 10_000))
    case .cost(let cost): values.append(Fraction(cost.tenThousandths, 10_000))
    case .quantity(let quantity): values.append(Fraction(quantity.thousandths, 1_000))
    case .ratio(let ratio): values.append(Fraction(ratio.basisPoints, 100))
    case .rate(let rate): values.append(Fraction(rate.numerator * 100, rate.denominator))
    case .index(let index): values.append(Fraction(index.millionths, 1_000_000))
    case .exchange(let rate): values.append(Fraction(rate.hundredMillionths, 100_000_000))
    case .count(let count): values.append(Fraction(count, 1))
    case .day(let day):
      func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
      let short = two(day.dayOfMonth) + "/" + two(day.month)
      days.formUnion([short, short + "/\(day.year)"])
    }
  }

  /// The numbers and days of a frame that no figure rounds to.
  func missing(from frame: String) -> [String] {
    let shown = ShownFigures(frame)
    let numbers = shown.numbers.filter { number in
      !values.contains { value in
        value.rounded(decimals: number.decimals).map { abs($0) } == number.scaled
      }
    }
    return numbers.map(\.text) + shown.days.filter { !days.contains($0) }
  }
}
