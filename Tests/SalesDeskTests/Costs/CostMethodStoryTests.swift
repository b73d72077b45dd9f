import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Testing
import Values

/// The cost that margins are computed with, chosen by the company.
@Suite("Which cost", .eachEngine)
struct CostMethodStoryTests {
  @Test("to first in, first out and back the stock keeps its value, and the act is undone whole")
  func layersAndBack() throws {
    let books = try CostStory()
    let screws = try books.product("VIS", cost: nil)
    try books.receive("100", of: screws, at: "10.00")
    try books.receive("50", of: screws, at: "11.50")
    let desk = books.story.desk
    let preview = try desk.read { try $0.costMethodPreview(to: .fifo) }
    #expect(preview.products == 1 && preview.stockValue == euros("1575.00"))
    #expect(try desk.perform(ChangeCostMethod(to: .fifo)).outcome == preview)
    let layers = try desk.read { try $0.layers(of: screws.id) }
    #expect(layers.map(\.quantity) == [units("150")])
    #expect(try layers.map(\.unitCost) == [UnitCost(machine: "10.50")])
    #expect(try books.value(screws) == euros("1575.00"))
    try books.isSound()
    try desk.undo()
    #expect(try desk.read { try $0.settings().costMethod } == .weightedAverage)
    #expect(try books.value(screws) == euros("1575.00") && books.cost(screws) == "10.50")
    try desk.redo()
    try books.receive("10", of: screws, at: "13.00")
    try books.deliver("30", of: screws)
    try books.isSound()
    #expect(refusal { try desk.perform(ChangeCostMethod(to: .fifo)) } == .costMethodSame)
    let value = try books.value(screws)
    try desk.perform(SetSetting(CompanySettings.costMethodName, to: "weightedAverage"))
    #expect(try books.value(screws) == value)
    #expect(try desk.read { try $0.count(StockLayer.self) } == 0)
    try books.isSound()
  }

  @Test("once goods moved the change of method stays, and undo names what moved since")
  func finalAfterMove() throws {
    let books = try CostStory()
    let screws = try books.product("VIS", cost: "10.00", onHand: "10")
    let paule = try books.story.company.salesperson("PAULE", roles: [.manager])
    let other = try books.story.company.desk(paule.code)
    try other.perform(ChangeCostMethod(to: .fifo))
    try books.deliver("4", of: screws)
    #expect(refusal { try other.undo() } == .undoChangedSince)
    try books.isSound()
  }

