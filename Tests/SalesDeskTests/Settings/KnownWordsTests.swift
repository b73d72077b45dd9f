import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Testing
import Values

@Suite("Words that nobody knows are refused with those that somebody does", .eachEngine)
struct KnownWordsTests {
  let company: TestCompany
  let desk: Desk

  init() throws {
    company = try TestCompany()
    desk = try company.desk()
  }

  @Test("a floor is under 100 %")
  func floor() throws {
    let family = try company.family("FIX")
    for points in [10_000, 25_000, -1] {
      let ratio = Ratio(basisPoints: Int64(points))
      #expect(throws: Refusal(.floorOutOfRange, Fact("ratio", .ratio(ratio)))) {
        try desk.perform(SetFloor(family.id, to: ratio))
      }
    }
    try desk.perform(SetFloor(family.id, to: Ratio(basisPoints: 9_999)))
  }

  @Test("a class that no customer has is refused once some have one")
  func classes() throws {
    let family = try company.family("FIX")
    // Nobody has a class: the first may be spoken of.
    try desk.perform(SetFloor(family.id, customerClass: "A", to: Ratio(percent: 20)))
    try company.customer("C-1") { $0.customerClass = "B" }
    try company.customer("C-2") { $0.customerClass = "A" }
    let unknown = Refusal(
      .customerClassUnknown, Fact("class", .text("ZZ")), Fact("known", .text("A, B")))
    #expect(throws: unknown) {
      try desk.perform(SetFloor(family.id, customerClass: "ZZ", to: Ratio(percent: 20)))
    }
    #expect(throws: unknown) {
      try desk.perform(
        SetFloorRule(.line, family: family.id, customerClass: "ZZ", to: .ask))
    }
    try desk.perform(SetFloorRule(.line, family: family.id, customerClass: "B", to: .ask))
    // What is left of a class that nobody has any more can be taken away.
    try company.store.write { writer in
      let last = try writer.customer(coded: "C-1")
      var changed = last
      changed.customerClass = "A"
      try writer.update(last, to: changed)
    }
    try desk.perform(SetFloorRule(.line, family: family.id, customerClass: "B", to: nil))
  }

  @Test("a rate is of a currency that ISO knows")
  func currency() throws {
    let invented = try #require(Currency(code: "XYZ"))
    #expect(throws: Refusal(.currencyUnknown, Fact("currency", .text("XYZ")))) {
      try desk.perform(SetRate(invented, to: ExchangeRate(machine: "2")))
    }
    try desk.perform(SetRate(.usd, to: ExchangeRate(machine: "1.1")))
    for code in ["EUR", "JPY", "XPF", "HRK"] {
      #expect(Currency(code: code)?.isKnown == true, "\(code)")
    }
  }

  @Test("a set holds no set, not even itself")
  func sets() throws {
    try company.product("VIS", price: "1.00")
    let lines = try #require(SetLinesText.read("10*VIS"))
    try desk.perform(CreateProductSet(ProductSetForm(code: "KIT", name: "Kit", lines: lines)))
    for (code, inner) in [("KIT-2", "kit"), ("KIT-3", "KIT-3")] {
      let wanted = ProductSetForm(
        code: code, name: "Kit", lines: try #require(SetLinesText.read("1*\(inner)")))
      #expect(throws: Refusal(.setInSet, Fact("set", .text(inner.uppercased())))) {
        try desk.perform(CreateProductSet(wanted))
      }
    }
    let unknown = ProductSetForm(
      code: "KIT-4", name: "Kit", lines: try #require(SetLinesText.read("1*RIEN")))
    #expect(throws: StoreError.self) { try desk.perform(CreateProductSet(unknown)) }
  }

  @Test("who decided, in whose place, stands with the quote's approvals by name")
  func approvals() throws {
    let paule = try company.salesperson("PAULE", roles: [.manager])
    let nora = try company.salesperson("NORA")
    try company.salesperson("KARIM")
    let family = try company.family("FIXATION", floorPercent: 30)
    let product = try company.product("VIS", price: "10.00", cost: "8.00", family: family)
    var new = NewQuote(customer: try company.customer().id)
    new.lines = [.product(product.id, LineTyping(quantity: try Quantity(machine: "10")))]
    let seller = try company.desk("KARIM")
    let quote = try seller.perform(CreateQuote(new)).outcome.quote.id
    try seller.perform(AskApproval(quote, reason: "concurrence"))
    let given = try company.desk("PAULE").perform(
      DelegateApprovals(to: nora.id, from: company.today, until: company.today))
    #expect(given.facts.contains(Fact("user", .text(nora.name))), "a name, not a code")
    let asked = try #require(
      try company.store.read { try $0.quoteDetail(quote) }.namedApprovals.first)
    #expect(asked.askedByName == "Karim" && asked.decidedByName == nil)
    try company.desk("NORA").perform(DecideApproval(quote, .grant))
    let decided = try #require(
      try company.store.read { try $0.quoteDetail(quote) }.namedApprovals.first)
    #expect(decided.decidedByName == nora.name && decided.decidedForName == paule.name)
  }
}
