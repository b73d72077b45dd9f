import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Terminal
import Testing
import Values

@testable import Workstation

@Suite("A quote typed on the phone")
struct QuoteStoryTests {
  static let lines = [
    "1200*bhr 1650", "2400*ron hr16", "1200*ecr", "120*sce 380 -5", "300*tig", "20*foret 18 -10",
  ]

  private func sheet(_ station: TestWorkstation) throws -> QuoteSheet {
    let entry = try #require(station.model.current.state as? QuoteEntry)
    return try #require(entry.sheet)
  }

  private func entry(_ station: TestWorkstation) throws -> QuoteEntry {
    try #require(station.model.current.state as? QuoteEntry)
  }

  @Test("takes at most 9 keys a line beside the search words")
  func keystrokes() throws {
    var station = try CounterCompany().station()
    let searches = ["bhr 1650", "ron hr16", "ecr", "sce 380", "tig", "foret 18"]
    var keys = 0
    for (line, search) in zip(Self.lines, searches) {
      station.type(line + "\n")
      keys += line.count - search.count + 1
    }
    #expect(try sheet(station).draft.lines.count == 6)
    #expect(keys <= 9 * 6, "\(keys) keys for six lines")
  }

  @Test("loses no key typed ahead of a slow store")
  func typeAhead() throws {
    var held = try CounterCompany().station()
    var quick = try CounterCompany().station()
    held.holdsWork = true
    for line in Self.lines { held.type(line + "\n") }
    held.type("2*ron")
    for _ in 0..<40 { held.deliver() }
    for line in Self.lines { quick.type(line + "\n") }
    quick.type("2*ron")
    #expect(held.frame() == quick.frame())
    #expect(try sheet(held).draft.lines.count == 6)
  }

