/// What is wrong with a decimal number in machine form.
public enum DecimalProblem: Error, Equatable, Sendable {
  /// Not an optional sign, digits, and at most one point followed by digits.
  case notANumber
  /// More decimals than the value keeps, and they are not zeros.
  case tooManyDecimals(kept: Int)
  /// The number does not fit in 64 bits once scaled.
  case overflow
}

/// Decimal numbers as machines exchange them: `-1234.56`, a point, no separators.
///
/// CSV, JSON and the command line use this form; French and English display belong to the screens.
public enum MachineDecimal {
  /// The text of `value / 10^decimals`, all decimals written: `text(250, decimals: 2)` is `2.50`.
  public static func text(_ value: Int64, decimals: Int) -> String {
    guard decimals > 0 else { return String(value) }
    let digits = String(value.magnitude)
    let padding = String(repeating: "0", count: max(0, decimals + 1 - digits.count))
    let padded = padding + digits
    let point = padded.index(padded.endIndex, offsetBy: -decimals)
    return (value < 0 ? "-" : "") + padded[..<point] + "." + padded[point...]
  }

  /// The text without the zeros (and the point) at the end: `shortText(2500, decimals: 3)` is `2.5`.
  public static func shortText(_ value: Int64, decimals: Int) -> String {
    let full = text(value, decimals: decimals)
    guard decimals > 0 else { return full }
    var end = full.endIndex
    while full[full.index(before: end)] == "0" { end = full.index(before: end) }
    if full[full.index(before: end)] == "." { end = full.index(before: end) }
    return String(full[..<end])
  }

  /// Reads a number and scales it by `10^decimals`. Further decimals are refused unless they are
  /// zeros, because a figure that was cut in silence is a wrong figure.
  @inlinable
  public static func parse(
    _ text: some StringProtocol, decimals: Int
  ) throws(DecimalProblem) -> Int64 {
    let (value, lost) = try scan(String(text), decimals: decimals)
    guard lost.allSatisfy({ $0 == 0 }) else { throw .tooManyDecimals(kept: decimals) }
    return value
  }

  /// Reads a number, rounding what exceeds `decimals` half away from zero: for sources that write
  /// binary floating point (`0.15000000596`).
  @inlinable
  public static func parseRounding(
    _ text: some StringProtocol, decimals: Int
  ) throws(DecimalProblem) -> Int64 {
    let (value, lost) = try scan(String(text), decimals: decimals)
    guard let first = lost.first, first >= 5 else { return value }
    let negative = text.utf8.first == UInt8(ascii: "-")
    let (rounded, overflow) = value.addingReportingOverflow(negative ? -1 : 1)
    guard !overflow else { throw .overflow }
    return rounded
  }

  /// The scaled value cut at `decimals`, and the digits that were cut.
  @usableFromInline
  static func scan(
    _ text: String, decimals: Int
  ) throws(DecimalProblem) -> (value: Int64, lost: [UInt8]) {
    var magnitude: Int128 = 0
    var fractionDigits: Int?
    var digits = 0
    var lost: [UInt8] = []
    for (position, byte) in text.utf8.enumerated() {
      switch byte {
      case UInt8(ascii: "-"), UInt8(ascii: "+"):
        guard position == 0 else { throw .notANumber }
      case UInt8(ascii: "."):
        guard fractionDigits == nil else { throw .notANumber }
        fractionDigits = 0
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        digits += 1
        let digit = byte - UInt8(ascii: "0")
        if let count = fractionDigits {
          guard count < decimals else {
            lost.append(digit)
            continue
          }
          fractionDigits = count + 1
        }
        magnitude = magnitude * 10 + Int128(digit)
        guard magnitude <= Int128(Int64.max) else { throw .overflow }
      default: throw .notANumber
      }
    }
    guard digits > 0 else { throw .notANumber }
    let scaled = magnitude * Int128(powerOfTen(decimals - (fractionDigits ?? 0)))
    let signed = text.utf8.first == UInt8(ascii: "-") ? -scaled : scaled
    guard let value = Int64(exactly: signed) else { throw .overflow }
    return (value, lost)
  }
}
