import Sales
import Values

extension Format {
  /// A value of an index, without the zeros at its end.
  public func index(_ value: IndexValue) -> String { short(value) }

  /// An exchange rate, without the zeros at its end.
  public func rate(_ rate: ExchangeRate) -> String { short(rate) }

  private func short<Value: Scaled>(_ value: Value) -> String {
    var decimals = Value.decimals
    while decimals > 0, value.scaled % Self.wholePower(Value.decimals - decimals + 1) == 0 {
      decimals -= 1
    }
    return decimal(value.scaled, scale: Value.decimals, decimals: decimals)
  }

  private static func wholePower(_ exponent: Int) -> Int64 { Values.powerOfTen(exponent) }
}
