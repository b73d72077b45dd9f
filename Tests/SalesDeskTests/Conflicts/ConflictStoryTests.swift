import Database
import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Testing
import Values

/// Two desks, two connections, one record: what one of them changed is merged, what both changed is
/// asked, and nothing is lost without a word (F141).
@Suite("Two desks change one record", .eachEngine)
struct ConflictStoryTests {
  let company: TestCompany
  let other: any CompanyDatabase
  /// Who reads first and saves last.
  let mine: Desk
  /// Who saves in between.
  let theirs: Desk

  init() throws {
    company = try TestCompany()
    try company.salesperson("DURAND", roles: [.salesperson, .manager])
    mine = try company.desk()
    other = try company.openAgain()
    let durand = try company.desk("DURAND")
    theirs = Desk(
      store: Store(database: other), actor: durand.actor, clock: company.clock, ids: company.ids)
  }

  private func form(_ edit: (inout CustomerForm) -> Void) -> CustomerForm {
    var form = CustomerForm()
    edit(&form)
    return form
  }

  /// What a form with two fields holds.
  private func contact(_ phone: String, _ town: String) -> CustomerForm {
    form {
      $0.phone = .set(phone)
      $0.town = .set(town)
    }
  }

  private func conflict(_ body: () throws -> Void) -> Conflict? {
    do { try body() } catch let conflict as Conflict { return conflict } catch {
      Issue.record(error)
    }
    return nil
  }

  @Test("different fields of a customer merge by themselves, the whole form notwithstanding")
  func merge() throws {
    let customer = try company.customer("C1") { $0.phone = "01" }
    let read = contact("01", "")
    _ = try theirs.perform(EditCustomer(customer.id, contact("02", ""), read: read))
    // The form sends every field; the telephone in it was only read.
    _ = try mine.perform(EditCustomer(customer.id, contact("01", "Lyon"), read: read))
    let kept = try mine.read { try $0.get(customer.id) }
    #expect(kept.phone == "02" && kept.town == "Lyon")
  }

  @Test("one field of a customer: both values, who and when; each may be kept")
  func sameField() throws {
    let customer = try company.customer("C1") { $0.phone = "01" }
    let read = contact("01", "")
    company.pass(minutes: 42)
    _ = try theirs.perform(EditCustomer(customer.id, contact("02", "Lyon"), read: read))
    company.pass(minutes: 3)
    var act = EditCustomer(customer.id, contact("03", ""), read: read)
    let found = try #require(conflict { _ = try mine.perform(act) })
    #expect(found.kind == "customer" && found.actorName == theirs.actor.name)
    #expect(found.changedAt == company.clock.now().instant.adding(milliseconds: -180_000))
    #expect(
      found.fields.map { [$0.mine, $0.theirs] } == [[.text("03"), .text("02")]]
        && found.fields.map(\.field) == ["phone"])
    #expect(try mine.read { try $0.get(customer.id) }.phone == "02", "nothing was written")

