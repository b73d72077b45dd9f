import Resources
import Sales
import SalesDesk
import Values

/// How values are written for a person: `1 234,56 €`, `17,7 %`, `ven. 27/11/2026`; in English
/// `€1,234.56`, `17.7%`, `Fri 27/11/2026`. Integers only, cheap enough for every cell of a table.
///
/// Groups of digits are separated by a narrow no-break space (U+202F) in French, as typographers and
/// ICU have it.
public struct Format: Sendable {
  /// The texts, with their language.
  public let texts: Texts

  /// Writing in the language of these texts.
  public init(texts: Texts) {
    self.texts = texts
  }

  var isFrench: Bool { texts.language == .french }
  private var group: String { isFrench ? "\u{202F}" : "," }
  private var point: String { isFrench ? "," : "." }

  /// A scaled integer with exactly `decimals` of its `scale` decimals shown, half away from zero.
  public func decimal(_ scaled: Int64, scale: Int, decimals: Int) -> String {
    let (value, shown) = Self.rounded(scaled, scale: scale, decimals: decimals)
    let fraction = Self.powers[shown]
    var out = value < 0 ? "−" : ""
    append(groupsOf: value.magnitude / fraction, to: &out)
    guard decimals > 0 else { return out }
    out += point
    out += Self.padded(value.magnitude % fraction, to: shown)
    for _ in shown..<decimals { out += "0" }
    return out
  }

  /// The digits in groups of three.
  private func append(groupsOf whole: UInt64, to out: inout String) {
    guard whole >= 1_000 else {
      out += String(whole)
      return
    }
    append(groupsOf: whole / 1_000, to: &out)
    out += group
    out += Self.padded(whole % 1_000, to: 3)
  }

  private static func padded(_ value: UInt64, to digits: Int) -> String {
    guard digits > 0 else { return "" }
    let text = String(value)
    return text.utf8.count == digits
      ? text : String(repeating: "0", count: digits - text.utf8.count) + text
  }

  /// The value with at most that many decimals, and how many it now has.
  private static func rounded(_ scaled: Int64, scale: Int, decimals: Int) -> (Int64, Int) {
    guard scale > decimals else { return (scaled, scale) }
    let divisor = Int128(powers[scale - decimals])
    // Rounded by one digit or more, what fits 64 bits still does.
    return (Int64(roundHalfAwayFromZero(Int128(scaled), divisor)), decimals)
  }

  /// 10⁰ to 10¹⁸: no value of ours has more decimals.
  private static let powers: [UInt64] = (0...18).map { UInt64(powerOfTen($0)) }

  /// How many columns `decimal` takes, in whatever language.
  static func columns(_ scaled: Int64, scale: Int, decimals: Int) -> Int {
    let (value, shown) = rounded(scaled, scale: scale, decimals: decimals)
    let whole = String(value.magnitude / powers[shown]).utf8.count
    return (value < 0 ? 1 : 0) + whole + (whole - 1) / 3 + (decimals > 0 ? 1 + decimals : 0)
  }

  /// A whole number.
  public func count(_ count: Int) -> String { decimal(Int64(count), scale: 0, decimals: 0) }

  /// An amount without its currency, for tables: `1 234,56`.
  public func amount(_ amount: Amount, _ currency: Currency) -> String {
    decimal(amount.minor, scale: currency.exponent, decimals: currency.exponent)
  }

  /// An amount with its currency: `1 234,56 €`.
  public func money(_ amount: Amount, _ currency: Currency) -> String {
    withCurrency(self.amount(amount, currency), currency)
  }

  /// An amount in whole units of its currency: `1 235 €`.
  public func wholeMoney(_ amount: Amount, _ currency: Currency) -> String {
    withCurrency(decimal(amount.minor, scale: currency.exponent, decimals: 0), currency)
  }

