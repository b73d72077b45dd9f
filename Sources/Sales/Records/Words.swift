// The closed sets of words that records use. The sets that have a table of allowed transitions
// are in States.swift.

/// Values of `Role`.
public enum Role: String, Sendable, Hashable, CaseIterable {
  case salesperson, manager, orderDesk, administrator
}

/// Values of `PaymentTermKind`.
public enum PaymentTermKind: String, Sendable, Hashable, CaseIterable {
  case net, daysThenEndOfMonth, endOfMonthThenDays
}

/// Values of `VatPosition`.
public enum VatPosition: String, Sendable, Hashable, CaseIterable {
  case domestic, intraCommunity, export, exempt
}

/// Values of `OpenItemKind`.
public enum OpenItemKind: String, Sendable, Hashable, CaseIterable {
  case invoice, unpostedInvoice, creditNote, deposit, billOfExchange
}

/// Values of `ProductStatus`.
public enum ProductStatus: String, Sendable, Hashable, CaseIterable {
  case active, discontinued, blocked
}

/// Values of `ProductAliasKind`.
public enum ProductAliasKind: String, Sendable, Hashable, CaseIterable {
  case customerCode, supplierCode, barcode, name
}

/// Values of `CostMethod`.
public enum CostMethod: String, Sendable, Hashable, CaseIterable {
  case weightedAverage, lastPurchase, standard, fifo

  /// How the stock is valued where margins are computed with this cost: last purchase and standard are
  /// commercial costs, and the value of a stock is an average or first in, first out (rules.md 2.3).
  public var valuation: CostMethod { self == .fifo ? .fifo : .weightedAverage }
}

/// Values of `StockValueKind`: why the value of a stock changed.
public enum StockValueKind: String, Sendable, Hashable, CaseIterable {
  /// What was there when the log of values began, or got its first known cost.
  case opening
  /// Goods of a supplier came in.
  case receipt
  /// Goods left for a customer.
  case delivery
  /// Goods came back at the cost they left at.
  case customerReturn
  /// Goods that left before they were there turned out to cost more, or less (AT-31).
  case shortfall
  /// A supplier's invoice differs from the price of its receipt (AT-33).
  case correction
  /// A cost of four decimals makes a value off by a cent (AT-32).
  case rounding
  /// Somebody typed another cost, or counted another stock.
  case revaluation
  /// The company values its stock in another way.
  case method
}

/// Values of `PriceLevel`.
public enum PriceLevel: String, Sendable, Hashable, CaseIterable {
  case contract, customerGroup, promotion, list
}

/// Values of `PriceRuleKind`.
public enum PriceRuleKind: String, Sendable, Hashable, CaseIterable {
  case net, discount, formula
}

/// Values of `PurchaseOrderState`.
public enum PurchaseOrderState: String, Sendable, Hashable, CaseIterable {
  case draft, ordered, partlyReceived, received, closed
}

/// Values of `Place`.
public enum Place: String, Sendable, Hashable, CaseIterable {
  case supplier, customer, warehouse, transit, loss, opening
}

/// Values of `ReservationOrigin`.
public enum ReservationOrigin: String, Sendable, Hashable, CaseIterable {
  case acceptance, receipt, manual
}

/// Values of `AmountSource`.
public enum AmountSource: String, Sendable, Hashable, CaseIterable {
  case typed, quote
}

/// Values of `ProbabilitySource`.
public enum ProbabilitySource: String, Sendable, Hashable, CaseIterable {
  case stage, typed
}

/// Values of `SubjectKind`.
public enum SubjectKind: String, Sendable, Hashable, CaseIterable {
  case customer, opportunity, quote, order, purchaseOrder, product
}

/// Values of `ActivityKind`.
public enum ActivityKind: String, Sendable, Hashable, CaseIterable {
  case task, call, visit, mail, reminder
}

/// Values of `InteractionKind`.
public enum InteractionKind: String, Sendable, Hashable, CaseIterable {
  case call, mail, note, visit
}

/// Values of `LineKind`.
public enum LineKind: String, Sendable, Hashable, CaseIterable {
  case product, comment
}

/// Values of `LineChoice`: a line of a quote is sold, offered beside, or offered instead.
public enum LineChoice: String, Sendable, Hashable, CaseIterable {
  case firm, option, alternative
}

/// Values of `CarriageSource`.
public enum CarriageSource: String, Sendable, Hashable, CaseIterable {
  case rule, manual
}

/// Values of `PriceSource`.
public enum PriceSource: String, Sendable, Hashable, CaseIterable {
  case rule, manual, unknown
}

/// Values of `ApprovalState`.
public enum ApprovalState: String, Sendable, Hashable, CaseIterable {
  case asked, granted, refused, countered
}

/// Values of `OrderState`.
public enum OrderState: String, Sendable, Hashable, CaseIterable {
  case open, delivered, closed, cancelled
}
