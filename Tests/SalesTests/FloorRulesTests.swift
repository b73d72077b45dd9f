import Sales
import Testing
import Values

/// What happens under a floor: which rule holds, and what it makes of a whole document.
@Suite("Floors: warn, ask, block")
struct FloorRulesTests {
  private let bolts = ID<Family>(rawValue: 1)
  private let fixings = ID<Family>(rawValue: 2)
  private let tools = ID<Family>(rawValue: 3)

  @Test("without rules a line warns, and a document does what the company usually does")
  func usual() {
    let rules = FloorRules(usualDocument: .block)
    #expect(rules.line([bolts], customerClass: "A") == .warning)
    #expect(rules.document(customerClass: "A") == FloorActions(.block))
    #expect(FloorRules().document(customerClass: "") == .asking)
    #expect(!rules.asksOfLines)
  }

  @Test("the nearest family holds, then a class before none, then a role before none")
  func precedence() {
    let rules = FloorRules([
      FloorRule(.line, action: .ask),
      FloorRule(.line, customerClass: "A", role: .manager, action: .block),
      FloorRule(.line, familyID: fixings, action: .block),
      FloorRule(.line, familyID: fixings, role: .manager, action: .ask),
      FloorRule(.line, familyID: bolts, customerClass: "A", action: .warn),
      FloorRule(.document, customerClass: "A", action: .warn),
    ])
    let path = [bolts, fixings]
    // The family itself, for its class: every role, whatever stands further up.
    #expect(rules.line(path, customerClass: "A") == .warning)
    // Another class meets the parent's rules; there the role named stands before none.
    var expected = FloorActions(.block)
    expected.manager = .ask
    #expect(rules.line(path, customerClass: "B") == expected)
    // Another family meets those for everything; there the class stands before the role.
    expected = FloorActions(.ask)
    #expect(rules.line([tools], customerClass: "B") == expected)
    expected.manager = .block
    #expect(rules.line([tools], customerClass: "A") == expected)
    #expect(rules.document(customerClass: "A") == .warning)
    #expect(rules.document(customerClass: "B") == .asking)
    #expect(rules.asksOfLines)
  }

  @Test("a person with several roles meets the mildest, nobody in particular the strictest")
  func roles() {
    var actions = FloorActions(.warn)
    actions.salesperson = .block
    actions.orderDesk = .ask
    #expect(actions.action(for: [.salesperson]) == .block)
    #expect(actions.action(for: [.salesperson, .orderDesk]) == .ask)
    #expect(actions.action(for: [.administrator]) == .warn)
    #expect(actions.action(for: []) == .block)
    #expect(FloorActions(letters: actions.letters) == actions)
    #expect(FloorActions(letters: "wx") == nil && FloorActions(letters: "wwww") == nil)
  }

  private func draft(_ seed: UInt64) throws -> QuoteDraft {
    var random = SeededGenerator(seed: seed &+ 77)
    var draft = try RandomQuote(seed: seed).draft
    func action() -> FloorAction { random.pick(FloorAction.allCases) ?? .warn }
    for place in draft.lines.indices {
      var actions = FloorActions(.warn)
      for role in FloorActions.roles { actions[role] = action() }
      draft.lines[place].floorActions = actions
    }
    for role in FloorActions.roles { draft.documentFloor[role] = action() }
    draft.roles = [random.pick(FloorActions.roles) ?? .salesperson]
    return draft
  }

  @Test("the verdict on a document is the worst of its lines and of itself", arguments: 0..<200)
  func worst(seed: Int) throws {
    let draft = try draft(UInt64(seed))
    let figures = try QuoteComputation(draft)
    var expected: [FloorAction] = figures.lines.filter(\.isCounted).compactMap {
      figures.floorAction(of: $0)
    }
    if figures.isUnderFloor { expected.append(draft.documentFloor.action(for: draft.roles)) }
    if figures.linesWithoutCost > 0 { expected.append(.ask) }
    #expect(figures.verdict.action == expected.max())
    #expect(figures.needsApproval == (expected.max().map { $0 > .warn } ?? false))
    for (line, action) in figures.verdict.lines {
      #expect(figures[line: line]?.isUnderFloor == true && action > .warn)
    }
  }

  @Test("raising a price never worsens a verdict", arguments: 0..<200)
  func raising(seed: Int) throws {
    let draft = try draft(UInt64(seed))
    let before = try QuoteComputation(draft)
    let lines = before.lines.filter { $0.isCounted && $0.floorPrice != nil }
    // A document of what floor prices alone cannot decide is decided when it is saved.
    guard let line = lines.first, before.hiddenFloor == nil else { return }
    var raised = draft
    let place = try #require(raised.lines.firstIndex { $0.number == line.line })
    guard raised.lines[place].quantity > .zero, draft.quote.discount == .zero else { return }
    raised.lines[place].row.unitPrice.tenThousandths += 500
    let after = try QuoteComputation(raised)
    // A price of zero is a gift, and exempt; the first cent makes it a sale.
    guard draft.lines[place].row.unitPrice > .zero else { return }
    switch (before.verdict.action, after.verdict.action) {
    case (let old?, let new?): #expect(new <= old)
    case (_, let new): #expect(new == nil, "what was above its floors is so at a higher price")
    }
  }
}
