import Sales
import SalesStore
import Values

// Salespeople, customers with contacts, sites and balances, suppliers.

extension StoreImport {
  func salesperson(_ row: ImportRow) throws -> ImportEffect {
    let code = row.text("code") ?? row.key
    let old = try existing(row, Salesperson.self, code: code)
    var new = old ?? Salesperson(id: ids.mint(), code: code, name: "")
    new.name = row.text("name") ?? new.name
    new.email = row.text("email") ?? new.email
    if let team = row.text("team") { new.teamID = try self.team(team) }
    let effect = try keep(row, old, new, id: new.id.rawValue)
    let role = row.text("role").flatMap(Role.init(rawValue:)) ?? .salesperson
    let has = try writer.find(SalespersonRole.self, new.id.sqlValue, .text(role.rawValue)) != nil
    guard !has else { return effect }
    try writer.insertInBulk(SalespersonRole(salespersonID: new.id, role: role))
    return effect == .unchanged ? .changed : effect
  }

  private func team(_ name: String) throws -> ID<Team> {
    if let known = try writer.withCode(Team.self, name) { return known.id }
    let team = Team(id: ids.mint(), code: name, name: name)
    try writer.insertInBulk(team)
    return team.id
  }

  func customer(_ row: ImportRow) throws -> ImportEffect {
    let code = row.text("code") ?? row.key
    let salesperson = try reference(row, "salesperson", .salesperson, Salesperson.self)
    let term = try reference(row, "paymentTerm", .paymentTerm, PaymentTerm.self)
    let list = try reference(row, "priceList", .priceList, PriceList.self)
    let old = try existing(row, Customer.self, code: code)
    var new =
      try old
      ?? Customer(
        id: ids.mint(), searchKey: try searchKey(Customer.self), code: code, name: "",
        currency: profile.currency, country: maps(.customer, "country") ? "" : "FR")
    new.name = row.text("name") ?? new.name
    new.phone = row.text("phone") ?? new.phone
    new.email = row.text("email") ?? new.email
    new.customerClass = row.text("class") ?? new.customerClass
    new.priceGroup = row.text("priceGroup") ?? new.priceGroup
    new.siren = row.text("siren") ?? new.siren
    new.vatNumber = row.text("vatNumber") ?? new.vatNumber
    new.note = row.text("note") ?? new.note
    new.address = row.text("street") ?? new.address
    new.postalCode = row.text("postalCode") ?? new.postalCode
    new.town = row.text("town") ?? new.town
    new.country = row.text("country") ?? new.country
    new.paymentTermID = term ?? new.paymentTermID
    new.salespersonID = salesperson ?? new.salespersonID
    new.creditLimit = row.integer("creditLimit").map(Amount.init(minor:)) ?? new.creditLimit
    new.priceListID = list ?? new.priceListID
    new.discount = row.integer("discount").map(Ratio.init(basisPoints:)) ?? new.discount
    new.carriageFreeFrom =
      row.integer("carriageFreeFrom").map(Amount.init(minor:)) ?? new.carriageFreeFrom
    new.carriageAmount =
      row.integer("carriageAmount").map(Amount.init(minor:)) ?? new.carriageAmount
    new.legalException = row.text("legalException") ?? new.legalException
    new.currency = row.currency ?? new.currency
    if let reason = row.text("blockedReason") {
      new.blocked = true
      new.blockedReason = reason
    }
    try setParent(row, of: new.id.rawValue, Customer.self) { new.parentID = $0 }
    let effect = try keep(row, old, new, id: new.id.rawValue)
    if effect == .created { try writer.indexInBulk(new) }
    return effect
  }

  /// A parent already known is set at once; one further down in the file when all rows are in.
  func setParent<Kind: Record>(
    _ row: ImportRow, of child: UInt128, _ type: Kind.Type, _ set: (ID<Kind>) -> Void
  ) throws {
    guard let key = row.reference("parent") else { return }
    if let parent = try resolve(key, row.kind, type) { return set(parent) }
    deferred.append(DeferredParent(row: row, field: "parent", kind: row.kind, child: child))
  }

