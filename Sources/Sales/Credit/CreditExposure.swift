import Values

/// An open order's remainder with the day it is due, for the horizon of the credit check.
public struct DueAmount: Hashable, Sendable {
  /// With tax, in the company's currency.
  public let amount: Amount
  /// When it should be delivered; unknown counts as due now.
  public let due: Day?

  /// That amount on that day.
  public init(_ amount: Amount, due: Day? = nil) {
    self.amount = amount
    self.due = due
  }
}

/// What a customer owes or is about to owe: credit exposure (encours), all with tax, in the
/// company's currency, quotes excluded (rules.md 2.9, AT-34).
public struct ExposureTerms: Hashable, Sendable {
  /// Invoices not paid.
  public var invoices: Amount = .zero
  /// Invoices not posted yet.
  public var unpostedInvoices: Amount = .zero
  /// Delivered and not invoiced.
  public var deliveredNotInvoiced: Amount = .zero
  /// Ordered and not delivered.
  public var openOrders: [DueAmount] = []
  /// Bills of exchange (LCR, BOR) accepted and not honoured yet, although accounting has already
  /// cleared them from the customer's account.
  public var billsOfExchange: Amount = .zero
  /// Deposits received and not allotted; positive, deducted.
  public var deposits: Amount = .zero
  /// Credit notes not allotted; positive, deducted.
  public var creditNotes: Amount = .zero

  /// Nothing owed.
  public init() {}

  /// The exposure; with a horizon, orders due after that day are left out.
  public func exposure(until horizon: Day? = nil) throws(Overflow) -> Amount {
    let orders = openOrders.filter { order in
      guard let horizon, let due = order.due else { return true }
      return due <= horizon
    }
    return try Amount.sum(
      orders.map(\.amount) + [
        invoices, unpostedInvoices, deliveredNotInvoiced, billsOfExchange, -deposits, -creditNotes,
      ])
  }
}

/// What the credit limit says to a new order.
public enum CreditVerdict: Hashable, Sendable {
  /// Within the limit; what remains, nil when the customer has no limit.
  case accepted(remaining: Amount?)
  /// Over the limit by that amount.
  case refused(by: Amount)

  /// The verdict for an order of that total with tax over that exposure. Exactly at the limit is
  /// within it; no limit is nil, a limit of zero allows nothing.
  public init(exposure: Amount, order: Amount, limit: Amount?) throws(Overflow) {
    guard let limit else {
      self = .accepted(remaining: nil)
      return
    }
    let remaining = try Amount.sum([limit, -exposure, -order])
    self = remaining < .zero ? .refused(by: -remaining) : .accepted(remaining: remaining)
  }
}

/// A line of an order as the exposure sees it: quantities in the base unit, each moved by its own
/// record.
public struct ExposedLine: Hashable, Sendable {
  /// Total of the ordered quantity with tax.
  public let total: Amount
  /// Ordered.
  public let ordered: Quantity
  /// Cancelled: the remainder was closed.
  public var cancelled: Quantity = .zero
  /// Delivered.
  public var delivered: Quantity = .zero
  /// Invoiced.
  public var invoiced: Quantity = .zero

  /// A line of that total and quantity.
  public init(total: Amount, ordered: Quantity) {
    self.total = total
    self.ordered = ordered
  }
}

/// How the total of one order splits between what is open, delivered and invoiced.
///
/// The parts always sum to the total of what was not cancelled, to the cent: delivered and invoiced
/// amounts are rounded shares of the total, and what remains open is a subtraction, never computed
/// again (AT-35). An order nothing of which is delivered counts in full (AT-36).
public struct OrderExposure: Hashable, Sendable {
  /// Neither delivered nor invoiced.
  public private(set) var open: Amount = .zero
  /// Delivered and not invoiced.
  public private(set) var deliveredNotInvoiced: Amount = .zero
  /// Invoiced: counted by the invoice from then on.
  public private(set) var invoiced: Amount = .zero

  /// The parts of an order. A deposit invoice replaces that part of the order: it is taken from what
  /// is open, then from what is delivered, and is counted by its own open item until paid.
  public init(lines: some Sequence<ExposedLine>, depositInvoiced: Amount = .zero) throws(Overflow) {
    for line in lines {
      let kept = try OrderExposure.share(line, line.ordered - line.cancelled)
      let delivered = try OrderExposure.share(line, line.delivered)
      let billed = try OrderExposure.share(line, line.invoiced)
      open += max(.zero, kept - max(delivered, billed))
      deliveredNotInvoiced += max(.zero, delivered - billed)
      invoiced += billed
    }
    let fromOpen = min(open, depositInvoiced)
    open -= fromOpen
    deliveredNotInvoiced -= min(deliveredNotInvoiced, depositInvoiced - fromOpen)
  }

  /// The part of a line's total that a quantity stands for.
  private static func share(
    _ line: ExposedLine, _ quantity: Quantity
  ) throws(Overflow) -> Amount {
    guard line.ordered != .zero else { return .zero }
    let exact = Int128(line.total.minor) * Int128(quantity.thousandths)
    return try Amount(
      narrowing: roundHalfAwayFromZero(exact, Int128(line.ordered.thousandths)))
  }
}
