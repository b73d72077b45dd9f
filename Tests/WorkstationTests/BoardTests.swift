import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Terminal
import Testing
import Values

@testable import Workstation

@Suite("The pipeline board")
struct BoardTests {
  private let fixture: PipelineFixture

  init() throws { fixture = try PipelineFixture() }

  private func station(_ width: Int = 120, _ height: Int = 40) throws -> TestWorkstation {
    try TestWorkstation(fixture.company, size: Size(width, height), first: .board)
  }

  private func stage(of title: String) throws -> String {
    let id = try #require(fixture.named[title]).id
    return try fixture.company.store.read { reader in
      try reader.get(reader.get(id).stageID).code
    }
  }

  @Test(arguments: [(120, 40), (100, 30), (80, 24), (60, 16), (40, 12)])
  func looks(_ width: Int, _ height: Int) throws {
    var station = try station(width, height)
    station.press(.right, .right)
    try station.expectGolden("board")
  }

  @Test func aCardMovesAtOnceAndUndoBringsItBack() throws {
    var station = try station()
    station.press(.right, .down)
    #expect(station.shows("▌Charpentes") || station.shows("▌BTP"))
    station.press(.home, .char(">"))
    let moved = try stage(of: "Serrurerie")
    #expect(moved == "DEVIS", "the late card stands first")
    #expect(station.shows("u pour annuler"))
    station.press(.char("u"))
    #expect(try stage(of: "Serrurerie") == "QUALIFIE")
  }

  @Test func aMoveShowsBeforeTheStoreAnswersAndKeysTypedAheadFollowTheCard() throws {
    var station = try station()
    station.press(.right)
    station.holdsWork = true
    station.press(.char(">"), .char(">"))
    #expect(station.shows("NÉGOCIATION (3)"), "the frame does not wait")
    #expect(try stage(of: "Serrurerie") == "QUALIFIE", "the store was not asked yet")
    station.deliver()
    station.deliver()
    station.deliver()
    #expect(try stage(of: "Serrurerie") == "NEGO")
  }

  @Test func winningWithoutASentQuoteSaysWhyAndLeavesTheCard() throws {
    var station = try station()
    station.press(.right, .right, .right, .char(">"))
    #expect(station.model.status?.tone == .refused, "\(station.model.status?.text ?? "")")
    #expect(station.shows("pas de devis envoyé"))
    #expect(try stage(of: "Ferraillage") == "NEGO")
  }

  @Test func losingAsksForAReasonOfTheList() throws {
    var station = try station()
    station.press(.right, .char("P"))
    station.type("pri\n")
    station.type("Würth\n")
    let id = try #require(fixture.named["Serrurerie"]).id
    let lost = try fixture.company.store.read { try $0.get(id) }
    #expect(lost.outcome == .lost, "\(station.frame())")
    #expect(lost.competitor == "Würth")
    #expect(!lost.lostReason.isEmpty)
  }

  @Test func severalMarkedCardsMoveAsOneAct() throws {
    var station = try station()
    station.press(.char(" "), .down, .char(" "), .char(">"))
    let stages = try ["EPI chantier", "Visserie inox"].map { try stage(of: $0) }
    #expect(stages == ["QUALIFIE", "QUALIFIE"])
    station.press(.char("u"))
    let back = try ["EPI chantier", "Visserie inox"].map { try stage(of: $0) }
    #expect(back == ["PROSPECT", "PROSPECT"])
  }

  @Test func theFilterNarrowsAsItIsTypedAndEscapeClearsIt() throws {
    var station = try station()
    station.press(.char("f"))
    station.type("œuv")
    #expect(station.shows("Garage Œuvrard"))
    #expect(!station.shows("BTP Garon"))
    station.press(.enter)
    #expect(station.shows("Échap efface"))
    station.press(.escape)
    #expect(station.shows("BTP Garon"))
  }

  @Test func conditionsOfTheFilterAreUnderstood() throws {
    var station = try station()
    station.press(.char("/"))
    station.type("montant>10k")
    #expect(station.shows("BTP Garon") && !station.shows("Garage Œuvrard"))
    station.press(.escape, .char("/"))
    station.type("retard")
    #expect(station.shows("Hôtel des Célestins") && !station.shows("BTP Garon"))
    station.press(.escape, .char("/"))
    station.type("marge<20")
    #expect(station.shows("Constructions Æther") && !station.shows("BTP Garon"))
  }

  @Test func aRefreshThatReordersKeepsTheCardUnderTheCursor() throws {
    var station = try station()
    station.press(.right, .down, .down)
    let before = station.model.current.state as? BoardScreen
    let card = try #require(before?.card)
    let subject = ActSubject(kind: .opportunity, id: card.id.rawValue)
    _ = try fixture.desk.perform(
      AddTask(NewTask("Urgent", on: subject, due: fixture.company.today - 9)))
    station.storeChanged()
    let after = station.model.current.state as? BoardScreen
    #expect(after?.card?.id == card.id)
    #expect(after?.column?.cards.first?.id == card.id, "it stands first now")
  }

  @Test func aNewOpportunityFindsItsCustomerByWordsAndItsDayByGrammar() throws {
    var station = try station()
    station.press(.char("n"))
    station.type("oeuvr\n")
    station.type("Pneus hiver\n")
    station.type("5k\n")
    station.type("+7j")
    #expect(station.shows("30/11/2026"), "\(station.frame())")
    station.press(.enter)
    #expect(station.shows("Pneus hiver"))
    let new = try #require(
      try fixture.company.store.read {
        try $0.first(Opportunity.self, "WHERE title = 'Pneus hiver'")
      })
    #expect(new.amount?.minor == 500_000)
    #expect(new.expectedCloseDay == fixture.company.today + 7)
    #expect(new.customerID == fixture.named["Consommables"]?.customerID)
  }

  @Test func aTaskIsUnderstoodAsItIsTyped() throws {
    var station = try station()
    station.press(.right, .right, .char("t"))
    station.type("relance +7j 10h")
    #expect(station.shows("lun. 30/11/2026 10:00"), "\(station.frame())")
    station.press(.enter)
    let tasks = try fixture.company.store.read {
      try $0.all(Activity.self, "WHERE title = 'relance'")
    }
    #expect(tasks.map(\.dueDay) == [fixture.company.today + 7])
    #expect(tasks.map(\.dueMinute) == [600])
  }

  @Test func theMouseSelectsAndTheWheelScrolls() throws {
    var station = try station()
    station.send(.mouse(MouseEvent(.press(count: 1), at: Point(30, 15))))
    let board = station.model.current.state as? BoardScreen
    #expect(board?.current == 1)
    #expect(board?.list(of: try #require(board?.columns[1])).current == 1)
    station.press(.left)
    station.send(.mouse(MouseEvent(.wheelDown, at: Point(5, 15))))
    #expect(!station.shows("Mairie de Givors"), "\(station.frame())")
  }

  @Test func movingTheCursorAsksNothingOfTheStore() throws {
    var station = try station()
    station.holdsWork = true
    station.press(.down, .down, .right, .down, .up, .left)
    station.holdsWork = false
    let board = station.model.current.state as? BoardScreen
    #expect(board?.current == 0)
    #expect(station.heldCount == 0)
  }
}
