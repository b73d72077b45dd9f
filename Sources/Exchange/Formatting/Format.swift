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
    var value = Int128(scaled)
    var scale = scale
    if scale > decimals {
      let divisor = Int128.powerOfTen(scale - decimals)
      value = roundHalfAwayFromZero(value, divisor)
      scale = decimals
    }
    let negative = value < 0
    var digits = String(value.magnitude)
    if digits.count <= scale {
      digits = String(repeating: "0", count: scale + 1 - digits.count) + digits
    }
    let whole = String(digits.dropLast(scale))
    var out = grouped(whole)
    if decimals > 0 {
      let fraction = String(digits.suffix(scale))
      let padding = String(repeating: "0", count: decimals - scale)
      out += point + fraction + padding
    }
    return (negative ? "−" : "") + out
  }

  private func grouped(_ whole: String) -> String {
    guard whole.count > 3 else { return whole }
    var out = ""
    for (index, digit) in whole.enumerated() {
      if index > 0, (whole.count - index).isMultiple(of: 3) { out += group }
      out.append(digit)
    }
    return out
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
    let decimals = price.tenThousandths % 100 == 0 ? 2 : 4
    return decimal(price.tenThousandths, scale: 4, decimals: decimals)
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
    let decimals = ratio.basisPoints % 100 == 0 ? 0 : (ratio.basisPoints % 10 == 0 ? 1 : 2)
    return percent(ratio, decimals: decimals)
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
