import Values

/// A change of many prices at once: what each becomes, from the price it has or from its cost.
public struct PriceChange: Hashable, Sendable {
  /// How the new price is computed; on list prices, `list` is the price that is changed.
  public var formula: PriceFormula

  /// A change by a formula.
  public init(formula: PriceFormula) {
    self.formula = formula
  }

  /// A rise (or, under zero, a fall) by a percentage, rounded to a multiple of `step`.
  public init(percent: Ratio, step: PriceStep? = nil) {
    formula = PriceFormula(
      base: .listPrice, discount: Ratio(basisPoints: -percent.basisPoints), step: step)
  }

  /// What a price becomes; nil where what it starts from is unknown, or where nothing would be left.
  ///
  /// - Parameter step: the precision in which prices of the product are typed, where the change names
  ///   none: a list price never gets decimals that nobody could type.
  public func price(
    from price: UnitPrice?, cost: UnitCost?, step: PriceStep
  ) throws(Overflow) -> UnitPrice? {
    var rounded = formula
    rounded.step = formula.step ?? step
    let base =
      switch formula.base {
      case .listPrice: price
      case .cost: cost.map { UnitPrice(tenThousandths: $0.tenThousandths) }
      }
    guard let base else { return nil }
    let new = try rounded.price(from: base)
    return new > .zero ? new : nil
  }
}
