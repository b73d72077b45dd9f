import Resources
import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Terminal
import Testing
import Values

@testable import Workstation

/// What can be done in the shell can be done on a screen.
@Suite("Acts on the screens")
struct ActCommandTests {
  /// Acts without a command of their own, and where a person does them.
  private static let elsewhere = [
    "quote.addLines": "lines typed in quote entry are saved with the draft",
    "quote.editHeader": "the head typed in quote entry is saved with the draft",
    "quote.askApproval": "entry.next asks for it where the document needs it",
    "quote.cancel": "entry.end and quotes.end offer it for a draft",
    "purchase.create": "purchases.order makes the order of a group and sends it",
  ]

  @Test func everyActHasACommandOrAReason() {
    let reached = Set(Registry.workstation.commands.compactMap(\.act))
    for entry in ActCatalogue.all {
      #expect(
        reached.contains(entry.id) != (Self.elsewhere[entry.id] != nil),
        "\(entry.id): a command of a screen, or a reason, and not both")
    }
  }

  @Test func commandsNameActsThatExist() {
    let known = Set(ActCatalogue.all.map(\.id)).union(["undo", "redo"])
    for command in Registry.workstation.commands {
      if let act = command.act { #expect(known.contains(act), "\(command.id)") }
    }
    #expect(Set(Self.elsewhere.keys).isSubset(of: known))
  }

  @Test(arguments: Texts.Language.allCases)
  func everyCommandHasItsName(language: Texts.Language) throws {
    let texts = try Texts(language, in: ResourceFolder.located())
    for command in Registry.workstation.commands {
      #expect(texts.optional("command.\(command.id)") != nil, "\(command.id)")
      if command.footer != nil {
        #expect(texts.optional("command.\(command.id).short") != nil, "\(command.id)")
      }
    }
  }

  private func palette(_ station: inout TestWorkstation, _ words: String) {
    station.press(.char(":"))
    station.type(words + "\n")
  }

  @Test func settingsAreReadAndChangedByAManager() throws {
    let company = try TestCompany()
    var station = try TestWorkstation(company)
    palette(&station, "réglages")
    try station.expectGolden("settings")
    station.press(.enter, .down, .enter)
    #expect(try company.store.read { try $0.settings() }.priceSwitch == .mostSpecific)
    #expect(station.shows("le plus précis"))
    station.press(.char("u"))
    #expect(try company.store.read { try $0.settings() }.priceSwitch == .cheapest)
    station.press(.end, .enter, .ctrl("u"))
    station.type("12x")
    #expect(station.shows("un nombre de 0 à 365"))
    station.press(.ctrl("u"))
    station.type("12\n")
    #expect(try company.store.read { try $0.settings() }.supplierLeadDays == 12)
    station.resize(80, 24)
    try station.expectGolden("settings")
  }

  @Test func aPercentageIsTypedAsItIsShown() throws {
    let company = try TestCompany()
    var station = try TestWorkstation(company)
    palette(&station, "réglages")
    let names = CompanySettings.entries.map(\.name)
    let place = try #require(names.firstIndex(of: "order.backorderTolerance"))
    for _ in 0..<place { station.press(.down) }
    station.press(.enter, .ctrl("u"))
    station.type("2,5\n")
    #expect(
      try company.store.read { try $0.settings() }.backorderTolerance == Ratio(basisPoints: 250))
    #expect(station.shows("2,5"))
    station.press(.enter, .f(8))
    #expect(
      try company.store.read { try $0.settings() }.backorderTolerance == Ratio(basisPoints: 250),
      "what stands in the field is read as the same value")
  }

  @Test func aSalespersonReadsSettingsAndUsersAndIsToldWhoChangesThem() throws {
    let company = try TestCompany()
    _ = try company.salesperson("VENTE")
    var station = try TestWorkstation(company, user: "VENTE")
    palette(&station, "réglages")
    station.press(.enter)
    #expect(station.shows("Un responsable change les réglages"))
    station.press(.escape)
    palette(&station, "liste des utilisateurs")
    for key in [Key.enter, .char("n"), .char("x")] {
      station.press(key)
      #expect(station.shows("Un administrateur gère les utilisateurs"))
      station.press(.down)
    }
  }

  @Test func usersAreAddedGivenRolesAndLeave() throws {
    let company = try TestCompany()
    var station = try TestWorkstation(company)
    palette(&station, "liste des utilisateurs")
    station.press(.char("n"))
    station.type("kbenali\nKarim Benali\nkarim\n")
    try station.expectGolden("users-new")
    station.press(.f(8))
    let karim = try company.desk("KBENALI").actor
    #expect(karim.roles == [.salesperson] && karim.name == "Karim Benali")
    station.press(.end, .enter, .tab, .ctrl("u"))
    station.type("oui")
    station.press(.f(8))
    #expect(try company.desk("KBENALI").actor.roles == [.salesperson, .manager])
    station.press(.char("x"))
    try station.expectGolden("users")
    #expect(try company.store.read { try $0.user(coded: "KBENALI") }.active == false)
    station.press(.char("u"))
    #expect(try company.store.read { try $0.user(coded: "KBENALI") }.active)
    station.press(.home, .char("x"))
    #expect(try company.store.read { try $0.user(coded: "ADMIN") }.active, "the last administrator")
  }

  @Test func anOrderIsCancelledWithAReasonUntilSomethingLeft() throws {
    let goods = try GoodsFixture()
    var station = try TestWorkstation(goods.company, first: .orders)
    station.press(.end, .enter, .char("C"))
    station.type("client disparu\n")
    func state() throws -> OrderState {
      try goods.company.store.read { try $0.get(goods.served).state }
    }
    #expect(try state() == .cancelled)
    station.press(.escape, .char("u"))
    #expect(try state() == .open)
    station.press(.char("L"), .char("o"), .char("C"))
    #expect(try state() != .cancelled)
    #expect(station.shows("La commande n'a plus rien à livrer"))
  }

  @Test func goodsOfADeliveryComeBack() throws {
    let goods = try GoodsFixture()
    var station = try TestWorkstation(goods.company, first: .orders)
    station.press(.end, .enter, .char("R"))
    #expect(station.shows("Choisissez une livraison"))
    station.press(.char("L"), .char("o"), .right, .char("R"), .ctrl("u"))
    station.type("30\n")
    let warehouse = try goods.company.warehouse()
    func onHand() throws -> Quantity? {
      try goods.company.store.read { try $0.level(of: goods.screw.id, in: warehouse.id)?.onHand }
    }
    #expect(try onHand() == Quantity(thousandths: 130_000))
    station.press(.char("R"), .ctrl("u"))
    station.type("390\n")
    #expect(station.shows("il n'en reste que"), "400 left, 30 are back")
    #expect(try onHand() == Quantity(thousandths: 130_000))
    #expect(station.shows("390"), "the form is back: \(station.frame())")
    station.press(.escape, .char("u"))
    #expect(try onHand() == Quantity(thousandths: 100_000))
  }

  @Test func aQuoteIsDuplicatedAndTypedOn() throws {
    let fixture = try PipelineFixture()
    var station = try TestWorkstation(fixture.company, first: .quotes)
    let before = try fixture.company.store.read { try $0.count(Quote.self) }
    station.press(.char("D"))
    #expect(try fixture.company.store.read { try $0.count(Quote.self) } == before + 1)
    let entry = try #require(station.model.current.state as? QuoteEntry)
    #expect(entry.sheet?.isDraft == true && entry.sheet?.draft.lines.count == 4)
  }

  @Test func whatWasSaidStaysWithItsScreen() throws {
    let goods = try GoodsFixture()
    var station = try TestWorkstation(goods.company, first: .orders)
    station.press(.char("2"), .ctrl("c"))
    let said = try #require(station.model.status?.text)
    #expect(station.shows(said))
    station.press(.char("6"))
    #expect(!station.shows(said), "another screen")
    #expect(station.model.notices.map(\.text).contains(said), "kept among the messages")
  }
}