  /// A short amount for tight places: `210,6 k€`, `1,2 M€`.
  public func shortMoney(_ amount: Amount, _ currency: Currency) -> String {
    let unit = Int64(Int128.powerOfTen(currency.exponent))
    let units = amount.minor.magnitude / UInt64(unit)
    switch units {
    case ..<10_000: return wholeMoney(amount, currency)
    case ..<1_000_000:
      return withCurrency(
        decimal(amount.minor, scale: currency.exponent + 3, decimals: 1), currency, prefix: "k")
    default:
      return withCurrency(
        decimal(amount.minor, scale: currency.exponent + 6, decimals: 1), currency, prefix: "M")
    }
  }

  private func withCurrency(
    _ number: String, _ currency: Currency, prefix: String = ""
  ) -> String {
    let symbol = Self.symbols[currency.code] ?? currency.code
    guard !isFrench, symbol.count == 1 else { return "\(number)\u{A0}\(prefix)\(symbol)" }
    return number.hasPrefix("−")
      ? "−\(symbol)\(number.dropFirst())\(prefix)" : "\(symbol)\(number)\(prefix)"
  }

  private static let symbols = ["EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥"]

  /// A unit price with two to four decimals: `4,85`, `0,2237`.
  public func price(_ price: UnitPrice) -> String {
    decimal(price.tenThousandths, scale: 4, decimals: Self.decimals(of: price))
  }

  /// How many columns `price` takes.
  public static func columns(_ price: UnitPrice) -> Int {
    columns(price.tenThousandths, scale: 4, decimals: decimals(of: price))
  }

  private static func decimals(of price: UnitPrice) -> Int {
    price.tenThousandths % 100 == 0 ? 2 : 4
  }

  /// A unit cost, like a price.
  public func cost(_ cost: UnitCost) -> String {
    price(UnitPrice(tenThousandths: cost.tenThousandths))
  }

  /// A quantity without useless decimals: `1 200`, `2,5`.
  public func quantity(_ quantity: Quantity) -> String {
    var decimals = 3
    var value = quantity.thousandths
    while decimals > 0, value % 10 == 0 {
      value /= 10
      decimals -= 1
    }
    return decimal(quantity.thousandths, scale: 3, decimals: decimals)
  }

  /// A ratio in percent: `17,7 %`.
  public func percent(_ ratio: Ratio, decimals: Int = 1) -> String {
    decimal(ratio.basisPoints, scale: 2, decimals: decimals) + (isFrench ? "\u{A0}%" : "%")
  }

  /// A ratio in percent without useless decimals: `10 %`, `5,5 %`.
  public func shortPercent(_ ratio: Ratio) -> String {
    percent(ratio, decimals: Self.decimals(of: ratio))
  }

  /// A ratio in percent without useless decimals and without its sign: `5,5`.
  public func bareShortPercent(_ ratio: Ratio) -> String {
    decimal(ratio.basisPoints, scale: 2, decimals: Self.decimals(of: ratio))
  }

  /// How many columns `bareShortPercent` takes.
  public static func columns(_ ratio: Ratio) -> Int {
    columns(ratio.basisPoints, scale: 2, decimals: decimals(of: ratio))
  }

  private static func decimals(of ratio: Ratio) -> Int {
    ratio.basisPoints % 100 == 0 ? 0 : (ratio.basisPoints % 10 == 0 ? 1 : 2)
  }

  /// A ratio of two amounts in percent, or a dash where there is nothing to divide by.
  public func percent(_ part: Amount, of whole: Amount, decimals: Int = 1) -> String {
    guard whole.minor != 0 else { return "—" }
    let basisPoints = roundHalfAwayFromZero(
      Int128(part.minor) * 1_000_000, Int128(whole.minor))
    let scaled = Int64(clamping: basisPoints)
    return decimal(scaled, scale: 4, decimals: decimals) + (isFrench ? "\u{A0}%" : "%")
  }
}

extension Int128 {
  /// 10ⁿ.
  static func powerOfTen(_ exponent: Int) -> Int128 {
    (0..<Swift.max(0, exponent)).reduce(Int128(1)) { power, _ in power * 10 }
  }
}
