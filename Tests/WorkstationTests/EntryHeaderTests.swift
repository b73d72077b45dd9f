import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Terminal
import Testing
import Values

@testable import Workstation

@Suite("The head of a quote")
struct EntryHeaderTests {
  /// A quote of two lines of a customer who has contacts and sites.
  private func station(_ width: Int = 120, _ height: Int = 40) throws -> TestWorkstation {
    let counter = try CounterCompany()
    let company = counter.company
    try company.store.write { writer in
      for (name, job) in [("Mme Ségur", "Achats"), ("M. Paül", "Chantier")] {
        try writer.insertInBulk(
          Contact(
            id: company.ids.mint(), customerID: counter.customer.id, name: name, job: job))
      }
      for (code, name, days) in [
        ("30J", "30 jours nets", 30), ("45FDM", "45 jours fin de mois", 45),
      ]
      where try writer.first(PaymentTerm.self, "WHERE code = \(code)") == nil {
        try writer.insertInBulk(
          PaymentTerm(id: company.ids.mint(), code: code, name: name, days: days, kind: .net))
      }
    }
    try company.site("PARDIEU", of: counter.customer)
    var station = try counter.station(Size(width, height))
    station.type("100*tig\n2400*ron hr16\n")
    return station
  }

  private func stored(_ station: TestWorkstation) throws -> Quote {
    try #require(
      try station.company.store.read { try $0.all(Quote.self, "ORDER BY id").last })
  }

  @Test(
    "what stands beside the customer is read whole or not at all", arguments: [80, 92, 104, 120])
  func beside(_ width: Int) throws {
    let counter = try CounterCompany()
    try counter.company.customer("C-0900", name: "Établissements Grandclément et Fils") {
      $0.town = "Villefranche-sur-Saône"
    }
    var station = try TestWorkstation(
      counter.company, user: "DURAND", size: Size(width, 40), first: .quotes)
    station.press(.char("n"))
    station.type("grandcl\n")
    station.type("1200*bhr\n")
    station.press(.f(6))
    let row = try #require(station.frame().split(separator: "\n").first { $0.contains("→ Établ") })
    let words = ["Tarif public", "Encours 0\u{A0}€, sans plafond"]
    for word in words where row.contains(word.prefix(5)) {
      #expect(row.contains(word), "\(row)")
    }
    #expect(width < 104 || row.contains(words[1]), "\(row)")
  }

  @Test(
    "every field is typed from the keyboard and kept",
    arguments: [(120, 40), (80, 24), (60, 16), (40, 12)])
  func fields(_ width: Int, _ height: Int) throws {
    var station = try station(width, height)
    station.press(.f(6))
    station.type("CHANTIER 12\n")
    station.type("+45j\n")
    station.type("+8j\n")
    station.type("segur\n")
    station.type("pard\n")
    station.type("gre\n")
    if width >= 80 { try station.expectGolden("entry-head-typing") }
    station.type("45\n")
    station.type("2,5\n")
    station.type("45,50\n")
    station.type("Palettes consignées\n")
    station.press(.f(8))
    let quote = try stored(station)
    let today = station.company.today
    #expect(quote.customerReference == "CHANTIER 12")
    #expect(quote.validityDay == today + 45)
    #expect(quote.deliveryDay == today + 8)
    #expect(quote.discount == Ratio(basisPoints: 250))
    #expect(quote.carriage == Amount(minor: 4_550))
    #expect(quote.note == "Palettes consignées")
    let names = try station.company.store.read { reader in
      [
        try quote.contactID.map { try reader.get($0).name },
        try quote.siteID.map { try reader.get($0).code },
        try reader.get(quote.warehouseID).code,
        try quote.paymentTermID.map { try reader.get($0).code },
      ]
    }
    #expect(names == ["Mme Ségur", "PARDIEU", "GRE", "45FDM"])
  }

  @Test("F4 lists the records of a field, and Enter takes one")
  func listed() throws {
    var station = try station(80, 24)
    station.press(.f(6), .tab, .tab, .tab, .f(4))
    #expect(station.shows("M. Paül"), "\(station.frame())")
    station.type("segur\n")
    #expect(station.shows("Mme Ségur"), "\(station.frame())")
    station.press(.f(8))
    #expect(try stored(station).contactID != nil)
    station.press(.tab, .f(4))
    #expect(station.shows("PARDIEU"))
  }

  @Test("says what is wrong with a field, whole, and leads back to it")
  func wrong() throws {
    var station = try station(80, 24)
    station.press(.f(6), .tab, .tab, .tab)
    station.type("personne")
    #expect(station.shows("inconnu ; par exemple : M. Paül, Mme Ségur"), "\(station.frame())")
    station.press(.enter, .f(6))
    station.press(.f(8))
    let entry = try #require(station.model.current.state as? QuoteEntry)
    #expect(entry.focus == .header(.contact))
    #expect(entry.sheet?.quote.contactID == nil)
    #expect(entry.sheet?.isUnsaved == true)
  }

  @Test("a price per hundred is shown whole", arguments: [(120, 40), (80, 24)])
  func pricePerHundred(_ width: Int, _ height: Int) throws {
    let counter = try CounterCompany()
    try counter.company.product("VIS-4X40", price: "3.0459") {
      $0.name = "Vis à bois 4x40"
      $0.priceUnit = 100
      $0.priceDecimals = 4
    }
    var station = try counter.station(Size(width, height))
    station.type("1200*vis -2\n")
    try station.expectGolden("entry-per-hundred")
    #expect(station.shows("2,9850/100*"), "\(station.frame())")
    #expect(station.shows("1 ligne de 35,82\u{A0}€ sans coût"), "\(station.frame())")
  }
}

