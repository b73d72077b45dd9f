import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Testing
import Values

/// Laws of prices and agreements, on quotes made from a seed.
@Suite("Laws of quotes", .eachEngine)
struct QuoteLawsTests {
  let company: TestCompany
  let desk: Desk
  let customer: Customer
  let products: [Product]

  init() throws {
    company = try TestCompany()
    try company.salesperson("CHEF", roles: [.manager])
    desk = try company.desk()
    let family = try company.family("ELEC", floorPercent: 25)
    let customer = try company.customer()
    let company = company
    let products = try (1...6).map { number in
      try company.product(
        "P\(number)", price: "\(number * 4).\(10 + number * 13)", cost: "\(number * 3).20",
        family: family
      ) { $0.priceUnit = [1, 100][number % 2] }
    }
    try company.packaging("bte", of: products[0], content: "25")
    try company.priceRule(.list, net: "3.55", from: "40") { $0.productID = products[0].id }
    try company.priceRule(.contract, discountPercent: 12) {
      ($0.productID, $0.customerID) = (products[1].id, customer.id)
    }
    try company.priceRule(.list, formula: "cost *1.31") { $0.productID = products[2].id }
    (self.customer, self.products) = (customer, products)
  }

  private func quote(_ random: inout SeededGenerator, cheap: Bool = false) throws -> QuoteDraft {
    var new = NewQuote(customer: customer.id)
    new.lines = try (0..<Int.random(in: 2...7, using: &random)).map { _ in
      try line(&random, cheap: cheap)
    }
    return try desk.perform(CreateQuote(new)).outcome
  }

  /// A line as somebody types one: a packaging, a cascade, a typed price, an option now and then.
  private func line(_ random: inout SeededGenerator, cheap: Bool = false) throws -> NewLine {
    let product = try #require(products.randomElement(using: &random))
    var typing = LineTyping(quantity: Quantity(thousandths: random.int(in: 1...90) * 1_000))
    if product.id == products[0].id, Bool.random(using: &random) { typing.unit = "bte" }
    switch cheap ? 0 : random.int(in: 0...4) {
    case 0: typing.discounts = [Ratio(percent: cheap ? 60 : 7), Ratio(basisPoints: 250)]
    case 1: typing.price = .net(UnitPrice(tenThousandths: random.int(in: 10_000...900_000)))
    case 2: typing.choice = .option
    default: break
    }
    return .product(product.id, typing)
  }

  @Test("repricing where nothing changed changes nothing", arguments: 1...3)
  func repricing(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<8 {
      let draft = try quote(&random)
      let shown = try desk.read { try $0.repricing(of: draft.quote.id, on: company.today) }
      #expect(shown.lines.count == draft.lines.count)
      for line in shown.lines { #expect(!line.isChanged, "\(line)") }
      let before = try desk.read { try $0.draft(of: draft.quote.id) }
      try desk.perform(RepriceQuote(draft.quote.id))
      let after = try desk.read { try $0.draft(of: draft.quote.id) }
      #expect(after.lines.map(\.unitCost) == before.lines.map(\.unitCost))
      #expect(after.lines.map(\.row.unitPrice) == before.lines.map(\.row.unitPrice))
      #expect(try QuoteComputation(after) == QuoteComputation(before))
      #expect(after.quote.termsRevision == before.quote.termsRevision, "an agreement would stay")
    }
  }

  @Test("an approval never survives a change of what was approved", arguments: 11...13)
  func approval(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let chief = try company.desk("CHEF")
    for change in 0..<8 {
      let draft = try quote(&random, cheap: true)
      let id = draft.quote.id
      try desk.perform(AskApproval(id, reason: "volume"))
      try chief.perform(DecideApproval(id, .grant))
      #expect(try state(id) == .granted)
      var note = QuoteHeaderEdit()
      note.note = .set("à livrer le matin")
      try desk.perform(EditQuoteHeader(id, note))
      #expect(try state(id) == .granted, "words change no terms")
      try perform(change, on: draft, &random)
      #expect(try state(id) == nil, "change \(change)")
      #expect(throws: Refusal.self) { try desk.perform(SendQuote(id)) }
      try desk.undo()
      let revision = try desk.read { try $0.get(id) }.termsRevision
      #expect(
        try state(id) == nil || revision == draft.quote.termsRevision,
        "only exactly what was approved is approved again")
    }
  }

  private func state(_ id: ID<Quote>) throws -> ApprovalState? {
    try desk.read { reader in try reader.approval(of: try reader.get(id))?.state }
  }

  /// One change of what a manager agreed to.
  private func perform(
    _ change: Int, on draft: QuoteDraft, _ random: inout SeededGenerator
  ) throws {
    let id = draft.quote.id
    let number = try #require(draft.lines.randomElement(using: &random)).number
    var line = LineEdit()
    var head = QuoteHeaderEdit()
    switch change {
    case 0: line.quantity = .set(Quantity(thousandths: 91_000))
    case 1: line.discounts = .set([Ratio(percent: 61)])
    case 2: line.price = .set(.net(UnitPrice(tenThousandths: 100)))
    case 3: head.discount = .set(Ratio(percent: 3))
    case 4: head.carriage = .set(Amount(minor: 1_234))
    case 5:
      try desk.perform(AddLines([try self.line(&random, cheap: true)], to: id))
      return
    case 6:
      try desk.perform(RemoveLine(number, of: id))
      return
    default:
      let product = try #require(draft[line: number]?.productID)
      try company.desk("CHEF").perform(SetCost(product, to: UnitCost(machine: "99.99")))
      try desk.perform(RepriceQuote(id))
      return
    }
    if change <= 2 {
      try desk.perform(EditLine(number, of: id, line))
    } else {
      try desk.perform(EditQuoteHeader(id, head))
    }
  }
}
