/// A currency by its ISO 4217 code, packed in 32 bits.
///
/// The number of decimals follows from the code: 0 (yen, CFA francs), 3 (dinars) or 2.
public struct Currency: Hashable, Sendable, CustomStringConvertible {
  /// The three ASCII letters of the code, the first in the highest of three bytes.
  public let rawValue: UInt32

  /// The currency of three capital letters, or nil when `code` is anything else.
  public init?(code: some StringProtocol) {
    guard code.utf8.count == 3 else { return nil }
    var packed: UInt32 = 0
    for letter in code.utf8 {
      guard (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(letter) else { return nil }
      packed = packed << 8 | UInt32(letter)
    }
    rawValue = packed
  }

  private init(packed: UInt32) { rawValue = packed }

  /// The euro.
  public static let eur = Currency(packed: 0x45_55_52)
  /// The dollar of the United States.
  public static let usd = Currency(packed: 0x55_53_44)

  /// The three letters of the code.
  public var code: String {
    let bytes = [UInt8(rawValue >> 16 & 0xFF), UInt8(rawValue >> 8 & 0xFF), UInt8(rawValue & 0xFF)]
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The number of decimals of an amount: 0, 2 or 3.
  public var exponent: Int {
    if self == .eur || self == .usd { return 2 }
    if Currency.withoutDecimals.contains(code) { return 0 }
    return Currency.withThreeDecimals.contains(code) ? 3 : 2
  }

  /// Minor units in one major unit: 1, 100 or 1 000.
  public var minorUnits: Int64 { powerOfTen(exponent) }

  /// The code.
  public var description: String { code }

  private static let withoutDecimals: Set<String> = [
    "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV",
    "XAF", "XOF", "XPF",
  ]
  private static let withThreeDecimals: Set<String> = [
    "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND",
  ]
}
