import Database
import Sales
import Values

/// A user with what they may do and where they work.
public struct UserRow: Sendable, Hashable {
  /// The person; also one who left.
  public let person: Salesperson
  /// The roles held, by word.
  public let roles: [Role]
  /// Code of the warehouse of their orders.
  public let warehouse: String?
  /// Name of their team.
  public let team: String?
}

extension StoreReading {
  /// Every user, also those who left, by code.
  public func userRows() throws -> [UserRow] {
    let warehouses = try all(Warehouse.self)
    let teams = try all(Team.self)
    let roles = try all(SalespersonRole.self)
    return try all(Salesperson.self, "ORDER BY code").map { person in
      UserRow(
        person: person,
        roles: roles.filter { $0.salespersonID == person.id }.map(\.role)
          .sorted { $0.rawValue < $1.rawValue },
        warehouse: warehouses.first { $0.id == person.warehouseID }?.code,
        team: teams.first { $0.id == person.teamID }?.name)
    }
  }

  /// The user of this code who still works here; lower case is taken for capitals.
  /// - Throws: `StoreError.notFound`.
  public func salesperson(coded code: String) throws -> Salesperson {
    try person(coded: code, " AND active = 1")
  }

  /// The user of this code, also one who left.
  /// - Throws: `StoreError.notFound`.
  public func user(coded code: String) throws -> Salesperson {
    try person(coded: code, "")
  }

  /// Codes are capitals where the desk gave them, and what a file says where it was imported.
  private func person(coded code: String, _ condition: SQL) throws -> Salesperson {
    let capitals = code.uppercased()
    let found = try all(
      Salesperson.self, "WHERE code IN (\(code), \(capitals))" + condition + " ORDER BY code")
    guard let person = found.first(where: { $0.code == code }) ?? found.first else {
      throw StoreError.notFound(kind: Salesperson.table.name, key: code)
    }
    return person
  }

  /// The user who is this login of the operating system.
  public func salesperson(login: String) throws -> Salesperson? {
    try first(Salesperson.self, "WHERE login = \(login) AND active = 1 ORDER BY code LIMIT 1")
  }

  /// The first administrator who still works here.
  public func firstAdministrator() throws -> Salesperson? {
    let role = Role.administrator.rawValue
    return try first(
      Salesperson.self,
      """
      WHERE active = 1 AND id IN (SELECT salesperson_id FROM salesperson_role WHERE role = \(role))
      ORDER BY id LIMIT 1
      """)
  }

  /// The warehouse of this code.
  /// - Throws: `StoreError.notFound`.
  public func warehouse(coded code: String) throws -> Warehouse {
    try coded(code, among: all(Warehouse.self)) { [$0.code] }
  }

  /// The supplier of this code.
  /// - Throws: `StoreError.notFound`.
  public func supplier(coded code: String) throws -> Supplier {
    let capitals = code.uppercased()
    let found = try first(Supplier.self, "WHERE code IN (\(code), \(capitals)) LIMIT 1")
    guard let found else { throw StoreError.notFound(kind: Supplier.table.name, key: code) }
    return found
  }

  /// The payment term of this code.
  /// - Throws: `StoreError.notFound`.
  public func paymentTerm(coded code: String) throws -> PaymentTerm {
    try coded(code, among: all(PaymentTerm.self)) { [$0.code] }
  }

  /// The family of this code or name.
  /// - Throws: `StoreError.notFound`.
  public func family(coded code: String) throws -> Family {
    try coded(code, among: all(Family.self)) { [$0.code, $0.name] }
  }

  /// The stage of this code or name, in the pipeline given or in the first that has one.
  /// - Throws: `StoreError.notFound`.
  public func stage(coded code: String, in pipeline: ID<Pipeline>? = nil) throws -> Stage {
    let known = try pipelines().filter { pipeline == nil || $0.id == pipeline }
      .flatMap { try stages(of: $0.id) }
    return try coded(code, among: known) { [$0.code, $0.name] }
  }

  /// The delivery site of this code or name.
  /// - Throws: `StoreError.notFound`.
  public func site(coded code: String, of customer: ID<Customer>) throws -> Site {
    let sites = try all(Site.self, "WHERE customer_id = \(customer) ORDER BY code")
    return try coded(code, among: sites) { [$0.code, $0.name] }
  }

  /// The record one of whose names is this one, capitals and accents aside.
  private func coded<Kind: Record>(
    _ code: String, among records: [Kind], _ names: (Kind) -> [String]
  ) throws -> Kind {
    let wanted = SearchWords.fold(code)
    let exact = records.first { names($0).contains(code) }
    let alike = records.first { names($0).contains { SearchWords.fold($0) == wanted } }
    guard let found = exact ?? alike, !wanted.isEmpty else {
      throw StoreError.notFound(kind: Kind.table.name, key: code)
    }
    return found
  }
}
