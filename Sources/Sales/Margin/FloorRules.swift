import Values

/// What happens under a floor (rules.md 2.3), from the mildest to the strictest.
///
/// ```
///   warn    the sign ▼, and nothing more
///   ask     sent and accepted only with an approval of exactly these terms
///   block   such a role neither sends nor accepts it, unless somebody approved whom the same rules do
///           not block: an approver, or the delegate of one, who is blocked himself cannot lift it
/// ```
public enum FloorAction: String, Sendable, Hashable, CaseIterable, Comparable {
  case warn, ask, block

  /// The milder stands before the stricter.
  public static func < (left: FloorAction, right: FloorAction) -> Bool {
    left.rank < right.rank
  }

  private var rank: Int {
    switch self {
    case .warn: 1
    case .ask: 2
    case .block: 3
    }
  }
}

/// What a rule about floors is about.
public enum FloorSubject: String, Sendable, Hashable, CaseIterable {
  /// A line under the floor of its family.
  case line
  /// A document under its own.
  case document
}

/// What happens under a floor to each of the roles that sell.
public struct FloorActions: Hashable, Sendable {
  /// To who sells.
  public var salesperson: FloorAction
  /// To the order desk.
  public var orderDesk: FloorAction
  /// To who manages, and to administrators.
  public var manager: FloorAction

  /// The same for every role.
  public init(_ all: FloorAction) {
    salesperson = all
    orderDesk = all
    manager = all
  }

  /// What a line without rules does: it warns, for a loss leader inside a healthy order is daily trade.
  public static let warning = FloorActions(.warn)
  /// What a document without rules or settings does.
  public static let asking = FloorActions(.ask)

  /// The roles that rules may name.
  public static let roles: [Role] = [.salesperson, .orderDesk, .manager]

  /// What happens to one role.
  public subscript(role: Role) -> FloorAction {
    get {
      switch role {
      case .salesperson: salesperson
      case .orderDesk: orderDesk
      case .manager, .administrator: manager
      }
    }
    set {
      switch role {
      case .salesperson: salesperson = newValue
      case .orderDesk: orderDesk = newValue
      case .manager, .administrator: manager = newValue
      }
    }
  }

  /// What happens to a person: the mildest of what happens to each of his roles, as with the sight of
  /// costs; to nobody in particular the strictest.
  public func action(for roles: Set<Role>) -> FloorAction {
    roles.map { self[$0] }.min() ?? max(salesperson, orderDesk, manager)
  }

  /// Three letters, in the order of `roles`: how the journal of drafts keeps them.
  public var letters: String {
    String(Self.roles.map { self[$0].rawValue.first ?? "w" })
  }

  /// Actions of three letters; nil for others.
  public init?(letters: String) {
    let actions = letters.compactMap { letter in
      FloorAction.allCases.first { $0.rawValue.first == letter }
    }
    guard actions.count == Self.roles.count, actions.count == letters.count else { return nil }
    self.init(.warn)
    for (role, action) in zip(Self.roles, actions) { self[role] = action }
  }
}

/// What happens under the floor of a family, to a class of customers, to a role. Each may be left open.
public struct FloorRule: Sendable, Hashable {
  /// A line, or the whole document.
  public var subject: FloorSubject
  /// Family, with those under it; nil = every product. Documents have none.
  public var familyID: ID<Family>?
  /// Class of customers; empty = every class.
  public var customerClass: String
  /// Role; nil = every role.
  public var role: Role?
  /// What happens.
  public var action: FloorAction
  /// Counts the changes of the row; a change names the version it read.
  public var version: Int

  /// The record with each of its fields; those left out take their usual value.
  public init(
    _ subject: FloorSubject, familyID: ID<Family>? = nil, customerClass: String = "",
    role: Role? = nil, action: FloorAction, version: Int = 1
  ) {
    self.subject = subject
    self.familyID = familyID
    self.customerClass = customerClass
    self.role = role
    self.action = action
    self.version = version
  }
}

/// The rules of a company, and which of them holds.
///
/// Of the rules that fit, the most specific holds, in this order: the family nearest to the product
/// first (any family before none), then a class named before every class, then a role named before every
/// role. Floor rates follow the same order: nearest family, then class. Without a rule a line warns, and
/// a document does what the setting `floor.document` says.
public struct FloorRules: Hashable, Sendable {
  /// All rules.
  public let rules: [FloorRule]
  /// What a document without rules does.
  public let usualDocument: FloorAction

  /// The rules of a company.
  public init(_ rules: [FloorRule] = [], usualDocument: FloorAction = .ask) {
    self.rules = rules
    self.usualDocument = usualDocument
  }

  /// What happens to a line under its floor.
  ///
  /// - Parameter path: the family of its product and those above it, the nearest first.
  public func line(_ path: [ID<Family>], customerClass: String) -> FloorActions {
    actions(.line, path, customerClass, usual: .warn)
  }

  /// What happens to a document under its floor.
  public func document(customerClass: String) -> FloorActions {
    actions(.document, [], customerClass, usual: usualDocument)
  }

  /// Whether any rule about lines does more than warn: without one nobody has to look at them.
  public var asksOfLines: Bool { rules.contains { $0.subject == .line && $0.action > .warn } }

  private func actions(
    _ subject: FloorSubject, _ path: [ID<Family>], _ customerClass: String, usual: FloorAction
  ) -> FloorActions {
    var actions = FloorActions(usual)
    guard !rules.isEmpty else { return actions }
    let fitting = rules.filter { rule in
      rule.subject == subject && (rule.customerClass.isEmpty || rule.customerClass == customerClass)
        && (rule.familyID.map { path.contains($0) } ?? true)
    }
    for role in FloorActions.roles {
      let own = fitting.filter { $0.role == nil || $0.role == role }
      let nearest = own.min { distance($0, path) < distance($1, path) }
      if let nearest { actions[role] = nearest.action }
    }
    return actions
  }

  /// How far a rule stands from the case: families up, then class, then role.
  private func distance(_ rule: FloorRule, _ path: [ID<Family>]) -> (Int, Int, Int) {
    (
      rule.familyID.flatMap { path.firstIndex(of: $0) } ?? path.count,
      rule.customerClass.isEmpty ? 1 : 0, rule.role == nil ? 1 : 0
    )
  }
}

/// Whose floor a line has: the family that names it, and for which class of customers.
public struct FloorSource: Hashable, Sendable {
  /// Name of the family.
  public let family: String
  /// Class; empty = every class.
  public let customerClass: String

  /// A family and a class.
  public init(family: String, customerClass: String) {
    self.family = family
    self.customerClass = customerClass
  }
}
