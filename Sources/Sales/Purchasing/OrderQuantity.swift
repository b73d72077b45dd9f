import Values

/// The quantity to order for a shortage (product.md, "Orders, stock, credit").
public enum OrderQuantity {
  /// The shortage raised to the supplier's minimum, then rounded up to his multiple (AT-46's
  /// rounding); zero for no shortage. A multiple of zero or less is no multiple.
  public static func covering(
    _ shortage: Quantity, multiple: Quantity? = nil, minimum: Quantity? = nil
  ) throws(Overflow) -> Quantity {
    guard shortage > .zero else { return .zero }
    let wanted = max(shortage, minimum ?? .zero)
    guard let multiple, multiple > .zero else { return wanted }
    let step = Int128(multiple.thousandths)
    let steps = roundUp(Int128(wanted.thousandths), step)
    return Quantity(thousandths: try Int64(narrowing: steps * step))
  }
}
