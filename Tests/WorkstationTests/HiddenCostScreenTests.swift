import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Terminal
import Testing
import Values

@testable import Workstation

/// What the screens show to who does not see costs.
@Suite("Screens without costs")
struct HiddenCostScreenTests {
  /// A shop that keeps costs from its salespeople, with a document of each kind.
  private func shop(halvesCosts: Bool = false) throws -> CounterCompany {
    let counter = try CounterCompany(halvesCosts: halvesCosts)
    let admin = try counter.company.desk()
    try admin.perform(SetSetting(CompanySettings.costVisibilityName, to: "notSalespeople"))
    let durand = try counter.company.desk("DURAND")
    func quote(_ quantity: String, _ code: String, at price: String) throws -> ID<Quote> {
      let product = try #require(try counter.company.store.read { try $0.product(coded: code) })
      var new = NewQuote(customer: counter.customer.id)
      new.lines = [
        .product(
          product.id,
          LineTyping(
            quantity: try Quantity(machine: quantity),
            price: .net(try UnitPrice(machine: price))))
      ]
      return try durand.perform(CreateQuote(new)).outcome.quote.id
    }
    let sold = try durand.perform(SendQuote(quote("900", "ECR-1690", at: "0.60"))).outcome
    try durand.perform(AcceptQuote(quote: sold.id))
    let low = try quote("10", "TIG-F16", at: "6.10")
    try durand.perform(AskApproval(low, reason: "fidèle"))
    _ = try durand.perform(SendQuote(quote("2", "FOR-SDS18", at: "11.50")))
    let supplier = try counter.company.supplier("BOSSARD").id
    let bought = try admin.perform(CreatePurchaseOrder(supplier: supplier)).outcome
    try admin.perform(OrderFromSupplier(order: bought.id))
    return counter
  }

  @Test(
    "quote entry shows floor prices and the verdict", arguments: [(120, 40), (80, 24)])
  func entry(_ width: Int, _ height: Int) throws {
    var station = try shop().station(Size(width, height))
    for line in ["1200*bhr", "2400*ron hr16", "120*sce -5%", "300*tig =6,10"] {
      station.type(line + "\n")
    }
    station.type("20*foret 18 -10%")
    try station.expectGolden("entry-hidden-typing")
    station.press(.enter)
    station.press(.up)
    station.press(.up)
    try station.expectGolden("entry-hidden-walking")
    station.press(.f(8))
    try station.expectGolden("entry-hidden-saved")
    station.press(.f(3))
    try station.expectGolden("entry-hidden-why")
  }

  @Test("a target margin is refused where it is typed")
  func target() throws {
    var station = try shop().station()
    station.type("5*tig =22%\n")
    #expect(station.shows("Les coûts ne vous sont pas montrés"))
    station.press(.escape)
    station.type("5*tig =x1,35\n")
    #expect(station.shows("Les coûts ne vous sont pas montrés"))
  }

  @Test("a filter on margins says that it does nothing")
  func marginFilter() throws {
    let counter = try shop()
    for (user, isTold) in [("DURAND", true), ("CHEF", false)] {
      var station = try TestWorkstation(counter.company, user: user, size: Size(120, 40))
      station.press(.char("2"), .char("f"))
      station.type("marge<20")
      #expect(station.shows("« marge » ne filtre rien") == isTold, "\(user)")
    }
  }

