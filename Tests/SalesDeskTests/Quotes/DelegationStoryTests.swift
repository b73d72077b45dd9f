import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Testing
import Values

@Suite("Approvals while a manager is away", .eachEngine)
struct DelegationStoryTests {
  let company: TestCompany
  let paule: Salesperson
  let karim: Salesperson
  let nora: Salesperson
  let quote: ID<Quote>

  init() throws {
    company = try TestCompany()
    paule = try company.salesperson("PAULE", roles: [.manager])
    karim = try company.salesperson("KARIM")
    nora = try company.salesperson("NORA")
    let family = try company.family("FIXATION", floorPercent: 30)
    let product = try company.product("VIS", price: "10.00", cost: "8.00", family: family)
    let customer = try company.customer()
    var new = NewQuote(customer: customer.id)
    new.lines = [.product(product.id, LineTyping(quantity: try Quantity(machine: "10")))]
    let desk = try company.desk("KARIM")
    quote = try desk.perform(CreateQuote(new)).outcome.quote.id
    try desk.perform(AskApproval(quote, reason: "concurrence"))
  }

  private func inbox(_ code: String, approves: Bool = false) throws -> ApprovalInbox {
    let desk = try company.desk(code)
    return try desk.read {
      try $0.approvalInbox(for: desk.actor.id, approves: approves, today: company.today)
    }
  }

  @Test("somebody decides in the manager's place between two days, and the log says for whom")
  func delegated() throws {
    let (manager, delegate) = (try company.desk("PAULE"), try company.desk("NORA"))
    #expect(try inbox("NORA").waiting.isEmpty)
    #expect(throws: Refusal.self) { try delegate.perform(DecideApproval(quote, .grant)) }
    try manager.perform(
      DelegateApprovals(to: nora.id, from: company.today, until: company.today + 5))
    #expect(try inbox("NORA").waiting.map(\.approval.quoteID) == [quote])
    #expect(try inbox("NORA").standsInFor == [paule])
    let done = try delegate.perform(DecideApproval(quote, .grant, note: "vu avec Paule"))
    #expect(done.outcome.decidedBy == nora.id && done.outcome.decidedFor == paule.id)
    #expect(done.facts.contains(Fact("for", .text(paule.name))))
    let decided = try #require(try inbox("PAULE", approves: true).decided.first)
    #expect(decided.decidedByName == nora.name && decided.decidedForName == paule.name)
    let sent = try company.desk("KARIM").perform(SendQuote(quote)).outcome
    #expect(sent.state == .sent)
  }

  @Test("a delegation starts, ends, is taken back, and gives nobody his own quote")
  func bounds() throws {
    let (manager, delegate) = (try company.desk("PAULE"), try company.desk("NORA"))
    try manager.perform(
      DelegateApprovals(to: nora.id, from: company.today + 1, until: company.today + 5))
    #expect(throws: Refusal.self) { try delegate.perform(DecideApproval(quote, .grant)) }
    try manager.undo()
    #expect(try inbox("PAULE").delegations.isEmpty)
    let given = try manager.perform(
      DelegateApprovals(to: nora.id, from: company.today, until: company.today)
    ).outcome
    #expect(throws: Refusal(.delegationOfOthers)) {
      try company.desk().perform(EndDelegation(given.id))
    }
    try manager.perform(EndDelegation(given.id))
    #expect(throws: Refusal.self) { try delegate.perform(DecideApproval(quote, .grant)) }
    try manager.perform(
      DelegateApprovals(to: karim.id, from: company.today, until: company.today))
    #expect(
      throws: Refusal(
        .approvalOfOwnQuote, Fact("number", .text("D-0001")),
        Fact("names", .text("Camille Admin, Paule")))
    ) {
      try company.desk("KARIM").perform(DecideApproval(quote, .grant))
    }
  }

  @Test("who stands in for a manager does not decide on the manager's own quotes")
  func fourEyes() throws {
    let manager = try company.desk("PAULE")
    let today = company.today
    let product = try company.store.read { try #require(try $0.product(coded: "VIS")) }
    let customer = try company.store.read { try #require(try $0.all(Customer.self).first) }
    var new = NewQuote(customer: customer.id)
    new.lines = [.product(product.id, LineTyping(quantity: try Quantity(machine: "10")))]
    let own = try manager.perform(CreateQuote(new)).outcome.quote
    try manager.perform(AskApproval(own.id))
    try manager.perform(DelegateApprovals(to: nora.id, from: today, until: today))
    let number = Fact("number", .text(own.number))
    let refused = Refusal(
      .approvalForOwner, number, Fact("absent", .text("Paule")),
      Fact("names", .text("Camille Admin")))
    let delegate = try company.desk("NORA")
    #expect(throws: refused) { try delegate.perform(DecideApproval(own.id, .grant)) }
    #expect(throws: refused) {
      try delegate.read { try $0.approvalToDecide(on: own.id, by: delegate.actor, today: today) }
    }
    #expect(try inbox("NORA").waiting.map(\.approval.quoteID) == [quote], "Karim's, not Paule's")
    // Another absent manager's decisions are another matter.
    try company.salesperson("ODILE", roles: [.manager])
    try company.desk("ODILE").perform(DelegateApprovals(to: nora.id, from: today, until: today))
    #expect(try inbox("NORA").waiting.count == 2)
    let done = try delegate.perform(DecideApproval(own.id, .grant)).outcome
    #expect(done.decidedFor == (try company.store.read { try $0.user(coded: "ODILE") }.id))
  }

  @Test("where whoever could decide has a part in the quote, it says so")
  func nobodyLeft() throws {
    let admin = try company.desk()
    let product = try company.store.read { try #require(try $0.product(coded: "VIS")) }
    let customer = try company.store.read { try #require(try $0.all(Customer.self).first) }
    var new = NewQuote(customer: customer.id)
    new.lines = [.product(product.id, LineTyping(quantity: try Quantity(machine: "10")))]
    let shared = try company.desk("PAULE").perform(CreateQuote(new)).outcome.quote
    try admin.perform(AskApproval(shared.id))
    #expect(throws: Refusal(.approvalByNobody, Fact("number", .text(shared.number)))) {
      try admin.perform(DecideApproval(shared.id, .grant))
    }
    try company.desk("PAULE").perform(
      DelegateApprovals(to: nora.id, from: company.today, until: company.today))
    #expect(throws: Refusal(.approvalByNobody, Fact("number", .text(shared.number)))) {
      try company.desk("NORA").perform(DecideApproval(shared.id, .grant))
    }
  }

  @Test("what makes no sense is refused by name")
  func refusals() throws {
    let manager = try company.desk("PAULE")
    let today = company.today
    #expect(throws: Refusal(.delegationToOneself)) {
      try manager.perform(DelegateApprovals(to: paule.id, from: today, until: today))
    }
    #expect(throws: Refusal(.delegationOver, Fact("until", .day(today - 1)))) {
      try manager.perform(DelegateApprovals(to: nora.id, from: today - 3, until: today - 1))
    }
    #expect(throws: Refusal.self) {
      try company.desk("NORA").perform(
        DelegateApprovals(to: karim.id, from: today, until: today))
    }
    try company.desk().perform(SetUserActive(nora.id, isActive: false))
    #expect(throws: Refusal(.delegateGone, Fact("user", .text("NORA")))) {
      try manager.perform(DelegateApprovals(to: nora.id, from: today, until: today))
    }
  }
}
