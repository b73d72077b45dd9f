import Database
import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Testing
import Values

/// Floors on a server: what `psql` with a salesperson's login cannot do, and whether triggers and program
/// judge alike.
@Suite("The wall around floors")
struct FloorWallTests {
  let walled: WalledCompany

  init() throws { walled = try WalledCompany(on: .postgresql) }

  private func refused(_ login: String, _ statement: SQL) throws -> SQLError.Kind? {
    let store = try walled.store(login)
    return kind { try store.database.write { _ = try $0.run(statement) } }
  }

  @Test(
    "a salesperson changes neither floors nor rules, and sends no blocked line, whatever program asks"
  )
  func forbidden() throws {
    let (karims, paules) = (try walled.karims(), try walled.paules())
    let family = try #require(walled.product.familyID)
    try paules.perform(SetFloorRule(.line, family: family, role: .salesperson, to: .block))
    // A rich line keeps the document over its floor: only the line's own rule stands in the way.
    let rich = try walled.company.product(
      "RICHE", price: "900.00", cost: "100.00",
      family: try walled.company.store.read { try $0.family(coded: "FIXATION") })
    let low = try walled.draft(karims, "10", at: "7.00").quote.id
    try karims.perform(AddLines([.product(rich.id, LineTyping())], to: low))
    let attempts: [SQL] = [
      """
      INSERT INTO floor_rule (subject, family_id, customer_class, role, action)
      VALUES ('line', \(family), '', '', 'warn')
      """,
      "UPDATE floor_rule SET action = 'warn'", "DELETE FROM floor_rule",
      "UPDATE floor_revision SET revision = 0", "DELETE FROM floor_revision",
      "UPDATE family_floor SET floor = 0",
      "UPDATE quote SET state = 'sent' WHERE id = \(low)",
      "UPDATE quote SET state = 'accepted' WHERE id = \(low)",
      "SELECT quote_floor_rank(\(low), \(karims.actor.id))",
      "SELECT floor_of_lines(\(low), NULL, \(karims.actor.id))",
    ]
    for attempt in attempts {
      #expect(try refused(walled.karim, attempt) == .permissionDenied, "\(attempt.text)")
    }
    // The same line only warns her.
    #expect(try refused(walled.paule, "UPDATE quote SET state = 'sent' WHERE id = \(low)") == nil)
    try paules.perform(SetFloorRule(.line, family: family, role: .salesperson, to: nil))
    let free = try walled.draft(karims, "10", at: "7.00").quote.id
    try karims.perform(AddLines([.product(rich.id, LineTyping())], to: free))
    try karims.perform(SendQuote(free))
  }

  @Test("an approval of former floors opens nothing, and nobody forges one of today's")
  func former() throws {
    let (karims, paules) = (try walled.karims(), try walled.paules())
    let low = try walled.draft(karims, "10", at: "7.00").quote.id
    try karims.perform(AskApproval(low))
    try paules.perform(DecideApproval(low, .grant))
    let family = try #require(walled.product.familyID)
    try paules.perform(SetFloor(family, to: Ratio(percent: 31)))
    let send: SQL = "UPDATE quote SET state = 'sent' WHERE id = \(low)"
    #expect(try refused(walled.karim, send) == .permissionDenied)
    let forge: SQL = "UPDATE approval SET floor_revision = floor_revision + 1"
    #expect(try refused(walled.karim, forge) == .permissionDenied)
    try paules.undo()
    #expect(try refused(walled.karim, send) == .permissionDenied, "back is a change as well")
    try karims.perform(AskApproval(low))
    try paules.perform(DecideApproval(low, .grant))
    #expect(try refused(walled.karim, send) == nil)
  }

  @Test("triggers and program judge random quotes alike", arguments: 0..<6)
  func alike(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let company = walled.company
    let root = try company.store.read { try $0.family(coded: "FIXATION") }
    let child = try company.family("BOULONS", parent: root)
    let other = try company.family("OUTILS", floorPercent: 20)
    let customer = try company.customer("C-A") { $0.customerClass = "A" }
    let admin = try company.desk()
    try admin.perform(SetFloor(child.id, customerClass: "A", to: Ratio(percent: 25)))
    for _ in 0..<5 {
      let family = random.pick([root.id, child.id, other.id, nil]) ?? nil
      try admin.perform(
        SetFloorRule(
          .line, family: family, customerClass: random.pick(["", "A"]) ?? "",
          role: random.pick([nil, .salesperson, .manager]) ?? nil,
          to: random.pick(FloorAction.allCases) ?? .ask))
    }
    try admin.perform(
      SetFloorRule(
        .document, role: random.pick([nil, .salesperson]) ?? nil,
        to: random.pick(FloorAction.allCases) ?? .ask))
    var products: [Product] = []
    for (place, family) in [root, child, other].enumerated() {
      let cost = "\(random.int(in: 3...8)).\(random.int(in: 10...99))"
      products.append(
        try company.product("P\(place)", price: "10.00", cost: cost, family: family) {
          $0.priceUnit = [1, 100][place % 2]
        })
    }
    products.append(try company.product("SANS", price: "10.00"))
    let karims = try walled.karims()
    for _ in 0..<6 {
      var new = NewQuote(customer: random.int(in: 0...1) == 0 ? customer.id : walled.customer.id)
      new.lines = (0..<Int(random.int(in: 1...4))).map { _ in
        var typing = LineTyping(quantity: Quantity(thousandths: random.int(in: 1...90) * 500))
        typing.discounts = (0..<Int(random.int(in: 0...2))).map { _ in
          Ratio(basisPoints: random.int(in: 100...2_500))
        }
        let product =
          random.int(in: 0...9) == 0 ? products[3] : products[Int(random.int(in: 0...2))]
        return .product(product.id, typing)
      }
      let id = try karims.perform(CreateQuote(new)).outcome.quote.id
      for person in [karims.actor, try company.desk("PAULE").actor] {
        let verdict = try company.store.read { try $0.floorVerdict(of: id, for: person.roles) }
        let rank = try company.store.database.read { db in
          try db.first("SELECT quote_floor_rank(\(id), \(person.id))") { try $0.int(0) }
        }
        // The server only looks for what is more than a warning.
        let asked = verdict.action.map { [.warn: 1, .ask: 2, .block: 3][$0] ?? 0 } ?? 0
        #expect(max(1, rank ?? 0) == max(1, asked), "\(person.code) \(verdict)")
      }
    }
  }
}
