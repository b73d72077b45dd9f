import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Terminal
import Testing
import Values

@testable import Workstation

/// A form whose act is refused comes back as it was, whatever screen it belongs to.
@Suite("What was typed, after a refusal")
struct ReturningTests {
  private func counter() throws -> CounterCompany { try CounterCompany() }

  /// The form of a new customer whose code another one has, filled in.
  private func takenCode(_ station: inout TestWorkstation) {
    station.press(.char("n"))
    station.type("Menuiserie Neuve")
    station.press(.tab, .tab)
    station.type("38000")
    for _ in 0..<10 { station.press(.tab) }
    station.type("C-0417")
  }

  private func customers(_ company: TestCompany) throws -> Int {
    try company.store.read { try $0.count(Customer.self) }
  }

  @Test("a customer whose code is taken: field, cursor and refusal stand there, and it goes on")
  func customer() throws {
    let company = try counter().company
    var station = try TestWorkstation(company, first: .customers)
    takenCode(&station)
    let (before, cursor) = (try customers(company), station.cursor())
    station.press(.f(8))
    #expect(try customers(company) == before)
    #expect(station.shows("Menuiserie Neuve") && station.shows("38000"), "\(station.frame())")
    #expect(station.shows("Le code C-0417 est déjà pris"), "\(station.frame())")
    #expect(station.cursor() == cursor)
    station.type("-B")
    station.press(.f(8))
    #expect(station.model.modals.isEmpty)
    let made = try company.store.read {
      try $0.first(Customer.self, "WHERE code = 'C-0417-B'")
    }
    #expect(made?.name == "Menuiserie Neuve" && made?.postalCode == "38000")
  }

  @Test("a refusal is read over a form as tall as the screen", arguments: [(80, 24), (60, 16)])
  func tall(_ width: Int, _ height: Int) throws {
    var station = try TestWorkstation(
      counter().company, size: Size(width, height), first: .customers)
    takenCode(&station)
    station.press(.f(8))
    #expect(station.shows("Le code C-0417 est déjà pris"), "\(station.frame())")
    #expect(station.model.modals.count == 1)
  }

  @Test("Esc leaves a form that came back, and nothing of it stays")
  func escape() throws {
    let company = try counter().company
    var station = try TestWorkstation(company, first: .customers)
    takenCode(&station)
    station.press(.f(8), .escape)
    #expect(station.model.modals.isEmpty && station.model.returning.isEmpty)
    station.press(.char("n"))
    #expect(!station.shows("Menuiserie Neuve"))
  }

  @Test("keys typed before the refusal is known do nothing; before a success they go on")
  func typedAhead() throws {
    let company = try counter().company
    var station = try TestWorkstation(company, first: .customers)
    takenCode(&station)
    station.holdsWork = true
    station.press(.f(8))
    #expect(station.model.modals.isEmpty)
    station.type("nx\n")
    #expect(station.model.modals.isEmpty, "they wait")
    station.deliver()
    #expect(station.model.modals.count == 1 && station.model.typedAhead.isEmpty)
    #expect(station.shows("C-0417 ") && !station.shows("C-0417nx"), "\(station.frame())")
    station.type("-C")
    station.press(.f(8))
    station.press(.char("?"))
    #expect(station.model.modals.isEmpty)
    station.deliver()
    #expect(station.model.modals.last?.content is Help, "\(station.frame())")
    #expect(station.model.sentModals.isEmpty)
  }

  @Test("Esc while the outcome is awaited frees the keys; the form still comes back")
  func escapeAhead() throws {
    let company = try counter().company
    var station = try TestWorkstation(company, first: .customers)
    takenCode(&station)
    station.holdsWork = true
    station.press(.f(8), .char("n"), .escape, .down)
    #expect(station.model.typedAhead.isEmpty && station.model.modals.isEmpty)
    station.deliver()
    #expect(station.shows("Menuiserie Neuve"))
  }

  @Test("of a screen that is left, it waits until the screen is back")
  func elsewhere() throws {
    let company = try counter().company
    var station = try TestWorkstation(company, first: .customers)
    takenCode(&station)
    station.holdsWork = true
    station.press(.f(8), .escape, .char("1"))
    station.deliver()
    station.holdsWork = false
    #expect(station.model.modals.isEmpty, "not over another screen: \(station.frame())")
    #expect(station.shows("Le code C-0417 est déjà pris"))
    station.press(.char("4"))
    #expect(station.shows("Menuiserie Neuve") && station.shows("Le code C-0417"))
  }

