import Values

/// What a customer asks for on the phone.
public enum CustomerWish: Hashable, Sendable {
  /// So much less on the whole document: "3 % de moins".
  case lessOverall(Ratio)
  /// A total of the goods, without tax: "9 800 tout rond".
  case total(Amount)
  /// So much less on a line.
  case lessOnLine(line: Int, Ratio)
  /// A net price for a line, for its price unit.
  case linePrice(line: Int, UnitPrice)
}

/// Why a wish cannot be worked on.
public enum WishProblem: Error, Hashable, Sendable {
  /// Nothing was typed, or nothing that is a wish.
  case notAWish
  /// The quote has no such line, or it sells nothing.
  case noSuchLine(Int)
  /// It is not less than what the quote asks already.
  case notLess
  /// 100 % and more.
  case tooMuch(Ratio)
  /// A figure too large.
  case overflow
}

extension CustomerWish {
  /// Reads a wish as it is typed:
  ///
  /// ```
  ///   -3   -3%   3%      less on the whole          4: -3%     less on line 4
  ///   9 800   =9800      a total without tax        4: =9,70   a price for line 4
  /// ```
  /// Numbers as everywhere (`TypedNumber`); `minorUnits` are those of the document's currency.
  public static func parse(
    _ text: String, minorUnits: Int64 = 100
  ) throws(WishProblem) -> CustomerWish {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    if parts.count == 2 {
      guard let line = Int(parts[0].filter { !$0.isWhitespace }) else { throw .notAWish }
      switch try parse(String(parts[1]), minorUnits: minorUnits) {
      case .lessOverall(let ratio): return .lessOnLine(line: line, ratio)
      case .total: return .linePrice(line: line, try price(parts[1]))
      default: throw .notAWish
      }
    }
    let body = text.filter { !$0.isWhitespace }
    guard !body.isEmpty else { throw .notAWish }
    if body.hasPrefix("-") || body.hasSuffix("%") { return .lessOverall(try ratio(body)) }
    return .total(try amount(text, minorUnits: minorUnits))
  }

  private static func ratio(_ body: String) throws(WishProblem) -> Ratio {
    var number = body[...]
    if number.hasPrefix("-") { number = number.dropFirst() }
    if number.hasSuffix("%") { number = number.dropLast() }
    guard let basisPoints = try? TypedNumber.parse(number, decimals: 2) else { throw .notAWish }
    let ratio = Ratio(basisPoints: basisPoints)
    guard ratio > .zero else { throw .notLess }
    guard ratio < .whole else { throw .tooMuch(ratio) }
    return ratio
  }

  private static func amount(
    _ text: String, minorUnits: Int64
  ) throws(WishProblem) -> Amount {
    let decimals = minorUnits == 1 ? 0 : minorUnits == 1000 ? 3 : 2
    guard let minor = try? TypedNumber.parse(unsigned(text), decimals: decimals) else {
      throw .notAWish
    }
    return Amount(minor: minor)
  }

  private static func price(_ text: Substring) throws(WishProblem) -> UnitPrice {
    guard let price = try? TypedNumber.parse(unsigned(String(text)), decimals: 4) else {
      throw .notAWish
    }
    return UnitPrice(tenThousandths: price)
  }

  private static func unsigned(_ text: String) -> String {
    String(text.drop { $0.isWhitespace || $0 == "=" })
  }
}
