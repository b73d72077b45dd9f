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
