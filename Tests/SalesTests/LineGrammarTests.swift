import Sales
import Testing
import Values

@Suite("Line grammar")
struct LineGrammarTests {
  private func product(_ text: String) throws -> ProductEntry {
    guard case .product(let entry) = try LineGrammar.parse(text) else {
      Issue.record("\(text) is not a product")
      return ProductEntry(search: "")
    }
    return entry
  }

  @Test(
    "quantity and search",
    arguments: [
      ("20*foret sds 18", 20_000, nil, "foret sds 18"), ("20*vis 5*40", 20_000, nil, "vis 5*40"),
      ("2 pal*ciment", 2000, "pal", "ciment"), ("3,5*cable", 3500, nil, "cable"),
      ("3.5 m2 * bache", 3500, "m2", "bache"), ("1 250,5*clou", 1_250_500, nil, "clou"),
      ("3k*vis", 3_000_000, nil, "vis"), ("3kg*clou", 3000, "kg", "clou"),
      ("3k b*vis", 3_000_000, "b", "vis"), (" 12 b*BHR-1650 ", 12_000, "b", "BHR-1650"),
    ] as [(String, Int64, String?, String)])
  func quantities(_ text: String, _ thousandths: Int64, _ unit: String?, _ search: String) throws {
    let entry = try product(text)
    #expect(entry.quantity == Quantity(thousandths: thousandths))
    #expect(entry.unit == unit && entry.search == search)
  }

  @Test(
    "what is no quantity is search text",
    arguments: [
      "vis 5*40", "foret sds 18", "M8*20", "20 5*40", "FOR-10%", "vis -10", "-10%", "a -b%",
    ])
  func searchOnly(text: String) throws {
    #expect(try product(text) == ProductEntry(search: text))
  }

  @Test(
    "discounts",
    arguments: [
      ("BHR-1650 -5%", [500]), ("vis -10-5-2%", [1000, 500, 200]), ("vis -10% -5 %", [1000, 500]),
      ("vis -2,5%", [250]), ("20*foret sds 18 -10%", [1000]), ("vis -10%-5%", [1000, 500]),
    ] as [(String, [Int64])])
  func cascade(_ text: String, _ steps: [Int64]) throws {
    #expect(try product(text).discounts.steps == steps.map(Ratio.init(basisPoints:)))
  }

  @Test("prices: net, margin, coefficient; a price clears discounts")
  func prices() throws {
    #expect(try product("BHR-1650 =9,90").price == .net(price("9.9")))
    #expect(try product("BHR-1650 =1 250.50").price == .net(price("1250.5")))
    #expect(try product("BHR-1650 =22%").price == .marginRate(Ratio(percent: 22)))
    #expect(try product("BHR-1650 = 22,5 %").price == .marginRate(Ratio(basisPoints: 2250)))
    #expect(try product("BHR-1650 =x1,35").price == .coefficient(Ratio(basisPoints: 13_500)))
    let both = try product("3*vis -10% =9,9")
    #expect(try both.price == .net(price("9.9")) && both.discounts.isEmpty && both.search == "vis")
  }

  @Test("copy and comment")
  func others() throws {
    #expect(try LineGrammar.parse(" = ") == .copyAbove)
    #expect(try LineGrammar.parse("+ livrer avant 10 h") == .comment("livrer avant 10 h"))
    #expect(try LineGrammar.parse("+") == .comment(""))
  }

  @Test(
    "what is wrong, and where",
    arguments: [
      ("", .empty, 0), ("20*", .missingSearch, 3), ("0*vis", .zeroQuantity, 0),
      ("1,2345*vis", .tooManyDecimals(kept: 3), 0), ("vis -101%", .discountOutOfRange, 5),
      ("vis -10--5%", .badDiscount, 8), ("vis -1-2-3-4-5-6%", .tooManyDiscounts, 0),
      ("vis =abc", .badPrice, 4), ("vis =100%", .marginOutOfRange, 4),
      ("vis =x0", .zeroCoefficient, 4), ("vis =1 =2", .secondPrice, 4),
      ("99999999999999999999*vis", .tooLarge, 0), ("vis =", .badPrice, 4),
    ] as [(String, LineEntryProblem.Kind, Int)])
  func problems(_ text: String, _ kind: LineEntryProblem.Kind, _ position: Int) {
    let expected = LineEntryProblems(problems: [LineEntryProblem(kind, at: position)])
    #expect(throws: expected) { try LineGrammar.parse(text) }
  }

  @Test("every problem is told at once")
  func allProblems() {
    #expect(
      throws: LineEntryProblems(problems: [
        LineEntryProblem(.zeroQuantity, at: 0), LineEntryProblem(.discountOutOfRange, at: 7),
        LineEntryProblem(.badDiscount, at: 11),
      ])
    ) { try LineGrammar.parse("0*vis -200--5%") }
  }

  @Test("an entry reads back from its text", arguments: 1...4)
  func roundTrip(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let words = ["foret", "sds", "18", "5*40", "M8", "œillet", "12,5", "FOR-10", "x2"]
    for _ in 0..<1000 {
      let tail = (0..<random.int(in: 0...3)).compactMap { _ in random.pick(words) }
      var entry = ProductEntry(search: (["vis"] + tail).joined(separator: " "))
      if random.int(in: 0...2) > 0 {
        entry.quantity = Quantity(thousandths: random.int(in: 1...9_999_999))
        entry.unit = random.pick([nil, "pal", "kg", "m2", "k"]) ?? nil
      }
      let steps = (0..<random.int(in: 0...5)).map { _ in
        Ratio(basisPoints: random.int(in: 1...10_000))
      }
      switch random.int(in: 0...4) {
      case 0: entry.price = .net(UnitPrice(tenThousandths: random.int(in: 0...99_999_999)))
      case 1: entry.price = .marginRate(Ratio(basisPoints: random.int(in: 0...9999)))
      case 2: entry.price = .coefficient(Ratio(basisPoints: random.int(in: 1...99_999)))
      default: entry.discounts = try Discounts(steps)
      }
      for comma in [true, false] {
        let text = LineEntry.product(entry).text(decimalComma: comma)
        #expect(try LineGrammar.parse(text) == .product(entry), "\(text)")
      }
    }
  }

  @Test("whatever is typed either reads back or is refused, and never traps", arguments: 1...4)
  func anything(seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    let signs = Array("  **==--%%++,.xkK0123456789ab é\t")
    for _ in 0..<5000 {
      let text = String((0..<random.int(in: 0...14)).compactMap { _ in random.pick(signs) })
      guard let entry = try? LineGrammar.parse(text) else { continue }
      let again = try? LineGrammar.parse(entry.text())
      #expect(again == entry, "\(text) → \(entry.text())")
    }
  }
}
