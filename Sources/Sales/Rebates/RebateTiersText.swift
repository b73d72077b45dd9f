import Values

/// The tiers of a rebate as they are typed.
///
/// ```
///   2                                   2 % on everything
///   50000=1 100000=2 200000=3           from 50 000: 1 %, from 100 000: 2 % …
///   50 000,00 = 1 ; 100 000 = 2,5 %     with spaces, semicolons stand between the tiers
/// ```
/// Nothing is due before the first one.
public enum RebateTiersText {
  /// What was typed; nil where it is no list of tiers.
  public static func read(_ text: String, _ currency: Currency) -> [RebateTier]? {
    let parts =
      text.contains(";")
      ? text.split(separator: ";").map { $0.filter { !isSpace($0) } }
      : joined(text).split(whereSeparator: isSpace).map(String.init)
    let tiers = parts.filter { !$0.isEmpty }.map { tier($0, currency) }
    guard !tiers.isEmpty, !tiers.contains(nil) else { return nil }
    let typed = tiers.compactMap { $0 }
    return typed.contains { $0.from == .zero }
      ? typed : [RebateTier(from: .zero, rate: .zero)] + typed
  }

  /// Tiers as they would be typed; one that pays nothing from zero on goes without saying.
  public static func typed(_ tiers: [RebateTier], _ currency: Currency) -> String {
    if tiers.count == 1, let only = tiers.first, only.from == .zero { return only.rate.percentText }
    return tiers.filter { $0.from > .zero || $0.rate > .zero }.map { tier in
      let from = MachineDecimal.shortText(tier.from.minor, decimals: currency.exponent)
      return from + "=" + tier.rate.percentText
    }.joined(separator: " ")
  }

  private static func isSpace(_ character: Character) -> Bool { character.isWhitespace }

  /// `1 %` and `= 2` are one word.
  private static func joined(_ text: String) -> String {
    var joined = ""
    for character in text {
      if character == "=" || character == "%" {
        while joined.last.map(isSpace) == true { joined.removeLast() }
        joined.append(character)
      } else if isSpace(character), joined.last == "=" {
        continue
      } else {
        joined.append(character)
      }
    }
    return joined
  }

  private static func tier(_ text: String, _ currency: Currency) -> RebateTier? {
    let sides = text.split(separator: "=", omittingEmptySubsequences: false)
    guard sides.count <= 2, let rate = sides.last.flatMap({ rate(String($0)) }) else { return nil }
    guard sides.count == 2 else { return RebateTier(from: .zero, rate: rate) }
    let machine = machine(String(sides[0]))
    guard let minor = try? MachineDecimal.parse(machine, decimals: currency.exponent), minor >= 0
    else { return nil }
    return RebateTier(from: Amount(minor: minor), rate: rate)
  }

  private static func rate(_ text: String) -> Ratio? {
    let number = text.hasSuffix("%") ? String(text.dropLast()) : text
    guard let ratio = try? Ratio(percentMachine: machine(number)),
      (0...10_000).contains(ratio.basisPoints)
    else { return nil }
    return ratio
  }

  private static func machine(_ text: String) -> String {
    String(text.filter { !isSpace($0) }.map { $0 == "," ? "." : $0 })
  }
}
