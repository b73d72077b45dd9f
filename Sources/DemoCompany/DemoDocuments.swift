public import Values

/// A rule of the price list.
public struct DemoPriceRule: Sendable, Equatable {
  /// The product's index; nil: a whole family.
  public let product: Int?
  /// The family's code.
  public let family: String?
  /// The customer's index; nil: everyone of the group.
  public let customer: Int?
  /// The price group.
  public let priceGroup: String?
  /// From this quantity of base units on.
  public let minimum: Quantity?
  /// A price per price unit, or a discount.
  public let price: UnitPrice?
  /// The discount.
  public let discount: Ratio?
  /// No further discount.
  public let firm: Bool
}

/// A line of a quote or an order. No amounts: those follow from the rules of `Sales`.
public struct DemoLine: Sendable, Equatable {
  /// The product's index.
  public let product: Int
  /// In the base unit.
  public let quantity: Quantity
  /// Per price unit.
  public let price: UnitPrice
  /// A cascade.
  public let discounts: [Ratio]
  /// Per base unit; nil when the product has none.
  public let cost: UnitCost?
}

/// The time spent in a stage.
public struct DemoStay: Sendable, Equatable {
  /// The stage.
  public let stage: DemoStage
  /// The first day there.
  public let entered: Day
  /// nil: still there.
  public let left: Day?
}

/// The stages of the default pipeline.
public enum DemoStage: Int, Sendable, CaseIterable {
  case prospect, qualified, quoteSent, negotiation, won, lost

  /// The name in the default pipeline.
  public var name: String {
    switch self {
    case .prospect: "Prospect"
    case .qualified: "Qualifié"
    case .quoteSent: "Devis envoyé"
    case .negotiation: "Négociation"
    case .won: "Devis accepté"
    case .lost: "Perdu"
    }
  }
}

/// An opportunity.
public struct DemoOpportunity: Sendable, Equatable {
  /// Its place in the plan, from 0.
  public let index: Int
  /// The title.
  public let title: String
  /// The customer's index; nil for a project whose buyer is not known yet.
  public let customer: Int?
  /// The salesperson's code.
  public let salesperson: String
  /// Where it has been, in order.
  public let stays: [DemoStay]
  /// Typed by hand, minor units; nil: fed by its quote, or unknown.
  public let amount: Amount?
  /// When it should close.
  public let expectedClose: Day
  /// When it closed.
  public let closed: Day?
  /// Where it came from.
  public let origin: String
  /// Why it was lost.
  public let lostReason: String?
  /// Who was in the race.
  public let competitor: String?

  /// The stage it is in.
  public var stage: DemoStage { stays.last?.stage ?? .prospect }
  /// The day it was opened.
  public var opened: Day { stays.first?.entered ?? expectedClose }
}

/// The state of a quote; expired is read from its validity, never written.
public enum DemoQuoteState: Sendable, Equatable, CaseIterable {
  case draft, sent, accepted, declined, superseded, cancelled
}

/// A version of a quote.
public struct DemoQuote: Sendable, Equatable {
  /// The opportunity's index; versions of one opportunity share their number.
  public let opportunity: Int
  /// The customer's index.
  public let customer: Int
  /// The version, from 1.
  public let version: Int
  /// The state.
  public let state: DemoQuoteState
  /// When it was written.
  public let written: Day
  /// nil: a draft.
  public let sent: Day?
  /// The last day it holds.
  public let validUntil: Day
  /// The customer's own number.
  public let customerReference: String?
  /// The lines.
  public let lines: [DemoLine]
}

/// What left, of which line.
public struct DemoDelivery: Sendable, Equatable {
  /// The day.
  public let day: Day
  /// By line, from 0, in the order of the order's lines; zero: none of it.
  public let quantities: [Quantity]
  /// Invoiced and settled outside this program.
  public let invoicedElsewhere: Bool
}

/// A sales order. Its deliveries move no stock: the opening stock is what they left.
public struct DemoOrder: Sendable, Equatable {
  /// Its place in the plan, from 0, in the order of days.
  public let index: Int
  /// The customer's index.
  public let customer: Int
  /// The salesperson's code.
  public let salesperson: String
  /// The warehouse's code.
  public let warehouse: String
  /// The day.
  public let day: Day
  /// When the customer wants it.
  public let requested: Day
  /// The opportunity whose quote it accepts.
  public let opportunity: Int?
  /// The customer's own number.
  public let customerReference: String?
  /// The lines.
  public let lines: [DemoLine]
  /// What has left.
  public let deliveries: [DemoDelivery]
  /// The remainder was cancelled.
  public let isClosed: Bool
}

/// A line of a purchase order.
public struct DemoPurchaseLine: Sendable, Equatable {
  /// The product's index.
  public let product: Int
  /// In the base unit.
  public let quantity: Quantity
  /// What has come in, in the base unit.
  public let received: Quantity
  /// Per price unit.
  public let price: UnitPrice
}

/// A purchase order under way.
public struct DemoPurchase: Sendable, Equatable {
  /// The supplier's code.
  public let supplier: String
  /// The warehouse's code.
  public let warehouse: String
  /// When it was ordered.
  public let ordered: Day
  /// When it should come.
  public let expected: Day
  /// The lines.
  public let lines: [DemoPurchaseLine]
}

/// A thing to do.
public struct DemoTask: Sendable, Equatable {
  /// The opportunity's index.
  public let opportunity: Int
  /// The salesperson's code.
  public let salesperson: String
  /// What to do.
  public let text: String
  /// When.
  public let due: Day
  /// When it was done; nil: not yet.
  public let done: Day?
}

/// What a customer owes.
public struct DemoOpenItem: Sendable, Equatable {
  /// The customer's index.
  public let customer: Int
  /// The number of the invoice.
  public let number: String
  /// The day of the invoice.
  public let issued: Day
  /// When.
  public let due: Day
  /// Minor units, tax included.
  public let balance: Amount
  /// The customer contests it.
  public let isDisputed: Bool
}
