import Sales
import Testing
import Values

@Suite("Sections, options, carriage, eco-contributions")
struct QuoteChoiceTests {
  private func draft(_ terms: CarriageTerms = .none) -> QuoteDraft {
    QuoteDraft(
      quote: Quote(
        id: ID(rawValue: 1), number: "D-0001", opportunityID: ID(rawValue: 2),
        customerID: ID(rawValue: 3), warehouseID: ID(rawValue: 4), currency: .eur,
        priceDay: Day(daysSinceEpoch: 0), createdDay: Day(daysSinceEpoch: 0),
        validityDay: Day(daysSinceEpoch: 30)), carriageTerms: terms)
  }

  private func line(
    _ quantity: String, at unit: String, cost: String? = nil, _ choice: LineChoice = .firm,
    eco: String = "0", discounts: [Ratio] = []
  ) throws -> QuoteDraftLine {
    let count = try Quantity(machine: quantity)
    return QuoteDraftLine(
      row: QuoteLine(
        quoteID: ID(rawValue: 0), line: 0, position: 0, productID: ID(rawValue: 9),
        description: "Article", typedQuantity: count, typedUnit: "u", quantity: count,
        unitPrice: try price(unit), discounts: discounts, vatRate: Ratio(percent: 20),
        choice: choice, ecoUnit: try price(eco)),
      unitCost: try cost.map { try UnitCost(machine: $0) }, floor: Ratio(percent: 20))
  }

  @Test(
    "the signs of the grammar read back as they are typed",
    arguments: [
      "++ Lot 1 : plomberie", "?20*foret sds 18 -10%", "/2 pal*ciment =9,9", "? vis", "/vis 5*40",
    ])
  func signs(text: String) throws {
    let entry = try LineGrammar.parse(text)
    #expect(try LineGrammar.parse(entry.text()) == entry)
    switch entry {
    case .section(let words): #expect(words == "Lot 1 : plomberie")
    case .product(let product):
      #expect(product.choice == (text.first == "?" ? .option : .alternative))
    default: Issue.record("\(text) is read as \(entry)")
    }
  }

  @Test("a sign inside a search stays search text; alone it asks for a product")
  func signsInside() throws {
    #expect(try LineGrammar.parse("vis 5/40") == .product(ProductEntry(search: "vis 5/40")))
    #expect(throws: LineEntryProblems.self) { try LineGrammar.parse("?") }
    #expect(try LineGrammar.parse("+ pose") == .comment("pose"))
  }

  @Test("options and alternatives are in no total until they are taken")
  func outside() throws {
    var draft = draft()
    draft.append(.words("Lot 1", heading: true))
    draft.append(try line("10", at: "12", cost: "8"))
    draft.append(try line("1", at: "50", cost: "49", .option))
    draft.append(.words("Lot 2", heading: true))
    draft.append(try line("2", at: "30", cost: "20"))
    draft.append(try line("2", at: "45", .alternative))
    let figures = try QuoteComputation(draft)
    #expect(try figures.totals.goods == euros("180.00"))
    #expect(try figures.margin.margin == euros("60.00"))
    #expect(figures.margin.linesWithoutCost == 0)
    #expect(!figures.needsApproval)
    #expect(try figures.sections.map(\.net) == [euros("120.00"), euros("60.00")])
    #expect(figures.sections.map(\.title) == ["Lot 1", "Lot 2"])
    #expect(draft.lines[5].row.choiceOf == 5)
    #expect(draft.availability(free: [:]).keys.sorted() == [2, 5])
  }