  func contact(_ row: ImportRow) throws -> ImportEffect {
    let customer = try required(row, "customer", .customer, Customer.self)
    let old = try existing(row, Contact.self)
    var new = old ?? Contact(id: ids.mint(), customerID: customer, name: "")
    new.customerID = customer
    new.name = row.text("name") ?? new.name
    new.job = row.text("title") ?? new.job
    new.phone = row.text("phone") ?? row.text("mobile") ?? new.phone
    new.email = row.text("email") ?? new.email
    new.roles = row.text("roles") ?? new.roles
    return try keep(row, old, new, id: new.id.rawValue)
  }

  /// The code of a site is what its key says after the customer's.
  func site(_ row: ImportRow) throws -> ImportEffect {
    let customer = try required(row, "customer", .customer, Customer.self)
    let warehouse = try reference(row, "warehouse", .warehouse, Warehouse.self)
    let code = row.key.split(separator: "/").last.map(String.init) ?? row.key
    let contact = try self.contact(named: row.text("contact"), of: customer)
    let old =
      try existing(row, Site.self)
      ?? writer.first(Site.self, "WHERE customer_id = \(customer) AND code = \(code)")
    var new =
      old
      ?? Site(
        id: ids.mint(), customerID: customer, code: code, name: "",
        country: maps(.site, "country") ? "" : "FR")
    new.name = row.text("name") ?? new.name
    new.address = row.text("street") ?? new.address
    new.postalCode = row.text("postalCode") ?? new.postalCode
    new.town = row.text("town") ?? new.town
    new.country = row.text("country") ?? new.country
    new.contactID = contact ?? new.contactID
    new.warehouseID = warehouse ?? new.warehouseID
    return try keep(row, old, new, id: new.id.rawValue)
  }

  private func contact(named name: String?, of customer: ID<Customer>) throws -> ID<Contact>? {
    guard let name else { return nil }
    let found = try writer.first(
      Contact.self, "WHERE customer_id = \(customer) AND name = \(name) ORDER BY id")
    guard let found else { throw RowRefusal(.unknownReference, "contact", name) }
    return found.id
  }

  func supplier(_ row: ImportRow) throws -> ImportEffect {
    let code = row.text("code") ?? row.key
    let old = try existing(row, Supplier.self, code: code)
    var new =
      old
      ?? Supplier(
        id: ids.mint(), code: code, name: "", country: maps(.supplier, "country") ? "" : "FR",
        currency: profile.currency)
    new.name = row.text("name") ?? new.name
    new.address = row.text("street") ?? new.address
    new.postalCode = row.text("postalCode") ?? new.postalCode
    new.town = row.text("town") ?? new.town
    new.country = row.text("country") ?? new.country
    new.phone = row.text("phone") ?? new.phone
    new.email = row.text("email") ?? new.email
    new.leadTimeDays = row.integer("leadTimeDays").map { Int($0) } ?? new.leadTimeDays
    new.currency = row.currency ?? new.currency
    let effect = try keep(row, old, new, id: new.id.rawValue)
    guard let name = row.text("contact") else { return effect }
    let known = try writer.first(
      Contact.self, "WHERE supplier_id = \(new.id) AND name = \(name)")
    guard known == nil else { return effect }
    try writer.insertInBulk(Contact(id: ids.mint(), supplierID: new.id, name: name))
    return effect == .unchanged ? .changed : effect
  }

  func openItem(_ row: ImportRow) throws -> ImportEffect {
    let customer = try required(row, "customer", .customer, Customer.self)
    guard let due = row.day("due"), let balance = row.integer("balance") else {
      throw RowRefusal(.missingValue, "balance", "")
    }
    let word = row.text("kind") == "unposted" ? "unpostedInvoice" : row.text("kind") ?? "invoice"
    let old = try existing(row, OpenItem.self)
    var new =
      old
      ?? OpenItem(
        id: ids.mint(), customerID: customer, kind: .invoice, number: "", dueDay: due,
        balance: .zero)
    new.customerID = customer
    new.kind = OpenItemKind(rawValue: word) ?? .invoice
    new.number = row.text("number") ?? new.number
    new.issueDay = row.day("issued") ?? new.issueDay
    new.dueDay = due
    new.balance = Amount(minor: balance)
    new.disputed = row.flag("disputed") ?? new.disputed
    return try keep(row, old, new, id: new.id.rawValue)
  }
}
