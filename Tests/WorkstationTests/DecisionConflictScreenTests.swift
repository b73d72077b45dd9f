import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Terminal
import Testing
import Values

@testable import Workstation

/// What is decided in one stroke, on screen, while somebody else decides the same.
@Suite("A decision that two people take")
struct DecisionConflictScreenTests {
  private let company: TestCompany

  init() throws {
    company = try TestCompany()
    try company.salesperson("DURAND", roles: [.salesperson, .manager])
  }

  private var durand: Desk { get throws { try company.desk("DURAND") } }

  @Test("the reason of a block")
  func block() throws {
    let customer = try company.customer("C-0417", name: "Constructions Æther")
    var station = try TestWorkstation(company, first: .customers)
    station.press(.enter, .char("B"))
    station.type("Litige")
    try durand.perform(BlockCustomer(customer.id, reason: "Impayé"))
    station.storeChanged()
    station.press(.enter)
    #expect(station.shows("Litige") && station.shows("Impayé") && station.shows("Blocage"))
    station.press(.right, .enter)
    #expect(try company.store.read { try $0.get(customer.id) }.blockedReason == "Impayé")
  }

  @Test("a setting, in the words of the settings")
  func setting() throws {
    var station = try TestWorkstation(company)
    station.press(.char(":"))
    station.type("réglages\n")
    let place = try #require(
      CompanySettings.entries.firstIndex { $0.name == "quote.validityDays" })
    for _ in 0..<place { station.press(.down) }
    station.press(.enter, .ctrl("u"))
    station.type("60")
    try durand.perform(SetSetting("quote.validityDays", to: "45"))
    station.storeChanged()
    station.press(.enter)
    #expect(station.shows("60") && station.shows("45"), "\(station.frame())")
    #expect(!station.shows("quote.validityDays : "), "a setting is known by what it decides")
    station.press(.left, .enter)
    let kept = try company.store.read { try $0.settings().quoteValidityDays }
    #expect(kept == 60, "\(station.frame())")
  }

  @Test("the column of a card")
  func card() throws {
    var new = NewOpportunity(title: "Affaire")
    new.customerID = try company.customer("C-0417").id
    new.amount = Amount(minor: 100_000)
    let opportunity = try durand.perform(CreateOpportunity(new)).outcome
    let stages = try company.store.read {
      try $0.all(Stage.self, "WHERE outcome = 'open' ORDER BY sequence")
    }.filter { $0.pipelineID == opportunity.pipelineID && $0.requiredFields.isEmpty }
    var station = try TestWorkstation(company, first: .board)
    try durand.perform(MoveOpportunities([opportunity.id], to: stages[2].id))
    station.press(.char(">"))
    #expect(station.shows("à qui la valeur"), "\(station.frame())")
    #expect(station.shows(stages[1].name) && station.shows(stages[2].name))
    station.press(.right, .enter)
    let kept = try company.store.read { try $0.get(opportunity.id) }
    #expect(kept.stageID == stages[2].id)
  }
}
