import Exchange
import Sales
import SalesStore
import SalesTesting
import Terminal
import Testing
import Values

@testable import Workstation

@Suite("A quote in memory")
struct QuoteSheetTests {
  private static let codes = ["bhr", "ron hr16", "ecr", "sce", "tig", "FOR-SDS18", "FOR-SDS18L"]

  private func entry(_ station: TestWorkstation) throws -> QuoteEntry {
    try #require(station.model.current.state as? QuoteEntry, "\(station.frame())")
  }

  /// One change as a person makes it, whatever it comes to.
  private func change(_ station: inout TestWorkstation, _ random: inout SeededGenerator) throws {
    let count = try entry(station).sheet?.draft.lines.count ?? 0
    let code = Self.codes.randomElement(using: &random) ?? "bhr"
    let quantity = Int.random(in: 1...700, using: &random)
    let end = [" -10%", " -10-5-2,5%", " =123,4567", "", ""].randomElement(using: &random) ?? ""
    func toSomeLine() {
      for _ in 0..<Int.random(in: 1...count, using: &random) { station.press(.up) }
    }
    switch Int.random(in: 0..<10, using: &random) {
    case 0...4: station.type("\(quantity)*\(code)\(end)\n")
    case 5: station.type("?\(quantity)*\(code)\n")
    case 6 where count > 0:
      toSomeLine()
      station.press(.char("x"))
    case 7 where count > 0:
      toSomeLine()
      station.press(.shift(.up))
    case 8 where count > 0:
      toSomeLine()
      station.press(.char("o"))
    default: station.press(Bool.random(using: &random) ? .ctrl("z") : .ctrl("y"))
    }
    // Back in the empty entry line, whatever was reached.
    if case .lines = try entry(station).focus { station.press(.escape) }
    if try !entry(station).field.isEmpty { station.press(.escape) }
  }

  @Test("after any changes says what it would say had it been opened as it is", arguments: 1...6)
  func incremental(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var station = try CounterCompany().station()
    for _ in 0..<40 {
      try change(&station, &random)
      let sheet = try #require(try entry(station).sheet)
      let fresh = try QuoteSheet(sheet.draft, sheet.around)
      #expect(sheet.figures == fresh.figures)
      #expect(sheet.finds == fresh.finds)
      #expect(sheet.outline == fresh.outline)
    }
  }

  @Test("takes each change back and brings it back, the lines as they were", arguments: 11...14)
  func undo(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let station = try filled(&random)
    var sheet = try #require(try entry(station).sheet)
    while sheet.canRedo { sheet.redo() }
    var former = [sheet.draft]
    while sheet.canUndo {
      sheet.undo()
      former.append(sheet.draft)
    }
    #expect(sheet.draft.lines.isEmpty)
    #expect(former.count > 10)
    for draft in former.dropLast().reversed() {
      sheet.redo()
      #expect(QuoteSheet.isSame(sheet.draft, draft))
      #expect(try QuoteComputation(sheet.draft) == sheet.figures)
    }
    #expect(!sheet.canRedo)
  }

  private func filled(_ random: inout SeededGenerator) throws -> TestWorkstation {
    var station = try CounterCompany().station()
    for _ in 0..<25 { try change(&station, &random) }
    return station
  }

  @Test("the journal keeps what the lines are now, whatever changed since it was asked last")
  func kept() throws {
    var random = SeededGenerator(seed: 21)
    let station = try filled(&random)
    var sheet = try #require(try entry(station).sheet)
    while sheet.canUndo {
      if Bool.random(using: &random) {
        let rows = sheet.keptRows()
        #expect(KeptState(rows)?.draft.lines == sheet.draft.lines)
      }
      sheet.undo()
    }
  }

  @Test("columns are as wide as what is written in them, in both languages")
  func columns() throws {
    var random = SeededGenerator(seed: 22)
    let station = try CounterCompany().station()
    let format = station.model.session.format
    for _ in 0..<300 {
      let digits = Int.random(in: 0...14, using: &random)
      let most = (0..<digits).reduce(Int64(1)) { power, _ in power * 10 }
      let value = Int64.random(in: -most...most, using: &random)
      let price = UnitPrice(tenThousandths: value)
      #expect(Format.columns(price) == format.price(price).columns, "\(format.price(price))")
      let rate = Ratio(basisPoints: value)
      #expect(Format.columns(rate) == format.bareShortPercent(rate).columns)
    }
  }
}

@Suite("A line while it is being typed")
struct EntryTextTests {
  @Test(
    "looks up the same product at each key of a modifier", arguments: [" -10%", " -5-2", " =9,90"])
  func modifiers(_ modifier: String) throws {
    for count in 0...modifier.count {
      let text = EntryText("20*foret 18" + modifier.prefix(count))
      #expect(text.search == "foret 18", "\(text.text)")
    }
    let open = try #require(EntryText("20*foret 18 -").product)
    #expect(open.search == "foret 18" && open.discounts == .none)
  }
}
