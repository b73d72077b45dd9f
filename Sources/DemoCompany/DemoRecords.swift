public import Values

/// A unit of measure.
public struct DemoUnit: Sendable, Equatable {
  /// The code.
  public let code: String
  /// The name.
  public let name: String
  /// Decimals of a quantity in this unit.
  public let decimals: Int
}

/// A family of the catalogue.
public struct DemoFamily: Sendable, Equatable {
  /// The code.
  public let code: String
  /// The family above; nil at a root.
  public let parent: String?
  /// The name.
  public let name: String
  /// The lowest margin rate on price; nil: its parent's.
  public let floor: Ratio?
}

/// A warehouse.
public struct DemoWarehouse: Sendable, Equatable {
  /// The code.
  public let code: String
  /// The name.
  public let name: String
  /// The postal code.
  public let postalCode: String
  /// The town.
  public let town: String
}

/// A user of the program.
public struct DemoSalesperson: Sendable, Equatable {
  /// The code.
  public let code: String
  /// The name.
  public let name: String
  /// `salesperson`, `manager` or `orderDesk`.
  public let role: String
  /// The warehouse's code.
  public let warehouse: String
  /// The address for mail.
  public let email: String
}

/// A payment term: days, then the end of the month, then days again.
public struct DemoPaymentTerm: Sendable, Equatable {
  /// The code.
  public let code: String
  /// The name.
  public let name: String
  /// Days first added.
  public let days: Int
  /// Then the end of the month.
  public let endOfMonth: Bool
  /// Then these days.
  public let afterDays: Int
}

/// A supplier.
public struct DemoSupplier: Sendable, Equatable {
  /// The code.
  public let code: String
  /// The name.
  public let name: String
  /// The postal code.
  public let postalCode: String
  /// The town.
  public let town: String
  /// Days from order to receipt.
  public let leadTimeDays: Int
  /// What a purchase quantity is a multiple of, in the base unit of its products.
  public let multiple: Quantity
}

/// A packaging of a product.
public struct DemoPackaging: Sendable, Equatable {
  /// The unit's code.
  public let unit: String
  /// Base units in one of it.
  public let factor: Quantity
  /// The barcode, with its check digit.
  public let barcode: String
}

/// What a warehouse holds on the morning of the first day.
public struct DemoStock: Sendable, Equatable {
  /// The warehouse's code.
  public let warehouse: String
  /// In the base unit.
  public let onHand: Quantity
}

/// A product.
public struct DemoProduct: Sendable, Equatable {
  /// Its place in the plan, from 0: what lines refer to.
  public let index: Int
  /// The code.
  public let code: String
  /// The name.
  public let name: String
  /// The family's code.
  public let family: String
  /// The base unit.
  public let unit: String
  /// Base units that the list price is for: 1, 100 or 1 000.
  public let priceUnit: Int
  /// Per price unit.
  public let listPrice: UnitPrice
  /// Per base unit; nil for the few products without cost.
  public let cost: UnitCost?
  /// The VAT rate.
  public let vatRate: Ratio
  /// The barcode, with its check digit.
  public let barcode: String
  /// How it is packed.
  public let packagings: [DemoPackaging]
  /// The supplier's code.
  public let supplier: String
  /// The supplier's own code for it.
  public let supplierCode: String
  /// Per price unit.
  public let supplierPrice: UnitPrice
  /// Where it lies.
  public let stock: [DemoStock]
}

/// A person at a customer.
public struct DemoContact: Sendable, Equatable {
  /// The first name.
  public let firstName: String
  /// The last name.
  public let lastName: String
  /// The role.
  public let role: String
  /// The address for mail.
  public let email: String
  /// The telephone.
  public let phone: String
}

/// A delivery address beside the customer's own.
public struct DemoSite: Sendable, Equatable {
  /// The name.
  public let name: String
  /// The street.
  public let street: String
  /// The postal code.
  public let postalCode: String
  /// The town.
  public let town: String
  /// Whom to ask for.
  public let contact: String?
}

/// A customer.
public struct DemoCustomer: Sendable, Equatable {
  /// Its place in the plan, from 0.
  public let index: Int
  /// The code.
  public let code: String
  /// The name.
  public let name: String
  /// The trade.
  public let sector: String
  /// Class and price group: A, B, C or P (public bodies).
  public let priceGroup: String
  /// The street.
  public let street: String
  /// The postal code.
  public let postalCode: String
  /// The town.
  public let town: String
  /// Nine digits whose check digit is right.
  public let siren: String
  /// The payment term's code.
  public let paymentTerm: String
  /// Minor units; nil: no limit was set.
  public let creditLimit: Amount?
  /// Why orders are refused; nil: they are not.
  public let blockedReason: String?
  /// The salesperson's code.
  public let salesperson: String
  /// The warehouse's code.
  public let warehouse: String
  /// The people.
  public let contacts: [DemoContact]
  /// The delivery addresses.
  public let sites: [DemoSite]
}

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