  @Test("edits a line in place, takes it off, and takes both back")
  func editing() throws {
    var station = try CounterCompany().station()
    for line in Self.lines { station.type(line + "\n") }
    station.press(.up, .up, .up, .enter)
    station.type("50\n")
    #expect(try sheet(station).draft.lines[3].row.typedQuantity == Quantity(thousandths: 50_000))
    #expect(try sheet(station).draft.lines[3].row.discounts == [Ratio(percent: 5)])
    station.press(.enter)
    station.type("=15\n")
    #expect(
      try sheet(station).draft.lines[3].row.unitPrice == UnitPrice(tenThousandths: 150_000))
    station.press(.char("x"))
    #expect(try sheet(station).draft.lines.count == 5)
    station.press(.char("u"), .char("u"), .char("u"))
    #expect(
      try sheet(station).draft.lines[3].row.typedQuantity == Quantity(thousandths: 120_000))
    station.press(.char("U"))
    #expect(try sheet(station).draft.lines[3].row.typedQuantity == Quantity(thousandths: 50_000))
    station.press(.shift(.up))
    #expect(try sheet(station).draft.lines[2].number == 4)
  }

  @Test("knows units, targets, copies and comments")
  func grammar() throws {
    var station = try CounterCompany().station()
    station.type("2 bt*sds18 foret\n")
    var draft = try sheet(station).draft
    #expect(draft.lines[0].quantity == Quantity(thousandths: 20_000))
    #expect(draft.lines[0].row.typedUnit == "bte")
    station.type("foret sdsm18 =22%\n")
    station.type("=\n")
    station.type("+ Livraison sur chantier\n")
    draft = try sheet(station).draft
    #expect(draft.lines.count == 4)
    #expect(draft.lines[1].row.unitPrice == UnitPrice(tenThousandths: 309_700))
    #expect(draft.lines[2].row.unitPrice == draft.lines[1].row.unitPrice)
    #expect(draft.lines[3].row.kind == .comment)
  }

  @Test("keeps what found no product, and goes on")
  func misses() throws {
    var station = try CounterCompany().station()
    station.type("20*froet 18\n12*tig\n")
    #expect(try sheet(station).draft.lines.count == 1)
    #expect(try entry(station).rejects == ["20*froet 18"])
    station.press(.up, .enter)
    #expect(try entry(station).field.text == "20*froet 18")
  }

  static let list = "BHR-1650;200\nRON-HR16\t400\nINCONNU;3\n12;TIG-F16\nFOR-SDS;4\n;;;\n"

  @Test("shows what a pasted list gives before it is taken", arguments: [(120, 40), (80, 24)])
  func pasting(_ width: Int, _ height: Int) throws {
    var station = try CounterCompany().station(Size(width, height))
    station.send(.paste(Self.list))
    #expect(try sheet(station).draft.lines.isEmpty, "nothing is taken before Enter")
    try station.expectGolden("list-refused")
    station.press(.char("w"))
    #expect(
      station.saved.values.map { String(decoding: $0, as: UTF8.self) } == [
        "line;text;reason\n3;INCONNU;3;unknown\n5;FOR-SDS;4;several\n6;;;;;unreadable\n"
      ])
    station.press(.tab)
    try station.expectGolden("list-taken")
    station.press(.enter)
    #expect(try sheet(station).draft.lines.count == 3)
    #expect(try entry(station).rejects == ["3*INCONNU", "4*FOR-SDS", ";;;"])
    station.press(.ctrl("z"))
    #expect(try sheet(station).draft.lines.isEmpty, "one key takes the list back")
  }

  @Test("a line of a list whose figures are too large waits to be put right; the others are taken")
  func pastingTooMuch() throws {
    var station = try withCrane().station()
    station.send(.paste("BHR-1650;200\nGRUE;1000000000000\nTIG-F16;3\n"))
    #expect(station.shows("2 lignes à ajouter"))
    station.press(.enter)
    #expect(try sheet(station).draft.lines.count == 2)
    #expect(try entry(station).rejects == ["1000000000000*GRUE"])
    #expect(try sheet(station).figures.totals.goods > .zero)
  }

  @Test("lines that only together are too large are kept under the quote, none is lost")
  func pastingTooMuchTogether() throws {
    var station = try withCrane().station()
    // Each of nine thousand milliards: alone each can be counted, of six the tax cannot.
    let cranes = Array(repeating: "GRUE;10000000", count: 6)
    station.send(.paste((cranes + ["TIG-F16;3"]).joined(separator: "\n")))
    #expect(station.shows("7 lignes à ajouter"))
    station.press(.enter)
    #expect(try sheet(station).draft.lines.isEmpty)
    let kept = Array(repeating: "10000000*GRUE", count: 6) + ["3*TIG-F16"]
    #expect(try entry(station).rejects == kept)
    #expect(station.shows("trop grand"))
  }

  /// The counter with something so dear that large quantities of it leave what can be counted.
  private func withCrane() throws -> CounterCompany {
    let counter = try CounterCompany()
    let family = try counter.company.family("LEVAGE", floorPercent: 10)
    _ = try counter.company.product("GRUE", price: "900000.00", cost: "700000.00", family: family)
    return counter
  }

  @Test("gives a pasted list up, and takes the file named in the entry line")
  func listFile() throws {
    var station = try CounterCompany().station()
    station.files["liste.csv"] = Self.list
    station.send(.paste(Self.list))
    station.press(.escape)
    #expect(try sheet(station).draft.lines.isEmpty)
    #expect(station.shows("rien n'a été ajouté"))
    station.type("< liste.csv")
    #expect(station.shows("fichier « liste.csv »"))
    station.press(.enter)
    #expect(station.shows("3 lignes à ajouter"))
    station.press(.enter)
    #expect(try sheet(station).draft.lines.count == 3)
    #expect(try entry(station).field.isEmpty)
    station.type("<absente.csv\n")
    #expect(try entry(station).pending == nil)
    #expect(try entry(station).field.text == "<absente.csv", "the name stays, to be put right")
    station.press(.escape, .f(10))
    station.type("liste.csv\n")
    #expect(station.shows("3 lignes à ajouter"))
  }

  @Test("under its floor is agreed by a manager, sent, accepted, and reserves")
  func wholeLife() throws {
    let counter = try CounterCompany()
    var station = try counter.station()
    for line in Self.lines { station.type(line + "\n") }
    station.press(.f(9))
    #expect(station.shows("Demander l'accord"))
    station.type("chantier Confluence\n")
    #expect(try sheet(station).approval?.state == .asked)
    var chief = try TestWorkstation(counter.company, user: "CHEF", first: .quotes)
    #expect(chief.shows("à approuver"))
    try chief.expectGolden("quotes-inbox")
    chief.press(.char("V"), .enter)
    chief.type("d'accord\n")
    station.press(.f(5), .f(9))
    #expect(station.shows("sera figé"), "\(station.frame())")
    station.press(.char("o"))
    #expect(try sheet(station).quote.state == .sent)
    station.press(.f(9))
    try station.expectGolden("quote-accepted")
    #expect(station.shows("réservés"), "\(station.frame())")
    station.press(.escape)
    #expect(try sheet(station).quote.state == .accepted)
    try station.expectGolden("entry-accepted")
  }

  @Test("is journalled at every field, and comes back as it was")
  func recovery() throws {
    let counter = try CounterCompany()
    var station = try counter.station()
    for line in Self.lines { station.type(line + "\n") }
    station.press(.f(6), .tab)
    station.type("+8j\n")
    station.press(.f(6))
    let before = station.frame()
    guard case .draft(let key, let rows) = station.journal.last else {
      Issue.record("nothing in the journal")
      return
    }
    var after = try TestWorkstation(counter.company, user: "DURAND", first: .quotes)
    after.recover([KeptDraft(key: key, rows: rows)])
    #expect(after.shows("Brouillon récupéré"))
    after.press(.enter)
    #expect(body(after.frame()) == body(before))
    after.press(.f(8))
    guard case .forget(let forgotten) = after.journal.last else {
      Issue.record("the journal keeps what is saved")
      return
    }
    #expect(forgotten == key)
  }

  private func body(_ frame: String) -> [Substring] {
    frame.split(separator: "\n", omittingEmptySubsequences: false).dropLast(2)
  }

  @Test("brings two desks together, and names what both changed")
  func conflict() throws {
    let counter = try CounterCompany()
    var station = try counter.station()
    for line in Self.lines { station.type(line + "\n") }
    station.press(.f(8))
    let id = try sheet(station).quote.id
    let other = try counter.company.desk("CHEF")
    var edit = LineEdit()
    edit.quantity = .set(Quantity(thousandths: 7_000))
    _ = try other.perform(EditLine(6, of: id, edit))
    station.press(.up, .up, .enter)
    station.type("250\n")
    station.press(.f(8))
    var quantities = try sheet(station).draft.lines.map(\.row.typedQuantity.thousandths)
    #expect(quantities.suffix(2) == [250_000, 7_000])
    #expect(try !sheet(station).isUnsaved)
    edit.quantity = .set(Quantity(thousandths: 90_000))
    _ = try other.perform(EditLine(5, of: id, edit))
    station.press(.enter)
    station.type("80\n")
    station.press(.f(8))
    #expect(station.shows("80 u"))
    #expect(station.shows("90 u"))
    try station.expectGolden("entry-conflict")
    station.press(.enter)
    quantities = try sheet(station).draft.lines.map(\.row.typedQuantity.thousandths)
    #expect(quantities[4] == 80_000)
  }
}
