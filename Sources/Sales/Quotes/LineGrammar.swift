import Values

/// Reads a typed line.
///
/// ```
///   20*foret sds 18 -10-5%      2 pal*ciment =9,90      + texte      =
///   └┬┘└─────┬────┘ └──┬─┘      └─┬──┘└──┬─┘ └─┬─┘
///  quantity search  discounts   quantity     price
///
///   ?20*foret   an option      /20*foret   an alternative of the line above      ++ texte   a section
/// ```
/// What stands before the first `*` is a quantity only if it is a number with an optional unit, else
/// all is search text (`vis 5*40`). Discounts and price are read from the end, each after a space, so
/// that codes such as `FOR-10` and sizes such as `5*40` stay search text.
public struct LineGrammar {
  private let characters: [Character]
  private var problems: [LineEntryProblem] = []
  private var steps: [Ratio] = []
  private var price: TypedPrice?

  private init(_ text: String) { characters = Array(text) }

  /// The entry that the text says, or all that is wrong with it.
  public static func parse(_ text: String) throws(LineEntryProblems) -> LineEntry {
    var reader = LineGrammar(text)
    let entry = reader.read()
    guard let entry, reader.problems.isEmpty else {
      throw LineEntryProblems(problems: reader.problems.sorted { $0.position < $1.position })
    }
    return entry
  }

  private mutating func read() -> LineEntry? {
    let line = TypedNumber.trimmed(characters[...])
    guard let first = line.first else {
      problems.append(LineEntryProblem(.empty, at: 0))
      return nil
    }
    if line.count == 1, first == "=" { return .copyAbove }
    if first == "+" {
      let rest = line.dropFirst()
      guard rest.first == "+" else { return .comment(String(TypedNumber.trimmed(rest))) }
      return .section(String(TypedNumber.trimmed(rest.dropFirst())))
    }
    let choice = LineChoice.allCases.first { $0.sign == String(first) } ?? .firm
    let sold = choice == .firm ? line : TypedNumber.trimmed(line.dropFirst())
    let (quantity, unit, body) = readQuantity(sold)
    let search = readModifiers(body)
    if search.isEmpty {
      problems.append(LineEntryProblem(.missingSearch, at: body.startIndex))
    }
    return .product(
      ProductEntry(
        search: String(search), quantity: quantity, unit: unit, discounts: cascade(body),
        price: price, choice: choice))
  }

  // MARK: Quantity

  private mutating func readQuantity(
    _ line: ArraySlice<Character>
  ) -> (Quantity?, String?, body: ArraySlice<Character>) {
    guard let star = line.firstIndex(of: "*") else { return (nil, nil, line) }
    let before = TypedNumber.trimmed(line[..<star])
    let (number, unit) = LineGrammar.numberAndUnit(before)
    guard TypedNumber.isNumber(LineGrammar.withoutThousands(number)),
      LineGrammar.isUnit(unit)
    else { return (nil, nil, line) }
    let body = line[(star + 1)...]
    guard let thousandths = readNumber(number, decimals: 3) else { return (nil, nil, body) }
    if thousandths == 0 {
      problems.append(LineEntryProblem(.zeroQuantity, at: number.startIndex))
    } else if thousandths > Quantity.limit.thousandths {
      problems.append(LineEntryProblem(.tooLarge, at: number.startIndex))
    }
    return (Quantity(thousandths: thousandths), unit.isEmpty ? nil : String(unit), body)
  }

  /// `2 pal` as `2` and `pal`; a `k` that ends the number stays with it (`3k`, `3k b`, not `3kg`).
  private static func numberAndUnit(
    _ text: ArraySlice<Character>
  ) -> (number: ArraySlice<Character>, unit: ArraySlice<Character>) {
    var end = text.startIndex
    while end < text.endIndex {
      let character = text[end]
      let belongs =
        TypedNumber.isDigit(character) || character == "," || character == "."
        || character.isWhitespace
      guard belongs else { break }
      end += 1
    }
    let followsDigit = end > text.startIndex && TypedNumber.isDigit(text[end - 1])
    if followsDigit, end < text.endIndex, text[end] == "k" || text[end] == "K",
      end + 1 == text.endIndex || text[end + 1].isWhitespace
    {
      end += 1
    }
    return (TypedNumber.trimmed(text[..<end]), TypedNumber.trimmed(text[end...]))
  }

  private static func withoutThousands(_ number: ArraySlice<Character>) -> ArraySlice<Character> {
    number.last == "k" || number.last == "K" ? number.dropLast() : number
  }

  /// Nothing, or a word that begins with a letter (`pal`, `m2`).
  private static func isUnit(_ unit: ArraySlice<Character>) -> Bool {
    guard let first = unit.first else { return true }
    return first.isLetter && !unit.contains(where: \.isWhitespace)
  }

  // MARK: Discounts and price