  @Test("taking an alternative drops its line; rivals, strangers and too much are refused")
  func taking() throws {
    var draft = draft()
    draft.append(try line("2", at: "30"))
    draft.append(try line("2", at: "45", .alternative))
    draft.append(try line("2", at: "60", .alternative))
    draft.append(try line("1", at: "5", .option))
    let (ordered, rest) = try draft.taking(TakenLines(chosen: [3, 4]))
    #expect(ordered.lines.map(\.number) == [3, 4])
    #expect(ordered.lines.filter(\.isCounted).count == 2)
    #expect(rest == nil)
    #expect(throws: ChoiceProblem.rivals(2, 3)) { try draft.taking(TakenLines(chosen: [2, 3])) }
    #expect(throws: ChoiceProblem.notOffered(1)) { try draft.taking(TakenLines(chosen: [1])) }
    #expect(throws: ChoiceProblem.noSuchLine(9)) { try draft.taking(TakenLines(chosen: [9])) }
    #expect(throws: ChoiceProblem.tooMuch(1, offered: try quantity("2"))) {
      try draft.taking(TakenLines(quantities: [1: try quantity("3")]))
    }
    #expect(throws: ChoiceProblem.nothingTaken) {
      try draft.taking(TakenLines(quantities: [1: .zero]))
    }
  }

  @Test("an alternative whose line is gone is an option")
  func orphan() throws {
    var draft = draft()
    draft.append(try line("2", at: "30"))
    draft.append(try line("2", at: "45", .alternative))
    draft.lines.removeFirst()
    draft.settleChoices()
    #expect(draft.lines[0].row.choice == .option && draft.lines[0].row.choiceOf == nil)
  }

  @Test("AT-62: 349.99 bears 25.00 and lacks 0.01, 350.00 travels for free")
  func carriage() throws {
    let terms = CarriageTerms(freeFrom: try euros("350.00"), amount: try euros("25.00"))
    var below = draft(terms)
    below.append(try line("1", at: "349.99", cost: "200"))
    let short = try QuoteComputation(below)
    #expect(try short.totals.carriage == euros("25.00"))
    #expect(try short.carriage.missing == euros("0.01"))
    #expect(try short.totals.net == euros("374.99") && short.totals.vat == euros("75.00"))
    #expect(try short.margin.margin == euros("149.99"))
    var above = draft(terms)
    above.append(try line("1", at: "350", cost: "200"))
    let free = try QuoteComputation(above)
    #expect(free.totals.carriage == .zero && free.carriage.missing == nil)
    #expect(try free.margin.margin == euros("150.00"))
    #expect(try free.carriage.borne == euros("25.00"))
    #expect(try free.marginAfterCarriage == euros("125.00"))
    // After discounts: 400.00 less 12.5 % is 350.00.
    above.lines[0].row.unitPrice = try price("400")
    above.quote.discount = Ratio(basisPoints: 1250)
    #expect(try QuoteComputation(above).totals.carriage == .zero)
    above.quote.discount = Ratio(basisPoints: 1260)
    #expect(try QuoteComputation(above).totals.carriage == euros("25.00"))
  }

  @Test("carriage that was typed stays, and so does that of a version that was sent")
  func typedCarriage() throws {
    var draft = draft(CarriageTerms(freeFrom: try euros("350.00"), amount: try euros("25.00")))
    draft.append(try line("1", at: "500"))
    draft.quote.carriageSource = .manual
    draft.quote.carriage = try euros("40.00")
    #expect(try QuoteComputation(draft).totals.carriage == euros("40.00"))
    draft.quote.carriageSource = .rule
    draft.quote.state = .sent
    #expect(try QuoteComputation(draft).totals.carriage == euros("40.00"))
    draft.quote.state = .draft
    #expect(try QuoteComputation(draft).totals.carriage == .zero)
    draft.lines = []
    #expect(try QuoteComputation(draft).carriage.cost == .zero)
  }

  @Test("AT-65: 10 at 12.00 −10 %, cost 8.00, eco 0.35: HT 111.50, TTC 133.80, margin 28.00")
  func eco() throws {
    var draft = draft()
    draft.append(
      try line("10", at: "12", cost: "8", eco: "0.35", discounts: [Ratio(percent: 10)]))
    let (computed, figures) = try draft.computed()
    #expect(try figures.totals.goods == euros("108.00") && figures.totals.eco == euros("3.50"))
    #expect(try figures.totals.net == euros("111.50") && figures.totals.vat == euros("22.30"))
    #expect(try figures.totals.total == euros("133.80"))
    #expect(try figures.margin.margin == euros("28.00"))
    #expect(figures.margin.marginRate.percent(2) == "25.93")
    #expect(try computed.quote.netAmount == euros("108.00"))
    #expect(try computed.quote.ecoAmount == euros("3.50"))
    #expect(try computed.lines[0].row.ecoAmount == euros("3.50"))
  }

  @Test("a clause: 60 days, 45 days end of month either way; 60 days end of month is not accepted")
  func clauses() {
    let day = Day(daysSinceEpoch: 20_468)
    #expect(LegalTerm.allowsClause(.net(days: 60), from: day))
    #expect(!LegalTerm.allowsClause(.net(days: 61), from: day))
    #expect(LegalTerm.allowsClause(.daysThenEndOfMonth(days: 45), from: day))
    #expect(!LegalTerm.allowsClause(.daysThenEndOfMonth(days: 60), from: day))
    #expect(LegalTerm.allowsClause(.endOfMonthThenDays(days: 45), from: day))
    #expect(LegalTerm.allowsClause(.daysThenDayOfMonth(days: 30, dayOfMonth: 10), from: day))
    #expect(!LegalTerm.allowsClause(.daysThenDayOfMonth(days: 90, dayOfMonth: 10), from: day))
  }

  /// A quote of up to 12 lines of every kind.
  private func random(_ random: inout SeededGenerator) throws -> QuoteDraft {
    var draft = draft(CarriageTerms(freeFrom: Amount(minor: 50_000), amount: Amount(minor: 2_500)))
    draft.quote.discount = Ratio(basisPoints: random.int(in: 0...1_000))
    for _ in 0..<random.int(in: 1...12) {
      if random.int(in: 0...4) == 0 {
        draft.append(.words("Lot", heading: true))
        continue
      }
      let choice = random.pick([LineChoice.firm, .firm, .firm, .option, .alternative]) ?? .firm
      var added = try line("1", at: "1", cost: random.int(in: 0...5) == 0 ? nil : "1", choice)
      added.row.typedQuantity = Quantity(thousandths: random.int(in: 1...50) * 1000)
      added.row.quantity = added.row.typedQuantity
      added.row.unitPrice = UnitPrice(tenThousandths: random.int(in: 1...400_000))
      if added.unitCost != nil {
        added.unitCost = UnitCost(tenThousandths: random.int(in: 1...300_000))
      }
      added.row.ecoUnit = UnitPrice(tenThousandths: random.pick([0, 0, 3_500, 125]) ?? 0)
      added.row.vatRate = random.pick([Ratio(percent: 20), Ratio(basisPoints: 550)]) ?? .zero
      draft.append(added)
    }
    draft.settleChoices()
    return draft
  }

  @Test("the parts sum to the whole, and what is ordered is what was quoted", arguments: 1...4)
  func law(seed: Int) throws {
    var source = SeededGenerator(seed: UInt64(seed))
    for _ in 0..<300 {
      let draft = try random(&source)
      let figures = try QuoteComputation(draft)
      let totals = figures.totals
      let counted = figures.lines.filter(\.isCounted)
      #expect(counted.reduce(.zero) { $0 + $1.net } == totals.goods)
      #expect(counted.reduce(.zero) { $0 + $1.eco } == totals.eco)
      #expect(totals.net == totals.goods - totals.discount + totals.carriage + totals.eco)
      #expect(totals.shares.reduce(.zero) { $0 + $1.base } == totals.net)
      #expect(totals.shares.reduce(.zero) { $0 + $1.vat } == totals.vat)
      #expect(figures.margin.net == totals.goods - totals.discount)
      if draft.lines.first?.row.heading == true {
        #expect(figures.sections.reduce(.zero) { $0 + $1.net } == totals.goods)
      }
      guard !counted.isEmpty else { continue }
      // Taken as offered, the order is the quote: totals, margin, floor.
      let (all, rest) = try draft.taking(.asOffered)
      #expect(rest == nil)
      let ordered = try QuoteComputation(all)
      #expect(ordered.totals == totals && ordered.margin == figures.margin)
      #expect(ordered.floor == figures.floor)
      // Each option taken adds what it said it would, before the document discount.
      let options = draft.offers.filter { $0.row.choice == .option }.map(\.number)
      let (more, _) = try draft.taking(TakenLines(chosen: Set(options)))
      let offered = figures.lines.filter { options.contains($0.line) }
        .reduce(Amount.zero) { $0 + $1.net }
      #expect(try QuoteComputation(more).totals.goods == totals.goods + offered)
    }
  }
}
