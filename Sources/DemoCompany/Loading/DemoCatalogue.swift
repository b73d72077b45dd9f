import Sales
import SalesDesk
import SalesStore
import Values

/// Products with what hangs on them, and the rules of the price list.
struct DemoCatalogue {
  let ledger: DemoLedger

  private var ids: IDMint { ledger.ids }

  func write(_ writer: StoreWriter, _ planned: DemoProduct) throws {
    let isFine = planned.listPrice.tenThousandths % 100 != 0
    let product = Product(
      id: ids.mint(), searchKey: Int64(planned.index + 1), code: planned.code, name: planned.name,
      familyID: ledger.families[planned.family], baseUnit: planned.unit, salesUnit: planned.unit,
      priceUnit: planned.priceUnit, priceDecimals: isFine ? 3 : 2, listPrice: planned.listPrice)
    try writer.insertInBulk(product)
    try writer.indexInBulk(product, aliases: [planned.barcode])
    try writer.insertInBulk(
      ProductAlias(
        id: ids.mint(), productID: product.id, kind: .barcode, value: planned.barcode))
    for pack in planned.packagings {
      try writer.insertInBulk(
        ProductUnit(
          productID: product.id, unit: pack.unit, factor: pack.factor, barcode: pack.barcode))
    }
    try writeSupplierPrice(writer, planned, product.id)
    for stock in planned.stock {
      ledger.stock.open(planned.index, ledger.place(of: stock.warehouse), stock.onHand)
    }
    ledger.products.append(
      DemoLedger.ProductPlace(
        id: product.id, name: planned.name, unit: planned.unit, priceUnit: planned.priceUnit,
        floor: ledger.floors[planned.family], supplier: planned.supplier,
        cost: planned.cost.map {
          UnitCost(tenThousandths: $0.tenThousandths * Int64(planned.priceUnit))
        }))
  }

  private func writeSupplierPrice(
    _ writer: StoreWriter, _ planned: DemoProduct, _ product: ID<Product>
  ) throws {
    guard let (supplier, terms) = ledger.suppliers[planned.supplier] else { return }
    try writer.insertInBulk(
      SupplierPrice(
        id: ids.mint(), supplierID: supplier, productID: product,
        supplierCode: planned.supplierCode, price: planned.supplierPrice, currency: .eur,
        multiple: terms.multiple, leadTimeDays: terms.leadTimeDays))
  }

  func write(_ writer: StoreWriter, _ planned: DemoPriceRule) throws {
    let group = planned.priceGroup ?? ""
    let level: PriceLevel =
      planned.customer != nil ? .contract : planned.priceGroup != nil ? .customerGroup : .list
    let name: String =
      switch level {
      case .contract: ledger.words("rule.contract")
      case .customerGroup: DemoPlan.filled(ledger.words("rule.group"), ["group": group])
      case .list, .promotion: ledger.words("rule.quantity")
      }
    try writer.insertInBulk(
      PriceRule(
        id: ids.mint(), level: level, productID: planned.product.map { ledger.products[$0].id },
        familyID: planned.family.flatMap { ledger.families[$0] },
        customerID: planned.customer.map { ledger.customers[$0].id }, priceGroup: group,
        minimumQuantity: planned.minimum ?? .zero, currency: .eur,
        kind: planned.price == nil ? .discount : .net, netPrice: planned.price,
        discount: planned.discount, firm: planned.firm, name: name))
  }
}

/// Customers with contacts, sites and what they owe.
struct DemoParties {
  let ledger: DemoLedger

  private var ids: IDMint { ledger.ids }

  func write(_ writer: StoreWriter, _ planned: DemoCustomer) throws {
    let customer = Customer(
      id: ids.mint(), searchKey: Int64(planned.index + 1), code: planned.code, name: planned.name,
      customerClass: planned.priceGroup, priceGroup: planned.priceGroup, currency: .eur,
      paymentTermID: ledger.terms[planned.paymentTerm], creditLimit: planned.creditLimit,
      blocked: planned.blockedReason != nil, blockedReason: planned.blockedReason ?? "",
      salespersonID: ledger.people[planned.salesperson], siren: planned.siren,
      address: planned.street, postalCode: planned.postalCode, town: planned.town,
      phone: planned.contacts.first?.phone ?? "", email: planned.contacts.first?.email ?? "",
      note: planned.sector)
    try writer.insertInBulk(customer)
    try writer.indexInBulk(customer)
    let contacts = try planned.contacts.enumerated().map { place, contact in
      try write(contact, place, of: customer.id, writer)
    }
    for (place, site) in planned.sites.enumerated() {
      try writer.insertInBulk(
        Site(
          id: ids.mint(), customerID: customer.id, code: "L\(place + 1)", name: site.name,
          address: site.street, postalCode: site.postalCode, town: site.town,
          contactID: site.contact == nil ? nil : contacts.first))
    }
    for owed in ledger.plan.openItems(of: planned) {
      try writer.insertInBulk(
        OpenItem(
          id: ids.mint(), customerID: customer.id, kind: .invoice, number: owed.number,
          issueDay: owed.issued, dueDay: owed.due, balance: owed.balance,
          disputed: owed.isDisputed))
    }
    ledger.customers.append(
      DemoLedger.CustomerPlace(
        id: customer.id, code: customer.code, name: customer.name, term: customer.paymentTermID))
  }

  private func write(
    _ planned: DemoContact, _ place: Int, of customer: ID<Customer>, _ writer: StoreWriter
  ) throws -> ID<Contact> {
    let contact = Contact(
      id: ids.mint(), customerID: customer, name: "\(planned.firstName) \(planned.lastName)",
      job: planned.role, phone: planned.phone, email: planned.email,
      roles: place == 0 ? "quote order invoice" : "delivery")
    try writer.insertInBulk(contact)
    return contact.id
  }
}
