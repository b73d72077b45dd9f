import Sales
import SalesStore
import Values

// What a company is set up with, and whom it sells to and buys from.

extension CompanyExport {
  func writeSettings(_ kind: RecordKind) throws {
    switch kind {
    case .unit:
      try reader.each(UnitOfMeasure.self, "ORDER BY code") {
        try row(
          kind, $0.code, ["code": $0.code, "name": $0.name, "decimals": String($0.decimals)])
      }
    case .family:
      try reader.each(Family.self, "ORDER BY code") { family in
        let floor = try reader.find(FamilyFloor.self, family.id.sqlValue, .text(""))
        try row(
          kind, family.code,
          [
            "code": family.code, "name": family.name, "parent": try code(family.parentID),
            "floor": floor?.floor.percentText,
          ])
      }
    case .warehouse:
      try reader.each(Warehouse.self, "ORDER BY sequence, code") {
        try row(kind, $0.code, ["code": $0.code, "name": $0.name, "town": text($0.town)])
      }
    case .salesperson: try writePeople()
    case .pipeline:
      try reader.each(Pipeline.self, "ORDER BY sequence, code") {
        try row(kind, $0.code, ["name": $0.name])
      }
    default: try writeStages()
    }
  }

  /// A person has one role in our files: the one that allows most.
  private func writePeople() throws {
    try reader.each(Salesperson.self, "ORDER BY code") { person in
      let roles = try reader.all(SalespersonRole.self, "WHERE salesperson_id = \(person.id)")
      let ranked: [Role] = [.administrator, .manager, .salesperson, .orderDesk]
      let role = ranked.first { role in roles.contains { $0.role == role } }
      let team = try person.teamID.flatMap { try reader.find($0) }
      try row(
        .salesperson, person.code,
        [
          "code": person.code, "name": person.name, "team": team?.name, "role": role?.rawValue,
          "email": text(person.email),
        ])
    }
  }

  private func writeStages() throws {
    for pipeline in try reader.all(Pipeline.self, "ORDER BY sequence, code") {
      try reader.each(Stage.self, "WHERE pipeline_id = \(pipeline.id) ORDER BY sequence, code") {
        try row(
          .stage, "\(pipeline.code)/\($0.code)",
          [
            "pipeline": pipeline.code, "name": $0.name, "position": String($0.sequence),
            "probability": $0.probability.percentText,
            "ageLimitDays": $0.ageLimitDays.map { String($0) }, "outcome": $0.outcome.rawValue,
          ])
      }
    }
  }

  func writeParties(_ kind: RecordKind) throws {
    switch kind {
    case .supplier: try writeSuppliers()
    case .customer: try writeCustomers()
    case .contact:
      var places = Places()
      try reader.eachByCustomer(Contact.self, then: "id") {
        guard let customer = try code($0.customerID) else { return }
        try row(
          kind, places.next(below: customer),
          [
            "customer": customer, "name": $0.name, "title": text($0.job), "phone": text($0.phone),
            "email": text($0.email), "roles": text($0.roles),
          ])
      }
    case .site: try writeSites()
    default: try writeOpenItems()
    }
  }

  private func writeSuppliers() throws {
    try reader.each(Supplier.self, "ORDER BY code") { supplier in
      let contact = try reader.first(
        Contact.self, "WHERE supplier_id = \(supplier.id) ORDER BY id")
      try row(
        .supplier, supplier.code,
        [
          "code": supplier.code, "name": supplier.name, "street": text(supplier.address),
          "postalCode": text(supplier.postalCode), "town": text(supplier.town),
          "country": text(supplier.country), "phone": text(supplier.phone),
          "email": text(supplier.email), "contact": contact?.name,
          "leadTimeDays": String(supplier.leadTimeDays), "currency": supplier.currency.code,
        ])
    }
  }

  private func writeCustomers() throws {
    try reader.each(Customer.self, "ORDER BY code") { try write($0) }
  }

  func write(_ customer: Customer) throws {
    let reason = customer.blockedReason.isEmpty ? "-" : customer.blockedReason
    try row(
      .customer, customer.code,
      [
        "code": customer.code, "name": customer.name, "street": text(customer.address),
        "postalCode": text(customer.postalCode), "town": text(customer.town),
        "country": text(customer.country), "phone": text(customer.phone),
        "email": text(customer.email), "class": text(customer.customerClass),
        "priceGroup": text(customer.priceGroup), "siren": text(customer.siren),
        "vatNumber": text(customer.vatNumber), "paymentTerm": try code(customer.paymentTermID),
        "creditLimit": amount(customer.creditLimit),
        "salesperson": try code(customer.salespersonID), "parent": try code(customer.parentID),
        "blockedReason": customer.blocked ? reason : nil, "note": text(customer.note),
        "priceList": try code(customer.priceListID),
        "discount": customer.discount == .zero ? nil : customer.discount.percentText,
        "carriageFreeFrom": amount(customer.carriageFreeFrom),
        "carriageAmount": amount(customer.carriageAmount),
        "legalException": text(customer.legalException), "currency": customer.currency.code,
      ])
  }

  private func writeSites() throws {
    try reader.eachByCustomer(Site.self, then: "code") { site in
      guard let customer = try code(site.customerID) else { return }
      let contact = try site.contactID.flatMap { try reader.find($0) }
      try row(
        .site, "\(customer)/\(site.code)",
        [
          "customer": customer, "name": site.name, "street": text(site.address),
          "postalCode": text(site.postalCode), "town": text(site.town),
          "country": text(site.country), "contact": contact?.name,
          "warehouse": try code(site.warehouseID),
        ])
    }
  }

  private func writeOpenItems() throws {
    var places = Places()
    try reader.eachByCustomer(OpenItem.self, then: "id") { owed in
      guard let customer = try code(owed.customerID) else { return }
      let kind = owed.kind == .unpostedInvoice ? "unposted" : owed.kind.rawValue
      try row(
        .openItem, places.next(below: customer),
        [
          "customer": customer, "kind": kind, "number": owed.number,
          "issued": owed.issueDay?.isoText, "due": owed.dueDay.isoText,
          "balance": amount(owed.balance), "disputed": flag(owed.disputed),
        ])
    }
  }
}