  /// Reads what stands at the end of `body` and returns the search text before it.
  private mutating func readModifiers(_ body: ArraySlice<Character>) -> ArraySlice<Character> {
    var rest = readDiscounts(body)
    while let sign = LineGrammar.priceSign(rest) {
      let text = rest[(sign + 1)...]
      if price != nil { problems.append(LineEntryProblem(.secondPrice, at: sign)) }
      price = readPrice(text, at: sign)
      rest = readDiscounts(rest[..<sign])
    }
    return TypedNumber.trimmed(rest)
  }

  /// The last `=` that begins the text or follows a space.
  private static func priceSign(_ text: ArraySlice<Character>) -> Int? {
    text.indices.last {
      text[$0] == "=" && ($0 == text.startIndex || text[$0 - 1].isWhitespace)
    }
  }

  /// Takes the discounts from the end of `body`: words that begin with `-` and a digit, follow a
  /// space and end with `%`.
  private mutating func readDiscounts(_ body: ArraySlice<Character>) -> ArraySlice<Character> {
    var rest = body
    while true {
      let text = LineGrammar.trimmedEnd(rest)
      guard text.last == "%" else { return rest }
      let number = LineGrammar.trimmedEnd(text.dropLast())
      guard let space = number.lastIndex(where: \.isWhitespace) else { return rest }
      let word = number[(space + 1)...]
      guard word.first == "-", let second = word.dropFirst().first,
        TypedNumber.isDigit(second) || second == "," || second == "."
      else { return rest }
      steps = readCascade(word.dropFirst()) + steps
      rest = rest[..<space]
    }
  }

  private static func trimmedEnd(_ text: ArraySlice<Character>) -> ArraySlice<Character> {
    var slice = text
    while let last = slice.last, last.isWhitespace { slice = slice.dropLast() }
    return slice
  }

  /// The steps of `10-5-2`.
  private mutating func readCascade(_ text: ArraySlice<Character>) -> [Ratio] {
    var read: [Ratio] = []
    for part in text.split(separator: "-", omittingEmptySubsequences: false) {
      let number = part.last == "%" ? part.dropLast() : part
      guard TypedNumber.isNumber(number) else {
        problems.append(LineEntryProblem(.badDiscount, at: part.startIndex))
        continue
      }
      guard let step = readNumber(number, decimals: 2) else { continue }
      if step > Ratio.whole.basisPoints {
        problems.append(LineEntryProblem(.discountOutOfRange, at: part.startIndex))
      } else {
        read.append(Ratio(basisPoints: step))
      }
    }
    return read
  }

  /// The cascade, or a problem at the beginning of the body when there are too many steps. A typed
  /// price is net and clears discounts (product.md).
  private mutating func cascade(_ body: ArraySlice<Character>) -> Discounts {
    guard price == nil else { return .none }
    do {
      return try Discounts(steps)
    } catch {
      problems.append(LineEntryProblem(.tooManyDiscounts, at: body.startIndex))
      return .none
    }
  }

  /// What follows `=`: a coefficient, a margin rate or a net price.
  private mutating func readPrice(_ text: ArraySlice<Character>, at sign: Int) -> TypedPrice? {
    let typed = TypedNumber.trimmed(text)
    if let first = typed.first, first == "x" || first == "X" || first == "×" {
      guard let times = readPriceNumber(typed.dropFirst(), decimals: 4, sign) else { return nil }
      if times == 0 { problems.append(LineEntryProblem(.zeroCoefficient, at: sign)) }
      return .coefficient(Ratio(basisPoints: times))
    }
    if typed.last == "%" {
      guard let rate = readPriceNumber(typed.dropLast(), decimals: 2, sign) else { return nil }
      if rate >= Ratio.whole.basisPoints {
        problems.append(LineEntryProblem(.marginOutOfRange, at: sign))
      }
      return .marginRate(Ratio(basisPoints: rate))
    }
    return readPriceNumber(typed, decimals: 4, sign).map { .net(UnitPrice(tenThousandths: $0)) }
  }

  private mutating func readPriceNumber(
    _ text: ArraySlice<Character>, decimals: Int, _ sign: Int
  ) -> Int64? {
    let number = TypedNumber.trimmed(text)
    guard TypedNumber.isNumber(LineGrammar.withoutThousands(number)) else {
      problems.append(LineEntryProblem(.badPrice, at: sign))
      return nil
    }
    return readNumber(number, decimals: decimals)
  }

  /// A number whose form is known to be right; its size may not be.
  private mutating func readNumber(_ number: ArraySlice<Character>, decimals: Int) -> Int64? {
    do {
      return try TypedNumber.parse(number, decimals: decimals)
    } catch .tooManyDecimals(let kept) {
      problems.append(LineEntryProblem(.tooManyDecimals(kept: kept), at: number.startIndex))
    } catch {
      problems.append(LineEntryProblem(.tooLarge, at: number.startIndex))
    }
    return nil
  }
}