  @Test("last purchase follows receipts, standard is typed, and the stock stays at its average")
  func commercialCosts() throws {
    let books = try CostStory()
    let screws = try books.product("VIS", cost: nil)
    let bolts = try books.product("BOULON", cost: "4.00", onHand: "5")
    try books.receive("100", of: screws, at: "10.00")
    try books.receive("100", of: screws, at: "12.00")
    let desk = books.story.desk
    let preview = try desk.perform(ChangeCostMethod(to: .lastPurchase)).outcome
    #expect(preview.products == 2 && preview.fromStock == 1)
    func shown(_ product: Product) throws -> UnitCost? {
      try desk.read { reader in
        try reader.terms(
          of: product.id,
          reader.pricingContext(customer: books.story.customer.id, day: books.story.company.today)
        ).unitCost
      }
    }
    #expect(try shown(screws) == UnitCost(machine: "12.00"))
    #expect(try shown(bolts) == UnitCost(machine: "4.00"))
    #expect(try books.cost(screws) == "11.00" && books.value(screws) == euros("2200.00"))
    try books.receive("10", of: screws, at: "9.00")
    #expect(try shown(screws) == UnitCost(machine: "9.00"))

    try desk.perform(SetCost(screws.id, to: try UnitCost(machine: "10.80"), by: .standard))
    try desk.perform(ChangeCostMethod(to: .standard))
    #expect(try shown(screws) == UnitCost(machine: "10.80"))
    #expect(try shown(bolts) == UnitCost(machine: "4.00"))
    #expect(
      refusal {
        try desk.perform(SetCost(screws.id, to: try UnitCost(machine: "1.00"), by: .fifo))
      } == .costMethodOther)
    let draft = try desk.perform(
      CreateQuote(books.quote([(screws, "10")]))
    ).outcome
    #expect(draft.lines.map(\.costMethod) == [.standard])
    #expect(try draft.lines.map(\.unitCost) == [UnitCost(machine: "10.80")])
    try books.isSound()
  }

  @Test("a manager changes the method, who only sells does not")
  func roles() throws {
    let books = try CostStory()
    let seller = try books.story.company.salesperson("VENTE")
    let desk = try books.story.company.desk(seller.code)
    #expect(refusal { try desk.perform(ChangeCostMethod(to: .fifo)) } == .roleMissing)
  }

  @Test(
    "law: Σ layers, Σ log and stock value agree over random receipts, deliveries, returns, corrections",
    arguments: [CostMethod.weightedAverage, .fifo])
  func randomLife(_ method: CostMethod) throws {
    let books = try CostStory(method: method, negative: true)
    let screws = try books.product("VIS", cost: nil)
    var random = SeededGenerator(seed: method == .fifo ? 7 : 8)
    var receipts = [try books.receive("20", of: screws, at: "5.00")]
    var deliveries: [(ID<Delivery>, Int64)] = []
    for _ in 0..<24 {
      switch Int.random(in: 0..<8, using: &random) {
      case 0...2:
        let price = UnitCost(tenThousandths: .random(in: 1...99_999, using: &random))
        let many = String(Int.random(in: 1...30, using: &random))
        receipts.append(try books.receive(many, of: screws, at: price.description))
      case 3...5:
        let many = Int64.random(in: 1...25, using: &random)
        deliveries.append((try books.deliver(String(many), of: screws), many))
      case 6:
        guard let place = deliveries.indices.randomElement(using: &random) else { continue }
        let (delivery, left) = deliveries.remove(at: place)
        try books.story.desk.perform(
          ReturnDelivery(
            delivery: delivery,
            picks: [DeliveryPick(line: 1, quantity: units(String(max(1, left / 2))))]))
      default:
        let price = UnitCost(tenThousandths: .random(in: 1...99_999, using: &random))
        let receipt = try #require(receipts.randomElement(using: &random))
        try books.correct(receipt, to: price.description)
      }
      let log = try books.log(screws).map(\.entry)
      #expect(log.map(\.amount).reduce(.zero, +) == (try books.value(screws)))
      #expect(try books.row(screws).map { $0.unitCost >= .zero } == true)
    }
    try books.isSound()
  }

  @Test("law: the margin of an order is that of its quote, whatever the costs did since")
  func marginOfOrder() throws {
    let books = try CostStory(method: .fifo)
    var random = SeededGenerator(seed: 11)
    let desk = books.story.desk
    let products = try (0..<3).map { place in
      let product = try books.product("P\(place)", cost: nil)
      try books.receive("90", of: product, at: "5.5\(place)")
      return product
    }
    for _ in 0..<6 {
      let lines = products.map { ($0, String(Int.random(in: 1...12, using: &random))) }
      let draft = try desk.perform(CreateQuote(books.quote(lines))).outcome
      let sent = try desk.perform(SendQuote(draft.quote.id)).outcome
      let quoted = try desk.read { try $0.get(QuoteCost.self, .id(sent.id.rawValue)) }
      try books.receive("10", of: products[0], at: "7.77")
      let order = try desk.perform(AcceptQuote(quote: sent.id)).outcome
      let ordered = try desk.read { try $0.get(SalesOrderCost.self, .id(order.orderID.rawValue)) }
      #expect(ordered.costAmount == quoted.costAmount)
      #expect(ordered.costedNetAmount == quoted.costedNetAmount)
    }
    try books.isSound()
  }
}

extension CostStory {
  /// What a new quote begins with.
  func quote(_ lines: [(Product, String)]) throws -> NewQuote {
    var new = NewQuote(customer: story.customer.id)
    new.lines = lines.map { .product($0.0.id, LineTyping(quantity: units($0.1))) }
    return new
  }
}
