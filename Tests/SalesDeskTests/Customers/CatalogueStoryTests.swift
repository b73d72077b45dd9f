import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Testing
import Values

@Suite("Customers and products", .eachEngine)
struct CatalogueStoryTests {
  let company: TestCompany
  let desk: Desk

  init() throws {
    company = try TestCompany()
    desk = try company.desk()
  }

  @Test("a customer is added, found, changed, limited and blocked, each undone")
  func customers() throws {
    var form = CustomerForm()
    form.name = .set("Quincaillerie Œuvrard")
    form.town = .set("Givors")
    let customer = try desk.perform(CreateCustomer(form)).outcome
    #expect(customer.code == "C00001")
    func found(_ typed: String) throws -> [ID<Customer>] {
      try desk.read { try $0.customers(matching: typed).map(\.id) }
    }
    #expect(try found("oeuv") == [customer.id])
    var edit = CustomerForm()
    edit.town = .set("Vienne")
    _ = try desk.perform(EditCustomer(customer.id, edit))
    #expect(try found("vienne") == [customer.id])
    try desk.undo()
    #expect(try found("vienne").isEmpty && found("givors") == [customer.id])
    _ = try desk.perform(SetCreditLimit(customer.id, to: Amount(minor: 5_000_000)))
    _ = try desk.perform(BlockCustomer(customer.id, reason: "impayés"))
    #expect(try desk.read { try $0.get(customer.id) }.blockedReason == "impayés")
    #expect(throws: Refusal(.blockReasonMissing)) {
      try desk.perform(BlockCustomer(customer.id, reason: ""))
    }
    try desk.undo()
    try desk.undo()
    let back = try desk.read { try $0.get(customer.id) }
    #expect(!back.blocked && back.creditLimit == nil)
    #expect(throws: Refusal(.codeTaken, Fact("code", .text("C00001")))) {
      try desk.perform(CreateCustomer(code: "C00001", form))
    }
  }

  @Test("a product is added with its cost; a cost by hand values the stock again")
  func products() throws {
    var new = NewProduct(name: "Rondelle HR 16")
    new.unitCost = UnitCost(tenThousandths: 1_500)
    new.listPrice = UnitPrice(tenThousandths: 2_200)
    let product = try desk.perform(CreateProduct(new)).outcome
    try company.stock(product, onHand: "2400")
    _ = try desk.perform(SetCost(product.id, to: UnitCost(tenThousandths: 1_600)))
    func cost() throws -> ProductCost? {
      try desk.read {
        try $0.find(
          ProductCost.self, product.id.sqlValue, .text("weightedAverage"), .id(0))
      }
    }
    #expect(try cost()?.stockValue == Amount(minor: 38_400))
    _ = try desk.perform(SetCost(product.id, to: nil))
    #expect(try cost() == nil)
    try desk.undo()
    #expect(try cost()?.unitCost == UnitCost(tenThousandths: 1_600))
    _ = try desk.perform(SetListPrice(product.id, to: nil))
    try desk.undo()
    #expect(try desk.read { try $0.get(product.id) }.listPrice == new.listPrice)
  }

  @Test("two products stand in for each other, whichever was named first")
  func equivalents() throws {
    let drill = try company.product("FOR-18", price: "11.50", cost: "7.60")
    let other = try company.product("FOR-18B", price: "10.90", cost: "7.10")
    func standIns(_ product: Product) throws -> [String] {
      try desk.read { try $0.equivalents(of: product.id) }.map(\.code)
    }
    _ = try desk.perform(AddEquivalent(other.id, with: drill.id))
    #expect(try standIns(drill) == ["FOR-18B"] && standIns(other) == ["FOR-18"])
    let names = [Fact("product", .text("FOR-18")), Fact("other", .text("FOR-18B"))]
    #expect(throws: Refusal(.equivalentKnown, names[0], names[1])) {
      try desk.perform(AddEquivalent(drill.id, with: other.id))
    }
    #expect(throws: Refusal(.equivalentOfItself, names[0])) {
      try desk.perform(AddEquivalent(drill.id, with: drill.id))
    }
    _ = try desk.perform(RemoveEquivalent(drill.id, with: other.id))
    #expect(try standIns(drill).isEmpty)
    #expect(throws: Refusal(.equivalentUnknown, names[0], names[1])) {
      try desk.perform(RemoveEquivalent(drill.id, with: other.id))
    }
    try desk.undo()
    #expect(try standIns(drill) == ["FOR-18B"])
  }

  @Test("lines are moved and a quote is copied with the prices of the day")
  func copies() throws {
    let customer = try company.customer()
    let first = try company.product("A", price: "10.00", cost: "6.00")
    let second = try company.product("B", price: "20.00", cost: "12.00")
    var new = NewQuote(customer: customer.id)
    new.lines = [
      .product(first.id, LineTyping()), .comment("Livraison au dépôt"),
      .product(second.id, LineTyping()),
    ]
    let draft = try desk.perform(CreateQuote(new)).outcome
    _ = try desk.perform(MoveLine(3, of: draft.quote.id, to: 1))
    func order() throws -> [Int] {
      try desk.read { try $0.draft(of: draft.quote.id) }.lines.map(\.number)
    }
    #expect(try order() == [3, 1, 2])
    try desk.undo()
    #expect(try order() == [1, 2, 3])
    _ = try desk.perform(SetListPrice(first.id, to: UnitPrice(tenThousandths: 110_000)))
    let copy = try desk.perform(DuplicateQuote(draft.quote.id)).outcome
    #expect(copy.quote.number == "D-0002" && copy.quote.netAmount == Amount(minor: 3_100))
    #expect(copy.quote.opportunityID == draft.quote.opportunityID)
    let opportunity = try desk.read { try $0.get(draft.quote.opportunityID) }
    #expect(opportunity.referenceQuoteID == draft.quote.id)
  }
}
