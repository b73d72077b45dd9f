import Sales
import SalesDesk
import SalesStore
import Values

/// The demo company before its first customer: itself, its people, warehouses, units, terms,
/// families and suppliers; and at the very end the numbers that were drawn.
struct DemoFounding {
  let ledger: DemoLedger

  private var content: DemoContent { ledger.plan.content }
  private var ids: IDMint { ledger.ids }

  func write(to writer: StoreWriter) throws {
    let row = content.company
    var identity = CompanyIdentity(name: row["name"], administratorName: row["administrator"])
    identity.siren = row["siren"]
    identity.vatNumber = row["vatNumber"]
    identity.town = row["town"]
    identity.isDemo = true
    try CompanyFounding(identity, ids: ids).write(to: writer)
    try complete(row, writer)
    try writeWarehouses(writer)
    try writePeople(writer)
    for unit in content.units where try writer.find(UnitOfMeasure.self, .text(unit.code)) == nil {
      try writer.insertInBulk(
        UnitOfMeasure(code: unit.code, name: unit.name, decimals: unit.decimals))
    }
    try writeTerms(writer)
    try writeFamilies(writer)
    try writeSuppliers(writer)
    ledger.stages = try writer.all(Stage.self, "ORDER BY sequence")
  }

  /// What the founding form does not ask and printed documents name.
  private func complete(_ row: DemoRow, _ writer: StoreWriter) throws {
    let founded = try writer.get(Company.self, .integer(1))
    var company = founded
    company.legalForm = row["legalForm"]
    company.capital = row["capital"]
    company.siret = row["siren"] + "00010"
    company.rcs = row["rcs"]
    company.address = row["street"]
    company.postalCode = row["postalCode"]
    company.phone = row["phone"]
    company.email = row["email"]
    company.version = founded.version
    try writer.update(founded, to: company)
    let settings = [
      ("demo.day", ledger.plan.today.isoText), ("demo.seed", String(ledger.plan.seed)),
      ("demo.scale", ledger.plan.scale.map { String($0) } ?? ""),
    ]
    for (name, value) in settings { try writer.insertInBulk(Setting(name: name, value: value)) }
  }

  /// The founding's warehouse becomes the first of ours.
  private func writeWarehouses(_ writer: StoreWriter) throws {
    let founded = try writer.first(Warehouse.self, "ORDER BY sequence")
    for (place, planned) in content.warehouses.enumerated() {
      var warehouse = Warehouse(
        id: ids.mint(), code: planned.code, name: planned.name, sequence: place + 1,
        postalCode: planned.postalCode, town: planned.town)
      if place == 0, let founded {
        warehouse.id = founded.id
        try writer.update(founded, to: warehouse)
      } else {
        try writer.insertInBulk(warehouse)
      }
      ledger.warehouses.append(warehouse.id)
    }
  }

  private func writePeople(_ writer: StoreWriter) throws {
    let team = Team(id: ids.mint(), code: "VENTE", name: content.company["town"])
    try writer.insertInBulk(team)
    for planned in content.staff {
      let person = Salesperson(
        id: ids.mint(), code: planned.code, name: planned.name, email: planned.email,
        login: planned.code, teamID: team.id,
        warehouseID: ledger.warehouses[ledger.place(of: planned.warehouse)])
      try writer.insertInBulk(person)
      let role = Role(rawValue: planned.role) ?? .salesperson
      try writer.insertInBulk(SalespersonRole(salespersonID: person.id, role: role))
      ledger.people[planned.code] = person.id
      if role == .manager { ledger.manager = person.id }
    }
  }

  private func writeTerms(_ writer: StoreWriter) throws {
    for known in try writer.all(PaymentTerm.self) { ledger.terms[known.code] = known.id }
    for planned in content.paymentTerms where ledger.terms[planned.code] == nil {
      let kind: PaymentTermKind =
        planned.afterDays > 0
        ? .endOfMonthThenDays : planned.endOfMonth ? .daysThenEndOfMonth : .net
      let term = PaymentTerm(
        id: ids.mint(), code: planned.code, name: planned.name,
        days: planned.afterDays > 0 ? planned.afterDays : planned.days, kind: kind)
      try writer.insertInBulk(term)
      ledger.terms[planned.code] = term.id
    }
  }

  private func writeFamilies(_ writer: StoreWriter) throws {
    for planned in content.families {
      let family = Family(
        id: ids.mint(), code: planned.code, name: planned.name,
        parentID: planned.parent.flatMap { ledger.families[$0] })
      try writer.insertInBulk(family)
      ledger.families[planned.code] = family.id
      ledger.floors[planned.code] = planned.floor ?? planned.parent.flatMap { ledger.floors[$0] }
      if let floor = planned.floor {
        try writer.insertInBulk(
          FamilyFloor(familyID: family.id, customerClass: "", floor: floor))
      }
    }
  }

  private func writeSuppliers(_ writer: StoreWriter) throws {
    for planned in content.suppliers {
      let supplier = Supplier(
        id: ids.mint(), code: planned.code, name: planned.name, postalCode: planned.postalCode,
        town: planned.town, currency: .eur, leadTimeDays: planned.leadTimeDays)
      try writer.insertInBulk(supplier)
      ledger.suppliers[planned.code] = (supplier.id, planned)
    }
  }

  /// Numbers that were used are not drawn again.
  func finish(_ writer: StoreWriter) throws {
    var drawn = ledger.drawn
    drawn["customer"] = ledger.plan.size.customers
    for series in try writer.all(NumberSeries.self) {
      guard let count = drawn[series.code] else { continue }
      var next = series
      next.next = count + 1
      try writer.update(series, to: next)
    }
  }
}
