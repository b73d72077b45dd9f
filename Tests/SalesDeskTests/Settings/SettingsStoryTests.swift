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

  @Test("every act has its own name in the catalogue")
  func acts() {
    let names = ActCatalogue.all.map(\.id)
    #expect(Set(names).count == names.count)
    #expect(names.contains("quote.send"))
  }
}
