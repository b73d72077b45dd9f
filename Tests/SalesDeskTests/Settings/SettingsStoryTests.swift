import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Testing
import Values

@Suite("The company's settings", .eachEngine)
struct SettingsStoryTests {
  @Test("each has a usual value that it takes back, and refuses what is not one of its kind")
  func catalogue() throws {
    for entry in CompanySettings.entries {
      var settings = CompanySettings()
      #expect(entry.write(&settings, entry.usualValue), "\(entry.name)")
      #expect(settings == CompanySettings(), "\(entry.name)")
      // Any text is a code, or a command.
      guard entry.kind != .code, entry.kind != .words else { continue }
      #expect(!entry.write(&settings, "n'importe quoi"), "\(entry.name)")
    }
    #expect(Set(CompanySettings.entries.map(\.name)).count == CompanySettings.entries.count)
  }

  @Test("are set by a manager, at once in force, and undone")
  func setting() throws {
    let company = try TestCompany()
    let desk = try company.desk()
    let settings = try desk.perform(SetSetting("order.backorderTolerance", to: "3")).outcome
    #expect(settings.backorderTolerance == Ratio(percent: 3))
    _ = try desk.perform(SetSetting("price.switch", to: "mostSpecific"))
    #expect(try desk.read { try $0.settings() }.priceSwitch == .mostSpecific)
    try desk.undo()
    #expect(try desk.read { try $0.settings() }.priceSwitch == .cheapest)
    #expect(throws: Refusal(.settingUnknown, Fact("name", .text("x")))) {
      try desk.perform(SetSetting("x", to: "1"))
    }
    #expect(throws: Refusal.self) { try desk.perform(SetSetting("quote.validityDays", to: "0")) }
  }

  @Test("the company's own mentions are changed by a manager, checked, and undone")
  func company() throws {
    let company = try TestCompany()
    let desk = try company.desk()
    let before = try desk.read { try $0.company() }
    let changed = try desk.perform(
      EditCompany([
        .email: " devis@durand.fr ", .siren: "732 829 320", .rcs: "Lyon 732 829 320",
        .capital: "50 000 €",
      ])
    ).outcome
    #expect(changed.email == "devis@durand.fr" && changed.siren == "732829320")
    #expect(try desk.read { try $0.company() }.rcs == "Lyon 732 829 320")
    try desk.undo()
    let after = try desk.read { try $0.company() }
    #expect(after.email == before.email && after.siren == before.siren)
    let wrong: [CompanyField: String] = [
      .email: "devis@durand.fr\nBcc: x@y.fr", .siren: "732829321", .siret: "1", .name: " ",
      .vatNumber: "FR1", .address: String(repeating: "x", count: 201),
    ]
    for (field, text) in wrong {
      #expect(throws: Refusal.self, "\(field)") { try desk.perform(EditCompany([field: text])) }
    }
    try company.salesperson("LEA")
    let lea = try company.desk("LEA")
    #expect(throws: Refusal.self) { try lea.perform(EditCompany([.email: "a@b.fr"])) }
    #expect(try desk.perform(EditCompany([.email: ""])).outcome.email.isEmpty)
  }

  @Test("every act has its own name in the catalogue")
  func acts() {
    let names = ActCatalogue.all.map(\.id)
    #expect(Set(names).count == names.count)
    #expect(names.contains("quote.send"))
  }
}
