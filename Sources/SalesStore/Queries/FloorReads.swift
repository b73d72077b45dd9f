import Database
import Sales
import Values

/// A floor or a rule as lists show it.
public struct FloorRow: Sendable, Hashable {
  /// The family; nil = every product.
  public let family: Family?
  /// How deep the family stands in the tree: 0 at the root.
  public let depth: Int
  /// Class of customers; empty = every class.
  public let customerClass: String
  /// The rate that the family itself names for the class; nil = it names none, or rates are not shown.
  public let floor: FamilyFloor?
  /// The rate that holds: its own, else that of its parents; nil = none up to the root, or not shown.
  public let floorInForce: Ratio?
  /// The rules of exactly this family and class, documents first, then by role.
  public let rules: [FloorRule]
  /// What happens to a line under the floor.
  public let lineActions: FloorActions
  /// What happens to a document under its floor; nil for a family, for documents have none.
  public let documentActions: FloorActions?

  /// The rows of a family, one for each class that something is said of.
  static func rows(
    _ family: Family?, _ path: [ID<Family>], _ floors: [ID<Family>: [FamilyFloor]],
    _ rules: FloorRules
  ) -> [FloorRow] {
    let own = family.flatMap { floors[$0.id] } ?? []
    let said = rules.rules.filter { $0.familyID == family?.id }
    let classes = Set(own.map(\.customerClass) + said.map(\.customerClass) + [""])
    return classes.sorted().map { name in
      let found = path.lazy.compactMap { step in
        let named = floors[step] ?? []
        return named.first { $0.customerClass == name } ?? named.first { $0.customerClass.isEmpty }
      }
      return FloorRow(
        family: family, depth: max(0, path.count - 1), customerClass: name,
        floor: own.first { $0.customerClass == name }, floorInForce: found.first?.floor,
        rules: said.filter { $0.customerClass == name },
        lineActions: rules.line(path, customerClass: name),
        documentActions: family == nil ? rules.document(customerClass: name) : nil)
    }
  }
}

/// The floors of a company, and what happens under them.
public struct FloorList: Sendable, Hashable {
  /// Whether rates are shown: they tell costs.
  public let sight: CostSight
  /// Everywhere first, then the families as a tree, each with its classes.
  public let rows: [FloorRow]
  /// What a document without a rule does.
  public let usualDocument: FloorAction
}

extension StoreReading {
  /// What happens under floors.
  ///
  /// - Parameter settings: the company's, where they are known; nil = they are read.
  public func floorRules(_ settings: CompanySettings? = nil) throws -> FloorRules {
    FloorRules(
      try all(FloorRule.self, "ORDER BY subject, family_id, customer_class, role"),
      usualDocument: try (settings ?? self.settings()).documentFloor)
  }

  /// How often floors, or what happens under them, changed until now.
  public func floorRevision() throws -> Int {
    try find(FloorRevision.self, 1.sqlValue)?.revision ?? 0
  }

  /// A draft with what happens where it is under its floor, to whoever looks at it.
  public func judged(_ draft: QuoteDraft, by rules: FloorRules, _ customer: Customer) -> QuoteDraft
  {
    var judged = draft
    judged.documentFloor = rules.document(customerClass: customer.customerClass)
    judged.roles = view.roles ?? []
    return judged
  }

  /// What the floors ask of somebody for a stored version, by today's rules over its frozen costs; what was
  /// sent keeps the verdict on the document that it left with.
  ///
  /// - Parameter roles: of whom it is about; nil = of who reads.
  public func floorVerdict(
    of id: ID<Quote>, for roles: Set<Role>? = nil
  ) throws -> FloorVerdict {
    try draft(of: id).storedVerdict(for: roles)
  }

  /// What the floors ask of who reads, for the rows of a list: of a draft by today's rules, of a version that
  /// was sent what was asked of who sent it. A quote of which nothing is asked is left out, and so is one
  /// that nobody can send or accept any more.
  func floorActions(of quotes: [Quote]) throws -> [ID<Quote>: FloorAction] {
    let sent = quotes.filter { $0.state == .sent }.map(\.id)
    let kept =
      sent.isEmpty ? [] : try all(QuoteVerdict.self, "WHERE quote_id IN " + SQL.list(sent))
    var actions = Dictionary(uniqueKeysWithValues: kept.map { ($0.quoteID, $0.action) })
    for draft in try drafts(of: quotes.filter { $0.state == .draft }) {
      actions[draft.quote.id] = try draft.storedVerdict().action
    }
    return actions
  }

  /// The floors of a company as a list: what is said for every product, then family by family as a tree.
  public func floorList() throws -> FloorList {
    let rules = try floorRules()
    let floors = Dictionary(grouping: try all(FamilyFloor.self), by: \.familyID)
    var rows = FloorRow.rows(nil, [], floors, rules)
    let children = Dictionary(grouping: try all(Family.self, "ORDER BY code"), by: \.parentID)
    func climb(_ parent: ID<Family>?, _ path: [ID<Family>]) {
      for family in children[parent] ?? [] where !path.contains(family.id) {
        let own = [family.id] + path
        rows += FloorRow.rows(family, own, floors, rules)
        climb(family.id, own)
      }
    }
    climb(nil, [])
    return FloorList(sight: try sight, rows: rows, usualDocument: rules.usualDocument)
  }

  /// The rule of exactly this scope; nil = there is none.
  public func floorRule(
    _ subject: FloorSubject, _ family: ID<Family>?, _ customerClass: String, _ role: Role?
  ) throws -> FloorRule? {
    try find(
      FloorRule.self, .text(subject.rawValue), .id(family?.rawValue ?? 0), .text(customerClass),
      .text(role?.rawValue ?? ""))
  }
}

extension QuoteDraft {
  /// What the floors ask for a stored version: what was sent keeps the verdict on the document that it left
  /// with.
  ///
  /// - Parameter roles: of whom it is about; nil = of who reads.
  func storedVerdict(for roles: Set<Role>? = nil) throws -> FloorVerdict {
    try QuoteComputation(self).settled(by: quote).verdict(
      for: roles ?? self.roles, isUnder: quote.state == .draft ? nil : quote.underFloor)
  }
}
