import Values

extension Indicator {
  /// Customers with two orders or more / customers with one or more (rules.md 2.18).
  public static let repeatRate: Indicator = Indicator(id: "repeatRate", unit: .ratio) { slice in
    Figure(
      .repeatRate, .ratio(slice.repeatRate?.rate ?? .unavailable),
      inputs: [
        FigureTerm("returningCustomers", .count(slice.repeatRate?.returning ?? 0)),
        FigureTerm("customers", .count(slice.repeatRate?.customers ?? 0)),
      ],
      exclusions: FigureTerm.some("cancelledOrders", slice.orders.cancelled),
      rows: slice.rows(.orders))
  }
}

/// How many customers come back within a period (AT-56).
public struct RepeatRate: Hashable, Sendable {
  /// Customers with one order or more.
  public let customers: Int
  /// Customers with two or more.
  public let returning: Int

  /// The rate of customers by their number of orders; those without one do not count.
  public init(ordersByCustomer: some Sequence<Int>) {
    var (customers, returning) = (0, 0)
    for orders in ordersByCustomer {
      if orders >= 1 { customers += 1 }
      if orders >= 2 { returning += 1 }
    }
    self.customers = customers
    self.returning = returning
  }

  /// The rate of counts that are known already.
  public init(customers: Int, returning: Int) {
    self.customers = customers
    self.returning = returning
  }

  /// returning / customers.
  public var rate: Fraction { Fraction(returning, customers) }
}
