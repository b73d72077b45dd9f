import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Testing
import Values

@Suite("Acceptance of a quote", .eachEngine)
struct AcceptanceTests {
  @Test("reserves what is there, asks the buyer for the rest, and says both")
  func shortage() throws {
    let story = try GoodsStory()
    let screws = try story.product("VIS", onHand: "30")
    let drills = try story.product("FORET", onHand: "100")
    try story.company.supplier("ACME", of: screws, price: "5.00", multiple: "25")
    let accepted = try story.order([(screws, "50"), (drills, "10")])
    #expect(accepted.orderNumber == "C-0001")
    #expect(accepted.lines[0].line.reserved == units("30"))
    #expect(accepted.lines[0].held.map(\.quantity) == [units("30")])
    #expect(accepted.lines[0].awaited.map(\.quantity) == [units("20")])
    #expect(accepted.lines[0].awaited.first?.supplierName == "ACME")
    #expect(accepted.lines[0].awaitedUntil == story.company.today + 7)
    #expect(accepted.lines[0].uncovered == .zero)
    #expect(accepted.lines[1].missing == .zero)
    #expect(try story.level(screws).reserved == units("30"))
    let requests = try story.company.store.read { try $0.all(PurchaseRequest.self) }
    #expect(requests.map(\.quantity) == [units("25")])
    let order = try story.company.store.read { try $0.get(accepted.orderID) }
    #expect(order.netAmount == euros("600.00"))
    let cost = try story.company.store.read { try $0.all(SalesOrderCost.self) }
    #expect(cost.map(\.costAmount) == [euros("360.00")])
    let opportunity = try story.company.store.read { try $0.all(Opportunity.self)[0] }
    #expect(opportunity.outcome == .won)
    #expect(opportunity.stageID == (try story.company.stage("ACCEPTE").id))
  }

  @Test("takes from other warehouses only where the line allows it")
  func otherWarehouses() throws {
    let story = try GoodsStory()
    let far = try story.company.warehouse("D2")
    let screws = try story.product("VIS", onHand: "10")
    try story.company.stock(screws, onHand: "40", in: far)
    let accepted = try story.order([(screws, "30")])
    #expect(accepted.lines[0].held.map(\.warehouseName) == ["Dépôt principal", "D2"])
    #expect(accepted.lines[0].held.map(\.quantity) == [units("10"), units("20")])
    #expect(accepted.isFullyReserved)
  }

  @Test("reserves nothing where the stage triggers nothing, and refuses an act nobody knows")
  func configuredOnTheStage() throws {
    let story = try GoodsStory()
    let screws = try story.product("VIS", onHand: "30")
    let won = try story.company.stage("ACCEPTE")
    let rows = try story.company.store.read { try $0.triggers(of: won.id) }
    try story.company.store.write { writer in for row in rows { try writer.delete(row) } }
    let accepted = try story.order([(screws, "20")])
    #expect(accepted.lines[0].line.reserved == .zero)
    #expect(try story.company.store.read { try $0.count(PurchaseRequest.self) } == 0)

    try story.company.store.write {
      try $0.insertInBulk(StageTrigger(stageID: won.id, sequence: 1, act: "phoneTheMoon"))
    }
    let quote = try story.sentQuote([(screws, "1")])
    #expect(refusal { _ = try story.desk.perform(AcceptQuote(quote: quote.id)) } == .triggerUnknown)
    #expect(try story.company.store.read { try $0.count(SalesOrder.self) } == 1)
  }

  @Test("keeps to the order's warehouse where the stage says so")
  func triggerParameters() throws {
    let story = try GoodsStory()
    let far = try story.company.warehouse("D2")
    let screws = try story.product("VIS", onHand: "10")
    try story.company.stock(screws, onHand: "40", in: far)
    let won = try story.company.stage("ACCEPTE")
    try story.company.store.write { writer in
      let row = try writer.triggers(of: won.id)[0]
      var strict = row
      strict.parameters = #"{"otherWarehouses": false}"#
      try writer.update(row, to: strict)
    }
    let accepted = try story.order([(screws, "30")])
    #expect(accepted.lines[0].line.reserved == units("10"))
  }

  @Test("joins shortages of one product, supplier and warehouse in one request")
  func mergedRequests() throws {
    let story = try GoodsStory()
    let screws = try story.product("VIS")
    try story.company.supplier("ACME", of: screws, price: "5.00", multiple: "50")
    _ = try story.order([(screws, "30")])
    _ = try story.order([(screws, "10")])
    let requests = try story.company.store.read { try $0.all(PurchaseRequest.self) }
    #expect(requests.map(\.quantity) == [units("50")])
    let orphan = try story.product("CLOU")
    let accepted = try story.order([(orphan, "5")])
    #expect(accepted.lines[0].awaited.first?.supplierName == nil)
    #expect(accepted.lines[0].awaitedUntil == nil)
  }

  @Test("refuses what is not sent, expired, superseded, without agreement")
  func refusals() throws {
    let story = try GoodsStory()
    let screws = try story.product("VIS", onHand: "30")
    let unknown = try story.product("MYSTERE", cost: nil)
    func reason(_ product: Product, _ edit: @escaping (inout Quote) -> Void) throws
      -> RefusalReason?
    {
      let quote = try story.sentQuote([(product, "1")], edit)
      return refusal { _ = try story.desk.perform(AcceptQuote(quote: quote.id)) }
    }
    #expect(try reason(screws) { $0.state = .draft } == .quoteNotWithCustomer)
    #expect(try reason(screws) { $0.state = .superseded } == .quoteSuperseded)
    #expect(try reason(screws) { $0.validityDay = $0.createdDay - 1 } == .validityPast)
    #expect(try reason(screws) { $0.underFloor = true } == .approvalNeeded)
    #expect(try reason(unknown) { _ in } == .approvalNeeded)
    #expect(try story.company.store.read { try $0.count(SalesOrder.self) } == 0)
  }

  @Test("accepts under the floor with a manager's agreement to these very terms")
  func agreed() throws {
    let story = try GoodsStory()
    let screws = try story.product("VIS", onHand: "30")
    let quote = try story.sentQuote([(screws, "1")]) {
      $0.underFloor = true; $0.termsRevision = 2
    }
    func grant(_ terms: Int) throws {
      try story.company.store.write {
        try $0.insertInBulk(
          Approval(
            id: story.company.ids.mint(), quoteID: quote.id, termsRevision: terms,
            state: .granted, askedBy: story.desk.actor.id, askedAt: Instant(story.company.today)))
      }
    }
    try grant(1)
    #expect(
      refusal { _ = try story.desk.perform(AcceptQuote(quote: quote.id)) } == .approvalNeeded)
    try grant(2)
    #expect(try story.desk.perform(AcceptQuote(quote: quote.id)).outcome.isFullyReserved)
  }
}
