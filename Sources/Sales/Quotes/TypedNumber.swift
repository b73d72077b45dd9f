import Values

/// Numbers as people type them: `1 250,5`, `1250.5`, `3k` (terminal.md 6.4).
///
/// A comma or a point before the decimals, spaces only between groups of three digits, `k` for a
/// thousand right after the last digit. No sign: the grammars around give `-` another meaning.
public enum TypedNumber {
  /// The number scaled by `10^decimals`; more decimals than are kept are refused.
  public static func parse(
    _ text: some StringProtocol, decimals: Int
  ) throws(DecimalProblem) -> Int64 {
    try parse(Array(text)[...], decimals: decimals)
  }

  /// The same over characters, spaces around it left out.
  static func parse(
    _ characters: ArraySlice<Character>, decimals: Int
  ) throws(DecimalProblem) -> Int64 {
    var number = trimmed(characters)
    var kept = decimals
    if number.last == "k" || number.last == "K" {
      number = number.dropLast()
      // Three more decimals read, and kept: a thousand times the number.
      kept += 3
    }
    guard let machine = machineText(number) else { throw .notANumber }
    do {
      return try MachineDecimal.parse(machine, decimals: kept)
    } catch .tooManyDecimals {
      throw .tooManyDecimals(kept: decimals)
    }
  }

  /// Whether the characters have the form of a number, whatever its size.
  static func isNumber(_ characters: ArraySlice<Character>) -> Bool {
    machineText(trimmed(characters)) != nil
  }

  /// The characters without the spaces at both ends.
  static func trimmed(_ characters: ArraySlice<Character>) -> ArraySlice<Character> {
    var slice = characters
    while let first = slice.first, first.isWhitespace { slice = slice.dropFirst() }
    while let last = slice.last, last.isWhitespace { slice = slice.dropLast() }
    return slice
  }

  /// `1 250,5` as `1250.5`, or nil when the form is wrong: it is asked for every letter that is typed.
  private static func machineText(_ number: ArraySlice<Character>) -> String? {
    guard let whole = wholeDigits(number.prefix { $0 != "," && $0 != "." }) else { return nil }
    let rest = number.drop { $0 != "," && $0 != "." }
    guard !rest.isEmpty else { return whole.isEmpty ? nil : whole }
    let decimals = rest.dropFirst()
    guard !decimals.isEmpty, decimals.allSatisfy(isDigit) else { return nil }
    return whole + "." + String(decimals)
  }

  /// The digits without the spaces between groups of three; nil when they are not so grouped.
  private static func wholeDigits(_ whole: ArraySlice<Character>) -> String? {
    var digits = ""
    var (group, isFirst) = (0, true)
    for character in whole {
      if isDigit(character) {
        digits.append(character)
        group += 1
      } else if character.isWhitespace {
        guard isFirst ? (1...3).contains(group) : group == 3 else { return nil }
        (group, isFirst) = (0, false)
      } else {
        return nil
      }
    }
    return isFirst || group == 3 ? digits : nil
  }

  /// Whether the character is one of the ten ASCII digits.
  static func isDigit(_ character: Character) -> Bool {
    character.asciiValue.map { (0x30...0x39).contains($0) } ?? false
  }
}
