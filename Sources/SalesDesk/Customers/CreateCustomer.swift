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
  /// Goods excl. VAT from which its carriage is free; nil = as for everybody, zero = always.
  public var carriageFreeFrom: Edit<Amount?> = .keep
  /// Its carriage below that; nil = as for everybody.
  public var carriageAmount: Edit<Amount?> = .keep
  /// The text of law that lets it pay later than the usual limit; empty = none.
  public var legalException: Edit<String> = .keep
  /// Currency of its quotes and orders; limits and carriage stay in the company's.
  public var currency: Edit<Currency> = .keep

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
    carriageFreeFrom.apply(to: &customer.carriageFreeFrom)
    carriageAmount.apply(to: &customer.carriageAmount)
    legalException.apply(to: &customer.legalException)
    currency.apply(to: &customer.currency)
  }

  /// Brings the form and what it began with together with what stands in the store.
  func merge(
    _ read: CustomerForm, into merge: inout FieldMerge<Customer>, _ store: StoreWriter
  ) throws {
    merge.take("name", name, read: read.name, \.name) { .words($0) }
    merge.take("customerClass", customerClass, read: read.customerClass, \.customerClass) {
      .words($0)
    }
    merge.take("priceGroup", priceGroup, read: read.priceGroup, \.priceGroup) { .words($0) }
    try merge.take("priceList", priceListID, read: read.priceListID, \.priceListID) {
      .words(try $0.map { try store.get($0).name } ?? "")
    }
    merge.take("discount", discount, read: read.discount, \.discount) { .ratio($0) }
    merge.take("vatPosition", vatPosition, read: read.vatPosition, \.vatPosition) {
      .text($0.rawValue)
    }
    try merge.take("paymentTerm", paymentTermID, read: read.paymentTermID, \.paymentTermID) {
      .words(try $0.map { try store.get($0).name } ?? "")
    }
    try merge.take("salesperson", salespersonID, read: read.salespersonID, \.salespersonID) {
      .words(try $0.map { try store.get($0).name } ?? "")
    }
    merge.take("siren", siren, read: read.siren, \.siren) { .words($0) }
    merge.take("vatNumber", vatNumber, read: read.vatNumber, \.vatNumber) { .words($0) }
    merge.take("address", address, read: read.address, \.address) { .words($0) }
    merge.take("postalCode", postalCode, read: read.postalCode, \.postalCode) { .words($0) }
    merge.take("town", town, read: read.town, \.town) { .words($0) }
    merge.take("phone", phone, read: read.phone, \.phone) { .words($0) }
    merge.take("email", email, read: read.email, \.email) { .words($0) }
    merge.take("note", note, read: read.note, \.note) { .words($0) }
    merge.take(
      "carriageFreeFrom", carriageFreeFrom, read: read.carriageFreeFrom, \.carriageFreeFrom
    ) { .words($0.map { String($0.minor) } ?? "") }
    merge.take("carriageAmount", carriageAmount, read: read.carriageAmount, \.carriageAmount) {
      .words($0.map { String($0.minor) } ?? "")
    }
    merge.take("legalException", legalException, read: read.legalException, \.legalException) {
      .words($0)
    }
    merge.take("currency", currency, read: read.currency, \.currency) { .text($0.code) }
  }

  /// What a customer must be; terms and numbers are judged where they change, so that what
  /// an import left does not stand in the way of a new telephone number.
  func check(_ customer: Customer, was former: Customer, _ scope: ActScope) throws {
    if customer.vatNumber != former.vatNumber || customer.vatPosition != former.vatPosition {
      try CustomerTerms.checkVatNumber(of: customer)
    }
    if customer.paymentTermID != former.paymentTermID
      || customer.legalException != former.legalException
    {
      try CustomerTerms.checkClause(of: customer, scope)
    }
    guard customer.carriageFreeFrom ?? .zero >= .zero, customer.carriageAmount ?? .zero >= .zero
    else { throw Refusal(.amountNegative) }
    guard customer.name.contains(where: { !$0.isWhitespace }) else {
      throw Refusal(.nameMissing)
    }
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
    let blank = customer
    form.apply(to: &customer)
    try form.check(customer, was: blank, scope)
    try scope.store.insert(customer)
    scope.concerns(.customer, customer.id.rawValue)
    scope.note("customer", .text(customer.name))
    return customer
  }
}

/// Changes what is known of a customer.
public struct EditCustomer: MergingAct {
  /// Its line in the catalogue.
  public static let entry = ActEntry("customer.edit", roles: .everyone)

  /// The customer.
  public let customerID: ID<Customer>
  /// The changes.
  public let form: CustomerForm
  /// What the form began with.
  public let read: CustomerForm
  /// What was decided about earlier conflicts.
  public var settlement = Settlement()

  /// The change of a customer. Without what was read, what is wanted stands.
  public init(_ customer: ID<Customer>, _ form: CustomerForm, read: CustomerForm = .init()) {
    customerID = customer
    self.form = form
    self.read = read
  }

  /// Does it.
  ///
  /// - Throws: `Conflict` where another desk gave a field another value since it was read.
  public func perform(_ scope: ActScope) throws -> Customer {
    let customer = try scope.store.get(customerID)
    var merge = FieldMerge(customer, settlement)
    try form.merge(read, into: &merge, scope.store)
    try merge.check(customer.name, scope)
    let edited = merge.merged
    try form.check(edited, was: customer, scope)
    scope.concerns(.customer, customer.id.rawValue)
    scope.note("customer", .text(edited.name))
    let kept = try scope.store.update(customer, to: edited)
    if kept.vatPosition != customer.vatPosition {
      try CustomerTerms.taxDrafts(of: kept, as: customer.vatPosition, scope)
    }
    return kept
  }
}
