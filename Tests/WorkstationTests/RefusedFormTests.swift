import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Terminal
import Testing
import Values

@testable import Workstation

@Suite("A form whose act is refused")
struct RefusedFormTests {
  private func sets(_ counter: CounterCompany) throws -> [ProductSetRow] {
    try counter.company.desk().read { try $0.productSets() }
  }

  @Test("comes back as it was typed, though its screen forgot what it asked, and is put right")
  func comesBack() throws {
    let counter = try CounterCompany()
    var station = try TestWorkstation(
      counter.company, user: "CHEF", size: Size(120, 40), first: .quotes)
    station.type(":ensembles\n")
    station.press(.char("n"))
    station.type("kit-x\nKit neuf\n\n\n\n\n\n2*tig\n5*nowhere")
    station.press(.f(8))
    #expect(station.shows("Kit neuf") && station.shows("nowhere"), "\(station.frame())")
    #expect(try sets(counter).isEmpty)
    station.press(.f(8))
    #expect(station.model.modals.count == 1, "refused again, it is there again")
    for _ in "nowhere" { station.press(.backspace) }
    station.type("ron")
    station.press(.f(8))
    #expect(station.model.modals.isEmpty, "\(station.frame())")
    let kept = try #require(try sets(counter).first)
    #expect(SetLinesText.typed(kept.typed) == "2*TIG-F16; 5*RON-HR16")
  }

  @Test("is given up with Escape, and an act that is done leaves nothing behind")
  func givenUp() throws {
    let counter = try CounterCompany()
    var station = try TestWorkstation(
      counter.company, user: "CHEF", size: Size(80, 24), first: .quotes)
    station.type(":ensembles\n")
    station.press(.char("n"))
    station.type("kit-x\nKit neuf\n\n\n\n\n\n5*nowhere")
    station.press(.f(8), .escape)
    #expect(station.model.modals.isEmpty && station.model.returning.isEmpty)
    station.press(.char("n"))
    #expect(!station.shows("Kit neuf"), "a new form is empty: \(station.frame())")
    station.type("kit-y\nKit\n\n\n\n\n\n5*ron")
    station.press(.f(8))
    #expect(station.model.modals.isEmpty && station.model.returning.isEmpty)
    #expect(try sets(counter).map(\.set.code) == ["KIT-Y"])
  }

  @Test("the proof of an acceptance that cannot be read costs nothing of what was said")
  func acceptance() throws {
    let counter = try CounterCompany()
    var station = try counter.station()
    station.type("100*tig\n")
    station.press(.f(9), .char("o"), .f(9), .f(2))
    station.type("PO-77\nM. Chef\n")
    station.press(.ctrl("u"))
    station.type("mail\n\n/nowhere/scan.pdf")
    station.press(.f(8))
    #expect(station.shows("/nowhere/scan.pdf") && station.shows("PO-77"), "\(station.frame())")
    station.press(.ctrl("u"), .f(8))
    #expect(station.model.modals.isEmpty, "\(station.frame())")
    let desk = try counter.company.desk()
    let order = try desk.read { try #require(try $0.documents(named: "PO-77").order) }
    let kept = try desk.read { try $0.acceptance(of: order.id) }
    #expect(kept?.acceptedBy == "M. Chef" && kept?.channel == .email)
  }
}
