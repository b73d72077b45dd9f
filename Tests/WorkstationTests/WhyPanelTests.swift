import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Terminal
import Testing
import Values

@testable import Workstation

@Suite("Why a figure of a quote is what it is")
struct WhyPanelTests {
  private func filled(_ size: Size, user: String = "CHEF") throws -> TestWorkstation {
    var station = try CounterCompany().station(size, user: user)
    for line in QuoteEntryTests.five { station.type(line + "\n") }
    station.type("2 bte*foret sds18 -10%\n")
    return station
  }

  private func panel(_ station: TestWorkstation) throws -> WhyPanel {
    try #require(station.model.modals.last?.content as? WhyPanel)
  }

  @Test("is drawn at every size", arguments: [(120, 40), (80, 24), (60, 16)])
  func frames(_ width: Int, _ height: Int) throws {
    var station = try filled(Size(width, height))
    station.press(.up, .f(3))
    try station.expectGolden("why-price")
    while try panel(station).figure?.kind != .floorPrice { station.press(.down) }
    try station.expectGolden("why-floor")
    station.press(.tab)
    while try panel(station).figure?.kind != .floorMissing { station.press(.down) }
    try station.expectGolden("why-document")
  }

  @Test("is walked through by keys: figures, lines, the document, and what a figure is made of")
  func walked() throws {
    var station = try filled(Size(120, 40))
    station.press(.up, .char("W"))
    #expect(try panel(station).page == 6)
    #expect(station.shows("Pourquoi — ligne 6 FOR-SDS18"))
    station.press(.left)
    #expect(try panel(station).page == 5)
    station.press(.right, .right)
    #expect(try panel(station).page == nil)
    #expect(station.shows("Pourquoi — le document"))
    while try panel(station).figure?.kind != .documentMarginRate { station.press(.down) }
    #expect(station.shows("÷"))
    station.press(.enter)
    #expect(try panel(station).figure?.kind == .documentMargin)
    station.press(.char("2"))
    #expect(try panel(station).figure?.kind == .documentCost)
    station.press(.char("1"))
    #expect(try panel(station).figure == QuoteFigure(.cost, line: 1))
    #expect(station.shows("Pourquoi — ligne 1 BHR-1650"))
    station.press(.backspace, .backspace)
    #expect(try panel(station).figure?.kind == .documentMargin)
    station.press(.tab)
    #expect(try panel(station).page == 1)
    station.press(.escape)
    #expect(station.model.modals.isEmpty)
  }

  @Test("explains the line being typed before it is taken, and the document from the head")
  func preview() throws {
    var station = try filled(Size(120, 40))
    station.type("7*ecr")
    station.press(.f(3))
    #expect(station.shows("Pourquoi — ligne 7 ECR-1690"))
    station.press(.escape, .escape, .f(6), .f(3))
    #expect(try panel(station).page == nil)
  }

  @Test("names the rule, those set aside, and who typed a price")
  func rules() throws {
    var station = try filled(Size(120, 40), user: "DURAND")
    station.type("60*foret sds18\n")
    station.press(.up, .f(3))
    #expect(station.shows("Palier 50"))
    #expect(station.shows("Écartés"))
    station.press(.escape, .escape)
    station.type("3*tig =6,50\n")
    station.press(.f(8), .up, .f(3))
    #expect(station.shows("Saisi sur la ligne"), "\(station.frame())")
    #expect(station.shows("Durand, le 23/11/2026"), "\(station.frame())")
  }
}
