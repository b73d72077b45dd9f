import Sales
import SalesStore
import Values

/// What is known of a customer; only the name is needed.
public struct CustomerForm: Sendable, Hashable {
  /// Name.
  public var name: Edit<String> = .keep
  /// Class: floors may depend on it.
  public var customerClass: Edit<String> = .keep
  /// Group whose price rules apply.
  public var priceGroup: Edit<String> = .keep
  /// Price list.
  public var priceListID: Edit<ID<PriceList>?> = .keep
  /// General discount.
  public var discount: Edit<Ratio> = .keep
  /// VAT position.
  public var vatPosition: Edit<VatPosition> = .keep
  /// Payment term.
  public var paymentTermID: Edit<ID<PaymentTerm>?> = .keep
  /// In charge.
  public var salespersonID: Edit<ID<Salesperson>?> = .keep
  /// SIREN.
  public var siren: Edit<String> = .keep
  /// VAT number.
  public var vatNumber: Edit<String> = .keep
  /// Street.
  public var address: Edit<String> = .keep
  /// Postal code.
  public var postalCode: Edit<String> = .keep
  /// Town.
  public var town: Edit<String> = .keep
  /// Telephone.
  public var phone: Edit<String> = .keep
  /// E-mail.
  public var email: Edit<String> = .keep
  /// What the desk should know before it answers.
  public var note: Edit<String> = .keep

  /// Nothing said yet.
  public init() {}

  func apply(to customer: inout Customer) {
    name.apply(to: &customer.name)
    customerClass.apply(to: &customer.customerClass)
    priceGroup.apply(to: &customer.priceGroup)
    priceListID.apply(to: &customer.priceListID)
    discount.apply(to: &customer.discount)
    vatPosition.apply(to: &customer.vatPosition)
    paymentTermID.apply(to: &customer.paymentTermID)
    salespersonID.apply(to: &customer.salespersonID)
    siren.apply(to: &customer.siren)
    vatNumber.apply(to: &customer.vatNumber)
    address.apply(to: &customer.address)
    postalCode.apply(to: &customer.postalCode)
    town.apply(to: &customer.town)
    phone.apply(to: &customer.phone)
    email.apply(to: &customer.email)
    note.apply(to: &customer.note)
  }

  func check(_ customer: Customer) throws {
    guard !customer.name.isEmpty else { throw Refusal(.nameMissing) }
    guard (0...10_000).contains(customer.discount.basisPoints) else {
      throw Refusal(.ratioOutOfRange, Fact("ratio", .ratio(customer.discount)))
    }
  }
}

/// Adds a customer.
public struct CreateCustomer: Act {
  /// Its line in the catalogue.
  public static let entry = ActEntry("customer.create", roles: .everyone)

  /// Code; empty = the next one of the series.
  public let code: String
  /// What is known of it.
  public let form: CustomerForm

  /// The adding of a customer.
  public init(code: String = "", _ form: CustomerForm) {
    self.code = code
    self.form = form
  }

  /// Does it.
  public func perform(_ scope: ActScope) throws -> Customer {
    let wanted = code.isEmpty ? try scope.store.drawNumber("customer") : code
    if try scope.store.count(Customer.self, "WHERE code = \(wanted)") > 0 {
      throw Refusal(.codeTaken, Fact("code", .text(wanted)))
    }
    var customer = Customer(
      id: scope.mint(), searchKey: try scope.store.nextSearchKey(Customer.self), code: wanted,
      name: "", currency: try scope.store.company().currency, salespersonID: scope.actor.id,
      sinceDay: scope.today)
    form.apply(to: &customer)
    try form.check(customer)
    try scope.store.insert(customer)
    scope.concerns(.customer, customer.id.rawValue)
    scope.note("customer", .text(customer.name))
    return customer
  }
}

/// Changes what is known of a customer.
public struct EditCustomer: Act {
  /// Its line in the catalogue.
  public static let entry = ActEntry("customer.edit", roles: .everyone)

  /// The customer.
  public let customerID: ID<Customer>
  /// The changes.
  public let form: CustomerForm

  /// The change of a customer.
  public init(_ customer: ID<Customer>, _ form: CustomerForm) {
    customerID = customer
    self.form = form
  }

  /// Does it.
  public func perform(_ scope: ActScope) throws -> Customer {
    let customer = try scope.store.get(customerID)
    var edited = customer
    form.apply(to: &edited)
    try form.check(edited)
    scope.concerns(.customer, customer.id.rawValue)
    scope.note("customer", .text(edited.name))
    return try scope.store.update(customer, to: edited)
  }
}
