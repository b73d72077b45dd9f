import Values

/// What becomes of the remainder of an order line after a delivery (rules.md 2.14).
public enum Remainder: Hashable, Sendable {
  /// All that was ordered and not cancelled is delivered.
  case none
  /// The under-delivery is within the tolerance: the line closes, that much is given up.
  case closed(short: Quantity)
  /// Still to deliver.
  case backorder(Quantity)
  /// More than ordered, within the tolerance.
  case over(Quantity)
  /// More than ordered, beyond the tolerance: to be said.
  case tooMuch(Quantity)

  /// The remainder of a line: ordered − delivered − cancelled, against a tolerance in both
  /// directions, of the quantity that was not cancelled (AT-48). The tolerance closes a line only
  /// once something of it was delivered.
  public init(
    ordered: Quantity, cancelled: Quantity = .zero, delivered: Quantity, tolerance: Ratio = .zero
  ) {
    let wanted = ordered - cancelled
    let left = wanted - delivered
    let allowed = Int128(wanted.thousandths) * Int128(tolerance.basisPoints)
    let within = Int128(left.thousandths).magnitude * Ratio.one.magnitude <= allowed.magnitude
    if left == .zero {
      self = .none
    } else if left < .zero {
      self = within ? .over(-left) : .tooMuch(-left)
    } else {
      self = within && delivered > .zero ? .closed(short: left) : .backorder(left)
    }
  }

  /// What is still to be delivered.
  public var backorder: Quantity {
    if case .backorder(let quantity) = self { quantity } else { .zero }
  }
}

/// What cancelling the remainder of a line gives back at once (AT-49).
public struct RemainderCancellation<Key: Hashable & Sendable>: Hashable, Sendable {
  /// How much is cancelled: ordered − delivered − cancelled before.
  public let cancelled: Quantity
  /// The reservations to release, per warehouse; all that the line still holds.
  public let released: [Allotment<Key>]

  /// The cancellation of what is left of a line that holds those reservations.
  public init(
    ordered: Quantity, cancelled: Quantity, delivered: Quantity, held: [Allotment<Key>]
  ) {
    self.cancelled = max(.zero, ordered - delivered - cancelled)
    released = held.filter { $0.quantity > .zero }
  }

  /// What becomes free.
  public var freed: Quantity { released.reduce(.zero) { $0 + $1.quantity } }

  /// Who can now be served with it, the oldest first.
  public func nowServed<Line: Hashable & Sendable>(
    _ waiting: [WaitingLine<Line>]
  ) -> Distribution<Line> {
    Distribution(of: freed, to: waiting)
  }
}