    act.settlement.decide(found.fields[0], .mine)
    _ = try mine.perform(act)
    #expect(try mine.read { try $0.get(customer.id) }.phone == "03")
    _ = try theirs.perform(EditCustomer(customer.id, form { $0.phone = .set("04") }))
    act = EditCustomer(customer.id, contact("05", "Lyon"), read: contact("01", "Lyon"))
    let second = try #require(conflict { _ = try mine.perform(act) })
    act.settlement.decide(second.fields[0], .theirs)
    _ = try mine.perform(act)
    #expect(try mine.read { try $0.get(customer.id) }.phone == "04")
  }

  @Test("a decision dies with the value it was taken about")
  func thirdChange() throws {
    let customer = try company.customer("C1") { $0.phone = "01" }
    let read = form { $0.phone = .set("01") }
    _ = try theirs.perform(EditCustomer(customer.id, form { $0.phone = .set("02") }))
    var act = EditCustomer(customer.id, form { $0.phone = .set("03") }, read: read)
    let first = try #require(conflict { _ = try mine.perform(act) })
    act.settlement.decide(first.fields[0], .mine)
    _ = try theirs.perform(EditCustomer(customer.id, form { $0.phone = .set("04") }))
    let second = try #require(conflict { _ = try mine.perform(act) })
    #expect(second.fields[0].theirs == .text("04"))
    #expect(try mine.read { try $0.get(customer.id) }.phone == "04")
  }

  @Test("the same value typed twice is no conflict")
  func same() throws {
    let customer = try company.customer("C1") { $0.phone = "01" }
    let read = form { $0.phone = .set("01") }
    let wanted = form { $0.phone = .set("02") }
    _ = try theirs.perform(EditCustomer(customer.id, wanted, read: read))
    let again = try mine.perform(EditCustomer(customer.id, wanted, read: read))
    #expect(again.actID == nil, "nothing to change, nothing to undo")
  }

  @Test("a limit set twice asks, in the customer's currency")
  func limit() throws {
    let customer = try company.customer("C1") { $0.creditLimit = Amount(minor: 100_000) }
    let read = Edit.set(Amount?.some(Amount(minor: 100_000)))
    _ = try theirs.perform(SetCreditLimit(customer.id, to: Amount(minor: 200_000), read: read))
    let found = conflict { _ = try mine.perform(SetCreditLimit(customer.id, to: nil, read: read)) }
    #expect(found?.fields.map(\.field) == ["creditLimit"])
    #expect(found?.fields[0].mine == nil)
    #expect(found?.fields[0].theirs == .money(Money(Amount(minor: 200_000), .eur)))
  }

  @Test("list price and cost of a product: another desk's value is shown, a receipt's too")
  func product() throws {
    let product = try company.product("VIS", price: "10.00", cost: "6.00")
    let price = try UnitPrice(machine: "10.00")
    let cost = try UnitCost(machine: "6.00")
    _ = try theirs.perform(
      SetListPrice(product.id, to: try UnitPrice(machine: "11.00"), read: .set(price)))
    _ = try theirs.perform(SetCost(product.id, to: try UnitCost(machine: "7.00"), read: .set(cost)))
    let twelve = try UnitPrice(machine: "12.00")
    let dear = conflict {
      _ = try mine.perform(SetListPrice(product.id, to: twelve, read: .set(price)))
    }
    #expect(dear?.record == "VIS")
    #expect(try dear?.fields[0].theirs == .price(UnitPrice(machine: "11")))
    let costs = conflict { _ = try mine.perform(SetCost(product.id, to: nil, read: .set(cost))) }
    #expect(costs?.fields.map(\.field) == ["unitCost"])
    #expect(try costs?.fields[0].theirs == .price(UnitPrice(machine: "7")))
  }

  @Test("fields of an opportunity merge; its amount from the quote stays the quote's")
  func opportunity() throws {
    let customer = try company.customer("C1")
    let product = try company.product("VIS", price: "10.00", cost: "6.00")
    var new = NewQuote(customer: customer.id)
    new.lines = [.product(product.id, LineTyping())]
    let draft = try mine.perform(CreateQuote(new)).outcome
    let id = draft.quote.opportunityID
    let opportunity = try mine.read { try $0.get(id) }
    var read = OpportunityEdit()
    read.title = .set(opportunity.title)
    read.amount = .set(opportunity.amount)
    read.competitor = .set("")
    read.expectedCloseDay = .set(opportunity.expectedCloseDay)
    var (left, right) = (read, read)
    left.competitor = .set("Würth")
    right.expectedCloseDay = .set(company.today + 20)
    _ = try theirs.perform(EditOpportunity(id, left, read: read))
    _ = try mine.perform(EditOpportunity(id, right, read: read))
    let kept = try mine.read { try $0.get(id) }
    #expect(kept.competitor == "Würth" && kept.expectedCloseDay == company.today + 20)
    #expect(kept.amountSource == .quote, "an amount that nobody typed is not typed now")
    right.competitor = .set("Berner")
    right.title = .set("Autre titre")
    let found = conflict { _ = try mine.perform(EditOpportunity(id, right, read: read)) }
    #expect(found?.fields.map(\.field) == ["competitor"])
    #expect(try mine.read { try $0.get(id) }.title == opportunity.title, "all or nothing")
  }

  @Test("a task done by the other desk is said to be done")
  func task() throws {
    let customer = try company.customer("C1")
    let subject = ActSubject(kind: .customer, id: customer.id.rawValue)
    let task = try mine.perform(
      AddTask(NewTask("Rappeler", on: subject, due: company.today))
    ).outcome
    _ = try theirs.perform(DoneTask(task.id))
    #expect(refusal { _ = try mine.perform(DoneTask(task.id)) } == .taskDone)
  }

  @Test("undo names who stands in the way, with which act, and when")
  func undo() throws {
    let customer = try company.customer("C1")
    _ = try mine.perform(EditCustomer(customer.id, form { $0.phone = .set("01") }))
    company.pass(minutes: 5)
    _ = try theirs.perform(EditCustomer(customer.id, form { $0.town = .set("Lyon") }))
    do {
      _ = try mine.undo()
      Issue.record("undone over another's change")
    } catch let refusal as Refusal {
      #expect(refusal.reason == .undoChangedSince)
      #expect(refusal.facts.contains(Fact("actor", .text(theirs.actor.name))))
      #expect(refusal.facts.contains(Fact("act", .text("customer.edit"))))
      #expect(refusal.facts.contains(Fact("kind", .text("customer"))))
      let time = String(company.clock.now().instant.isoText.dropFirst(11).prefix(5))
      #expect(refusal.facts.contains(Fact("time", .text(time))))
    }
    _ = try theirs.undo()
    _ = try mine.undo()
    #expect(try mine.read { try $0.get(customer.id) }.phone.isEmpty)
  }
}
