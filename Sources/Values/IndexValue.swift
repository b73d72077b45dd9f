/// What a market index is worth, in its own unit: dollars a tonne, points.
public struct IndexValue: Scaled {
  /// Millionths of its unit.
  public var millionths: Int64

  /// A value of that many millionths.
  public init(millionths: Int64) { self.millionths = millionths }

  /// Six: sugar is quoted 0.452388 dollars a kilogram.
  public static var decimals: Int { 6 }
  /// Millionths.
  public var scaled: Int64 { millionths }
  /// A value of that many millionths.
  public init(scaled: Int64) { millionths = scaled }
}