  @Test("a price of a product nobody knows keeps its terms, and its screen what was asked")
  func priceRule() throws {
    let company = try counter().company
    var station = try TestWorkstation(company, user: "CHEF", first: .customers)
    station.press(.enter, .char("T"), .char("n"))
    station.type("RIEN-42")
    for _ in 0..<7 { station.press(.tab) }
    station.type("8,20")
    station.press(.f(8))
    #expect(
      try company.store.read { try $0.count(PriceRule.self, "WHERE customer_id IS NOT NULL") } == 0)
    #expect(station.shows("RIEN-42") && station.shows("8,20"), "\(station.frame())")
    #expect(station.shows("introuvable"), "\(station.frame())")
    for _ in 0..<7 { station.press(.backTab) }
    station.press(.ctrl("u"))
    station.type("TIG-F16")
    station.press(.f(8))
    let rules = try company.store.read {
      try $0.all(PriceRule.self, "WHERE customer_id IS NOT NULL")
    }
    #expect(rules.map(\.netPrice) == [try UnitPrice(machine: "8.20")], "\(station.frame())")
  }

  @Test("an acceptance whose file cannot be read keeps who said yes")
  func acceptance() throws {
    let counter = try counter()
    let desk = try counter.company.desk()
    var new = NewQuote(customer: counter.customer.id)
    let drill = try desk.read { try #require(try $0.product(coded: "FOR-SDS18")) }
    new.lines = [.product(drill.id, LineTyping(quantity: Quantity(thousandths: 5_000)))]
    let quote = try desk.perform(CreateQuote(new)).outcome.quote
    try desk.perform(SendQuote(quote.id))
    var station = try TestWorkstation(counter.company, user: "DURAND", first: .quotes)
    station.press(.enter, .f(9), .f(2))
    station.type("PO-77\nM. Chef\n\n\n/nulle-part/bon.pdf")
    station.press(.f(8))
    #expect(station.shows("PO-77") && station.shows("M. Chef"), "\(station.frame())")
    #expect(station.shows("ne se lit pas"), "\(station.frame())")
    station.press(.ctrl("u"), .f(8))
    let order = try desk.read { try #require(try $0.documents(named: "PO-77").order) }
    #expect(try desk.read { try $0.acceptance(of: order.id) }?.acceptedBy == "M. Chef")
    #expect(!station.shows("ne se lit pas"))
  }

  @Test("a file that is not there: the question comes back with its path")
  func question() throws {
    var station = try counter().station()
    station.files["liste.csv"] = "TIG-F16;3\n"
    station.press(.f(10))
    station.type("liste.csw\n")
    #expect(station.model.modals.last?.content is Question, "\(station.frame())")
    #expect(station.shows("liste.csw"))
    station.press(.backspace)
    station.type("v\n")
    #expect(station.shows("1 ligne à ajouter"), "\(station.frame())")
  }

  @Test("a reason without words is asked again; the act knows what it was about")
  func reason() throws {
    let goods = try GoodsFixture()
    var station = try TestWorkstation(goods.company, first: .orders)
    station.press(.end, .enter, .char("C"))
    station.type("  \n")
    #expect(station.model.modals.last?.content is Question, "\(station.frame())")
    station.type("client disparu\n")
    #expect(try goods.company.store.read { try $0.get(goods.served).state } == .cancelled)
  }

  @Test("what a customer takes stays chosen below the decision about his credit")
  func decision() throws {
    let credit = try CreditCompany()
    var station = try credit.station(.entry, user: "CHEF")
    station.press(.char("C"))
    #expect(station.shows("que prend le client"), "\(station.frame())")
    station.press(.enter)
    #expect(station.shows("Passer outre") && !station.shows("que prend"), "\(station.frame())")
    station.press(.escape)
    #expect(station.shows("que prend le client") && !station.shows("Passer outre"))
    station.press(.enter)
    station.type("chèque reçu\n")
    station.press(.f(8))
    #expect(try credit.orders().count == 1)
    #expect(station.shows("réservés") && station.model.modals.count == 1)
  }
}
