/// A colour of the company: `#1D3F66`.
public struct PaperColor: Codable, Sendable, Hashable {
  /// Red, green, blue, from 0 to 255.
  public let red, green, blue: UInt8

  /// A colour.
  public init(red: UInt8, green: UInt8, blue: UInt8) {
    (self.red, self.green, self.blue) = (red, green, blue)
  }

  /// Six hexadecimal digits after a `#`; nil for anything else.
  public init?(_ text: String) {
    let digits = text.utf8.dropFirst()
    guard text.utf8.first == UInt8(ascii: "#"), digits.count == 6,
      digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
      let number = UInt32(text.dropFirst(), radix: 16)
    else { return nil }
    self.init(
      red: UInt8(number >> 16 & 0xFF), green: UInt8(number >> 8 & 0xFF), blue: UInt8(number & 0xFF))
  }

  /// `#1D3F66`.
  public var text: String {
    let digits = [red, green, blue].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
    return "#" + digits.joined().uppercased()
  }

  /// As text.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let color = PaperColor(try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a colour")
    }
    self = color
  }

  /// As text.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }

  /// The colour with so much of it, in hundredths, on white.
  public func tint(_ percent: Int) -> PaperColor {
    func part(_ value: UInt8) -> UInt8 { UInt8(255 - (255 - Int(value)) * percent / 100) }
    return PaperColor(red: part(red), green: part(green), blue: part(blue))
  }

  /// Whether white words on it can be read (relative luminance, WCAG 2: contrast of 4.5 on white).
  public var isDark: Bool {
    func linear(_ value: UInt8) -> Double {
      let part = Double(value) / 255
      // 2.2 instead of the piecewise curve: the same to two decimals, without `pow` of Foundation.
      return part * part * (0.2 * part + 0.8)
    }
    let luminance = 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    return luminance < 0.1833
  }
}