  @Test("deciding is offered to who decides, and its key answers everybody")
  func deciding() throws {
    let counter = try shop()
    var refused = "Réservé"
    func footer(_ user: String) throws -> String {
      var station = try TestWorkstation(counter.company, user: user, size: Size(120, 40))
      station.press(.char("3"), .home)
      for _ in 0..<6 where !station.shows("Accord demandé") { station.press(.down) }
      #expect(station.shows("Accord demandé"), "\(user)")
      let offered = station.frame().split(separator: "\n").last.map(String.init) ?? ""
      station.press(.char("V"))
      let answer = user == "CHEF" ? "Accorder" : refused
      #expect(station.shows(answer), "\(user): \(station.frame())")
      return offered
    }
    #expect(try footer("CHEF").contains(" V "))
    #expect(try !footer("DURAND").contains(" V "))
    refused = "Personne ne valide son propre devis"
    let admin = try counter.company.desk("CHEF")
    let durand = try counter.company.desk("DURAND").actor.id
    try admin.perform(
      DelegateApprovals(
        to: durand, from: counter.company.today, until: counter.company.today + 2))
    #expect(try footer("DURAND").contains(" V "))
  }

  @Test("what a risen cost puts in question is for who sees costs")
  func radar() throws {
    let counter = try shop()
    let product = try #require(
      try counter.company.store.read { try $0.product(coded: "FOR-SDS18") })
    let admin = try counter.company.desk()
    try admin.perform(SetCost(product.id, to: try UnitCost(machine: "11.20")))
    var seen: [String: TestWorkstation] = [:]
    for user in ["CHEF", "DURAND"] {
      var station = try TestWorkstation(counter.company, user: user, size: Size(120, 40))
      station.press(.char("1"))
      if user == "DURAND" { #expect(!station.shows("MARGES TOMBÉES")) }
      station.press(.ctrl("p"))
      station.type("radar\n")
      seen[user] = station
    }
    #expect(seen["CHEF"]?.shows("FOR-SDS18") == true)
    #expect(seen["DURAND"]?.shows("FOR-SDS18") == false)
    #expect(seen["DURAND"]?.shows("réservés à d'autres rôles") == true)
    #expect(
      try counter.company.desk("DURAND").read { try $0.marginRadar(today: counter.company.today) }
        == [])
  }

  /// Every frame, and every file, of a walk through the program.
  private func walk(_ counter: CounterCompany, _ user: String, _ size: Size) throws -> [String] {
    var frames: [String] = []
    func look(_ station: TestWorkstation) { frames.append(station.frame()) }
    var station = try TestWorkstation(counter.company, user: user, size: size)
    for tab in "12345678" {
      station.press(.char(tab))
      look(station)
      station.press(.down)
      look(station)
      station.press(.enter)
      look(station)
      for _ in 0..<9 {
        station.press(.tab)
        look(station)
      }
      station.press(.escape, .escape)
      station.press(.char("w"))
      look(station)
      station.press(.enter, .escape)
    }
    station.press(.char("2"), .char("f"))
    station.type("marge<20\n")
    look(station)
    station.press(.escape, .escape)
    station.press(.char("3"), .char("n"))
    station.type("aeth\n")
    for line in ["1200*bhr", "120*sce -5%", "300*tig =6,10"] {
      station.type(line)
      look(station)
      station.press(.enter)
    }
    station.type("2*foret")
    look(station)
    station.press(.f(4))
    look(station)
    station.press(.enter, .enter, .up)
    look(station)
    station.press(.f(3))
    look(station)
    station.press(.escape, .f(8))
    look(station)
    station.press(.f(9))
    look(station)
    station.press(.escape, .ctrl("p"))
    station.type("foret")
    look(station)
    return frames + station.written.sorted { $0.key < $1.key }.map(\.value)
  }

  @Test(
    "nothing on any screen depends on a cost: with costs halved and floor prices the same, all is the same",
    arguments: [(120, 40), (80, 24)])
  func nothingLeaks(_ width: Int, _ height: Int) throws {
    let size = Size(width, height)
    let (one, other) = (try shop(), try shop(halvesCosts: true))
    let seen = zip(try walk(one, "DURAND", size), try walk(other, "DURAND", size))
    for (left, right) in seen {
      #expect(left == right)
    }
    // The same walk tells costs to a manager: it does look where they are.
    let told = zip(try walk(one, "CHEF", size), try walk(other, "CHEF", size)).count { $0 != $1 }
    #expect(told > 30)
  }
}