@Suite("The mouse in quote entry")
struct EntryMouseTests {
  private func entry(_ station: TestWorkstation) throws -> QuoteEntry {
    try #require(station.model.current.state as? QuoteEntry)
  }

  /// A press on the first place of the frame where a text stands.
  @discardableResult
  private func press(_ text: String, _ station: inout TestWorkstation) throws -> InputEvent {
    let rows = station.frame().split(separator: "\n", omittingEmptySubsequences: false)
    let y = try #require(rows.firstIndex { $0.contains(text) }, "\(text) in \(station.frame())")
    let before = rows[y].range(of: text).map { String(rows[y][..<$0.lowerBound]) } ?? ""
    let event = InputEvent.mouse(MouseEvent(.press(count: 1), at: Point(before.columns + 1, y)))
    station.send(event)
    return event
  }

  @Test(
    "a press selects a line or a proposal, a second one takes it",
    arguments: [(120, 40), (100, 30), (80, 24), (60, 16)])
  func presses(_ width: Int, _ height: Int) throws {
    var station = try CounterCompany().station(Size(width, height))
    station.type("1200*bhr\n300*tig\n20*foret")
    let proposal = try press("SDS18L", &station)
    #expect(try entry(station).proposals.product?.product.code == "FOR-SDS18L")
    #expect(try entry(station).sheet?.draft.lines.count == 2)
    station.send(proposal)
    #expect(try entry(station).sheet?.draft.lines.count == 3)
    station.type("7*ecr")
    let line = try press("TIG-F16", &station)
    #expect(try entry(station).focus == .lines(1))
    station.send(line)
    #expect(try entry(station).focus == .edit(1))
    station.press(.escape, .escape)
    #expect(try entry(station).field.text == "7*ecr", "what was typed waits in the entry line")
  }

  @Test("a press on a field of the head puts the cursor there; the wheel walks")
  func headAndWheel() throws {
    var station = try CounterCompany().station()
    station.type("1200*bhr\n300*tig\n")
    try press("Validité", &station)
    #expect(try entry(station).focus == .header(.validity))
    station.press(.f(6))
    station.send(.mouse(MouseEvent(.wheelUp, at: Point(10, 12))))
    #expect(try entry(station).focus == .lines(1))
    station.send(.mouse(MouseEvent(.wheelUp, at: Point(10, 12))))
    #expect(try entry(station).focus == .lines(0))
    station.send(.mouse(MouseEvent(.wheelDown, at: Point(10, 12))))
    #expect(try entry(station).focus == .lines(1))
  }

  @Test("a press chooses the customer of a new quote")
  func customer() throws {
    let counter = try CounterCompany()
    var station = try TestWorkstation(counter.company, user: "DURAND", first: .quotes)
    station.press(.char("n"))
    station.type("noe")
    let row = try press("Serrurerie", &station)
    station.send(row)
    #expect(try entry(station).sheet?.customer.code == "C-0002")
  }
}
