import Sales
import Testing
import Values

@Suite("Lists of references")
struct ReferenceListTests {
  private func first(_ text: String) throws -> String {
    let line = try #require(ReferenceList(text).lines.first)
    return line.readings.first.map { LineEntry.product($0).text() } ?? ""
  }

  @Test(
    "are read with semicolons, tabs, spaces, quotation marks, prices, either way round",
    arguments: [
      ("BHR-1650;200", "200*BHR-1650"), ("12;TIG-F16", "12*TIG-F16"),
      ("RON-HR16\t400", "400*RON-HR16"), ("\"RON-HR16\";\"400\";0,21", "400*RON-HR16 =0,21"),
      ("FOR-SDS18 20", "20*FOR-SDS18"), ("20 FOR-SDS18", "20*FOR-SDS18"),
      ("20*foret 18 -10%", "20*foret 18 -10%"), ("foret sds 18", "foret sds 18"),
      ("CIMENT;2 pal", "2 pal*CIMENT"), ("3 bte;A1", "3 bte*A1"),
      ("VIS  4 X 40;1 250,5", "1250,5*VIS 4 X 40"),
    ])
  func forms(_ text: String, _ typed: String) throws {
    #expect(try first(text) == typed)
  }

  @Test("a line of titles and blank lines are left out, places are kept")
  func titles() {
    let list = ReferenceList("\u{FEFF}Référence;Quantité\n\nA1;3\r\nA2;4\n;;\n")
    #expect(list.lines.map(\.number) == [3, 4, 5])
    #expect(list.lines.last?.readings.isEmpty == true)
  }

  @Test("a number may be a reference: both readings stand, the reference first")
  func numbers() {
    let readings = ReferenceList("4711;12").lines.first?.readings.map(\.search)
    #expect(readings == ["4711", "12"])
  }
}

@Suite("The difference of two versions")
struct QuoteDifferenceTests {
  private func draft(_ revision: Int) -> QuoteDraft {
    QuoteDraft(
      quote: Quote(
        id: ID(rawValue: UInt128(revision)), number: "D-0001", revision: revision,
        opportunityID: ID(rawValue: 2), customerID: ID(rawValue: 3), warehouseID: ID(rawValue: 4),
        currency: .eur, priceDay: Day(daysSinceEpoch: 0), createdDay: Day(daysSinceEpoch: 0),
        validityDay: Day(daysSinceEpoch: 30)))
  }

  private func line(_ product: Int, _ quantity: Int64, at tenThousandths: Int64) -> QuoteDraftLine {
    let count = Quantity(thousandths: quantity * 1000)
    return QuoteDraftLine(
      row: QuoteLine(
        quoteID: ID(rawValue: 0), line: 0, position: 0, productID: ID(rawValue: UInt128(product)),
        description: "Article \(product)", typedQuantity: count, typedUnit: "u", quantity: count,
        unitPrice: UnitPrice(tenThousandths: tenThousandths), vatRate: Ratio(percent: 20)))
  }

  @Test("added, removed, changed, with what each brings")
  func kinds() throws {
    var older = draft(1)
    older.append(line(1, 10, at: 100_000))
    older.append(line(2, 5, at: 20_000))
    older.append(line(3, 1, at: 50_000))
    var newer = older
    newer.lines[0].row.typedQuantity = Quantity(thousandths: 12_000)
    newer.lines[0].row.quantity = Quantity(thousandths: 12_000)
    newer.lines[0].row.discounts = [Ratio(percent: 10)]
    newer.lines.remove(at: 1)
    newer.append(line(4, 2, at: 30_000))
    let difference = try QuoteDifference(from: older, to: newer)
    #expect(difference.lines.map(\.kind) == [.removed, .changed, .added])
    #expect(difference.lines.map(\.line) == [2, 1, 4])
    #expect(difference.lines[1].parts == [.quantity, .discount])
    #expect(difference.lines.map(\.effect.minor) == [-1_000, 800, 600])
    #expect(difference.goods == Amount(minor: 400))
    #expect(try QuoteDifference(from: older, to: older).isEmpty)
  }

  @Test("the effects of the lines sum to the change of the goods", arguments: 1...3)
  func law(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    for _ in 0..<300 {
      var older = draft(1)
      for _ in 0..<random.int(in: 0...8) {
        older.append(
          line(Int(random.int(in: 1...4)), random.int(in: 1...9), at: random.int(in: 1...90_000)))
      }
      var newer = older
      for place in newer.lines.indices where random.int(in: 0...2) == 0 {
        newer.lines[place].row.choice = random.pick([LineChoice.firm, .option]) ?? .firm
        newer.lines[place].row.unitPrice = UnitPrice(tenThousandths: random.int(in: 1...90_000))
      }
      if !newer.lines.isEmpty, random.int(in: 0...1) == 0 { newer.lines.removeFirst() }
      newer.append(line(9, 1, at: random.int(in: 1...90_000)))
      newer.quote.discount = Ratio(basisPoints: random.int(in: 0...500))
      let difference = try QuoteDifference(from: older, to: newer)
      #expect(difference.lines.reduce(.zero) { $0 + $1.effect } == difference.goods)
    }
  }
}
