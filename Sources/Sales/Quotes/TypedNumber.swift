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

  /// `1 250,5` as `1250.5`, or nil when the form is wrong.
  private static func machineText(_ number: ArraySlice<Character>) -> String? {
    let parts = number.split(
      maxSplits: 1, omittingEmptySubsequences: false, whereSeparator: { $0 == "," || $0 == "." })
    guard let whole = parts.first, let grouped = ungrouped(whole) else { return nil }
    let decimals = parts.count > 1 ? parts[1] : []
    guard decimals.allSatisfy(isDigit), !(grouped.isEmpty && decimals.isEmpty) else { return nil }
    if parts.count > 1, decimals.isEmpty { return nil }
    return grouped + (decimals.isEmpty ? "" : "." + String(decimals))
  }

  /// The digits without the spaces between groups of three.
  private static func ungrouped(_ whole: ArraySlice<Character>) -> String? {
    let groups = whole.split(omittingEmptySubsequences: false, whereSeparator: \.isWhitespace)
    guard groups.allSatisfy({ $0.allSatisfy(isDigit) }) else { return nil }
    if groups.count > 1 {
      guard let first = groups.first, (1...3).contains(first.count),
        groups.dropFirst().allSatisfy({ $0.count == 3 })
      else { return nil }
    }
    return String(groups.joined())
  }

  /// Whether the character is one of the ten ASCII digits.
  static func isDigit(_ character: Character) -> Bool { ("0"..."9").contains(character) }
}
