/// The number of a French company (INSEE): nine digits, the last of which makes the Luhn sum a
/// multiple of ten.
public struct Siren: Hashable, Sendable, CustomStringConvertible {
  /// Nine digits.
  public let digits: String

  /// Reads a number typed with or without spaces; nil when it has not nine digits, or one of them is
  /// wrong.
  public init?(_ text: some StringProtocol) {
    let digits = String(text.filter { !$0.isWhitespace })
    guard digits.utf8.count == 9, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
      return nil
    }
    let sum = digits.utf8.reversed().enumerated().reduce(0) { sum, place in
      let digit = Int(place.element) - 0x30
      let doubled = place.offset.isMultiple(of: 2) ? digit : digit * 2
      return sum + (doubled > 9 ? doubled - 9 : doubled)
    }
    guard sum > 0, sum.isMultiple(of: 10) else { return nil }
    self.digits = digits
  }

  /// Its number of intra-community VAT: `FR`, a key of two digits, the nine digits
  /// (key = (12 + 3 × (SIREN mod 97)) mod 97).
  public var vatNumber: String {
    let number = digits.utf8.reduce(0) { ($0 * 10 + Int($1) - 0x30) % 97 }
    let key = (12 + 3 * number) % 97
    return "FR" + (key < 10 ? "0" : "") + String(key) + digits
  }

  /// In groups of three, as it is printed.
  public var description: String {
    var groups: [Substring] = []
    var rest = digits[...]
    while !rest.isEmpty {
      groups.append(rest.prefix(3))
      rest = rest.dropFirst(3)
    }
    return groups.joined(separator: " ")
  }
}

/// An intra-community VAT number as far as it can be checked without asking anybody.
public enum VATNumber {
  /// The number without spaces and in capitals; nil when it is no VAT number: two letters of a
  /// country and two to twelve letters or digits. A French one is checked by its key, unless the key
  /// has letters (a form that no company of today has been given).
  public static func checked(_ text: some StringProtocol) -> String? {
    let number = String(text.filter { !$0.isWhitespace && $0 != "." }).uppercased()
    let country = number.utf8.prefix(2)
    let rest = number.utf8.dropFirst(2)
    guard country.count == 2, country.allSatisfy(isCapital), (2...12).contains(rest.count),
      rest.allSatisfy({ isCapital($0) || isDigit($0) })
    else { return nil }
    guard number.hasPrefix("FR") else { return number }
    guard rest.count == 11 else { return nil }
    guard rest.prefix(2).allSatisfy(isDigit) else { return number }
    return Siren(String(decoding: rest.dropFirst(2), as: UTF8.self))?.vatNumber == number
      ? number : nil
  }

  private static func isCapital(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }
  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
