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
