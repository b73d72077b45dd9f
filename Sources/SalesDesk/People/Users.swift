import Sales
import SalesStore
import Values

// Users of the program. Nobody is ever removed: the log names whoever acted, so a person who leaves is
// only no longer active.

/// Adds a user with roles.
public struct AddUser: Act {
  /// Its line in the catalogue; an administrator always may, nobody else.
  public static let entry = ActEntry("user.add", roles: [])

  /// Code typed after `--user`; capitals, unique.
  public let code: String
  /// Name as screens show it.
  public let name: String
  /// What they may do; at least one.
  public let roles: Set<Role>
  /// Login of the operating system, or of the database server, that is this person.
  public var login: String?
  /// E-mail.
  public var email = ""
  /// Warehouse of the person's orders; nil = the company's first.
  public var warehouseID: ID<Warehouse>?

  /// The adding of a user.
  public init(code: String, name: String, roles: Set<Role>) {
    self.code = code
    self.name = name
    self.roles = roles
  }

  /// Does it.
  public func perform(_ scope: ActScope) throws -> Salesperson {
    guard !code.isEmpty, !name.isEmpty else { throw Refusal(.nameMissing) }
    guard !roles.isEmpty else { throw Refusal(.userWithoutRole, Fact("user", .text(code))) }
    let capitals = code.uppercased()
    if try scope.store.count(Salesperson.self, "WHERE code = \(capitals)") > 0 {
      throw Refusal(.codeTaken, Fact("code", .text(capitals)))
    }
    try checkLogin(scope)
    let person = Salesperson(
      id: scope.mint(), code: capitals, name: name, email: email, login: login,
      warehouseID: warehouseID)
    try scope.store.insert(person)
    for role in roles.sorted(by: { $0.rawValue < $1.rawValue }) {
      try scope.store.insert(SalespersonRole(salespersonID: person.id, role: role))
    }
    scope.note("user", .text(capitals))
    return person
  }

  /// A login is one person: the program would not know who acts.
  private func checkLogin(_ scope: ActScope) throws {
    guard let login else { return }
    guard let other = try scope.store.salesperson(login: login) else { return }
    throw Refusal(.loginTaken, Fact("login", .text(login)), Fact("user", .text(other.code)))
  }
}

/// Gives a user exactly these roles.
public struct SetUserRoles: Act {
  /// Its line in the catalogue; an administrator always may, nobody else.
  public static let entry = ActEntry("user.roles", roles: [])

  /// The user.
  public let userID: ID<Salesperson>
  /// What they may do from now on; at least one.
  public let roles: Set<Role>

  /// The giving of roles.
  public init(_ user: ID<Salesperson>, _ roles: Set<Role>) {
    userID = user
    self.roles = roles
  }

  /// Does it.
  public func perform(_ scope: ActScope) throws -> Salesperson {
    let person = try scope.store.get(userID)
    guard !roles.isEmpty else { throw Refusal(.userWithoutRole, Fact("user", .text(person.code))) }
    let held = try scope.store.all(SalespersonRole.self, "WHERE salesperson_id = \(userID)")
    for row in held where !roles.contains(row.role) { try scope.store.delete(row) }
    let known = Set(held.map(\.role))
    for role in roles.subtracting(known).sorted(by: { $0.rawValue < $1.rawValue }) {
      try scope.store.insert(SalespersonRole(salespersonID: userID, role: role))
    }
    try scope.store.requireAdministrator()
    scope.note("user", .text(person.code))
    return person
  }
}

/// Says whether a user still works here: who does not can no longer open the program.
public struct SetUserActive: Act {
  /// Its line in the catalogue; an administrator always may, nobody else.
  public static let entry = ActEntry("user.active", roles: [])

  /// The user.
  public let userID: ID<Salesperson>
  /// Whether they work here.
  public let isActive: Bool

  /// The coming or leaving of a user.
  public init(_ user: ID<Salesperson>, isActive: Bool) {
    userID = user
    self.isActive = isActive
  }

  /// Does it.
  public func perform(_ scope: ActScope) throws -> Salesperson {
    let person = try scope.store.get(userID)
    var changed = person
    changed.active = isActive
    let stored = try scope.store.update(person, to: changed)
    try scope.store.requireAdministrator()
    scope.note("user", .text(person.code))
    return stored
  }
}

extension StoreReading {
  /// A company without an administrator could never name another.
  fileprivate func requireAdministrator() throws {
    guard try firstAdministrator() != nil else { throw Refusal(.lastAdministrator) }
  }
}
